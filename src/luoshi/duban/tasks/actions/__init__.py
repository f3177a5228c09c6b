"""What can be done to plans and tasks: one action a file, each one transaction with its record."""
