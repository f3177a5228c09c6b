"""Changes of the tables of feeds."""
