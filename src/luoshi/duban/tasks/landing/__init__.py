"""How much of a document has landed, statement by statement."""
