"""Scores of a period as they were proposed and issued: figures and lines frozen, with the version of the formula."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from luoshi.duban import clock
from luoshi.duban.accounts.models import User
from luoshi.duban.organisations.models import Unit
from luoshi.duban.oversight.appraisal.formula import Kind
from luoshi.duban.oversight.appraisal.models.formula import FormulaVersion
from luoshi.duban.oversight.appraisal.periods import key_of
from luoshi.duban.registers.models import Register


class ScoresState(models.TextChoices):
    """Where the scores of a period stand."""

    PROPOSED = "proposed", pgettext_lazy("scores", "待审批")
    ISSUED = "issued", pgettext_lazy("scores", "已发布")
    DROPPED = "dropped", pgettext_lazy("scores", "未通过")


class Scores(models.Model):
    """The scores of a register for a period.  ``computed_on`` is the day whose facts they hold.

    ``appeal_until`` is the last day on which a unit may appeal, empty until they are issued.
    """

    register = models.ForeignKey(Register, models.PROTECT, related_name="scores")
    formula = models.ForeignKey(FormulaVersion, models.PROTECT, related_name="scores")
    starts = models.DateField()
    ends = models.DateField()
    computed_on = models.DateField()
    state = models.CharField(max_length=12, choices=ScoresState.choices, default=ScoresState.PROPOSED)
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=clock.now)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    words = models.TextField(_("审批意见"), blank=True)
    appeal_until = models.DateField(_("申诉截止"), null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("考评结果")
        ordering = ("-starts", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=("register", "starts", "ends"), condition=~models.Q(state="dropped"), name="one_scores_a_period"
            ),
        )

    def __str__(self) -> str:
        return f"{self.register} {self.period}"

    @property
    def period(self) -> str:
        """The words that name the period: ``2026``, ``2026Q3``."""
        return key_of(self.starts, self.ends)


class UnitScore(models.Model):
    """A unit's score, frozen.  ``name`` is the unit's name then; ``rank`` is empty for who has few items."""

    scores = models.ForeignKey(Scores, models.PROTECT, related_name="units")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="scores")
    name = models.CharField(max_length=100)
    items = models.PositiveIntegerField()
    points = models.DecimalField(_("得分"), max_digits=4, decimal_places=1)
    rank = models.PositiveIntegerField(_("名次"), null=True)

    class Meta:
        ordering = ("rank", "-points", "id")
        constraints = (models.UniqueConstraint(fields=("scores", "unit"), name="one_score_a_unit"),)

    def __str__(self) -> str:
        return f"{self.name} {self.scores}"


class ScoreLine(models.Model):
    """A criterion of a unit's score, frozen: see :class:`~luoshi.duban.oversight.appraisal.scoring.Line`.

    ``costs`` lists the tasks that cost points: ``[{"task", "number", "title", "off", "cases", "days"}]``.
    """

    score = models.ForeignKey(UnitScore, models.PROTECT, related_name="lines")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=16, choices=[(str(kind), str(kind)) for kind in Kind])
    weight = models.DecimalField(max_digits=4, decimal_places=1)
    points = models.DecimalField(max_digits=4, decimal_places=1)
    good = models.PositiveIntegerField()
    total = models.PositiveIntegerField()
    taken = models.DecimalField(max_digits=9, decimal_places=2)
    costs = models.JSONField(default=list)

    class Meta:
        ordering = ("position",)
        constraints = (models.UniqueConstraint(fields=("score", "kind"), name="one_line_a_criterion"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.points}/{self.weight}"
