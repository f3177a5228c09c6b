"""A calendar as RFC 5545 wants it: lines of CRLF, folded at 75 octets, with text escaped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from luoshi.duban.oversight.feeds.limits import Due

_LONGEST = 75  # octets a line, RFC 5545, 3.1


def as_calendar(name: str, dues: Iterable[Due], *, host: str, now: datetime) -> str:
    """A calendar called *name* of all-day events; *host* makes their keys those of this installation."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Luoshi//Limits//ZH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(name)}",
        "X-WR-TIMEZONE:Asia/Shanghai",
        *(line for due in dues for line in _event(due, host, now)),
        "END:VCALENDAR",
    ]
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _event(due: Due, host: str, now: datetime) -> Iterator[str]:
    """A limit.  Its words leave the system, so they hold the number and the unit, and nothing of what is to be done."""
    words = f"{due.number} 时限" + (f"（{due.units}）" if due.units else "")
    yield "BEGIN:VEVENT"
    yield f"UID:task-{due.task}@{host}"
    yield f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"LAST-MODIFIED:{due.since.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"SEQUENCE:{due.moved}"
    yield f"DTSTART;VALUE=DATE:{due.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{due.day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(words)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _text(words: str) -> str:
    """Words as a value of the type TEXT (3.3.11)."""
    for plain, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n"), ("\r", "\\n")):
        words = words.replace(plain, escaped)
    return words


def _folded(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 octets, each after the first with a blank before it; no character is cut."""
    piece, size = "", 0
    for character in line:
        width = len(character.encode())
        if size + width > _LONGEST:
            yield piece
            piece, size = " ", 1
        piece, size = piece + character, size + width
    yield piece
