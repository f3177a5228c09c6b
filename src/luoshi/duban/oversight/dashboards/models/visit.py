"""When a person looked at the overview last, so that it can say what happened since."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from luoshi.duban.accounts.models import User


class Visit(models.Model):
    """``on`` is the last day on which the person looked, ``before`` the last day before that; empty at the first time.

    Two days are kept, so that a page that is opened twice in a morning says the same twice.
    """

    person = models.OneToOneField(User, models.CASCADE, primary_key=True, related_name="+")
    on = models.DateField()
    before = models.DateField(null=True)

    class Meta:
        verbose_name = _("总览查看日期")

    def __str__(self) -> str:
        return f"{self.person_id} {self.on}"
