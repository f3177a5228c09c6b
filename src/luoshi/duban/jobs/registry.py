"""Which handler does which job.

An app names its handlers in a module ``jobs.py``, which is loaded when Django starts::

    @job("documents.read")
    def read_document(document: int) -> None: ...
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from luoshi.errors import LuoshiError

Handler = Callable[..., None]
#: Told the job's arguments and the reason, in the transaction that marks the job as failed.
OnFailure = Callable[[Mapping[str, Any], LuoshiError], None]


@dataclass(frozen=True, slots=True)
class Work:
    """A handler, and what is told when it failed for good."""

    handler: Handler
    on_failure: OnFailure | None = None


_known: dict[str, Work] = {}


def job(name: str, *, on_failure: OnFailure | None = None) -> Callable[[Handler], Handler]:
    """Let the function decorated do the jobs called *name*.

    It may be called again for a job that was done already but whose worker died before it could say
    so, and must then change nothing.  A :class:`LuoshiError` says that the input cannot be used: the
    job fails at once.  Any other error is tried again, later each time.
    """

    def enter(handler: Handler) -> Handler:
        if name in _known and _known[name].handler.__qualname__ != handler.__qualname__:
            raise ValueError(f"two handlers are called {name}")
        _known[name] = Work(handler, on_failure)
        return handler

    return enter


def work_of(name: str) -> Work | None:
    """The handler called *name*."""
    return _known.get(name)
