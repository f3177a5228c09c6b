"""What people and administrators do with accounts: one action a file, each one transaction with its record."""
