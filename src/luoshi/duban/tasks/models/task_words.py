"""What can be searched of an issued task."""

from __future__ import annotations

from django.db import models


class TaskWords(models.Model):
    """The words of an issued task in one text, and the characters and pairs of neighbouring characters in them.

    Written by the actions that write a task's words (:mod:`luoshi.duban.tasks.ledger.words`); the database keeps an
    index of ``grams`` by itself (:mod:`luoshi.duban.tasks.ledger.native`).
    """

    task = models.OneToOneField("tasks.Task", models.CASCADE, primary_key=True, related_name="searched")
    words = models.TextField()
    grams = models.TextField()

    def __str__(self) -> str:
        return self.words[:50]
