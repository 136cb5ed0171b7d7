"""Grantpages: a grant operator's records made into a bilingual public site."""

__version__ = "0.1.0"
