"""A report in the statutory form becomes draft data files; nothing of it is lost and every guess is marked.

`read_report` in `grantpages.intake.reading` is the way in, `grantpages.intake.writing` the way out.
"""
