"""The audit: what the records say that does not hold together, each rule a small generator.

To add a rule: a function in the module of its kind, an entry in `entries/<kind>.yml`, a table of
cases that must and must not fire.
"""
