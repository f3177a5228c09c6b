"""Pages of sign-in, of one's own account, of the administrators, and of the record."""
