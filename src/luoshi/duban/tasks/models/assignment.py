"""A task given to a unit."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from luoshi.duban.organisations.models import Unit


class AssignmentRole(models.TextChoices):
    """What a unit is for a task."""

    LEAD = "lead", _("牵头")
    RESPONSIBLE = "responsible", _("责任")
    SUPPORTING = "supporting", _("配合")
    INFORMED = "informed", _("知悉")
    PART = "part", _("分办")


#: The roles in which a unit has something to do for the office.
DOING = (AssignmentRole.LEAD, AssignmentRole.RESPONSIBLE, AssignmentRole.SUPPORTING)


class State(models.TextChoices):
    """The states of an assignment (DESIGN); late, extended and suspended are facts beside it, not states."""

    ISSUED = "issued", _("已交办")
    ACKNOWLEDGED = "acknowledged", _("已签收")
    IN_PROGRESS = "in-progress", _("办理中")
    SUBMITTED = "submitted", _("申请销号")
    VERIFIED = "verified", _("已核查")
    CLOSED_OUT = "closed-out", _("已销号")
    RETURNED = "returned", _("退回")
    SENT_BACK = "sent-back", _("退办")
    WITHDRAWN = "withdrawn", _("已撤销")


#: The states in which nobody has to do anything any more.
OVER = (State.WITHDRAWN, State.CLOSED_OUT)


class Assignment(models.Model):
    """A task × a unit.  ``name`` is the unit's name as it stands in the text; ``unit`` is empty while the name
    is unknown to the office's register of units, which the review desk shows as a gap.  ``why`` is the library's
    reason (``lead``, ``bracket`` …) or ``person``.  ``through`` is the group that the task was issued to, where this
    unit was meant as one of its members.  ``state`` is empty until the task is issued.

    A unit may break its work down to units below it: these have the role ``part``, their ``parent`` is the
    assignment that was broken down, and ``words`` says what is theirs.

    Facts beside the state, all days in Asia/Shanghai (:mod:`luoshi.duban.tasks.lateness` reads them):
    ``first_due`` is the last day that the unit was given first, ``due`` the one that counts now, ``counts_from`` the
    day from which lateness can count against it, ``late_before`` the days it was late under limits that were
    replaced, ``done_on`` the day on which the unit said it was done (empty again once sent back), ``ended_on`` the
    day on which the unit had nothing more to do with it.  ``answers``: the unit reports to the office, by the way
    the task is completed.  ``reported_through`` is the last day that its reports cover, ``percent`` its last own
    figure, ``latest`` its last report that counts.
    """

    task = models.ForeignKey("tasks.Task", models.CASCADE, related_name="assignments")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="assignments")
    name = models.CharField(max_length=100)
    role = models.CharField(max_length=16, choices=AssignmentRole.choices)
    position = models.PositiveIntegerField(default=0)
    why = models.CharField(max_length=20, blank=True)
    through = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    words = models.TextField(_("分办内容"), blank=True)
    state = models.CharField(max_length=16, choices=State.choices, blank=True)
    state_since = models.DateTimeField(null=True, blank=True)
    answers = models.BooleanField(_("向督查室反馈"), default=False)
    counts_from = models.DateField(null=True, blank=True)
    first_due = models.DateField(_("首次时限"), null=True, blank=True)
    due = models.DateField(_("现行时限"), null=True, blank=True)
    late_before = models.PositiveIntegerField(_("此前逾期天数"), default=0)
    done_on = models.DateField(_("完成日期"), null=True, blank=True)
    ended_on = models.DateField(_("结束日期"), null=True, blank=True)
    reported_through = models.DateField(null=True, blank=True)
    percent = models.DecimalField(_("完成比例"), max_digits=5, decimal_places=2, null=True, blank=True)
    latest = models.ForeignKey("tasks.Report", models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("position", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("task", "unit"), condition=models.Q(unit__isnull=False), name="one_assignment_a_unit"
            ),
            # A name that the office does not know cannot be issued to; what is issued is found by its unit.
            models.CheckConstraint(
                condition=models.Q(state="") | models.Q(unit__isnull=False), name="issued_to_a_known_unit"
            ),
        )
        indexes = (
            models.Index(fields=("unit", "state", "task"), name="assignment_of_unit"),
            # What stands behind the task or the key is what pages count by, without a look at the row.
            models.Index(
                fields=("unit", "state", "task", "due", "counts_from", "done_on", "reported_through", "answers", "id"),
                condition=models.Q(answers=True),
                name="assignment_answering",
            ),
            models.Index(fields=("state", "due"), name="assignment_by_state"),
            models.Index(
                fields=("state", "state_since", "id", "answers", "role", "unit", "task"), name="assignment_by_age"
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.get_role_display()}"
