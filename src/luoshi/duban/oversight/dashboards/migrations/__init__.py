"""Changes of the tables of the overview."""
