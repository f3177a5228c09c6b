"""How a share of a whole is printed: exactly, with one place, never as all or nothing where it is neither.

48 of 49 are 98.0 %.  Halves round up.  What would round to 100.0 for less than all is 99.9, what would round to 0.0 for
some is 0.1: a bulletin once printed 99 % for 48 of 49, and 100 % for all but one would be as wrong.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

#: What is printed for a share of nothing.
NONE = "—"
_PLACE = Decimal("0.1")
_WHOLE = Decimal(100)


def rate(part: int, whole: int) -> Decimal | None:
    """*part* of *whole* in per cent, as the module says; none where there is no whole.

    Raises :class:`ValueError` where *part* is not a part of *whole*.
    """
    if not 0 <= part <= whole:
        raise ValueError(f"{part} is no part of {whole}")
    if not whole:
        return None
    rounded = (_WHOLE * part / whole).quantize(_PLACE, ROUND_HALF_UP)
    if part < whole:
        rounded = min(rounded, _WHOLE - _PLACE)
    return max(rounded, _PLACE) if part else rounded


def rate_words(part: int, whole: int) -> str:
    """The share as it is printed: 98.0%."""
    found = rate(part, whole)
    return NONE if found is None else f"{found:.1f}%"
