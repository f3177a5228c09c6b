"""Pages about documents, one module a subject."""
