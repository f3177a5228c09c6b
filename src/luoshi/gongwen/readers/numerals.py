"""Numbers as Word prints them in automatic numbering (ECMA-376 Part 1, 17.18.59 ST_NumberFormat)."""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LARGEST = 9999


def printed(number: int, style: str) -> str:
    """*number* in the number format *style*; an unknown format prints Arabic figures."""
    if not 0 <= number <= _LARGEST:
        return str(number)
    return _FORMATS.get(style, str)(number)


def counted(number: int, digits: str = _DIGITS, units: str = "十百千", *, short_ten: bool = True) -> str:
    """*number* (0–9999) in Chinese numerals: 十一, 一百二十, 一千零五."""
    if number == 0:
        return digits[0]
    zero = "零"
    words = ""
    gap = False
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        if digit == 0:
            gap = bool(words)
            continue
        words += (zero if gap else "") + digits[digit] + (units[place - 1] if place else "")
        gap = False
    return words[1:] if short_ten and 10 <= number < 20 else words


def _digit_by_digit(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _chinese_counting(number: int) -> str:
    return counted(number) if number < 100 else _digit_by_digit(number).replace("〇", "○")


def _letters(number: int) -> str:
    """A…z, then aa, bb: Word repeats the letter."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number else ""


def _roman(number: int) -> str:
    words = ""
    for value, letters in _ROMAN:
        words += letters * (number // value)
        number %= value
    return words


def _wide(number: int) -> str:
    return str(number).translate({ord("0") + digit: ord("０") + digit for digit in range(10)})


def _run(first: str, last: int) -> Callable[[int], str]:
    """Figures that Unicode has in a row: 1 is *first*, beyond *last* they are plain."""
    return lambda number: chr(ord(first) + number - 1) if 1 <= number <= last else str(number)


def _cycle(names: str) -> Callable[[int], str]:
    return lambda number: names[(number - 1) % len(names)] if number else ""


_FORMATS: dict[str, Callable[[int], str]] = {
    "none": lambda _: "",
    "decimalZero": lambda number: f"{number:02d}",
    "numberInDash": lambda number: f"- {number} -",
    "chineseCounting": _chinese_counting,
    "taiwaneseCounting": _chinese_counting,
    "chineseCountingThousand": counted,
    "taiwaneseCountingThousand": counted,
    "japaneseCounting": counted,
    "chineseLegalSimplified": lambda number: counted(number, _FORMAL, "拾佰仟", short_ten=False),
    "ideographDigital": _digit_by_digit,
    "japaneseDigitalTenThousand": _digit_by_digit,
    "taiwaneseDigital": lambda number: _digit_by_digit(number).replace("〇", "○"),
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "decimalEnclosedCircle": _run("①", 20),
    "decimalEnclosedCircleChinese": _run("①", 20),
    "decimalEnclosedParen": _run("⑴", 20),
    "decimalEnclosedFullstop": _run("⒈", 20),
    "ideographEnclosedCircle": _run("㊀", 10),
    "decimalFullWidth": _wide,
    "decimalFullWidth2": _wide,
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
}
