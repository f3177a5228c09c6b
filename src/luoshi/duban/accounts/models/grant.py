"""Roles that are granted to an account rather than held by a post: the three administrators."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from luoshi.duban.accounts.models.user import User
from luoshi.duban.accounts.roles import Role


class RoleGrant(models.Model):
    """An administrator's role, from when to when (``ends`` is the first day without it).

    The three administrators exclude one another (三员分立): one person holds at most one at a time.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="grants")
    role = models.CharField(_("角色"), max_length=32, choices=Role.choices)
    starts = models.DateField(_("起"))
    ends = models.DateField(_("止"), null=True, blank=True)
    granted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("user",), condition=models.Q(ends__isnull=True), name="one_administrator_role_a_person"
            ),
        )

    def __str__(self) -> str:
        return f"{self.user} {self.get_role_display()}"
