"""What a person is told at once, and chases by hand."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from luoshi.duban import clock
from luoshi.duban.accounts.models import Office, User


class Chase(models.Model):
    """One chase by hand: who asked, when, and the sentence that went with it, if any."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="chases")
    words = models.CharField(_("催办意见"), max_length=300, blank=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("人工催办")
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.made_by.name} {self.made_at:%Y-%m-%d %H:%M}"


class Digest(models.Model):
    """All that a person is reminded of on a day, as one message; it stands in the person's inbox (提醒).

    A chase by hand within office hours is a message of its own (``chase``), and so is what is urgent and came after the
    day's digest (``at_once``); everything else of a day is one.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="digests")
    person = models.ForeignKey(User, models.PROTECT, related_name="digests")
    day = models.DateField()
    chase = models.ForeignKey(Chase, models.PROTECT, null=True, blank=True, related_name="digests")
    at_once = models.BooleanField(default=False)
    made_at = models.DateTimeField(default=clock.now)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("提醒")
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=("person", "day"),
                condition=models.Q(chase__isnull=True, at_once=False),
                name="one_digest_a_day",
            ),
            models.UniqueConstraint(fields=("person", "chase"), name="one_digest_a_chase"),
        )
        indexes = (
            models.Index(fields=("person", "-id"), name="digest_of_person"),
            models.Index(fields=("person",), condition=models.Q(read_at__isnull=True), name="digest_unread"),
        )

    def __str__(self) -> str:
        return f"{self.person.name} {self.day}"
