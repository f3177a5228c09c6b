"""What looking at the overview changes, one action a file."""
