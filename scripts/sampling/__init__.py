"""Invents a data folder that is as long and as varied as the real one, and true of nobody."""
