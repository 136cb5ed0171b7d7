"""What scripts/record_decision.py is made of."""
