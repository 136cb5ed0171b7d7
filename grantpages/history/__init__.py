"""What changed in each record, by the commits of the git repository the data folder lies in."""
