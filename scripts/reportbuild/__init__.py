"""The parts of scripts/build_report.py."""
