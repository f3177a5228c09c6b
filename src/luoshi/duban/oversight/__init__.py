"""Oversight 督查: lights, owed reports, reminders, bulletins, scoring, dashboards: what follows from the ledger."""
