"""The review desk's logic, without HTTP: what becomes of each statement, and how to take it back."""
