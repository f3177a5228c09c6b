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


class Assignment(models.Model):
    """A task × a unit.  ``name`` is the unit's name as it stands in the text; ``unit`` is empty while the name
    is unknown to the office's register of units, which the review desk shows as a gap.  ``why`` is the library's
    reason (``lead``, ``bracket`` …) or ``person``.  ``through`` is the group that the task was issued to, where this
    unit was meant as one of its members.  ``state`` is empty until the task is issued.
    """

    task = models.ForeignKey("tasks.Task", models.CASCADE, related_name="assignments")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="assignments")
    name = models.CharField(max_length=100)
    role = models.CharField(max_length=16, choices=AssignmentRole.choices)
    position = models.PositiveIntegerField(default=0)
    why = models.CharField(max_length=20, blank=True)
    through = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=16, choices=State.choices, blank=True)
    state_since = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("position", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("task", "unit"), condition=models.Q(unit__isnull=False), name="one_assignment_a_unit"
            ),
        )
        indexes = (models.Index(fields=("unit", "state", "task"), name="assignment_of_unit"),)

    def __str__(self) -> str:
        return f"{self.name} {self.get_role_display()}"
