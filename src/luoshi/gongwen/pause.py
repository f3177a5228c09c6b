"""Hold the cyclic garbage collector back while one document is read.

An extraction makes tens of thousands of values and not one reference cycle (a test counts
them), so the collector would look through all of them again and again for nothing: a sixth
of the time that a document of a million characters takes.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_PAUSING = Lock()


@contextmanager
def collector_paused() -> Iterator[None]:
    """Pause the collector of the process, and let it go on afterwards whatever happens.

    It is left alone where it is switched off already, and where another thread is pausing it:
    that one lets it go on when it is done, so that extractions which overlap without end do
    not keep it from its work.
    """
    if not gc.isenabled() or not _PAUSING.acquire(blocking=False):
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        _PAUSING.release()
