"""What a password must be, and first passwords that are made for people."""

from __future__ import annotations

import secrets
import string
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from luoshi.duban import clock
from luoshi.duban.accounts.models import User

#: How many passwords that a person had may not come back, the present one among them.
REMEMBERED = 5
SHORTEST = 10
#: Without characters that are taken for one another on paper (0 O o, 1 l I).
_LETTERS = "abcdefghijkmnpqrstuvwxyz"
_CAPITALS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
_DIGITS = "23456789"
_CLASSES = (string.ascii_lowercase, string.ascii_uppercase, string.digits)


class LongEnough:
    """At least ten characters; Django's own validator says so in English only."""

    def validate(self, password: str, user: User | None = None) -> None:  # noqa: ARG002
        """Raise where it is shorter."""
        if len(password) < SHORTEST:
            raise ValidationError(self.get_help_text(), code="password_too_short")

    def get_help_text(self) -> str:
        """The rule in words."""
        return _("密码太短：至少要 %(count)s 位。") % {"count": SHORTEST}


class ThreeOfFourClasses:
    """At least three of: small letters, capitals, digits, anything else."""

    def validate(self, password: str, user: User | None = None) -> None:  # noqa: ARG002
        """Raise where fewer are there."""
        plain = "".join(_CLASSES)
        kinds = sum(any(character in group for character in password) for group in _CLASSES)
        kinds += any(character not in plain for character in password)
        if kinds < 3:
            raise ValidationError(self.get_help_text(), code="password_too_plain")

    def get_help_text(self) -> str:
        """The rule in words."""
        return _("密码须含大写字母、小写字母、数字、其他符号中的至少三类。")


class NotUsedBefore:
    """None of the last five passwords."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raise where *user* had it already."""
        if user is None or user.pk is None:
            return
        old = user.old_passwords.values_list("password", flat=True)[: REMEMBERED - 1]
        if any(check_password(password, had) for had in (user.password, *old)):
            raise ValidationError(self.get_help_text(), code="password_used_before")

    def get_help_text(self) -> str:
        """The rule in words."""
        return _("密码不能与最近 %(count)s 次用过的相同。") % {"count": REMEMBERED}


def first_password() -> str:
    """A random password that reads well on paper, of three classes, 71 bits: ``Km7x-9bQp-4tRe``."""
    while True:
        pool = _LETTERS + _CAPITALS + _DIGITS
        groups = ["".join(secrets.choice(pool) for _ in range(4)) for _ in range(3)]
        password = "-".join(groups)
        if all(any(one in group for one in password) for group in (_LETTERS, _CAPITALS, _DIGITS)):
            return password


def must_change(user: User) -> bool:
    """Whether the person must choose a new password before anything else: the first one, or one that is too old."""
    if user.must_change_password:
        return True
    changed = user.password_changed_at or user.created_at
    return settings.PASSWORD_DAYS > 0 and clock.now() - changed > timedelta(days=settings.PASSWORD_DAYS)
