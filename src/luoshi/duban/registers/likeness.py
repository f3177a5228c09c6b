"""Lets an app above this one give a new register what it keeps for the one that it is made like."""

from __future__ import annotations

from collections.abc import Callable

from luoshi.duban.accounts.models import User
from luoshi.duban.registers.models import Register

#: Told the new register, the one it is like, and who makes it; in the transaction in which it is made.
Follower = Callable[[Register, Register, User], None]
_followers: list[Follower] = []


def when_made_like(follower: Follower) -> None:
    """Call *follower* whenever a register is made like another one."""
    if follower not in _followers:
        _followers.append(follower)


def made_like(register: Register, like: Register, actor: User) -> None:
    """Say that *register* was made like *like*."""
    for follower in _followers:
        follower(register, like, actor)
