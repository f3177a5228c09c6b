"""The trained weights of the statement model, and their sum.

The file ``weights.tsv`` holds a line a feature: its name and one whole number for each
label, the weight in 256ths against that of context; lines that begin with ``#`` tell where
it comes from, lines that begin with ``!`` hold the transitions from one label to the next.
``tools/train_statements.py`` writes it; ``docs/model-card.md`` says from what.

To sum three weights with one addition, they are packed into one whole number of 63 bits,
the most that the interpreter adds without making a new object for each step.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import repeat

#: The labels between which the model decides; the last one weighs nothing.
LABELS = ("run-in", "directive", "achievement", "context")
#: The place of one more label, which is only ever given: a heading on its own line.
HEADING = len(LABELS)
SCALE = 256
_BITS = 21
_MASK = (1 << _BITS) - 1
_MIDDLE = 1 << (_BITS - 1)
_ZERO = _MIDDLE | _MIDDLE << _BITS | _MIDDLE << 2 * _BITS

Transitions = tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True)
class Weights:
    """Packed weights by feature, and the log weight of each transition, row to column.

    ``pairs`` holds those of pairs of characters, by :func:`pair_codes`.
    """

    features: Mapping[str, int]
    pairs: Mapping[int, int]
    transitions: Transitions

    def total(self, features: Iterable[str]) -> int:
        """The packed sum of the features' weights; unknown ones count nothing."""
        return sum(map(self.features.get, features, repeat(0)))

    def of_pair(self, pair: str) -> int:
        """The packed weight of one pair of characters; characters beyond the basic plane weigh nothing."""
        even, _ = pair_codes(pair)
        return self.pairs.get(even[0], 0) if len(even) == 1 else 0

    def pairs_total(self, words: str) -> int:
        """The packed sum of the weights of the words' pairs of characters, ends included."""
        even, odd = pair_codes("^" + words + "$")
        return sum(map(self.pairs.get, even, repeat(0))) + sum(map(self.pairs.get, odd, repeat(0)))


def pair_codes(words: str) -> tuple[memoryview, memoryview]:
    """All pairs of neighbouring characters as whole numbers: those that begin at even places, then the others.

    Cut from the UTF-16 form in one piece, which costs a quarter of making a string for each.
    """
    data = memoryview(words.encode("utf-16-le", "surrogatepass"))
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
    """The weights that the package ships."""
    features: dict[str, int] = {}
    pairs: dict[int, int] = {}
    transitions: list[tuple[float, ...]] = []
    for line in resources.files(__package__).joinpath("weights.tsv").read_text("utf-8").split("\n"):
        name, *values = line.split("\t")
        if name == "!":
            transitions.append(tuple(int(value) / SCALE for value in values))
        elif len(name) == 2 and name[0] not in "<>@":
            pairs[pair_codes(name)[0][0]] = pack(*map(int, values))
        elif values:
            features[name] = pack(*map(int, values))
    return Weights(features, pairs, tuple(transitions))
