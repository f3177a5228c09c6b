"""What is typed about letters."""
