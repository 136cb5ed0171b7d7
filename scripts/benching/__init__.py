"""Whole builds and their parts measured beside the field and beside the floor: what is run, kept and shown."""
