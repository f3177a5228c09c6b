"""Letters of supervision, the tasks they are about, and the papers that went out."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from luoshi.duban import clock
from luoshi.duban.accounts.models import Office, User
from luoshi.duban.organisations.models import Unit
from luoshi.duban.tasks.models import Task


class LetterRules(models.Model):
    """How an office numbers its letters (督办函〔2026〕3号), and the working days within which a unit answers."""

    office = models.OneToOneField(Office, models.PROTECT, related_name="letter_rules")
    prefix = models.CharField(_("发文代字"), max_length=20, default="督办函")
    answer_days = models.PositiveSmallIntegerField(
        _("回复期限（工作日）"), default=5, validators=(MinValueValidator(1), MaxValueValidator(60))
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("督办函设置")

    def __str__(self) -> str:
        return f"{self.office}{self.prefix}"


class LetterState(models.TextChoices):
    """Where a letter stands; that it was signed for and answered are facts beside it."""

    PREPARED = "prepared", _("待审批")
    APPROVED = "approved", _("已批准")
    ISSUED = "issued", _("已发出")
    WITHDRAWN = "withdrawn", _("已撤回")


class Letter(models.Model):
    """A letter to one unit.  ``number``, ``year`` and ``count`` are given at issue and never again to another.

    ``answer_by`` is the last day to answer, counted in working days from the day of issue.  ``reason`` says why it was
    sent back or withdrawn; ``answer_typed``: the office typed what the unit answered.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="letters")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="letters")
    title = models.CharField(_("标题"), max_length=100)
    text = models.TextField(_("正文"), max_length=4000)
    state = models.CharField(max_length=12, choices=LetterState.choices, default=LetterState.PREPARED)
    number = models.CharField(_("文号"), max_length=60, blank=True)
    year = models.PositiveIntegerField(null=True, blank=True)
    count = models.PositiveIntegerField(null=True, blank=True)
    prepared_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField(default=clock.now)
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    issued_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    issued_on = models.DateField(null=True, blank=True)
    answer_by = models.DateField(_("回复期限"), null=True, blank=True)
    signed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    signed_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(_("回复"), blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    answer_typed = models.BooleanField(_("代录"), default=False)
    reason = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("督办函")
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=("office", "year", "count"), condition=models.Q(count__isnull=False), name="one_letter_a_count"
            ),
        )
        indexes = (
            models.Index(fields=("office", "state", "-id"), name="letter_by_state"),
            models.Index(fields=("unit", "state", "-id"), name="letter_of_unit"),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()


class LetterTask(models.Model):
    """A task that a letter is about; its words and limit stand here as they were when the letter went out."""

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="rows")
    task = models.ForeignKey(Task, models.PROTECT, related_name="letter_rows")
    position = models.PositiveIntegerField()
    words = models.TextField(blank=True)
    limit = models.CharField(max_length=250, blank=True)
    course = models.TextField(blank=True)

    class Meta:
        ordering = ("position",)
        constraints = (models.UniqueConstraint(fields=("letter", "task"), name="each_task_once_a_letter"),)

    def __str__(self) -> str:
        return str(self.task)


class LetterPaper(models.Model):
    """The letter as it went out: ``kind`` is its ending, docx or pdf."""

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=8)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("letter", "kind"), name="one_letter_paper_a_kind"),)

    def __str__(self) -> str:
        return f"{self.letter}.{self.kind}"
