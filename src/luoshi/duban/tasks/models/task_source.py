"""Where a task comes from."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from luoshi.duban.documents.models import Document, Statement


class SourceKind(models.TextChoices):
    """The kinds of source."""

    STATEMENT = "statement", _("文件原文")
    ORAL = "oral", _("口头交办")
    LEDGER = "ledger", _("原有台账")


class TaskSource(models.Model):
    """One source of a task: a statement of a document with its quote and the limit it sets there, an instruction by
    word of mouth (who said it, when, noted by whom, on which paper it will stand), or a row of yesterday's ledger.
    """

    task = models.ForeignKey("tasks.Task", models.CASCADE, related_name="sources")
    kind = models.CharField(max_length=16, choices=SourceKind.choices)
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="task_sources")
    statement = models.ForeignKey(Statement, models.PROTECT, null=True, blank=True, related_name="task_sources")
    quote = models.TextField(_("原文"), blank=True)
    section = models.CharField(_("章节"), max_length=500, blank=True)
    limit_text = models.CharField(_("原文时限"), max_length=200, blank=True)
    limit_due = models.DateField(null=True, blank=True)
    said_by = models.CharField(_("交办人"), max_length=100, blank=True)
    said_on = models.DateField(_("交办日期"), null=True, blank=True)
    noted_by = models.CharField(_("记录人"), max_length=100, blank=True)
    paper = models.CharField(_("书面依据"), max_length=300, blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("position", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("task", "statement"), condition=models.Q(statement__isnull=False), name="one_source_a_statement"
            ),
        )

    def __str__(self) -> str:
        return self.quote[:50] or self.said_by
