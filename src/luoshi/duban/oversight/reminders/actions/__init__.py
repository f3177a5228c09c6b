"""What changes reminders, digests and channels: one action a file."""
