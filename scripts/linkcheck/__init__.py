"""What scripts/check_links.py is made of."""
