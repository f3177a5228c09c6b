"""Reports without signing in: lists that are sent out as files, the files that come back, and personal links."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from luoshi.duban import clock
from luoshi.duban.accounts.models import Office, User
from luoshi.duban.organisations.models import Unit
from luoshi.duban.tasks.models.assignment import Assignment
from luoshi.duban.tasks.models.dropped_file import DroppedFile


class ReportSheet(models.Model):
    """报送表: what a unit owed when the file was made, to be filled in and sent back.

    ``code`` stands in every row, so that a file is recognised whatever it is called when it comes back.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="report_sheets")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="report_sheets")
    code = models.CharField(max_length=8, unique=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.unit} {self.code}"


class ReportSheetRow(models.Model):
    """A row of a 报送表.  ``targets`` are the keys of the figures it asks for, in their order; ``seen`` is the key of
    the newest report when the file was made, 0 where there was none: a later one means that the unit has reported
    meanwhile."""

    sheet = models.ForeignKey(ReportSheet, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="+")
    targets = models.JSONField(default=list)
    seen = models.PositiveBigIntegerField(default=0)

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("sheet", "number"), name="one_sheet_row_a_number"),)

    def __str__(self) -> str:
        return f"{self.number}. {self.assignment}"


class ReturnedSheet(DroppedFile):
    """A 报送表 that came back.

    ``found`` lists what the unit says, a row a report, as :mod:`luoshi.duban.tasks.reporting.found` writes it;
    ``reported_by`` and ``reported_on`` are who filled it in, and when; ``words`` is what stands outside of the table.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="returned_sheets")
    sheet = models.ForeignKey(ReportSheet, models.PROTECT, null=True, blank=True, related_name="returned")
    reported_by = models.CharField(_("填报人"), max_length=100, blank=True)
    reported_on = models.DateField(_("填报日期"), null=True, blank=True)
    words = models.TextField(blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("office", "sha256"),
                condition=models.Q(set_aside_at__isnull=True),
                name="one_returned_sheet_a_content",
            ),
        )
        indexes = (
            models.Index(
                fields=("office", "id"),
                condition=models.Q(taken_at__isnull=True, set_aside_at__isnull=True),
                name="returned_sheet_waiting",
            ),
        )


class ReportLink(models.Model):
    """A personal link to what a unit owes; only the SHA-256 of its secret is kept.

    ``opened_at`` is when it was opened first, ``used_at`` when something was reported through it last, ``uses`` how
    many reports that were.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="report_links")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="report_links")
    token_sha256 = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    revoked_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)
    uses = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("-id",)
        indexes = (models.Index(fields=("office", "-id"), name="report_link_newest"),)

    def __str__(self) -> str:
        return f"{self.unit} {self.made_at:%Y-%m-%d}"

    def is_alive(self, now: datetime) -> bool:
        """Whether it opens anything."""
        return self.revoked_at is None and self.expires_at > now
