"""What scripts/compare_links.py is made of."""
