"""Where two wordings differ, character by character."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

#: Longer ones are shown one after the other: comparing them takes too long, and nobody could read it.
_LONGEST = 2000
#: A run of the same characters shorter than this between two changes is noise.
_SHORTEST_SAME = 2
#: How much a wording must share with another to be taken for a new wording of it.
_ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text: ``kind`` is ``same``, ``gone`` or ``new``."""

    kind: str
    text: str


def differences(before: str, after: str) -> list[Piece]:
    """The pieces of *before* and *after*, in the order in which they are read."""
    if max(len(before), len(after)) > _LONGEST:
        return _pieces([("gone", before), ("new", after)])
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    pairs: list[tuple[str, str]] = []
    for kind, start, end, other_start, other_end in matcher.get_opcodes():
        if kind == "equal":
            inside = start > 0 and end < len(before)
            if inside and end - start < _SHORTEST_SAME:
                pairs += [("gone", before[start:end]), ("new", before[start:end])]
            else:
                pairs.append(("same", before[start:end]))
        else:
            pairs += [("gone", before[start:end]), ("new", after[other_start:other_end])]
    return _pieces(pairs)


def is_like(one: str, other: str) -> bool:
    """Whether *one* can be taken for another wording of *other*, rather than for words about it."""
    matcher = SequenceMatcher(None, one[:1000], other[:1000], autojunk=False)
    return matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE


def _pieces(pairs: list[tuple[str, str]]) -> list[Piece]:
    """Neighbouring changes drawn together: what is gone, then what is new."""
    pieces: list[Piece] = []
    waiting = {"gone": "", "new": ""}

    def flush() -> None:
        pieces.extend(Piece(kind, text) for kind, text in waiting.items() if text)
        waiting.update(gone="", new="")

    for kind, text in pairs:
        if kind == "same":
            flush()
            pieces.append(Piece(kind, text))
        else:
            waiting[kind] += text
    flush()
    return [piece for piece in pieces if piece.text]
