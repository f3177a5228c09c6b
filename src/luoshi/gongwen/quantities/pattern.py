"""The one regular expression that finds figures with their units.

It opens with a character class, so that the engine skips ordinary text quickly; every
repetition is bounded or possessive and a figure can begin only where no longer figure
surrounds it, so that cost stays linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from luoshi.gongwen.lazy import compile_later
from luoshi.gongwen.lexicon import alternatives, entries, words
from luoshi.gongwen.quantities.numerals import ARABIC, HAN_DIGITS

UNIT_ENTRIES = tuple(name for name in entries("quantities") if name.startswith("unit-"))
_LOOKALIKES = tuple(name for name in entries("quantities") if name.startswith("not-"))

# A 千 or 百 that belongs to the unit behind it (千瓦, 百分点) is no multiplier.
# Alternatives instead of sets, for it stands in the pattern often: a set of far-apart characters
# is slow to compile.
_TIMES = r"(?:十|万|亿|拾|佰|仟|千(?![瓦伏克米焦卡安帕])|百(?!分))"
_HAN = rf"(?:[{HAN_DIGITS}廿卅]|{_TIMES})"
_FEW = "(?:余|多|几|)"
_TO = r"(?:[-—–−~～－]{1,2}|至|到)"
_SPACE = "[ \u00a0]?"

_DIGITS = (
    rf"(?:(?: [0-9]){{1,8}}+|[{ARABIC}]{{0,2}}+(?:,[0-9]{{3}}(?![0-9])|[,，][０-９]{{3}}(?![０-９])){{1,5}}+"
    rf"|[{ARABIC}]{{0,14}}+)"
    rf"(?![{ARABIC}])(?:[.．·][{ARABIC}]{{1,6}}+)?+"
)
_LARGE = rf"(?:{_SPACE}{_FEW}(?:{_TIMES}){{1,3}}+(?:[{ARABIC}]{{1,4}}(?:{_TIMES}){{1,2}}){{0,3}}+)?+{_FEW}"
_ARABIC_TAIL = rf"(?<=[{ARABIC}])(?<![A-Za-zＡ-Ｚａ-ｚ{ARABIC}.．〕].){_DIGITS}{_LARGE}"
_HAN_TAIL = (
    rf"(?<=[{HAN_DIGITS}十廿卅拾])(?<![第{HAN_DIGITS}十百千万亿].)"
    rf"(?:(?<!一)|(?=[十百千万亿零〇○点倍成番二三四五六七八九公吨]|个百分点|百分点))"
    rf"(?:{_HAN}){{0,14}}+(?:点[{HAN_DIGITS}]{{1,6}}+)?+(?:{_FEW}(?:{_TIMES}){{1,3}}+)?+{_FEW}"
)
_MASK = r"[xXｘＸ×*＊□○]"
_MASK_TAIL = (
    rf"(?<={_MASK})(?<![A-Za-z{ARABIC}×xX*○\n].){_MASK}{{0,4}}+(?:[.．]{_MASK}{{1,3}}+)?+"
    rf"(?![A-Za-z{ARABIC}])(?:{_FEW}(?:{_TIMES}){{1,3}}+)?+{_FEW}"
)
_MANY_TAIL = rf"(?:(?<=[数几])|(?<=[上近超过约破到达].)(?<=[百千万亿])){_FEW}(?:{_TIMES}){{0,3}}+{_FEW}"
_MANY_LEAST = r"(?<![数几])"  # 数 and 几 need 十, 百, 千 or 万 behind them
_PLAIN = rf"(?:[{ARABIC}]{_DIGITS}|{_HAN}{{1,12}}+(?:点[{HAN_DIGITS}]{{1,6}}+)?+)"
_SECOND = rf"(?:[{ARABIC}]{_DIGITS}{_LARGE}|{_HAN}{{1,12}}+{_FEW}|{_MASK}{{1,4}}+(?:{_TIMES}){{0,3}}+)"


def grouped(names: Iterable[str], lookalikes: Iterable[str] = ()) -> str:
    """Alternatives for *names*, grouped by their first character, the longest first.

    Words in *lookalikes* are barred where they stand.  Grouping lets the engine decide by
    one character which few names it has to try.
    """
    rest: dict[str, list[str]] = {}
    for name in dict.fromkeys(names):
        rest.setdefault(name[0], []).append(name[1:])
    barred: dict[str, list[str]] = {}
    for name in dict.fromkeys(lookalikes):
        barred.setdefault(name[0], []).append(re.escape(name[1:]))
    parts = []
    for first, tails in rest.items():
        ordered = "|".join(re.escape(tail) for tail in sorted(tails, key=len, reverse=True))
        guard = f"(?!{'|'.join(barred[first])})" if first in barred else ""
        latin = "(?![A-Za-z0-9])" if first.isascii() and first.isalpha() else ""
        parts.append(f"{re.escape(first)}{guard}(?:{ordered}){latin}")
    return "|".join(parts)


_NAMES = [word for entry in UNIT_ENTRIES for word in words("quantities", entry)]
_BARRED = [word for entry in _LOOKALIKES for word in words("quantities", entry)]
# Durations are kept apart from 个: the lookalikes of 个 bar them, and they need a verb.
DURATIONS = frozenset(words("quantities", "unit-time"))
_DURATION = "|".join(sorted((re.escape(word) for word in DURATIONS), key=len, reverse=True))
_UNIT = grouped([name for name in _NAMES if name not in DURATIONS], _BARRED)
_PER = (
    r"(?:[/／][0-9]{0,4}(?:千瓦时|千瓦|千克|[百千万亿]?(?:平方公里|平方米|立方米|公里|公斤|小时|分钟|标准煤|公顷|毫升|[一-龥]))"
    r"(?:[·•][一-龥])?){0,2}"
)
_BRACKET = r"(?:[（(][个家所条项件处座台套段次批类种例张部辆艘场户人份组只头位名间栋幢根羽][)）])?"
_AFTER = (
    rf"(?:{alternatives('quantities', 'word-after')}|[多余](?=[，。；、,;的]|$))"
    r"(?<!左右(?=[岸两手]))(?<!上下(?=[游级联同贯班车水功]))(?<!以上(?=[就是各这]))"
)

FIGURE = compile_later(
    rf"(?P<num>[{ARABIC}{HAN_DIGITS}十百千万亿廿卅拾数几xXｘＸ×*＊□]"
    rf"(?:{_ARABIC_TAIL}|(?=分之)(?P<share>(?<=[二三四五六七八九十百千万])分之{_PLAIN})"
    rf"|(?<=一)(?P<half>半)(?![点径日年月天是路个夜])|{_HAN_TAIL}|{_MASK_TAIL}|{_MANY_TAIL}{_MANY_LEAST}))"
    rf"(?:[%％‰]?{_TO}(?P<to>{_SECOND}))?{_SPACE}"
    rf"(?:(?P<unit>(?:{_UNIT}){_BRACKET}(?!级))(?P<per>{_PER})|(?P<time>{_DURATION})"
    r"|(?<=[0-9０-９])(?P<ratio>[:：∶][0-9]{1,3}+(?:\.[0-9]{1,3})?+(?![0-9:：∶]))|(?P<bare>(?<=[0-9０-９万亿])|(?(share)|(?(half)|(?!)))))"
    rf"(?P<after>{_AFTER})?"
)
