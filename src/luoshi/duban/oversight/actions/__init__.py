"""What can be done about lights: one action a file, each one transaction with its record."""
