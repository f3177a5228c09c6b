"""Changes of the tables of publication."""
