"""What reminders add to the pages of tasks."""

from __future__ import annotations


def offer() -> None:
    """Nothing yet."""
