"""Files of inspections: evidence from the spot, sheets that came back, papers as they went out."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from luoshi.duban import clock
from luoshi.duban.accounts.models import User
from luoshi.duban.documents.models import SourceFile
from luoshi.duban.oversight.inspections.models.inspection import Inspection, Stop
from luoshi.duban.oversight.inspections.models.item import Item
from luoshi.duban.tasks.models.dropped_file import DroppedFile


class FindingFile(models.Model):
    """A photograph or a paper that shows what was found, stored unchanged."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="files")
    source = models.ForeignKey(SourceFile, models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("督查佐证")
        ordering = ("id",)

    def __str__(self) -> str:
        return self.name


class ReturnedFindings(DroppedFile):
    """A 督查单 that came back filled in, between the drop and the button that takes it in."""

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="returned")
    seen_by = models.CharField(max_length=100, blank=True)

    class Meta:
        verbose_name = _("收回的督查单")
        ordering = ("id",)


class InspectionPaper(models.Model):
    """A paper as it went out: ``what`` is plan, conclusion or report, ``kind`` its ending.

    A review that corrects a conclusion makes a new ``edition`` of its paper; the first stays.
    """

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="papers")
    stop = models.ForeignKey(Stop, models.PROTECT, null=True, blank=True, related_name="papers")
    what = models.CharField(max_length=12)
    kind = models.CharField(max_length=8)
    edition = models.PositiveIntegerField(default=1)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()

    class Meta:
        verbose_name = _("督查文书")
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("inspection", "stop", "what", "kind", "edition"), name="one_inspection_paper_a_kind"
            ),
        )

    def __str__(self) -> str:
        return f"{self.inspection} {self.what}.{self.kind}"
