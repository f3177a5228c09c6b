"""Drawing by lot with weights, so that anybody can draw the same again from the seed.

Each item gets the key ``u ** (1 / weight)`` with a number ``u`` from the seed; the greatest keys are drawn (Efraimidis
and Spirakis, Weighted random sampling with a reservoir, 2006).  Items are taken in the order of their keys in the
database, and the numbers come from SHA-256, which no version of Python draws otherwise.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable

_SCALE = 2**64


def draw(pool: Iterable[tuple[int, float]], size: int, seed: str) -> list[int]:
    """*size* keys of *pool* (key, weight above 0), the first drawn first; all of them where there are no more.

    Raises :class:`ValueError` for a weight that is not above 0.
    """
    keyed = []
    for key, weight in pool:
        if not weight > 0:
            raise ValueError(f"the weight of {key} is {weight}")
        keyed.append((math.log(_number(seed, key)) / weight, key))
    keyed.sort(key=lambda pair: (-pair[0], pair[1]))
    return [key for _rank, key in keyed[:size]]


def _number(seed: str, key: int) -> float:
    """A number above 0 and below 1, the same for the same seed and key."""
    digest = hashlib.sha256(f"{seed}:{key}".encode()).digest()
    return (int.from_bytes(digest[:8], "big") + 0.5) / _SCALE
