"""How the columns of an office's own spreadsheet map to ours; remembered for the next import."""

from __future__ import annotations

from django.db import models

from luoshi.duban import clock
from luoshi.duban.accounts.models import Office, User


class ColumnMapping(models.Model):
    """``headings`` is the digest of the sheet's heading row; ``columns`` maps each heading to a field's key."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    headings = models.CharField(max_length=64)
    columns = models.JSONField(default=dict)
    used_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    used_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("office", "headings"), name="one_mapping_a_heading_row"),)

    def __str__(self) -> str:
        return "、".join(self.columns)
