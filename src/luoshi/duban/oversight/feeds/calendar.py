"""A calendar as RFC 5545 wants it: lines of CRLF, folded at 75 octets, with text escaped."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from luoshi.duban.oversight.feeds.limits import Due

_LONGEST = 75  # octets a line, RFC 5545, 3.1


@dataclass(frozen=True, slots=True)
class Place:
    """This installation: ``host`` makes the keys of events its own, ``address_of`` gives the page of a task."""

    host: str
    address_of: Callable[[int], str]


def as_calendar(name: str, dues: Iterable[Due], place: Place, *, now: datetime) -> str:
    """A calendar called *name* of all-day events."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Luoshi//Limits//ZH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(name)}",
        "X-WR-TIMEZONE:Asia/Shanghai",
        *(line for due in dues for line in _event(due, place, now)),
        "END:VCALENDAR",
    ]
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _event(due: Due, place: Place, now: datetime) -> Iterator[str]:
    """A limit.  Its words leave the system, so they hold number, unit and link, and nothing of what is to be done."""
    words = f"{due.number} 时限" + (f"（{due.unit}）" if due.unit else "")
    yield "BEGIN:VEVENT"
    yield f"UID:{due.key}@{place.host}"
    yield f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"LAST-MODIFIED:{due.since.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"SEQUENCE:{due.moved}"
    yield f"DTSTART;VALUE=DATE:{due.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{due.day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(words)}"
    yield f"URL:{place.address_of(due.task)}"
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
