"""A task with its steps and targets."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

from luoshi.duban import clock
from luoshi.duban.accounts.models import Office, User
from luoshi.duban.organisations.models import Unit
from luoshi.duban.registers.models import Completion, Register, Rhythm
from luoshi.duban.tasks.models.assignment import State
from luoshi.duban.tasks.models.limit import LimitKind
from luoshi.duban.tasks.models.plan import Plan

_ISSUED = models.Q(issued_at__isnull=False)
#: What stops the count of days after a limit (:mod:`luoshi.duban.tasks.lateness`).
_LATENESS = ("done_on", "suspended_since")


class Task(models.Model):
    """What is issued and followed.  ``title`` and ``text`` are its own wording; the quoted sources stand beside it.

    ``number`` is given at issue and never changes.  ``limit_kind``, ``limit_text``, ``due`` repeat the current
    :class:`~.limit.Limit`, and ``state`` is derived from the assignments; both are kept here so that a list of
    50,000 tasks is filtered and sorted by its own columns.  ``state`` is empty until the task is issued.
    ``extra`` holds the columns that the register's schema adds.  ``version`` counts the changes.  ``rhythm`` is
    empty where the register's counts. ``lead`` (the first unit that leads or answers), ``done_on`` and
    ``late_before`` follow from the assignments as well (:mod:`luoshi.duban.tasks.derivation`); ``suspended_since``
    is the day on which the clock was stopped, empty while it runs. ``withdrawn_on`` is the day on which the task as
    a whole was withdrawn or merged away: what a unit had closed out by then stays closed out, and the task is
    withdrawn all the same. ``merged_into`` is the task that goes on for this one.  ``taken_off_at`` is when a draft was
    taken off its plan at the desk: nobody sees it any more, and a redo may bring it back
    (:mod:`luoshi.duban.tasks.desk.taking_off`).
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="tasks")
    register = models.ForeignKey(Register, models.PROTECT, related_name="tasks")
    plan = models.ForeignKey(Plan, models.PROTECT, null=True, blank=True, related_name="tasks")
    number = models.CharField(_("编号"), max_length=40, blank=True)
    position = models.PositiveIntegerField(_("序号"), default=0)
    title = models.CharField(_("标题"), max_length=300)
    text = models.TextField(_("工作任务"))
    section = models.CharField(_("所属部分"), max_length=500, blank=True)
    campaign = models.CharField(_("专项工作"), max_length=200, blank=True)
    aim_only = models.BooleanField(_("力争目标"), default=False)
    conditions = models.TextField(_("前提条件"), blank=True)
    deliverables = models.TextField(_("成果形式"), blank=True)
    leader = models.CharField(_("牵头领导"), max_length=100, blank=True)
    note = models.TextField(_("备注"), blank=True)
    completion = models.CharField(
        _("办结方式"), max_length=16, choices=Completion.choices, default=Completion.LEAD_GATHERS
    )
    limit_kind = models.CharField(_("时限类型"), max_length=16, choices=LimitKind.choices, default=LimitKind.NONE)
    limit_text = models.CharField(_("完成时限"), max_length=200, blank=True)
    due = models.DateField(_("截止日期"), null=True, blank=True)
    state = models.CharField(_("状态"), max_length=16, choices=State.choices, blank=True)
    lead = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    done_on = models.DateField(_("完成日期"), null=True, blank=True)
    late_before = models.PositiveIntegerField(_("此前逾期天数"), default=0)
    suspended_since = models.DateField(_("中止日期"), null=True, blank=True)
    withdrawn_on = models.DateField(_("撤销日期"), null=True, blank=True)
    rhythm = models.CharField(_("报送频次"), max_length=16, choices=Rhythm.choices, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged_from")
    extra = models.JSONField(default=dict)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    issued_at = models.DateTimeField(null=True, blank=True)
    taken_off_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("任务")
        ordering = ("position", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("office", "number"), condition=~models.Q(number=""), name="one_task_a_number"
            ),
            models.CheckConstraint(
                condition=models.Q(taken_off_at=None) | models.Q(plan=None, issued_at=None),
                name="taken_off_its_plan",
            ),
        )
        indexes = (
            models.Index(fields=("plan", "position", "id"), name="task_in_plan"),
            # The last columns of some are not searched by: what a page counts of all tasks is read from the index
            # alone, at a quarter of the cost of the rows (docs/decisions/0018).
            models.Index(
                fields=(
                    "office",
                    "register",
                    "state",
                    "due",
                    *_LATENESS,
                    "late_before",
                    "issued_at",
                    "version",
                    "number",
                    "rhythm",
                    "id",
                ),
                name="task_in_register",
            ),
            # What the ledger sorts by: each order within one office reads only the page that is shown.
            models.Index(
                fields=("office", "due", "id", "state", *_LATENESS, "issued_at", "position"),
                condition=_ISSUED,
                name="task_by_due",
            ),
            models.Index(fields=("office", "state", "due", "id"), condition=_ISSUED, name="task_by_state"),
            models.Index(
                fields=("office", "lead", "due", "id", "state", *_LATENESS, "late_before", "issued_at"),
                condition=_ISSUED,
                name="task_by_lead",
            ),
            models.Index("office", "register", Length("number"), "number", condition=_ISSUED, name="task_by_number"),
            models.Index(fields=("office", "-issued_at", "position", "id"), condition=_ISSUED, name="task_newest"),
            models.Index(
                fields=("taken_off_at",), condition=models.Q(taken_off_at__isnull=False), name="task_taken_off"
            ),
            models.Index(
                fields=("office", "suspended_since", "id", "state"),
                condition=models.Q(suspended_since__isnull=False),
                name="task_suspended",
            ),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()


class Step(models.Model):
    """A step (举措): what is done under a task, not reported one by one."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="steps")
    position = models.PositiveIntegerField(default=0)
    text = models.TextField(_("举措"))

    class Meta:
        ordering = ("position", "id")

    def __str__(self) -> str:
        return self.text[:50]


class Comparator(models.TextChoices):
    """How what was reached is compared with the target; the library's ``Comparator``."""

    EXACTLY = "=", _("等于")
    AT_LEAST = ">=", _("不少于")
    AT_MOST = "<=", _("不超过")
    MORE_THAN = ">", _("超过")
    LESS_THAN = "<", _("少于")
    ABOUT = "~", _("左右")
    BETWEEN = "between", _("区间")


class Target(models.Model):
    """A target: a figure with its unit and comparator, or a qualitative one (全部清零, ``is_figure`` false).

    ``words`` are the words as they stand; ``value`` is empty where the number is masked and not yet filled in.
    """

    task = models.ForeignKey(Task, models.CASCADE, related_name="targets")
    position = models.PositiveIntegerField(default=0)
    words = models.CharField(_("指标"), max_length=200)
    measured = models.CharField(_("计量内容"), max_length=200, blank=True)
    comparator = models.CharField(_("比较"), max_length=8, choices=Comparator.choices, default=Comparator.EXACTLY)
    value = models.DecimalField(_("数值"), max_digits=24, decimal_places=6, null=True, blank=True)
    upper = models.DecimalField(_("上限"), max_digits=24, decimal_places=6, null=True, blank=True)
    unit = models.CharField(_("计量单位"), max_length=30, blank=True)
    is_figure = models.BooleanField(_("量化指标"), default=True)
    masked = models.BooleanField(_("数值待明确"), default=False)

    class Meta:
        ordering = ("position", "id")

    def __str__(self) -> str:
        return self.words
