"""What the operator owes beside the pages, made from the same records: the statutory report, open data, feeds."""
