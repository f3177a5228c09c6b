"""Regular expressions that are compiled when they are first used.

Compiling one costs a hundred times what a match costs, and most documents need only a part
of them: a speech has no brackets that name offices, a notice no table of tasks.
"""

from __future__ import annotations

import re
from typing import cast

from luoshi.gongwen.possessive import IS_WRONG, atomic

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub")


class _Later:
    """Stands in for a pattern; its methods become the pattern's own at the first use."""

    def __init__(self, source: str, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> object:
        compiled = re.compile(atomic(self._source) if IS_WRONG else self._source, self._flags)
        for method in _METHODS:
            # Found on the object itself from now on, so that later uses cost nothing more.
            setattr(self, method, getattr(compiled, method))
        value: object = getattr(compiled, name)
        return value


def compile_later(source: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern that *source* says, compiled at its first use."""
    return cast("re.Pattern[str]", _Later(source, flags))
