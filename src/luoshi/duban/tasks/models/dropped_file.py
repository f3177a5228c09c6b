"""A file that came back, between the drop and the button that takes it in."""

from __future__ import annotations

from django.db import models

from luoshi.duban import clock
from luoshi.duban.accounts.models import User
from luoshi.duban.documents.models import SourceFile


class DroppedFile(models.Model):
    """What every file that came back has: who dropped it, what was read of it, what became of it.

    ``found`` lists what was read, as each kind of file says; ``problems`` lists ``{"chinese", "english"}`` where the
    file was refused as a whole, and then nothing else of it counts.  ``source`` holds the bytes as they came.
    """

    source = models.ForeignKey(SourceFile, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    found = models.JSONField(default=list)
    problems = models.JSONField(default=list)
    dropped_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    dropped_at = models.DateTimeField(default=clock.now)
    taken_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    taken_at = models.DateTimeField(null=True, blank=True)
    set_aside_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name
