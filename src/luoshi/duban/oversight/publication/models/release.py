"""What was released of a task, in words chosen for the public."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from luoshi.duban import clock
from luoshi.duban.accounts.models import Office, User
from luoshi.duban.tasks.models import Task


class Release(models.Model):
    """A task that the public sees: ``words`` is what was promised, as the supervisor worded it for the page.

    The words do not follow those of the task: what is not marked is not public, so a person renews them.  The units,
    the limits and where the task stands follow the ledger.  ``taken_off_at`` ends it; the address then says so.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="releases")
    task = models.OneToOneField(Task, models.PROTECT, related_name="release")
    words = models.TextField(_("公开的内容"), max_length=2000)
    topic = models.CharField(_("类别"), max_length=50, blank=True)
    shows_percent = models.BooleanField(_("公开完成比例"), default=False)
    released_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    released_at = models.DateTimeField(default=clock.now)
    taken_off_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    taken_off_at = models.DateTimeField(null=True)
    taken_off_because = models.CharField(_("撤下理由"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("公开事项")
        ordering = ("-released_at", "-id")
        indexes = (
            models.Index(
                fields=("office", "-released_at", "-id"),
                condition=models.Q(taken_off_at__isnull=True),
                name="release_on_page",
            ),
        )

    def __str__(self) -> str:
        return self.words[:60]


class PublicNote(models.Model):
    """What the office tells the public of a task's course, beside what follows from the ledger."""

    release = models.ForeignKey(Release, models.PROTECT, related_name="notes")
    day = models.DateField(_("日期"))
    words = models.CharField(_("进展说明"), max_length=500)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("day", "id")

    def __str__(self) -> str:
        return self.words[:60]
