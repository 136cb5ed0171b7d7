"""How a built site is for every reader: what is looked at, in which windows, and what is found there."""
