"""What one reading of a document found: the text and, over it, statements and proposed directives."""

from __future__ import annotations

from functools import cached_property

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from luoshi.duban import clock
from luoshi.duban.documents.content import Content
from luoshi.duban.documents.models.document import Document


class StatementKind(models.TextChoices):
    """The library's kinds of statement."""

    HEADING = "heading", pgettext_lazy("kind of statement", "标题")
    DIRECTIVE = "directive", pgettext_lazy("one", "任务")
    ACHIEVEMENT = "achievement", _("成绩与现状")
    CONTEXT = "context", _("背景与要求")


class Reading(models.Model):
    """A text as a reader yielded it, with the versions that did; never rewritten.

    ``issued_on`` is the day that relative limits were counted from.  ``outline`` lists the nodes in order:
    ``{"start", "end", "title", "number", "depth", "parent", "statement", "is_item"}``, where ``end`` is the
    end of the node's part of the text, ``parent`` the index of the node above and ``statement`` that of the
    heading's statement.
    """

    document = models.ForeignKey(Document, models.PROTECT, related_name="readings")
    reader = models.CharField(max_length=40)
    engine = models.CharField(max_length=40)
    text = models.TextField()
    issued_on = models.DateField(null=True)
    outline = models.JSONField(default=list)
    made_at = models.DateTimeField(default=clock.now)
    is_current = models.BooleanField(default=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("document",), condition=models.Q(is_current=True), name="one_current_reading"
            ),
        )

    def __str__(self) -> str:
        return f"{self.document} {self.engine}"


class Statement(models.Model):
    """A sentence or clause: ``[start, end)`` its words, ``[extent_start, extent_end)`` also the space after it.

    Offsets are code points of the reading's text.  The extents of a reading partition it.  ``node``
    is the index of the outline node it stands under; ``kind`` is what the machine found, and stays.
    """

    reading = models.ForeignKey(Reading, models.CASCADE, related_name="statements")
    index = models.PositiveIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    extent_start = models.PositiveIntegerField()
    extent_end = models.PositiveIntegerField()
    kind = models.CharField(max_length=16, choices=StatementKind.choices)
    confidence = models.FloatField()
    reasons = models.JSONField(default=list)
    node = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ("index",)
        constraints = (models.UniqueConstraint(fields=("reading", "index"), name="one_statement_an_index"),)

    def __str__(self) -> str:
        return f"{self.index}"


class Directive(models.Model):
    """A proposed task.  ``statements`` lists the indices it was read from; ``words`` are the task's own words where
    they are less than ``[start, end)``, as in a row of a task table.  ``content`` holds what was found;
    :class:`luoshi.duban.documents.content.Content` reads and writes it (:attr:`found`).
    """

    reading = models.ForeignKey(Reading, models.CASCADE, related_name="directives")
    index = models.PositiveIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    words = models.TextField(blank=True)
    statements = models.JSONField(default=list)
    content = models.JSONField(default=dict)
    confidence = models.FloatField()

    class Meta:
        ordering = ("index",)
        constraints = (models.UniqueConstraint(fields=("reading", "index"), name="one_directive_an_index"),)

    def __str__(self) -> str:
        return self.title

    @cached_property
    def found(self) -> Content:
        """What was found, typed."""
        return Content.from_json(self.content)
