"""成文日期: the date under the title, in the signature, or, failing both, of printing or publishing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from luoshi.gongwen.lazy import compile_later
from luoshi.gongwen.model import DatedFact, Span
from luoshi.gongwen.outline.facts_lines import DAY, ORGANISATION_END, Head, Line

_ISO = r"(?:19|20)\d\d[-/.](?:1[0-2]|0?[1-9])[-/.](?:3[01]|[12]\d|0?[1-9])(?!\d{3})"
_ANY = rf"(?P<date>{DAY}|{_ISO})"
_TOLD = compile_later(rf"(?:成文日期|发文日期)\s?[：:]\s?{_ANY}")
_UNDER_TITLE = compile_later(rf"[（(]\s?(?P<date>{DAY})[^（）()]{{0,60}}[）)]")
_IN_BRACKET_SIGNED = compile_later(rf"[（(][\u4e00-\u9fff、\s]{{2,40}}\s?(?P<date>{DAY})\s?[）)]")
_SESSION = compile_later(rf"[—―－–-]{{0,4}}\s?(?P<date>{DAY})[^在。]{{0,12}}[在于][^。]{{2,80}}")
_SIGNED = compile_later(rf"(?:[\u4e00-\u9fff]{{2,30}}\s+)?(?P<date>{DAY})\s?(?:[（(][^（）()]{{2,20}}[）)]|附件\d?)?")
_BARE = compile_later(rf"[—―－–-]{{0,4}}\s?(?P<date>{DAY})")
_PRINTED = compile_later(rf"[\u4e00-\u9fff\s（）()]{{2,40}}(?P<date>{DAY})\s?印发。?")
_PUBLISHED = compile_later(rf"(?:(?:发布|发表|公开|生成|更新|公布)(?:时间|日期)?\s?[：:]?\s?|^[^，。]{{0,12}}){_ANY}")
_NEWSPAPER = compile_later(rf"《[^《》]{{2,14}}》\s?[（(]\s?{_ANY}")
_MASK = "xXｘＸ×*＊□_＿○"
_MASKED = compile_later(
    rf"(?=[^{_MASK}]{{0,12}}[{_MASK}])[\d{_MASK}\s]{{1,8}}年[\d{_MASK}\s]{{1,4}}月"
    rf"(?:[\d{_MASK}\s]{{1,4}}日)?"
)
_PERSON_OR_ORGANISATION = compile_later(r"[\u4e00-\u9fff（）()、·\s　“”]{2,60}(?:\s?&\w{1,6};)?")
_ORGANISATION = compile_later(rf"(?:{ORGANISATION_END})(?:\s?[（(][^（）()]{{1,4}}[）)])?$")
_DIGITS = {char: str(digit) for digit, char in enumerate("０１２３４５６７８９")} | {
    char: str(digit) for digit, char in enumerate("〇一二三四五六七八九")
}
_DIGITS |= dict.fromkeys("○零ＯOoОо", "0")
_PARTS = compile_later(r"[年月日\-/.]")


def find_date(text: str, head: Head, foot: Sequence[Line]) -> tuple[int | None, DatedFact | None]:
    """The date of the document, and where the line of its signature begins, if there is one."""
    plain = [line for line in head.zone if not line.cell]
    told = _first(text, plain, _TOLD, "日期")
    above = _under_title(text, head)
    signed_at, signed, masked = _signature(text, head, foot)
    if masked and told is None and above is None:
        return None, None
    weak = (
        _first(text, plain, _BARE, "年", whole=True),
        _first(text, foot[-12:] or head.lines[-12:], _PRINTED, "印发", whole=True),
        _first(text, plain, _PUBLISHED),
        _first(text, foot[-6:] or head.lines[-6:], _NEWSPAPER, "《"),
    )
    return signed_at, next((fact for fact in (told, above, signed, *weak) if fact is not None), None)


def read_day(words: str) -> date | None:
    """The day that *words* (such as ``二〇一八年十二月三十日``) name; ``None`` for an impossible one."""
    parts = [part for part in _PARTS.split(re.sub(r"\s", "", words)) if part]
    try:
        return date(_year(parts[0]), _small(parts[1]), _small(parts[2]))
    except (ValueError, IndexError):
        return None


def _year(words: str) -> int:
    return int("".join(_DIGITS.get(char, char) for char in words))


def _small(words: str) -> int:
    """A number below 100, in figures or in Chinese numerals."""
    tens, ten, ones = words.partition("十")
    if not ten:
        return _year(words)
    return (_year(tens) if tens else 1) * 10 + (_year(ones) if ones else 0)


def _fact(text: str, line: Line, found: re.Match[str]) -> DatedFact | None:
    value = read_day(found.group("date"))
    if value is None:
        return None
    span = Span(line.start + found.start("date"), line.start + found.end("date"))
    return DatedFact(span, span.of(text), value)


def _first(
    text: str, lines: Iterable[Line], pattern: re.Pattern[str], needed: str = "", *, whole: bool = False
) -> DatedFact | None:
    """The first date that *pattern* finds in a line; no line without the word *needed* matches."""
    for line in lines:
        if len(line.text) > 160 or needed not in line.text:
            continue
        found = pattern.fullmatch(line.text) if whole else pattern.search(line.text)
        fact = _fact(text, line, found) if found is not None else None
        if fact is not None:
            return fact
    return None


def _under_title(text: str, head: Head) -> DatedFact | None:
    """The date in brackets under the title, or of the meeting at which it was said."""
    for line in head.lines[: head.body + 1]:
        if len(line.text) > 120 or "年" not in line.text:
            continue
        for pattern in (_UNDER_TITLE, _IN_BRACKET_SIGNED, _SESSION):
            found = pattern.fullmatch(line.text)
            fact = _fact(text, line, found) if found is not None and line.text.count("年") <= 2 else None
            if fact is not None:
                return fact
    return None


def _signature(text: str, head: Head, foot: Sequence[Line]) -> tuple[int | None, DatedFact | None, bool]:
    """Where the first signature's date line begins, its date, and whether it is masked.

    The first one is that of the letter; later ones belong to what the letter sends on.
    """
    lines = (*head.lines, *foot)
    for place in range(head.body, len(lines)):
        line = lines[place]
        if line.cell or len(line.text) > 60 or "年" not in line.text:
            continue
        found = _SIGNED.fullmatch(line.text)
        masked = found is None and _MASKED.fullmatch(line.text) is not None
        if (found is None and not masked) or not _is_signed(lines, place, line, found):
            continue
        if found is None:
            return None, None, True
        return line.start, _fact(text, line, found), False
    return None, None, False


def _is_signed(lines: Sequence[Line], place: int, line: Line, found: re.Match[str] | None) -> bool:
    """Whether a signature stands above the date, or before it on its line."""
    if found is not None and found.start("date"):
        return _ORGANISATION.search(line.text[: found.start("date")].strip()) is not None
    above = lines[place - 1].text if place else ""
    return _PERSON_OR_ORGANISATION.fullmatch(above) is not None or place >= len(lines) - 4
