"""An office's rules of reminding, and the address that its messages link to."""

from __future__ import annotations

from luoshi.duban.oversight.reminders.models import OfficeRules
from luoshi.duban.oversight.reminders.rules import USUAL, Rules, read_rules


def rules_of(office: int) -> Rules:
    """The rules that count for an office, by its key."""
    row = OfficeRules.objects.filter(office=office).first()
    return read_rules(row.rules) if row is not None else USUAL


def site_of(office: int) -> str:
    """The address at which the office's people reach the application, without a slash at its end; empty if unknown."""
    return (OfficeRules.objects.filter(office=office).values_list("site", flat=True).first() or "").rstrip("/")
