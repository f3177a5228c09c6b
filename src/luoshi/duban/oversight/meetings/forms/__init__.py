"""What is typed about meetings, checked."""
