"""How the cost of something grows with its input, on any machine: the processor's time, in turns, the least of each."""

import time
from collections.abc import Callable


def seconds(work: Callable[[], object]) -> float:
    """The processor's time that *work* takes; what other programs do meanwhile does not count."""
    started = time.process_time()
    work()
    return time.process_time() - started


def grows_at_most(
    factor: float, small: Callable[[], object], large: Callable[[], object], *, noise: float, turns: int = 3
) -> bool:
    """Whether *large* costs at most *factor* times what *small* does, and *noise* seconds.

    They are measured in turns, so that both meet the same machine, and more often while it looks otherwise:
    a busy machine slows one measurement, never makes one fast.
    """
    cheapest = [float("inf"), float("inf")]
    for turn in range(1, 4 * turns + 1):
        cheapest = [min(best, seconds(work)) for best, work in zip(cheapest, (small, large), strict=True)]
        if turn >= turns and cheapest[1] < factor * cheapest[0] + noise:
            return True
    return False
