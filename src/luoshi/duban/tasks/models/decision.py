"""What people decided at the review desk, statement by statement, and how to take it back."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from luoshi.duban import clock
from luoshi.duban.accounts.models import User
from luoshi.duban.audit.verbs import verb_name
from luoshi.duban.documents.models import Statement
from luoshi.duban.language import is_chinese
from luoshi.duban.tasks.models.plan import Plan
from luoshi.duban.tasks.models.snapshot_field import SnapshotField
from luoshi.duban.tasks.models.task import Step, Task


class Outcome(models.TextChoices):
    """What became of a statement."""

    TASK = "task", _("列为任务")
    STEP = "step", _("列为举措")
    HEADING = "heading", pgettext_lazy("kind of statement", "标题")
    ACHIEVEMENT = "achievement", _("成绩与现状")
    CONTEXT = "context", _("背景与要求")


class StatementDecision(models.Model):
    """A person's decision on one statement of a plan's reading.  No row: not yet decided."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="decisions")
    statement = models.ForeignKey(Statement, models.PROTECT, related_name="decisions")
    outcome = models.CharField(max_length=16, choices=Outcome.choices)
    task = models.ForeignKey(Task, models.SET_NULL, null=True, blank=True, related_name="decisions")
    step = models.ForeignKey(Step, models.SET_NULL, null=True, blank=True, related_name="+")
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("plan", "statement"), name="one_decision_a_statement"),)

    def __str__(self) -> str:
        return f"{self.statement} {self.outcome}"


class DeskChange(models.Model):
    """One action at the desk with what it touched, before and after, so that it can be undone and redone.

    ``number`` counts the changes of a plan.  ``turn`` counts what happens to them: it is the newest when a change is
    made, undone or redone; ``lost`` is the newest turn of the undone changes that were forgotten when this one was
    made, 0 where none was.  ``before`` and ``after`` are the snapshots of the tasks and decisions
    that the action touched (:mod:`luoshi.duban.tasks.desk.snapshot`).  ``label`` says it in Chinese, as the record
    does; ``verb`` is what the record calls it.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="desk_changes")
    number = models.PositiveIntegerField()
    verb = models.CharField(max_length=60, blank=True)
    label = models.CharField(max_length=200)
    before = SnapshotField(default=dict)
    after = SnapshotField(default=dict)
    undone = models.BooleanField(default=False)
    turn = models.PositiveIntegerField(default=1)
    lost = models.PositiveIntegerField(default=0)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("plan", "number"), name="one_desk_change_a_number"),)

    def __str__(self) -> str:
        return self.label

    @property
    def words(self) -> str:
        """What was done: its label, or only what the record calls it on an English page."""
        return self.label if is_chinese() else verb_name(self.verb)
