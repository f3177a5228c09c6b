"""Offices, people, the roles granted to them, and what their sign-in needs."""

from luoshi.duban.accounts.models.attempts import Attempts
from luoshi.duban.accounts.models.grant import RoleGrant
from luoshi.duban.accounts.models.office import Office
from luoshi.duban.accounts.models.passwords import OldPassword
from luoshi.duban.accounts.models.second_factor import RecoveryCode, SecondFactor
from luoshi.duban.accounts.models.session import Session
from luoshi.duban.accounts.models.user import User, UserManager

__all__ = [
    "Attempts",
    "Office",
    "OldPassword",
    "RecoveryCode",
    "RoleGrant",
    "SecondFactor",
    "Session",
    "User",
    "UserManager",
]
