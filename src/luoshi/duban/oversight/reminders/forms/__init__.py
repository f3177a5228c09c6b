"""What is typed about reminders and channels."""
