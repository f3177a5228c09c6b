"""Units, their tree, aliases and groups; posts, and who holds them from when to when."""
