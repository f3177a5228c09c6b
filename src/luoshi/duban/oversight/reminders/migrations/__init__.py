"""Changes of the tables of reminders."""
