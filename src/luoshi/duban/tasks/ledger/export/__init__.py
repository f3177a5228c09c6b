"""The ledger taken away: three tables (the columns that are shown, 任务分解表, 督查台账) in five kinds of file."""

from __future__ import annotations

from luoshi.duban.tasks.ledger.export.files import KINDS, Offer, offered

__all__ = ["KINDS", "Offer", "offered"]
