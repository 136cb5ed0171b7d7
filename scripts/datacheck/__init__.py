"""What scripts/check_data.py is made of."""
