"""An office that runs its own ledgers in this installation."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Office(models.Model):
    """A supervision office with its units, people and ledgers; several may live in one database.

    ``key`` names it in addresses and in the record and never changes.
    """

    key = models.SlugField(_("标识"), max_length=64, unique=True)
    name = models.CharField(_("名称"), max_length=100)
    region = models.CharField(_("所在地区"), max_length=50, blank=True)

    class Meta:
        verbose_name = _("督查机构")

    def __str__(self) -> str:
        return self.name
