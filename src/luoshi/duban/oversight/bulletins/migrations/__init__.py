"""Changes of the tables of bulletins."""
