"""Stored source files, what was read from them, and the one door to the extraction."""
