"""The trained weights of the statement model, and their sum.

The file ``weights.tsv`` holds a line a feature: its name and one whole number for each
label, the weight in 256ths against that of context.  Its head tells where it comes from and
holds, in lines that begin with ``!``, the transitions from one label to the next.
``tools/train_statements.py`` writes it; ``docs/model-card.md`` says from what.

To sum three weights with one addition, they are packed into one whole number of 63 bits,
the most that the interpreter adds without making a new object for each step.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import repeat
from pathlib import Path

#: The labels between which the model decides; the last one weighs nothing.
LABELS = ("run-in", "directive", "achievement", "context")
#: The place of one more label, which is only ever given: a heading on its own line.
HEADING = len(LABELS)
SCALE = 256
_BITS = 21
_MASK = (1 << _BITS) - 1
_MIDDLE = 1 << (_BITS - 1)
_ZERO = _MIDDLE | _MIDDLE << _BITS | _MIDDLE << 2 * _BITS

#: What parts the head of the file from the weights.
BODY = "# weights\n"
#: Features of two characters that are no pair of characters.
_OTHERS = frozenset("<>@")
#: How many statements are looked up in one go; a few hundred of them fit into the processor's memory.
_BATCH = 256

Transitions = tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True)
class Weights:
    """Packed weights by feature, and the log weight of each transition, row to column.

    ``pairs`` holds those of pairs of characters, by :func:`pair_codes`.  ``groups`` remembers
    the sums of groups of features that recur in every document (a few thousand).
    """

    features: Mapping[str, int]
    pairs: Mapping[int, int]
    transitions: Transitions
    groups: dict[Hashable, int] = field(default_factory=dict, compare=False)

    def total(self, features: Iterable[str]) -> int:
        """The packed sum of the features' weights; unknown ones count nothing."""
        return sum(map(self.features.get, features, repeat(0)))

    def of_pair(self, pair: str) -> int:
        """The packed weight of one pair of characters; characters beyond the basic plane weigh nothing."""
        even, _ = pair_codes(pair)
        return self.pairs.get(even[0], 0) if len(even) == 1 else 0

    def pairs_totals(self, statements: Sequence[str]) -> list[int]:
        """For each statement the packed sum of the weights of its pairs of characters, ends included.

        Many statements are looked up in one go, and each takes its stretch of what was found.
        """
        return [
            total
            for first in range(0, len(statements), _BATCH)
            for total in self._batch(statements[first : first + _BATCH])
        ]

    def _batch(self, statements: Sequence[str]) -> Iterator[int]:
        parts = [_encoded(f"^{words}$") for words in statements]
        even, odd = [list(map(self.pairs.get, codes, repeat(0))) for codes in _codes(b"".join(parts))]
        start = 0
        for part in parts:
            # A pair begins at each place but the last, at every second of them an even one.
            end = start + len(part) // 2 - 1
            yield sum(even[(start + 1) // 2 : (end + 1) // 2]) + sum(odd[start // 2 : end // 2])
            start = end + 1


def pair_codes(words: str) -> tuple[memoryview, memoryview]:
    """All pairs of neighbouring characters as whole numbers: those that begin at even places, then the others.

    Cut from the UTF-16 form in one piece, which costs a quarter of making a string for each.
    """
    return _codes(_encoded(words))


def _encoded(words: str) -> bytes:
    return words.encode("utf-16-le", "surrogatepass")


def _codes(encoded: bytes) -> tuple[memoryview, memoryview]:
    data = memoryview(encoded)
    size = len(data)
    return data[: size - size % 4].cast("I"), data[2 : size - (size - 2) % 4].cast("I")


def unpack(total: int) -> tuple[float, float, float, float]:
    """The log weight of each label."""
    total += _ZERO
    return (
        ((total & _MASK) - _MIDDLE) / SCALE,
        ((total >> _BITS & _MASK) - _MIDDLE) / SCALE,
        ((total >> 2 * _BITS) - _MIDDLE) / SCALE,
        0.0,
    )


def pack(first: int, second: int, third: int) -> int:
    """Three whole numbers as one; sums of packed numbers are packed sums."""
    return first + (second << _BITS) + (third << 2 * _BITS)


@cache
def load() -> Weights:
    """The weights that the package ships.

    Read by whole columns, since a loop over the lines would cost a tenth of a cold start.
    """
    head, _, body = Path(__file__).with_name("weights.tsv").read_text("utf-8").partition(BODY)
    lines = [line.split("\t") for line in head.split("\n")]
    transitions = tuple(tuple(int(value) / SCALE for value in line[1:]) for line in lines if line[0] == "!")
    cells = body.rstrip("\n").replace("\n", "\t").split("\t")
    names, first, second, third = (cells[place::4] for place in range(4))
    packed = map(pack, map(int, first), map(int, second), map(int, third))
    features = dict(zip(names, packed, strict=True))
    pairs = [name for name in names if len(name) == 2 and name[0] not in _OTHERS]
    codes = memoryview("".join(pairs).encode("utf-16-le")).cast("I")
    return Weights(features, dict(zip(codes, map(features.pop, pairs), strict=True)), transitions)
