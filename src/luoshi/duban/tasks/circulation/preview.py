"""Files that came back, as they are looked at before they count: row by row, with the differences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from luoshi.duban.tasks.models import CirculatedTask, Circulation, CommentField, ReturnedFile
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
    """A file with its rows; ``note`` says what one should know before it is taken in."""

    file: ReturnedFile
    rows: list[PreviewRow]
    is_empty: bool
    is_replaced: bool


class Previews:
    """The files of a round, parted: refused, waiting, taken in.  One query for the rows of all."""

    def __init__(self, circulation: Circulation, files: Sequence[ReturnedFile]) -> None:
        keys = {one["row"] for file in files if file.taken_at is None for one in file.found}
        self._rows = CirculatedTask.objects.filter(circulation=circulation).in_bulk(list(keys)) if keys else {}
        self._code = circulation.code
        waiting = [file for file in files if file.taken_at is None and not file.problems]
        last = {file.invitation_id: file.pk for file in waiting}
        self.refused = [file for file in files if file.problems]
        self.taken = [file for file in files if file.taken_at is not None]
        self.waiting = [
            Preview(
                file,
                [self._row(one) for one in file.found],
                is_empty=not file.found and not file.agreed,
                is_replaced=last[file.invitation_id] != file.pk,
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
