"""调度会: walk through tasks on one screen, note what is decided, and make tasks and instructions of it."""
