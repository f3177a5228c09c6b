"""What can be done with bulletins: one action a file, each one transaction with its record."""
