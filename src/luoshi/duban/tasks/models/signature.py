"""What tasks that resemble one another have in common, as numbers in an index."""

from __future__ import annotations

from django.db import models


class TaskSignature(models.Model):
    """One band of a task's signature (:mod:`luoshi.duban.tasks.desk.similar`): tasks that share one may be alike."""

    task = models.ForeignKey("tasks.Task", models.CASCADE, related_name="signatures")
    band = models.BigIntegerField()

    class Meta:
        indexes = (models.Index(fields=("band", "task"), name="tasks_by_signature"),)

    def __str__(self) -> str:
        return f"{self.task_id}: {self.band}"
