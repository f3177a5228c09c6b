"""What is done about the public page, one action a file."""
