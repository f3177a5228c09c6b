"""Why a file that came back was refused."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Flaw:
    """One sentence in Chinese, one in English, with the place."""

    chinese: str
    english: str

    @property
    def kept(self) -> dict[str, str]:
        """As the row of the file keeps it."""
        return {"chinese": self.chinese, "english": self.english}
