"""Targets that official writing states in words: 零拖欠, 全部清零, 应改尽改, 翻一番.

They are kept apart from figures.  Where the words come to a plain number it is given:
100 % for 全覆盖 and 应保尽保, 0 for 零拖欠, 2 倍 for 翻一番.
"""

from __future__ import annotations

import re
from decimal import Decimal

from luoshi.gongwen.lazy import compile_later
from luoshi.gongwen.lexicon import alternatives, words
from luoshi.gongwen.model import Span, Target
from luoshi.gongwen.quantities.numerals import to_decimal

_HUNDRED, _ZERO = (Decimal(100), "%"), (Decimal(0), "")
_BY_FIRST = ("cleared-how", "cleared", "covered", "whole-mark", "one-way", "nobody-left")
_NONE: tuple[None, str] = (None, "")


def _words(*names: str) -> str:
    return alternatives("targets", *names)


def _after_first(name: str) -> str:
    """Alternatives for whole words whose first character has been taken already."""
    return "|".join(f"(?<={word[0]}){word[1:]}" for word in words("targets", name))


# Each alternative opens with a look behind at the one character that the class has taken,
# so that ordinary text is passed over at the speed of a character class.
_ALTERNATIVES = (
    r"(?<=翻)(?P<times>[一两二三四1-4]?)番(?!茄)",
    rf"(?<=零)(?P<zero>”?(?:{_words('zero')}))",
    rf"(?<=“)(?P<quoted>零”?(?:{_words('zero')}))",
    r"(?<=[应能])(?P<each>(?P<one>[一-龥])尽(?P=one)|(?P<two>[一-龥]{2})尽(?P=two))",
    rf"(?P<cleared>(?:{_after_first('cleared-how')})了?“?双?(?:{_words('cleared')}))",
    rf"(?P<bare>{_after_first('cleared')})",
    r"(?<=“)(?P<marked>双?清零|归零)",
    r"(?<=基)(?P<basic>本(?:实现)?[^，。；]{0,4}?全覆盖)",
    rf"(?P<covered>{_after_first('covered')})",
    rf"(?<=全)(?P<strict>面(?:{_words('whole-strict')}))",
    rf"(?P<whole>(?:{_after_first('whole-mark')})(?:(?![由为或]|用于)[^，。；、,;的]){{0,6}}?(?:{_words('whole-verb')}))",
    rf"(?<=不)(?P<none>(?:再)?(?:发生|出现)[^，。；,;]{{0,16}}?(?:{_words('no-event')}))",
    r"(?<=杜)(?P<barred>绝[^，。；,;]{0,12}?(?:事故|事件|伤亡)(?:发生)?)",
    rf"(?P<way>{_after_first('one-way')})",
    rf"(?P<nobody>{_after_first('nobody-left')})",
    r"(?<=倍)(?P<double>增)",
)
_OPENING = "".join(
    sorted({word[0] for name in _BY_FIRST for word in words("targets", name)} | set("翻零“应能基全不杜倍"))
)
_TARGET = compile_later(f"[{_OPENING}](?:{'|'.join(_ALTERNATIVES)})(?P<close>”?)(?!{_words('not-target')})")
_MEANING: dict[str, tuple[Decimal | None, str]] = {
    "zero": _ZERO,
    "quoted": _ZERO,
    "each": _HUNDRED,
    "cleared": _ZERO,
    "bare": _ZERO,
    "marked": _ZERO,
    "basic": _NONE,
    "covered": _HUNDRED,
    "strict": _HUNDRED,
    "whole": _HUNDRED,
    "none": _ZERO,
    "barred": _ZERO,
    "way": _NONE,
    "nobody": _HUNDRED,
    "double": _NONE,
}
_NAMES = tuple(_MEANING)


def find_targets(text: str, start: int = 0, end: int | None = None) -> list[Target]:
    """Every target in words in ``text[start:end]``, in order and without overlap.

    Names of campaigns (清零行动) are left out.  Whether a target was already reached is
    for the statement's kind to say.
    """
    return [_target(text, match) for match in _TARGET.finditer(text, start, len(text) if end is None else end)]


def _target(text: str, match: re.Match[str]) -> Target:
    start, end = match.span()
    if match["close"] and "“" not in match.group():
        end -= 1
    if match["times"] is not None:
        rounds = to_decimal(match["times"]) if match["times"] else Decimal(1)
        value: Decimal | None = None if rounds is None else Decimal(2) ** int(rounds)
        return Target(Span(start, end), text[start:end], value, "倍")
    value, unit = next(
        _MEANING[name] for name, found in zip(_NAMES, match.group(*_NAMES), strict=True) if found is not None
    )
    if match["cleared"] is not None and match.group().startswith("基本"):
        value, unit = _NONE
    return Target(Span(start, end), text[start:end], value, unit)
