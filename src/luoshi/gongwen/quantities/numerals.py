"""Chinese and Arabic numerals to :class:`~decimal.Decimal`, exactly.

The forms are those of official writing: ``12,000``, ``１２．５``, ``1.5万``, ``3万5千``,
``三千二百``, ``两万``, ``一九八○``, ``五点三`` and the capitals ``壹贰叁`` (GB/T 15835-2011).
Words that name no one number (``数十``, ``x万``) give ``None``: nothing is guessed.
"""

from __future__ import annotations

from decimal import Context, Decimal

from luoshi.gongwen.lazy import compile_later

MASKS = "xXｘＸ×*＊□Δ△"
ARABIC = "0-9０-９"
_ZEROS = "零〇○Ｏ"
HAN_DIGITS = _ZEROS + "一二两三四五六七八九壹贰叁肆伍陆柒捌玖"
HAN_UNITS = "十百千拾佰仟廿卅"
LARGE = "万亿"

_DIGIT_VALUES = {
    **dict.fromkeys(_ZEROS, 0),
    **{char: n for n, char in enumerate("一二三四五六七八九", 1)},
    **{char: n for n, char in enumerate("壹贰叁肆伍陆柒捌玖", 1)},
    "两": 2,
}
_UNIT_VALUES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_TENS = {"廿": 20, "卅": 30}
_LARGE_VALUES = {"万": Decimal(10**4), "亿": Decimal(10**8)}
_ZERO, _ONE = Decimal(0), Decimal(1)
# A context of our own: a value must not depend on the precision that a caller has set.
EXACT = Context(prec=60)

_MASK_SET = frozenset(MASKS)
# The common form, read without cutting it into tokens.
_SIMPLE = compile_later(r"([0-9]{1,24}(?:\.[0-9]{1,12})?)(万亿|[万亿]?)")
_SIMPLE_SIZE = {"万": Decimal(10**4), "亿": Decimal(10**8), "万亿": Decimal(10**12)}

_TOKEN = compile_later(
    rf"(?P<arabic>[{ARABIC}]{{1,24}}+(?:[,，][{ARABIC}]{{3}}(?![{ARABIC}])){{0,6}}+(?:[.．][{ARABIC}]{{1,12}})?)"
    rf"|(?P<digits>[{HAN_DIGITS}]{{1,24}}+(?:[点.．][{HAN_DIGITS}]{{1,12}})?)"
    rf"|(?P<unit>[{HAN_UNITS}])"
    rf"|(?P<large>[{LARGE}])"
    r"|(?P<skip>[余多])"
)
_DROP_COMMAS = str.maketrans("．", ".", ",，")
_DROP_SPACES = str.maketrans("", "", " \u00a0")
_LONGEST = 48
_APPROXIMATE = compile_later(r"[一二两三四五六七八九]{2}(?=[十百千万亿]{0,3}$)")


def is_masked(words: str) -> bool:
    """Whether a figure in *words* is hidden behind a mask such as ``x``, ``××`` or ``○○``."""
    return not _MASK_SET.isdisjoint(words) or words.startswith("○")


def to_decimal(words: str) -> Decimal | None:
    """The number that *words* write out; ``None`` for a mask, 数十, 几百 or no numeral at all.

    余 and 多 inside or after the figure are passed over (``十余`` gives 10): they are the
    comparator's business.  A bare ``百`` or ``千`` counts as one hundred, one thousand.
    """
    simple = _SIMPLE.fullmatch(words)
    if simple is not None:
        figure, size = simple.groups()
        return _tidy(EXACT.multiply(Decimal(figure), _SIMPLE_SIZE[size])) if size else Decimal(figure)
    if not words or len(words) > _LONGEST or is_masked(words):
        return None
    words = words.translate(_DROP_SPACES)
    total, section, current = _ZERO, _ZERO, None
    last_unit: Decimal | None = None
    at = 0
    while at < len(words):
        token = _TOKEN.match(words, at)
        if token is None:
            return None
        at = token.end()
        if token["arabic"] or token["digits"]:
            current = _plain(token.group())
            if current is None or (last_unit is not None and _zero_led(token.group())):
                last_unit = None
        elif char := token["unit"]:
            size = Decimal(_TENS[char] if char in _TENS else _UNIT_VALUES[char])
            section = EXACT.add(section, EXACT.multiply(_ONE if current is None else current, size))
            current, last_unit = None, Decimal(10) if char in _TENS else size
        elif char := token["large"]:
            total, section = _close(total, EXACT.add(section, current or _ZERO), current, _LARGE_VALUES[char])
            current, last_unit = None, _LARGE_VALUES[char]
    if current is not None:
        # 三万五 is 35 000 and 一百五 is 150: a last digit counts tenths of the unit before it.
        tail = current if last_unit is None or current >= 10 else EXACT.multiply(current, last_unit / 10)
        section = EXACT.add(section, tail)
    return _tidy(EXACT.add(total, section))


def _tidy(value: Decimal) -> Decimal:
    """The same number without decimal places that say nothing (1.20万 is 12000)."""
    return EXACT.quantize(value, _ONE) if value == value.to_integral_value() else value


def bounds(words: str) -> tuple[Decimal, Decimal] | None:
    """The two ends of an approximate pair of digits (``两三``, ``七八百``), else ``None``."""
    if not _APPROXIMATE.match(words):
        return None
    low, high = to_decimal(words[0] + words[2:]), to_decimal(words[1] + words[2:])
    return (low, high) if low is not None and high is not None and low < high else None


def _close(total: Decimal, section: Decimal, current: Decimal | None, size: Decimal) -> tuple[Decimal, Decimal]:
    """End a section at 万 or 亿: 1亿2千万 adds up, 3万5千亿 multiplies all that stands before."""
    if not total and not section and current is None:
        section = _ONE
    if size > total:
        return EXACT.multiply(EXACT.add(total, section), size), _ZERO
    return EXACT.add(total, EXACT.multiply(section, size)), _ZERO


def _zero_led(token: str) -> bool:
    """Whether the figure counts ones as it stands: 零五, or an Arabic figure (1万200)."""
    return token[0] in _ZEROS or token[0] not in _DIGIT_VALUES


def _plain(token: str) -> Decimal | None:
    """An Arabic figure, or Chinese digits written one after the other (一九八○, 五点三)."""
    token = token.translate(_DROP_COMMAS)
    if token[0] in _DIGIT_VALUES:
        token = "".join("." if char in ".点" else str(_DIGIT_VALUES[char]) for char in token)
    return Decimal(token)
