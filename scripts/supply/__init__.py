"""What this program is made of: the packages of the lock file."""
