"""What changes registers, one action a file."""
