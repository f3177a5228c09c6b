"""Failed tries to sign in, counted for a name and an address."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext as _


class Attempts(models.Model):
    """The failures with one login name from one address since the last success or lock.

    ``name`` is a keyed digest of what was typed: people type passwords into the wrong field.  ``address`` is empty in
    the row that counts the failures with the name from everywhere.
    """

    name = models.CharField(max_length=64)
    address = models.CharField(max_length=64, blank=True)
    failures = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField()
    locked_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("name", "address"), name="one_count_a_name_and_address"),)

    def __str__(self) -> str:
        return _("未知登录名")
