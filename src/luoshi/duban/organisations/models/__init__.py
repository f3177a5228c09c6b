"""Units with their names, groups and posts."""

from luoshi.duban.organisations.models.post import Post, Tenure
from luoshi.duban.organisations.models.sheet import UnitSheet
from luoshi.duban.organisations.models.unit import Alias, Membership, Unit, UnitKind

__all__ = ["Alias", "Membership", "Post", "Tenure", "Unit", "UnitKind", "UnitSheet"]
