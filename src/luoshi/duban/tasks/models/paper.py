"""The papers that a plan was issued with, kept as they went out."""

from __future__ import annotations

from django.db import models

from luoshi.duban import clock
from luoshi.duban.tasks.models.plan import Plan


class IssuedPaper(models.Model):
    """A file as it was issued: ``kind`` is its ending, docx or pdf.

    It is kept in the database, so that the papers and the issue they belong to commit together.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=8)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("plan", "kind"), name="one_paper_a_kind"),)

    def __str__(self) -> str:
        return f"{self.plan}.{self.kind}"
