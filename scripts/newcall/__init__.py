"""What scripts/new_call.py is made of."""
