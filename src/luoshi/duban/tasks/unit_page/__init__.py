"""What a unit has to do, what it has done, and what is asked of it."""
