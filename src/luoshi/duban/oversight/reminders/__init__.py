"""催办: who is reminded of what and when, digests, channels, and chasing by hand (docs/reminders.md)."""
