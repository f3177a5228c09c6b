"""Pages about units and posts, one module a subject."""
