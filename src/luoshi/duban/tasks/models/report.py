"""What units report on their assignments, and the evidence that goes with it."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from luoshi.duban import clock
from luoshi.duban.accounts.models import User
from luoshi.duban.documents.models import SourceFile
from luoshi.duban.tasks.models.assignment import Assignment
from luoshi.duban.tasks.models.task import Target


class ReportKind(models.TextChoices):
    """What a report says about the work as a whole."""

    PROGRESS = "progress", _("进展")
    NO_CHANGE = "no-change", _("无变化")
    COMPLETION = "completion", _("申请销号")


class Channel(models.TextChoices):
    """How a report came in."""

    PAGE = "page", _("系统")
    LINK = "link", _("链接")
    FILE = "file", _("回填表")
    TELEPHONE = "telephone", _("电话")
    PAPER = "paper", _("纸质")


class Approval(models.TextChoices):
    """审签 by the unit's head, where the register asks for it."""

    NOT_NEEDED = "", _("不需审签")
    AWAITING = "awaiting", _("待审签")
    APPROVED = "approved", _("已审签")
    REFUSED = "refused", _("审签未通过")


class Report(models.Model):
    """One report on one assignment.  What it says is never changed; a later report takes its place.

    Three people are kept apart: who reports (``reported_by``, a person at the unit, on the day ``reported_on``), who
    typed it (``typed_by``; empty for a personal link) and who verifies (:class:`~.verification.Verification`).
    ``covers_until`` is the last day of the period that it answers for, empty where none was owed.  ``filed_at`` is
    when it began to count: at once, or when the unit's head approved it.  ``done_on`` is the day on which the
    work was done, in a report that says so.
    """

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="reports")
    kind = models.CharField(_("类型"), max_length=16, choices=ReportKind.choices)
    text = models.TextField(_("进展情况"), blank=True)
    problem = models.TextField(_("存在问题"), blank=True)
    help_needed = models.TextField(_("需要协调的事项"), blank=True)
    help_from = models.CharField(_("请谁协调"), max_length=200, blank=True)
    next_step = models.TextField(_("下步措施"), blank=True)
    percent = models.DecimalField(
        _("完成比例"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=(MinValueValidator(0), MaxValueValidator(100)),
    )
    done_on = models.DateField(_("完成日期"), null=True, blank=True)
    covers_until = models.DateField(null=True, blank=True)
    reported_by = models.CharField(_("反馈人"), max_length=100)
    reported_on = models.DateField(_("反馈日期"))
    channel = models.CharField(_("反馈方式"), max_length=16, choices=Channel.choices, default=Channel.PAGE)
    typed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    typed_at = models.DateTimeField(default=clock.now)
    approval = models.CharField(max_length=16, choices=Approval.choices, blank=True, default=Approval.NOT_NEEDED)
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    approval_note = models.TextField(_("审签意见"), blank=True)
    filed_at = models.DateTimeField(null=True, blank=True)
    objection = models.TextField(_("单位异议"), blank=True)
    objected_by = models.CharField(_("提出人"), max_length=100, blank=True)
    objected_at = models.DateTimeField(null=True, blank=True)
    objection_answer = models.TextField(_("异议答复"), blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("反馈")
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(percent__isnull=True) | models.Q(percent__gte=0, percent__lte=100),
                name="percent_within_a_hundred",
            ),
        )
        indexes = (
            models.Index(fields=("assignment", "-id"), name="report_newest"),
            models.Index(
                fields=("assignment",), condition=models.Q(approval="awaiting"), name="report_awaiting_approval"
            ),
            models.Index(
                fields=("objected_at",),
                condition=models.Q(objected_at__isnull=False, answered_at__isnull=True),
                name="report_objected",
            ),
            models.Index(fields=("assignment",), condition=models.Q(help_needed__gt=""), name="report_asking_for_help"),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.text[:40]}".strip()

    @property
    def is_on_behalf(self) -> bool:
        """代录: the supervision office typed it after a telephone call or from a paper."""
        return self.channel in (Channel.TELEPHONE, Channel.PAPER)


class ReportedFigure(models.Model):
    """The figure that a report gives for one of the task's targets."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="figures")
    target = models.ForeignKey(Target, models.PROTECT, related_name="figures")
    value = models.DecimalField(_("完成值"), max_digits=24, decimal_places=6)

    class Meta:
        ordering = ("target__position", "id")
        constraints = (models.UniqueConstraint(fields=("report", "target"), name="one_figure_a_target"),)

    def __str__(self) -> str:
        return f"{self.target} {self.value}"


class Evidence(models.Model):
    """佐证: a file that a unit puts beside its work, stored unchanged under its SHA-256 (``source``)."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="evidence")
    report = models.ForeignKey(Report, models.PROTECT, null=True, blank=True, related_name="evidence")
    source = models.ForeignKey(SourceFile, models.PROTECT, related_name="+")
    name = models.CharField(_("文件名"), max_length=255)
    added_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    added_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.name


class ReportDraft(models.Model):
    """What a person has typed and not yet sent: ``data`` is the form's own values."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="drafts")
    person = models.ForeignKey(User, models.CASCADE, related_name="+")
    data = models.JSONField(default=dict)
    saved_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("assignment", "person"), name="one_draft_a_person"),)

    def __str__(self) -> str:
        return f"{self.assignment} {self.person}"
