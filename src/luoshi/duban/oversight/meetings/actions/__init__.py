"""What can be done with meetings, one action a file."""
