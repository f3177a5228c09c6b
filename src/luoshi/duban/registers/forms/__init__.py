"""What is typed about registers."""
