"""Yesterday's ledgers on their way into a register (导入原有台账), and the rows that became tasks."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from luoshi.duban import clock
from luoshi.duban.accounts.models import Office, User
from luoshi.duban.documents.models import SourceFile
from luoshi.duban.registers.models import Register
from luoshi.duban.tasks.models.assignment import State
from luoshi.duban.tasks.models.task import Task


class Takeover(models.Model):
    """One sheet of a file that is taken over into a register, as a whole or not at all.

    ``source`` is the file as it came.  ``first_heading`` and ``last_heading`` are the rows of the headings as Excel
    counts them, empty where they are found by themselves.  ``columns`` maps headings to fields
    (:mod:`luoshi.duban.registers.sheets`), ``states`` the words of the state column (empty for an empty cell) to
    :class:`~.assignment.State`; both are empty until a person has chosen.  Relative limits, and tasks whose row names
    no day, count from ``counted_from``.  ``keeps_numbers``: the number column holds the tasks' own numbers, else the
    register numbers them.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    register = models.ForeignKey(Register, models.PROTECT, related_name="takeovers")
    source = models.ForeignKey(SourceFile, models.PROTECT, related_name="+")
    sheet = models.CharField(_("工作表"), max_length=100)
    first_heading = models.PositiveIntegerField(null=True, blank=True)
    last_heading = models.PositiveIntegerField(null=True, blank=True)
    columns = models.JSONField(null=True, blank=True)
    states = models.JSONField(null=True, blank=True)
    counted_from = models.DateField(_("台账起算日"), null=True, blank=True)
    keeps_numbers = models.BooleanField(_("沿用表中编号"), default=False)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    taken_over_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    taken_over_at = models.DateTimeField(null=True, blank=True)
    count = models.PositiveIntegerField(default=0)
    set_aside_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("导入原有台账")
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=("source", "sheet"),
                condition=models.Q(taken_over_at__isnull=False),
                name="one_takeover_a_sheet",
            ),
        )

    def __str__(self) -> str:
        return f"{self.source.name} · {self.sheet}"

    @property
    def is_open(self) -> bool:
        """Whether it can still be changed, taken over or set aside."""
        return self.taken_over_at is None and self.set_aside_at is None


class StateWord(models.Model):
    """What an office's own word for a state (推进中, 滞后, 销号) meant last time, for the next ledger."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    word = models.CharField(max_length=100)
    state = models.CharField(max_length=16, choices=State.choices)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("office", "word"), name="one_state_a_word"),)

    def __str__(self) -> str:
        return f"{self.word} → {self.get_state_display()}"


class LedgerRow(models.Model):
    """The row of yesterday's ledger that a task was taken over from, so that nothing of it is lost.

    ``cells`` is every cell by its heading, as it was shown, in the order of the columns; rows that belong to one task
    (举措 under a merged cell) follow each other.  What was known of the course before stands in columns of its own, for
    the first report to go on from.
    """

    task = models.OneToOneField(Task, models.CASCADE, related_name="ledger_row")
    takeover = models.ForeignKey(Takeover, models.PROTECT, related_name="rows")
    row = models.PositiveIntegerField(_("行"))
    cells = models.JSONField(default=list)
    progress = models.TextField(_("当前进度"), blank=True)
    percent = models.DecimalField(_("完成比例"), max_digits=5, decimal_places=2, null=True, blank=True)
    problems = models.TextField(_("存在问题"), blank=True)
    next_step = models.TextField(_("下步措施"), blank=True)
    finished_on = models.DateField(_("实际完成时间"), null=True, blank=True)
    extensions = models.PositiveIntegerField(_("延期次数"), default=0)
    extension_reason = models.TextField(_("延期原因"), blank=True)

    class Meta:
        ordering = ("row",)
        constraints = (models.UniqueConstraint(fields=("takeover", "row"), name="one_task_a_ledger_row"),)

    def __str__(self) -> str:
        return f"{self.takeover} {self.row}"
