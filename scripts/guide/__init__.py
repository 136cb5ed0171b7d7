"""What tries the guide's pages as they are written: scripts/update_screenshots.py and tests/test_guide.py."""
