"""A person: holder of posts, and, where sign-in is allowed, of an account."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from luoshi.duban import clock
from luoshi.duban.accounts.models.office import Office
from luoshi.duban.audit.recording import Actor


class UserManager(BaseUserManager["User"]):
    """Makes people."""

    def create_user(self, username: str, name: str, *, office: Office | None, password: str | None = None) -> User:
        """A person with an account; without a password nobody can sign in to it."""
        user = self.model(username=username, name=name, office=office)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person.  ``office`` is empty for administrators of the whole installation.

    Accounts are never shared and never deleted; one that is no longer used is switched off.
    ``version`` counts the changes of the row, so that an edit over a stale one is refused.
    """

    username = models.CharField(_("登录名"), max_length=64, unique=True)
    name = models.CharField(_("姓名"), max_length=50)
    office = models.ForeignKey(Office, models.PROTECT, null=True, blank=True, related_name="people")
    telephone = models.CharField(_("电话"), max_length=40, blank=True)
    is_active = models.BooleanField(_("启用"), default=True)
    must_change_password = models.BooleanField(_("首次登录须改密码"), default=True)
    password_changed_at = models.DateTimeField(_("改密码时间"), null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    #: Mail is optional in a network without one.
    email = models.EmailField(_("邮箱"), blank=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        verbose_name = _("人员")

    def __str__(self) -> str:
        return f"{self.name}（{self.username}）"

    @property
    def actor(self) -> Actor:
        """This person, as the record names them."""
        return Actor(str(self.pk), self.name)

    @property
    def office_key(self) -> str:
        """The office's key, as the record names it; empty for administrators of the installation."""
        return self.office.key if self.office else ""
