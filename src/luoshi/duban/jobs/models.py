"""The queue's tables."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from luoshi.duban import clock


class JobState(models.TextChoices):
    """Where a job stands."""

    QUEUED = "queued", _("等待")
    RUNNING = "running", _("进行中")
    DONE = "done", _("完成")
    FAILED = "failed", _("失败")


class Job(models.Model):
    """Work to be done once, by whichever worker comes first.

    ``name`` says which handler does it (:mod:`.registry`), with ``arguments``.  It is due from ``run_at`` on.
    A worker that takes it owns it until ``leased_until`` and renews that while it lives; after it the job is
    delivered again.  ``attempts`` counts deliveries, also those whose worker died.  A second job with the same
    ``key`` is not queued while the first waits.  ``problem`` is one sentence in Chinese and one in
    English, a line each.
    """

    name = models.CharField(max_length=100)
    arguments = models.JSONField(default=dict)
    key = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=16, choices=JobState.choices, default=JobState.QUEUED)
    run_at = models.DateTimeField(default=clock.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    most_attempts = models.PositiveSmallIntegerField(default=5)
    worker = models.CharField(max_length=100, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    problem = models.TextField(blank=True)
    queued_at = models.DateTimeField(default=clock.now)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("后台任务")
        ordering = ("id",)
        indexes = (
            models.Index(fields=("run_at", "id"), condition=models.Q(state=JobState.QUEUED), name="job_waiting"),
            models.Index(fields=("leased_until",), condition=models.Q(state=JobState.RUNNING), name="job_running"),
            models.Index(fields=("finished_at",), condition=models.Q(state=JobState.DONE), name="job_done"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("key",),
                condition=models.Q(state=JobState.QUEUED) & ~models.Q(key=""),
                name="one_waiting_job_a_key",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.arguments}"


class Round(models.Model):
    """The newest round of work that comes back every day (:mod:`.recurring`) that was queued."""

    name = models.CharField(max_length=100, primary_key=True)
    queued_for = models.DateTimeField()

    class Meta:
        verbose_name = _("每日任务")

    def __str__(self) -> str:
        return f"{self.name} {self.queued_for}"
