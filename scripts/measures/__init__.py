"""The measures of `make quality`. Every module here is found by listing this package.

A module offers `TITLE: Message`, what it looks at, and `measures(site: Site) -> Iterator[Measure]`.
"""
