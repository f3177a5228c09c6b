"""Changes of the tables of oversight."""
