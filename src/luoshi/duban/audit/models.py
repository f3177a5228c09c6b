"""The rows of the record: events in a chain, the tip of each chain, and daily heads."""

from __future__ import annotations

from django.db import models

from luoshi.duban.audit.plain_values import PlainValuesField


class Event(models.Model):
    """One thing that happened, chained by ``mac`` to the one before it in the same office and day.

    ``office`` is the office's key, empty for what belongs to the installation.  ``before`` and
    ``after`` hold the values that changed.  Rows are only ever added; triggers in the database
    refuse anything else.
    """

    office = models.CharField(max_length=64)
    day = models.DateField()
    sequence = models.PositiveIntegerField()
    at = models.DateTimeField()
    actor = models.CharField(max_length=64)
    actor_name = models.CharField(max_length=100)
    origin = models.CharField(max_length=200)
    verb = models.CharField(max_length=64)
    subject = models.CharField(max_length=64)
    subject_id = models.CharField(max_length=64)
    subject_name = models.CharField(max_length=300)
    before = PlainValuesField(null=True)
    after = PlainValuesField(null=True)
    reason = models.TextField()
    previous = models.CharField(max_length=64)
    mac = models.CharField(max_length=64)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("office", "day", "sequence"), name="event_place_in_chain"),)
        indexes = (
            models.Index(fields=("office", "subject", "subject_id", "id"), name="event_subject"),
            models.Index(fields=("office", "-id"), name="event_newest"),
            models.Index(fields=("actor", "-id"), name="event_of_actor"),
            models.Index(fields=("verb", "-id"), name="event_of_verb"),
            models.Index(fields=("day", "-id"), name="event_on_day"),
        )

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.actor_name} {self.verb} {self.subject_name}"


class Tip(models.Model):
    """The last event of an office's chain: the row that a writer locks, so that no two take one place.

    ``seal`` is the keyed digest over the row: who cuts events off cannot move the tip back unseen.
    """

    office = models.CharField(max_length=64, primary_key=True)
    day = models.DateField()
    sequence = models.PositiveIntegerField()
    mac = models.CharField(max_length=64)
    seal = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.office} {self.day} {self.sequence}"


class Head(models.Model):
    """The seal on an office's day, written when the next day's first event comes: how many events, and the last mac.

    Heads are chained as well; one that was printed or mailed out proves every day before it.
    """

    office = models.CharField(max_length=64)
    day = models.DateField()
    events = models.PositiveIntegerField()
    last = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    mac = models.CharField(max_length=64)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("office", "day"), name="one_head_a_day"),)

    def __str__(self) -> str:
        return f"{self.office} {self.day}: {self.events}"
