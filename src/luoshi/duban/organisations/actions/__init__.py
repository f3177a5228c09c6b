"""What changes units and posts: one action a file, each in one transaction and on record."""
