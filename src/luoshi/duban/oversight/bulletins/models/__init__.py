"""The tables of bulletins."""

from luoshi.duban.oversight.bulletins.models.bulletin import Bulletin, BulletinFile, BulletinState, Kind, PeriodKind
from luoshi.duban.oversight.bulletins.models.figure import BulletinRow, Figure
from luoshi.duban.oversight.bulletins.models.naming import Naming, Outcome, Review

__all__ = [
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
