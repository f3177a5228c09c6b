"""Sheets that came back: whose they are, and what each row says."""
