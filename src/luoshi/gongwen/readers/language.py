"""Whether a text is Chinese at all: a coarse guard, not a language detector."""

from __future__ import annotations

from luoshi.gongwen.lazy import compile_later

_WINDOW = 20_000
_FEWEST_LETTERS = 60  # below this nothing can be said of a text
_KANA = compile_later(r"[\u3041-\u30ff]")


def is_chinese(text: str) -> bool:
    """Whether *text* may be Chinese; a short text or a table of figures always may.

    Looks at its start, middle and end, so that the cost does not grow with the length.
    """
    middle = max(len(text) // 2 - _WINDOW // 2, 0)
    sample = text if len(text) <= 3 * _WINDOW else text[:_WINDOW] + text[middle : middle + _WINDOW] + text[-_WINDOW:]
    letters = sum(map(str.isalpha, sample))
    if letters < _FEWEST_LETTERS:
        return True
    han = sum(["\u3400" <= char <= "\u9fff" for char in sample])
    return han >= letters * 0.02 and len(_KANA.findall(sample)) <= letters * 0.25
