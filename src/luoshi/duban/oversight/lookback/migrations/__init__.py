"""Changes of the tables of lookback."""
