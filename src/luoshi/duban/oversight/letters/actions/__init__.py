"""What is done with letters: one action a file."""
