"""The tables of bulletins."""

from luoshi.duban.oversight.bulletins.models.bulletin import (
    BEFORE,
    Bulletin,
    BulletinFile,
    BulletinState,
    Kind,
    PeriodKind,
)
from luoshi.duban.oversight.bulletins.models.figure import BulletinRow, Figure
from luoshi.duban.oversight.bulletins.models.naming import DAYS, Naming, Outcome, Review

__all__ = [
    "BEFORE",
    "DAYS",
    "Bulletin",
    "BulletinFile",
    "BulletinRow",
    "BulletinState",
    "Figure",
    "Kind",
    "Naming",
    "Outcome",
    "PeriodKind",
    "Review",
]
