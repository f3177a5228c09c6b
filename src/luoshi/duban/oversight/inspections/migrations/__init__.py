"""Changes of the tables of inspections."""
