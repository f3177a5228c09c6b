"""Secrets of personal links, and the short codes that say which round a row of a file belongs to."""

from __future__ import annotations

import hashlib
import re
import secrets

#: 256 random bits: nobody guesses one.
_TOKEN_BYTES = 32
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)
# No letter that is mistaken for another, or for a figure.
_ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ"
_CODE_LENGTH = 5
_ROW = re.compile(r"\s*([A-Za-z]{5})\s*[-－—–]\s*([0-9]{1,6})\s*", re.ASCII)
_UNIT = re.compile(r"([A-Za-z]{5})-U([0-9]{1,4})(?![0-9])", re.ASCII)


def new_token() -> str:
    """A secret for a link; only :func:`digest` of it is kept."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


def digest(token: str) -> str:
    """What is kept of a token: its SHA-256."""
    return hashlib.sha256(token.encode()).hexdigest()


def is_token(words: str) -> bool:
    """Whether *words* have the form of a token at all."""
    return _TOKEN.fullmatch(words) is not None


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
