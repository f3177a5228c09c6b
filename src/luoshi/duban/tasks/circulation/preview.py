"""Files that came back, as they are looked at before they count: row by row, with the differences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count

from luoshi.duban.tasks.models import CirculatedTask, Circulation, CommentField, ExtractRow, ReturnedFile
from luoshi.duban.tasks.returning.codes import row_code
from luoshi.duban.tasks.returning.differences import Piece, differences


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One proposal: which row and column, where it stood, how it differs, and why."""

    code: str
    title: str
    column: str
    place: str
    pieces: list[Piece]
    words: str
    remark: str


@dataclass(frozen=True, slots=True)
class Preview:
    """A file with its rows; ``silent`` counts the unit's rows of which it says nothing, empty ones or none at all."""

    file: ReturnedFile
    rows: list[PreviewRow]
    is_empty: bool
    is_replaced: bool
    silent: int


class Previews:
    """The files of a round, parted: refused, waiting, taken in.  Two queries for all of them."""

    def __init__(self, circulation: Circulation, files: Sequence[ReturnedFile]) -> None:
        keys = {one["row"] for file in files if file.taken_at is None for one in file.found}
        self._rows = CirculatedTask.objects.filter(circulation=circulation).in_bulk(list(keys)) if keys else {}
        self._code = circulation.code
        waiting = [file for file in files if file.taken_at is None and not file.problems]
        sent = _rows_of([file.invitation_id for file in waiting if file.invitation_id])
        last = {file.invitation_id: file.pk for file in waiting}
        self.refused = [file for file in files if file.problems]
        self.taken = [file for file in files if file.taken_at is not None]
        self.waiting = [
            Preview(
                file,
                [self._row(one) for one in file.found],
                is_empty=not file.found and not file.agreed,
                is_replaced=last[file.invitation_id] != file.pk,
                silent=sent.get(file.invitation_id or 0, 0) - file.agreed - len({one["row"] for one in file.found}),
            )
            for file in waiting
        ]

    def _row(self, one: dict[str, object]) -> PreviewRow:
        row = self._rows[int(str(one["row"]))]
        field, proposed = CommentField(str(one["field"])), str(one["proposed"])
        sent = "" if field is CommentField.OTHER else str(getattr(row, field.value))
        return PreviewRow(
            code=row_code(self._code, row.number),
            title=row.title,
            column=str(field.label),
            place=str(one["place"]),
            pieces=[] if field is CommentField.OTHER else differences(sent, proposed),
            words=proposed if field is CommentField.OTHER else "",
            remark=str(one["remark"]),
        )


def _rows_of(invitations: Sequence[int]) -> dict[int, int]:
    """How many rows each unit was sent."""
    rows = ExtractRow.objects.filter(invitation__in=invitations).order_by().values_list("invitation")
    return dict(rows.annotate(Count("pk")))
