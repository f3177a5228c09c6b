"""Circulating a draft for comment (征求意见): rounds, what was sent to whom, and the comments."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from luoshi.duban import clock
from luoshi.duban.accounts.models import User
from luoshi.duban.organisations.models import Unit
from luoshi.duban.tasks.models.assignment import AssignmentRole
from luoshi.duban.tasks.models.dropped_file import DroppedFile
from luoshi.duban.tasks.models.plan import Plan
from luoshi.duban.tasks.models.task import Task


class Circulation(models.Model):
    """One round of asking; ``answer_by`` is the last day for answers, included.

    ``number`` counts the rounds of a plan.  ``code`` stands in every row of every file that is sent, so that a file
    of another plan or of another round is recognised when it comes back.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="circulations")
    number = models.PositiveIntegerField(_("轮次"), default=1)
    code = models.CharField(max_length=8, unique=True)
    answer_by = models.DateField(_("反馈期限"))
    message = models.TextField(_("说明"), blank=True)
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=clock.now)
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("plan", "number"), name="one_round_a_number"),
            models.UniqueConstraint(
                fields=("plan",), condition=models.Q(closed_at__isnull=True), name="one_open_round_a_plan"
            ),
        )

    def __str__(self) -> str:
        return f"{self.plan}（第{self.number}轮征求意见）"

    @property
    def is_open(self) -> bool:
        """Whether answers are still taken."""
        return self.closed_at is None


class CirculatedTask(models.Model):
    """A task as it was sent out in a round: what the units read, whatever happened to the task since.

    ``number`` is its row number in every extract.  ``steps`` and ``targets`` hold one a line; ``lead`` holds the
    lead and responsible units, ``supporting`` the supporting ones, parted by 、.
    ``task`` may name a task that is gone and that an undo brings back, so the database does not insist on it.
    """

    circulation = models.ForeignKey(Circulation, models.CASCADE, related_name="rows")
    task = models.ForeignKey(
        Task, models.DO_NOTHING, null=True, blank=True, db_constraint=False, related_name="circulated"
    )
    number = models.PositiveIntegerField(_("编号"))
    title = models.CharField(max_length=300)
    text = models.TextField(_("工作任务"))
    steps = models.TextField(_("具体举措"), blank=True)
    targets = models.TextField(_("量化指标"), blank=True)
    lead = models.TextField(_("牵头单位"), blank=True)
    supporting = models.TextField(_("配合单位"), blank=True)
    limit = models.TextField(_("完成时限"), blank=True)

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("circulation", "number"), name="one_row_a_number"),)

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class Through(models.TextChoices):
    """How an answer came."""

    LINK = "link", _("链接")
    PAGE = "page", _("系统")
    FILE = "file", _("文件")
    HAND = "hand", _("代录")


class Invitation(models.Model):
    """A unit's extract in a round.  The link's token is kept as its SHA-256 only; it expires and can be revoked.

    ``number`` counts the units of the round.  ``no_objection`` says that the unit answered 无意见.
    ``answered_by`` is the person who answered for the unit, ``entered_by`` who typed it or dropped the file, where
    somebody of the office or a person with an account did.
    """

    circulation = models.ForeignKey(Circulation, models.CASCADE, related_name="invitations")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="invitations")
    number = models.PositiveIntegerField(default=1)
    token_sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(_("反馈人"), max_length=100, blank=True)
    answered_through = models.CharField(max_length=16, blank=True, choices=Through.choices)
    entered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    no_objection = models.BooleanField(_("无意见"), default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("number", "id")
        constraints = (
            models.UniqueConstraint(fields=("circulation", "unit"), name="one_invitation_a_unit"),
            models.UniqueConstraint(fields=("circulation", "number"), name="one_invitation_a_number"),
        )

    def __str__(self) -> str:
        return f"{self.unit}"


class ExtractRow(models.Model):
    """A row of a unit's extract, with what the unit is for it; ``through`` names the group that stands for it."""

    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="extract")
    row = models.ForeignKey(CirculatedTask, models.CASCADE, related_name="extracts")
    role = models.CharField(max_length=16, choices=AssignmentRole.choices)
    through = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ("row__number",)
        constraints = (models.UniqueConstraint(fields=("invitation", "row"), name="one_extract_row"),)

    def __str__(self) -> str:
        return f"{self.row} {self.get_role_display()}"


class CommentField(models.TextChoices):
    """What a comment wants changed; the values are the columns of :class:`CirculatedTask`."""

    TEXT = "text", _("工作任务")
    STEPS = "steps", _("具体举措")
    TARGETS = "targets", _("量化指标")
    LEAD = "lead", _("牵头单位")
    SUPPORTING = "supporting", _("配合单位")
    LIMIT = "limit", _("完成时限")
    OTHER = "other", _("其他")


class Verdict(models.TextChoices):
    """What became of a comment; ``WITHDRAWN``: the unit has put another one in its place, or taken it back."""

    OPEN = "", _("待处理")
    TAKEN = "taken", _("采纳")
    PARTLY = "partly", _("部分采纳")
    NOT_TAKEN = "not-taken", _("未采纳")
    WITHDRAWN = "withdrawn", _("单位已改")


class Comment(models.Model):
    """A unit's comment on one row of its extract, or on the whole (``row`` empty).

    ``current`` is the value that was sent out, ``proposed`` the unit's wording, ``remark`` its reason.
    ``task`` is the task of the row.  ``source_name`` is the file that it came in.
    """

    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="comments")
    row = models.ForeignKey(CirculatedTask, models.CASCADE, null=True, blank=True, related_name="comments")
    task = models.ForeignKey(Task, models.SET_NULL, null=True, blank=True, related_name="comments")
    field = models.CharField(max_length=16, choices=CommentField.choices)
    current = models.TextField(blank=True)
    proposed = models.TextField(_("建议修改为"), blank=True)
    remark = models.TextField(_("理由"), blank=True)
    verdict = models.CharField(max_length=16, choices=Verdict.choices, blank=True, default=Verdict.OPEN)
    reason = models.TextField(_("处理理由"), blank=True)
    applied = models.BooleanField(default=False)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(default=clock.now)
    through = models.CharField(max_length=16, choices=Through.choices, blank=True)
    said_by = models.CharField(max_length=100, blank=True)
    source_name = models.CharField(max_length=255, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("row__number", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("invitation", "row", "field"),
                condition=~models.Q(verdict="withdrawn"),
                name="one_standing_comment_a_field",
            ),
        )

    def __str__(self) -> str:
        return self.proposed[:50] or self.remark[:50]


class ReturnedFile(DroppedFile):
    """A file that came back in a round.

    ``found`` lists what was read, ``[{"row", "field", "proposed", "remark", "table", "line"}]`` with the key of the
    circulated row; ``agreed`` counts rows with 同意.
    """

    circulation = models.ForeignKey(Circulation, models.CASCADE, related_name="returned")
    invitation = models.ForeignKey(Invitation, models.CASCADE, null=True, blank=True, related_name="returned")
    agreed = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("circulation", "sha256"),
                condition=models.Q(set_aside_at__isnull=True),
                name="one_returned_file_a_content",
            ),
        )
