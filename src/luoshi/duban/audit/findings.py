"""What can be wrong with the record, each as a sentence in Chinese and one in English."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Problem(StrEnum):
    """The ways in which a record can be bent."""

    ALTERED = "altered"
    REMOVED = "removed"
    INSERTED = "inserted"
    CUT_OFF = "cut-off"
    DAY_REMOVED = "day-removed"
    HEAD_ALTERED = "head-altered"
    HEAD_REMOVED = "head-removed"
    TIP_ALTERED = "tip-altered"
    TIP_REMOVED = "tip-removed"
    CHAIN_REMOVED = "chain-removed"
    PAPER_DIFFERS = "paper-differs"
    PAPER_FORGED = "paper-forged"
    UNPROTECTED = "unprotected"


_SENTENCES = {
    Problem.ALTERED: ("记录被改动", "the event was altered"),
    Problem.REMOVED: ("记录被删除", "the event was removed"),
    Problem.INSERTED: ("记录是后来塞入的", "the event was inserted"),
    Problem.CUT_OFF: ("链尾被截断", "the tail was cut off"),
    Problem.DAY_REMOVED: ("整日记录被删除", "the day was removed"),
    Problem.HEAD_ALTERED: ("日封条被改动", "the day's head was altered"),
    Problem.HEAD_REMOVED: ("日封条被删除", "the day's head was removed"),
    Problem.TIP_ALTERED: ("链尾标记被改动", "the tip was altered"),
    Problem.TIP_REMOVED: ("链尾标记被删除", "the tip was removed"),
    Problem.CHAIN_REMOVED: ("全部记录被删除", "the whole chain was removed"),
    Problem.PAPER_DIFFERS: ("与留存的封条不一致", "the record differs from the head that was kept"),
    Problem.PAPER_FORGED: ("留存的封条不是本系统出具的", "the head that was kept was not made with this key"),
    Problem.UNPROTECTED: ("数据库防改触发器缺失", "a trigger of the database is missing"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One row, or a run of rows from ``sequence`` to ``until``, that is not as it was written.

    ``day`` and ``sequence`` are empty where the finding is about a whole chain; ``detail`` adds what helps.
    """

    problem: Problem
    office: str
    day: date | None = None
    sequence: int | None = None
    until: int | None = None
    detail: str = ""

    @property
    def place(self) -> str:
        """Office, day and sequence, such as ``qinghe 2026-07-10 #3–5``."""
        words = [self.office or "-"]
        if self.day is not None:
            words.append(self.day.isoformat())
        if self.sequence is not None:
            more = f"–{self.until}" if self.until not in (None, self.sequence) else ""
            words.append(f"#{self.sequence}{more}")
        return " ".join(words)

    @property
    def chinese(self) -> str:
        """The finding in Chinese."""
        return _SENTENCES[self.problem][0]

    @property
    def english(self) -> str:
        """The finding in English."""
        return _SENTENCES[self.problem][1]

    def __str__(self) -> str:
        detail = f" ({self.detail})" if self.detail else ""
        return f"{self.place}: {self.chinese} · {self.english}{detail}"
