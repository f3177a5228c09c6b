"""The short codes that say which round or list a row of a file belongs to, and whose file it is."""

from __future__ import annotations

import re
import secrets

# No letter that is mistaken for another, or for a figure.
_ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ"
_CODE_LENGTH = 5
_ROW = re.compile(r"\s*([A-Za-z]{5})\s*[-－—–]\s*([0-9]{1,6})\s*", re.ASCII)
_PART = re.compile(r"\s*([A-Za-z]{5})\s*[-－—–]\s*([0-9]{1,6})(?:\s*[-－—–]\s*([0-9]{1,3}))?(?![0-9A-Za-z])", re.ASCII)
_UNIT = re.compile(r"([A-Za-z]{5})-U([0-9]{1,4})(?![0-9])", re.ASCII)


def new_code() -> str:
    """A code for a round: five capitals, which no spreadsheet takes for a number or a date."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(_CODE_LENGTH))


def row_code(code: str, number: int) -> str:
    """The number of a row as it stands in a file: ``QWERT-007``."""
    return f"{code}-{number:03}"


def read_row_code(words: str) -> tuple[str, int] | None:
    """The round's code and the row's number, or ``None`` where *words* are no row number of ours."""
    match = _ROW.fullmatch(words)
    return (match[1].upper(), int(match[2])) if match else None


def unit_code(code: str, number: int) -> str:
    """The code of a unit's extract in a round: ``QWERT-U07``."""
    return f"{code}-U{number:02}"


def read_unit_code(words: str) -> tuple[str, int] | None:
    """The round's code and the unit's number where *words* hold one."""
    match = _UNIT.search(words)
    return (match[1].upper(), int(match[2])) if match else None


def part_code(code: str, number: int, part: int) -> str:
    """The number of a row that belongs to another: ``QWERT-007-2`` is the second below ``QWERT-007``."""
    return f"{row_code(code, number)}-{part}"


def read_first_code(words: str) -> tuple[str, int, int] | None:
    """The code, the row and the part (0 for the row itself) that *words* begin with, whatever stands behind them."""
    match = _PART.match(words)
    return (match[1].upper(), int(match[2]), int(match[3] or 0)) if match else None
