"""A unit's answer as a form: every row with its wording to be edited where it stands, and one name below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luoshi.duban.tasks.circulation.files import role_words
from luoshi.duban.tasks.circulation.wording import EDITABLE, LONGEST, Proposal, edits
from luoshi.duban.tasks.models import CirculatedTask, Comment, CommentField, ExtractRow

_LONG = (CommentField.TEXT, CommentField.STEPS)
#: The keys of the comment on the whole and of the name.
OVERALL, NAME = "overall", "said_by"
_LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class AnswerField:
    """One column of a row as it is typed; ``sent`` is what was sent."""

    name: str
    label: str
    value: str
    sent: str
    long: bool

    @property
    def lines(self) -> int:
        """How many lines the control shows at first."""
        return max(2, min(8, len(self.value) // 34 + 1 + self.value.count("\n")))


@dataclass(slots=True)
class AnswerRow:
    """A row of the extract with what was typed about it."""

    row: CirculatedTask
    role: str
    fields: list[AnswerField]
    remark: str = ""
    other: str = ""
    verdicts: list[str] = field(default_factory=list)

    @property
    def key(self) -> str:
        """Opens the names of the row's controls."""
        return f"r{self.row.pk}"

    @property
    def proposals(self) -> list[Proposal]:
        """What is wanted for this row."""
        found = edits(self.row, {one.name: one.value for one in self.fields}, remark=self.remark)
        if self.other or (self.remark and not found):
            found.append(Proposal(self.row.pk, CommentField.OTHER, self.other, self.remark))
        return found

    @property
    def is_open(self) -> bool:
        """Whether something was typed, so that the row is shown unfolded."""
        return bool(self.proposals)


class AnswerForm:
    """The whole extract.  Without *data* it shows what the unit has answered so far.

    ``errors`` are sentences for the page; what was typed is kept in the rows.
    """

    def __init__(
        self, extract: Sequence[ExtractRow], standing: Sequence[Comment], data: Mapping[str, str] | None = None
    ) -> None:
        by_row: dict[int | None, list[Comment]] = {}
        for one in standing:
            by_row.setdefault(one.row_id, []).append(one)
        self.data = data
        self.rows = [self._row(one, by_row.get(one.row_id, [])) for one in extract]
        self.overall, self.overall_remark = self._overall(by_row.get(None, []))
        self.said_by = (data or {}).get(NAME, "").strip()
        self.errors: list[str] = []

    def _row(self, one: ExtractRow, comments: Sequence[Comment]) -> AnswerRow:
        known = {comment.field: comment for comment in comments}
        fields = [
            AnswerField(
                column.value,
                str(column.label),
                self._typed(one, column.value, known[column].proposed if column in known else getattr(one.row, column)),
                getattr(one.row, column),
                column in _LONG or "\n" in getattr(one.row, column),
            )
            for column in EDITABLE
            if column is not CommentField.STEPS or one.row.steps
        ]
        other = known.get(CommentField.OTHER)
        remark = next((comment.remark for comment in comments if comment.remark), "")
        return AnswerRow(
            one.row,
            role_words(one),
            fields,
            remark=self._typed(one, "remark", remark).strip(),
            other=self._typed(one, "other", other.proposed if other else "").strip(),
            verdicts=[comment.get_verdict_display() for comment in comments if comment.verdict],
        )

    def _typed(self, one: ExtractRow, name: str, before: str) -> str:
        if self.data is None:
            return before
        return self.data.get(f"r{one.row_id}-{name}", before).replace("\r\n", "\n")

    def _overall(self, comments: Sequence[Comment]) -> tuple[str, str]:
        words = comments[0].proposed if comments else ""
        remark = comments[0].remark if comments else ""
        return (words if self.data is None else self.data.get(OVERALL, "").strip()), remark

    @property
    def proposals(self) -> list[Proposal]:
        """Everything that is wanted, in the order of the rows."""
        found = [proposal for row in self.rows for proposal in row.proposals]
        if self.overall or self.overall_remark:
            found.append(Proposal(None, CommentField.OTHER, self.overall, self.overall_remark))
        return found

    def is_valid(self, *, needs_name: bool) -> bool:
        """Whether the answer can be taken; ``errors`` say why not."""
        proposals = self.proposals
        if needs_name and not self.said_by:
            self.errors.append(_("请填写反馈人姓名。"))
        if len(self.said_by) > _LONGEST_NAME:
            self.errors.append(_("反馈人姓名过长。"))
        agrees = bool(self.data and self.data.get("answer") == "agree")
        if agrees and proposals:
            self.errors.append(str(_CONTRADICTION))
        if not agrees and not proposals:
            self.errors.append(_("没有填写任何意见；确无意见的，请点“无意见”。"))
        if any(max(len(one.proposed), len(one.remark)) > LONGEST for one in proposals):
            self.errors.append(_("一条意见最多%(longest)s字。") % {"longest": LONGEST})
        return not self.errors


_CONTRADICTION = gettext_lazy("您已填写修改建议，又点了“无意见”。请点“提交意见”，或先把修改过的内容改回原文。")
