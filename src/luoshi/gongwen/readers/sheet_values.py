"""What a spreadsheet cell shows: its stored value under its number format."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation

from lxml import etree

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"

_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_SHOWN = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[[^\]]*\]')
_DATE_PLACES = re.compile(r"[ymdhs]|上午|下午", re.IGNORECASE)
_FIGURES = re.compile(r"[0#?,.]*[0#?][0#?,.]*")
_LARGEST_EXPONENT = 300  # beyond it a number is no figure that Excel could have stored
_LAST_SERIAL = 2_958_465  # 31 December 9999
_NUMBER = re.compile(r"-?\d{1,300}(?:\.\d{0,300})?(?:[eE][+-]?\d{1,3})?")

# Built-in formats that files refer to by number alone (ECMA-376 Part 1, 18.8.30, with the Chinese ones).
_BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "m/d",
    17: "yyyy/m", 18: "h:mm", 19: "h:mm:ss", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm", 27: "yyyy/m", 28: "m/d",
    29: "m/d", 30: "m/d/yy", 31: "yyyy/m/d", 32: "h:mm", 33: "h:mm:ss", 34: "h:mm", 35: "h:mm:ss", 36: "yyyy/m",
    37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 45: "mm:ss", 46: "h:mm:ss", 47: "mm:ss",
    50: "yyyy/m", 51: "m/d", 52: "yyyy/m", 53: "m/d", 54: "m/d", 55: "h:mm", 56: "h:mm:ss", 57: "yyyy/m", 58: "m/d",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Formats:
    """The number format of each cell style, and from where the days are counted."""

    codes: tuple[str, ...] = ()
    since_1904: bool = False

    def shown(self, raw: str, style: int) -> str:
        """What a number, stored as *raw*, shows in the cell style *style*."""
        if _NUMBER.fullmatch(raw) is None:
            return raw
        value = Decimal(raw)
        if abs(value.adjusted()) > _LARGEST_EXPONENT:
            return raw
        code = self.codes[style] if 0 <= style < len(self.codes) else ""
        section = _section(code, value)
        if _DATE_PLACES.search(_QUOTED.sub("", section)) and not _is_general(section):
            return _date(value, section, self.since_1904)
        return _figure(value, section, negative_section=";" in code)


def read_formats(root: etree._Element | None, *, since_1904: bool) -> Formats:
    """The formats of a workbook from its style part."""
    if root is None:
        return Formats(since_1904=since_1904)
    own = {row.get("numFmtId"): row.get("formatCode", "") for row in root.iterfind(f"{S}numFmts/{S}numFmt")}
    codes: list[str] = []
    for row in root.iterfind(f"{S}cellXfs/{S}xf"):
        key = row.get("numFmtId", "0")
        codes.append(own.get(key) or (_BUILT_IN.get(int(key), "") if key.isascii() and key.isdigit() else ""))
    return Formats(tuple(codes), since_1904)


def _is_general(code: str) -> bool:
    return not code or "general" in code.lower() or code == "@"


def _section(code: str, value: Decimal) -> str:
    """The part of a format code that holds for the value's sign: positive;negative;zero;text."""
    parts = code.split(";") if '"' not in code else re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', code[:400])
    if value < 0 and len(parts) > 1:
        return parts[1]
    if value == 0 and len(parts) > 2:
        return parts[2]
    return parts[0]


def _figure(value: Decimal, code: str, *, negative_section: bool) -> str:
    if _is_general(code) or "/" in _QUOTED.sub("", code) or "e+" in code.lower():
        return _plain(value)
    bare = _SHOWN.sub(lambda found: "\0" * len(found.group()), code)
    places = _FIGURES.search(bare)
    if places is None:
        return _literal(code) or _plain(value)
    shown = value * 100 if "%" in bare else value
    decimals = len(places.group().rpartition(".")[2].replace(",", "")) if "." in places.group() else 0
    words = _rounded(abs(shown) if negative_section and value < 0 else shown, decimals, places.group())
    return _literal(code[: places.start()]) + words + _literal(code[places.end() :])


def _rounded(value: Decimal, decimals: int, places: str) -> str:
    try:
        words = format(round(value, decimals), "f")
    except InvalidOperation:
        return _plain(value)
    if "." in words and "#" in places.rpartition(".")[2]:
        words = words.rstrip("0").rstrip(".")
    return words


def _literal(code: str) -> str:
    """The words that a format prints beside the figure, such as a unit."""
    return _SHOWN.sub(lambda found: found.group(1) or found.group(2) or "", code).strip()


def _plain(value: Decimal) -> str:
    """A number as Excel shows it without a format: fifteen significant digits, no empty decimals."""
    words = format(Decimal(format(float(value), ".15g")), "f")
    return words.rstrip("0").rstrip(".") if "." in words else words


def _date(value: Decimal, code: str, since_1904: bool) -> str:
    if not 0 <= value < _LAST_SERIAL:
        return _plain(value)
    places = _QUOTED.sub("", code).lower()
    # Excel counts a 29 February 1900 that never was; before March 1900 it is a day ahead.
    origin = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 31 if value < 60 else 30)
    seconds = round(value * 86_400)
    moment = origin + timedelta(seconds=seconds)
    time = f"{moment.hour}:{moment.minute:02d}" if "h" in places or "s" in places else ""
    has_day, has_year = "d" in places, "y" in places
    has_month = has_day or has_year or ("m" in places and not time)
    day = (f"{moment.year}年" if has_year else "") + (f"{moment.month}月" if has_month and _names_month(places) else "")
    day += f"{moment.day}日" if has_day else ""
    return f"{day} {time}" if day and time else day or time


def _names_month(places: str) -> bool:
    return "m" in places or "d" in places
