"""What is typed about inspections, checked."""
