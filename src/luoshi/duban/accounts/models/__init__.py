"""Offices, people and the roles granted to them."""

from luoshi.duban.accounts.models.grant import RoleGrant
from luoshi.duban.accounts.models.office import Office
from luoshi.duban.accounts.models.user import User, UserManager

__all__ = ["Office", "RoleGrant", "User", "UserManager"]
