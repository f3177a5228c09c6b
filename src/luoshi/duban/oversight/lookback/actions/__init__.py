"""What is done in a look-back, one action a file."""
