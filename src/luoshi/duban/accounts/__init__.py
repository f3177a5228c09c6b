"""People, offices, sign-in, roles, and the one table of what a role may do."""
