"""Background work in the same database: a job and the data it belongs to commit together."""
