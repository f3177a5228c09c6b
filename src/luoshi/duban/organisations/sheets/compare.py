"""Compare a file with the office: what is new, what changes, what is wrong."""

from __future__ import annotations

from datetime import date

from luoshi.duban.accounts.models import Office, User
from luoshi.duban.organisations.sheets.compare_people import compare_people
from luoshi.duban.organisations.sheets.compare_units import KnownUnits, compare_units
from luoshi.duban.organisations.sheets.differences import Differences
from luoshi.duban.organisations.sheets.reading import read_rows


def differences_of(content: bytes, name: str, office: Office, *, actor: User, on: date) -> Differences:
    """What the file would change on a day if *actor* took it over.

    Raises :class:`Refused` where it cannot be read at all; what is wrong in single cells is in ``problems``.
    """
    rows = read_rows(content, name)
    known = KnownUnits(office, rows.units, on)
    units, wrong_units = compare_units(rows.units, known)
    people, wrong_people = compare_people(rows.people, known, office, actor=actor, on=on)
    problems = sorted(
        {*rows.problems, *wrong_units, *wrong_people}, key=lambda one: (one.sheet, one.row, len(one.column), one.column)
    )
    return Differences(units, people, problems, rows.skipped)
