"""The parts of scripts/import_report.py."""
