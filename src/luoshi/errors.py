"""The one error for input that cannot be used."""

from __future__ import annotations


class LuoshiError(Exception):
    """Input that cannot be used: one sentence in Chinese and one in English.

    ``str(error)`` is both, the Chinese first; ``code`` names the cause for programs.
    """

    def __init__(self, code: str, chinese: str, english: str) -> None:
        super().__init__(f"{chinese}\n{english}")
        self.code = code
        self.chinese = chinese
        self.english = english
