"""What can be done about inspections, one subject a file."""
