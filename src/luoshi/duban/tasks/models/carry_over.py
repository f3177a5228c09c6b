"""结转: the unfinished tasks of a register go on in the next year's."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from luoshi.duban import clock
from luoshi.duban.accounts.models import User
from luoshi.duban.registers.models import Register
from luoshi.duban.tasks.models.assignment import State
from luoshi.duban.tasks.models.task import Task


class CarryOver(models.Model):
    """One carry-over: what was unfinished in ``register`` goes on in ``into``, or was dropped with a reason."""

    register = models.ForeignKey(Register, models.PROTECT, related_name="carried_out")
    into = models.ForeignKey(Register, models.PROTECT, related_name="carried_in")
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("年度结转")
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.register} → {self.into}"


class CarriedTask(models.Model):
    """A task of a carry-over, as it stood then: the old register still shows it, wherever the task is now.

    The task itself keeps its number, limits and history and only changes its register; a ``dropped`` one stays in the
    old register, withdrawn for ``reason``.  ``overdue_days`` are the days past the limit that counted then,
    ``late_before`` those under earlier limits.
    """

    carry_over = models.ForeignKey(CarryOver, models.CASCADE, related_name="rows")
    task = models.ForeignKey(Task, models.CASCADE, related_name="carried")
    position = models.PositiveIntegerField(default=0)
    units = models.TextField(_("牵头（责任）单位"), blank=True)
    state = models.CharField(max_length=16, choices=State.choices)
    limit_text = models.CharField(max_length=200, blank=True)
    due = models.DateField(null=True, blank=True)
    overdue_days = models.PositiveIntegerField(_("逾期天数"), default=0)
    late_before = models.PositiveIntegerField(_("此前逾期天数"), default=0)
    dropped = models.BooleanField(_("不再结转"), default=False)
    reason = models.TextField(_("理由"), blank=True)

    class Meta:
        ordering = ("position", "id")
        constraints = (
            models.UniqueConstraint(fields=("carry_over", "task"), name="one_row_a_carried_task"),
            models.CheckConstraint(
                condition=models.Q(dropped=False, reason="") | (models.Q(dropped=True) & ~models.Q(reason="")),
                name="dropped_with_a_reason",
            ),
        )
        indexes = (models.Index(fields=("carry_over", "dropped", "position"), name="carried_in_order"),)

    def __str__(self) -> str:
        return str(self.task)

    @property
    def late_days(self) -> int:
        """All days by which the task was late then."""
        return self.late_before + self.overdue_days
