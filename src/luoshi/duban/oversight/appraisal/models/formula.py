"""The formula of a register, every version of it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from luoshi.duban import clock
from luoshi.duban.accounts.models import User
from luoshi.duban.oversight.appraisal.formula import Formula, read_formula
from luoshi.duban.registers.models import Register


class FormulaVersion(models.Model):
    """How a register scores from then on; the newest counts, the others are kept.

    ``is_on``: whether it scores at all.  ``ranking_to_units``: whether units see the ranking of issued scores.
    ``formula`` is :class:`~luoshi.duban.oversight.appraisal.formula.Formula` as data.
    """

    register = models.ForeignKey(Register, models.PROTECT, related_name="formulas")
    number = models.PositiveIntegerField(_("版本"))
    formula = models.JSONField(_("考评办法"))
    is_on = models.BooleanField(_("启用考评"), default=False)
    ranking_to_units = models.BooleanField(_("向单位公布排名"), default=False)
    set_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    set_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("考评办法")
        ordering = ("-number",)
        constraints = (models.UniqueConstraint(fields=("register", "number"), name="one_formula_a_number"),)

    def __str__(self) -> str:
        return f"{self.register} 第{self.number}版"

    @property
    def read(self) -> Formula:
        """The formula, checked."""
        return read_formula(self.formula)
