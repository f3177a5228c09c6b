"""Forms about documents, one module a subject."""
