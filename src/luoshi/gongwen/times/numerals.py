"""Numbers up to four digits as dates and periods write them: 12, １２, 十二, 二〇二六, 半."""

from __future__ import annotations

_VALUES = {char: value for value, char in enumerate("〇一二三四五六七八九")}
_VALUES |= {"○": 0, "零": 0, "两": 2, "Ｏ": 0, "O": 0, "元": 1, "正": 1, "腊": 12}
MASKS = frozenset("xXｘＸ×*＊某")


def is_masked(words: str) -> bool:
    """Whether the number is hidden: ``x``, ``××``, ``某``, or nothing but noughts."""
    return any(char in MASKS for char in words) or (len(words) > 1 and not words.strip("○〇"))


def number(words: str) -> int | None:
    """The number that *words* write, or ``None`` where they write none (若干, x)."""
    words = words.strip()
    if words.isdecimal():
        return int(words)
    if not words or any(char not in _VALUES and char not in "十百" for char in words):
        return None
    if "十" not in words and "百" not in words:
        total = 0
        for char in words:
            total = total * 10 + _VALUES[char]
        return total
    hundreds, _, rest = words.rpartition("百")
    tens, ten, ones = rest.rpartition("十")
    parts = (hundreds or ("一" if "百" in words else ""), tens or ("一" if ten else ""), ones)
    values = [_VALUES.get(part.lstrip("零〇")[-1:] or "〇", 0) for part in parts]
    return values[0] * 100 + values[1] * 10 + values[2]
