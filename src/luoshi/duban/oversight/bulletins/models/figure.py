"""What a bulletin counts: its figures with the tasks behind each, and how each task stood."""

from __future__ import annotations

from django.db import models

from luoshi.duban.organisations.models import Unit
from luoshi.duban.oversight.bulletins.models.bulletin import Bulletin
from luoshi.duban.tasks.models import Task


class Figure(models.Model):
    """A number of a bulletin: ``key`` names its rule in :mod:`luoshi.duban.oversight.bulletins.figures`, ``by_unit``
    says how many of its tasks each leading unit has, by the unit's key.  Which tasks it counts say the rows; ``first``
    are the keys of the first ones in the order of their list, which a text spells out.
    """

    bulletin = models.ForeignKey(Bulletin, models.CASCADE, related_name="figures")
    key = models.CharField(max_length=20)
    value = models.PositiveIntegerField()
    by_unit = models.JSONField(default=dict)
    first = models.JSONField(default=list)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("bulletin", "key"), name="one_figure_a_key"),)

    def __str__(self) -> str:
        return f"{self.key} {self.value}"


class BulletinRow(models.Model):
    """How a task stood when the bulletin was counted, in the columns of its lists; words in Chinese.

    ``percent`` is the unit's own figure, ``expected`` what time asks for, both in per cent; ``late_days`` all its days
    of lateness, ``overdue_days`` those past its present limit, ``colour`` its light.  ``marks`` holds the keys of the
    figures that count it, each between commas.
    """

    bulletin = models.ForeignKey(Bulletin, models.CASCADE, related_name="rows")
    task = models.ForeignKey(Task, models.PROTECT, related_name="+")
    position = models.PositiveIntegerField()
    number = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    lead = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    lead_name = models.CharField(max_length=100, blank=True)
    limit = models.CharField(max_length=240, blank=True)
    due = models.DateField(null=True)
    state = models.CharField(max_length=30)
    done_on = models.DateField(null=True)
    percent = models.DecimalField(max_digits=5, decimal_places=1, null=True)
    expected = models.DecimalField(max_digits=5, decimal_places=1, null=True)
    late_days = models.PositiveIntegerField(default=0)
    overdue_days = models.PositiveIntegerField(default=0)
    colour = models.CharField(max_length=12, blank=True)
    problem = models.CharField(max_length=300, blank=True)
    marks = models.TextField(default=",")

    class Meta:
        ordering = ("position",)
        constraints = (models.UniqueConstraint(fields=("bulletin", "task"), name="one_row_a_bulletin_task"),)

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def keys(self) -> set[str]:
        """The figures that count it."""
        return {key for key in self.marks.split(",") if key}
