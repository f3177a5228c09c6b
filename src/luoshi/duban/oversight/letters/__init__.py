"""督办函: letters of the supervision office to one unit about chosen tasks (docs/reminders.md)."""
