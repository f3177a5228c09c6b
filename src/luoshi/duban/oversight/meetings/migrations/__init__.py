"""Changes of the tables of meetings."""
