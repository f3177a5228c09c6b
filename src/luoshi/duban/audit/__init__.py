"""The record: append-only events in a keyed chain.  Knows no other app."""
