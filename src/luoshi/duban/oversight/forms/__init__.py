"""What is typed about lights, checked."""
