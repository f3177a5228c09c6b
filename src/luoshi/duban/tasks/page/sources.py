"""Where a task comes from: each quote with the sentences around it, and its place in the document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F, Q
from django.db.models.functions import Substr

from luoshi.duban.documents.models import Statement
from luoshi.duban.documents.views.detail import PART
from luoshi.duban.tasks.models import Task, TaskSource


@dataclass(frozen=True, slots=True)
class Quoted:
    """A source with the sentences before and after it, where the person sees documents.

    ``place`` is what follows the document's address: the part of the text and the sentence.
    """

    source: TaskSource
    before: str = ""
    after: str = ""
    place: str = ""


def quoted(task: Task, *, in_context: bool) -> list[Quoted]:
    """The sources of *task*: one query, and one more for what stands around them."""
    sources = list(task.sources.select_related("document__source", "statement").order_by("position", "id"))
    around = _around(sources) if in_context else {}
    found = []
    for source in sources:
        at = source.statement
        if at is None:
            found.append(Quoted(source))
            continue
        before = around.get((at.reading_id, at.index - 1), "")
        after = around.get((at.reading_id, at.index + 1), "")
        found.append(Quoted(source, before, after, f"?page={at.index // PART + 1}#s{at.index}"))
    return found


def _around(sources: Sequence[TaskSource]) -> dict[tuple[int, int], str]:
    """The words of the statements beside those of *sources*, by their reading and index; cut by the database."""
    wanted = Q()
    for source in sources:
        if source.statement is not None:
            at = source.statement
            wanted |= Q(reading=at.reading_id, index__in=(at.index - 1, at.index + 1))
    if not wanted:
        return {}
    words = Substr("reading__text", F("start") + 1, F("end") - F("start"))
    rows = Statement.objects.filter(wanted).annotate(words=words)
    return {(reading, index): text.strip() for reading, index, text in rows.values_list("reading", "index", "words")}
