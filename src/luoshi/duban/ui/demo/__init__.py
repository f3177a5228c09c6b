"""The fictional county of 青禾县 that the demonstration shows; nothing in it is real."""
