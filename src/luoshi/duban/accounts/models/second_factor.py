"""The second factor of an account: one-time passwords of a telephone, and codes for when it is lost."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from luoshi.duban.accounts.models.user import User


class SecondFactor(models.Model):
    """A person's generator of one-time passwords (RFC 6238).

    The secret is not stored: it is derived from ``salt`` and the application's secret key, so that a copy of the
    database gives none away.  ``confirmed_at`` is empty until the person has shown that the telephone works;
    ``last_step`` is the last period whose password was used, which nobody can use again.
    """

    user = models.OneToOneField(User, models.CASCADE, related_name="second_factor")
    salt = models.CharField(max_length=64)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    last_step = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("二次验证")

    def __str__(self) -> str:
        return str(self.user)


class RecoveryCode(models.Model):
    """The keyed digest of a code that stands in for the telephone once."""

    user = models.ForeignKey(User, models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("user", "digest"), name="one_recovery_code_a_digest"),)

    def __str__(self) -> str:
        return str(self.user)
