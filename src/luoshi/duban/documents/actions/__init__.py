"""What can be done with documents: one action a file, each in one transaction."""
