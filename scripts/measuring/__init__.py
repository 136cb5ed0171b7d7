"""The frame of scripts/quality.py: what a measure is, the site it looks at, its tools, and the tables."""
