"""What a 督查单 that came back says of its matters.  One flaw refuses the whole file, and every flaw is named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from luoshi.duban.oversight.inspections.actions.record_finding import Found, check
from luoshi.duban.oversight.inspections.models import Becomes, Inspection, Item, Outcome
from luoshi.duban.oversight.inspections.sheets.columns import (
    CODE,
    COLUMNS,
    DUE,
    FINDING,
    MEASURED,
    OUTCOME,
    OUTCOMES,
    PROBLEM,
    SEEN_ON,
    WORDS,
    FindingColumn,
)
from luoshi.duban.oversight.inspections.sheets.writing import SEEN_BY, SIGNED
from luoshi.duban.problems import Refused
from luoshi.duban.spreadsheets.headings import bare
from luoshi.duban.spreadsheets.reading import Book, Sheet
from luoshi.duban.spreadsheets.values import as_date, shown
from luoshi.duban.tasks.reporting.returned.complaints import Complaints
from luoshi.duban.tasks.returning.codes import read_first_code, row_code
from luoshi.duban.tasks.returning.flaws import Flaw
from luoshi.duban.tasks.returning.headings import Head, WrongHead, find_head

_LONGEST = {FINDING: 2000, MEASURED: 100}
_OTHERS = 1000
_NAME = 100
#: Which column a refusal of a finding is about.
_ABOUT = {"no-problem": PROBLEM, "no-finding": FINDING, "seen-on": SEEN_ON, "due-before": DUE, "no-demand": DUE}


@dataclass(frozen=True, slots=True)
class Row:
    """What one row says: the matter's number, its version when the file was read, and the finding."""

    number: int
    seen: int
    values: dict[str, str]
    place: str = ""

    @property
    def kept(self) -> dict[str, Any]:
        """As the row of the file keeps it."""
        return {"number": self.number, "seen": self.seen, "values": self.values, "place": self.place}

    def found(self, by: str) -> Found:
        """As the action takes it; *by* looked."""
        values = self.values
        return Found(
            Outcome(values["outcome"]), values["finding"], values["problem"], values["measured"], values["demand"],
            _day(values["due"]), Becomes(values["becomes"]), tuple(filter(None, values["means"].split(","))),
            _day(values["seen_on"]), by,
        )  # fmt: skip


@dataclass(slots=True)
class Match:
    """What a file says; where ``flaws`` has any, nothing else of it counts."""

    rows: list[Row] = field(default_factory=list)
    seen_by: str = ""
    flaws: list[Flaw] = field(default_factory=list)


def from_kept(row: Mapping[str, Any]) -> Row:
    """A row as the file's row kept it."""
    return Row(row["number"], row["seen"], dict(row["values"]), row.get("place", ""))


def match(name: str, book: Book, inspection: Inspection, items: Mapping[int, Item]) -> Match:
    """What the file *name* with the sheets of *book* says of the matters of *inspection*, by their numbers."""
    return _Matching(name, inspection, items).read(book)


class _Matching:
    """One file on its way."""

    def __init__(self, name: str, inspection: Inspection, items: Mapping[int, Item]) -> None:
        self.inspection, self.items = inspection, items
        self.match, self.complaints = Match(), Complaints(name)
        self.places: dict[int, str] = {}

    def read(self, book: Book) -> Match:
        heads = [(sheet, self._head(sheet)) for sheet in book.sheets]
        tables = [(sheet, head) for sheet, head in heads if isinstance(head, Head)]
        for sheet, head in heads:
            if isinstance(head, WrongHead):
                self.complaints.at(sheet, head.row - 1, head.column - 1, head.sentences)
        if not tables and not self.complaints.flaws:
            self.complaints.about(
                "没有找到督查单（表头须含“编号”“落实情况”“现场情况”等列）。",
                "holds no inspection sheet with its headings.",
            )
        for sheet, head in tables:
            self._read_table(sheet, head)
        if tables and not self.complaints.flaws:
            self._name_missing(tables[0][0])
        self.match.flaws = self.complaints.flaws
        if self.match.flaws:
            self.match.rows = []
        return self.match

    @staticmethod
    def _head(sheet: Sheet) -> Head | WrongHead | None:
        rows = [[sheet.words(row, at) for at in range(len(sheet.rows[row]))] for row in range(len(sheet.rows))]
        return find_head(rows, COLUMNS)

    def _read_table(self, sheet: Sheet, head: Head) -> None:
        columns = {key: at - 1 for key, at in head.columns.items()}
        for row in range(head.row, len(sheet.rows)):
            if self._is_foot(sheet, row) or not any(value is not None for value in sheet.rows[row]):
                continue
            words = sheet.words(row, columns[CODE.key])
            if words == CODE.title:
                continue
            item = self._item(sheet, row, columns[CODE.key], words)
            if item is not None:
                self._read_row(_Cells(sheet, row, columns, self.complaints), item)

    def _is_foot(self, sheet: Sheet, row: int) -> bool:
        """The line of signatures; who looked is read from it."""
        labels = {bare(SEEN_BY), bare(SIGNED)}
        places = [at for at in range(len(sheet.rows[row])) if bare(sheet.words(row, at)) in labels]
        for at in places:
            if bare(sheet.words(row, at)) == bare(SEEN_BY) and not self.match.seen_by:
                self.match.seen_by = _beside(sheet, row, at, labels)[:_NAME]
        return bool(places)

    def _item(self, sheet: Sheet, row: int, column: int, words: str) -> Item | None:
        """The matter that the row is about, once; else the reason is noted."""
        read = read_first_code(words)
        if read is None:
            stands = f"是“{words}”" if words else "是空的"
            self.complaints.at(
                sheet, row, column,
                (f"编号{stands}，不是表中原有的行，请勿加行。",
                 f"the row number is “{words}”, which is no row of ours; add no rows."),
            )  # fmt: skip
            return None
        code, number, _part = read
        shown_code = row_code(code, number)
        if code != self.inspection.code or number not in self.items:
            self.complaints.at(
                sheet, row, column,
                (f"编号“{shown_code}”不是“{self.inspection.title}”的事项。",
                 f"the row {shown_code} is no matter of this inspection."),
            )  # fmt: skip
            return None
        if number in self.places:
            self.complaints.at(
                sheet, row, column,
                (f"编号“{shown_code}”重复，{self.places[number]}已有。", f"the row number {shown_code} stands twice."),
            )  # fmt: skip
            return None
        self.places[number] = f"第{row + 1}行"
        return self.items[number]

    def _read_row(self, cells: _Cells, item: Item) -> None:
        """The finding of a row; nothing where all of its answers are empty, or where it says what is known already."""
        before = len(self.complaints.flaws)
        values = {column.key: cells.words(column, _LONGEST.get(column, _OTHERS)) for column in (*WORDS, MEASURED)}
        days = {column.key: cells.day(column) for column in (DUE, SEEN_ON)}
        outcome = cells.outcome()
        if not (outcome or any(values.values()) or any(days.values())):
            return
        if not outcome:
            if len(self.complaints.flaws) == before:
                cells.complain(
                    OUTCOME, "没有填写；其他栏已填，请选择落实情况。", "is empty although others are filled."
                )
            return
        seen_on = days["seen_on"] or item.seen_on or item.stop.day
        means = item.means or self.inspection.means
        row = Row(
            item.number,
            item.version,
            {
                **values,
                "outcome": outcome.value,
                "due": days["due"].isoformat() if days["due"] else "",
                "seen_on": seen_on.isoformat() if seen_on else "",
                "means": ",".join(means),
                "becomes": item.becomes,
            },
            cells.place,
        )
        if len(self.complaints.flaws) > before or self._is_known(row, item):
            return
        try:
            check(row.found(""), self.inspection, has_task=item.task_id is not None)
        except Refused as refused:
            cells.complain(_ABOUT.get(refused.code, OUTCOME), refused.chinese, refused.english)
            return
        self.match.rows.append(row)

    @staticmethod
    def _is_known(row: Row, item: Item) -> bool:
        """Whether the finding stands there word for word: a file that was made after it was typed."""
        wanted, now = row.found(""), Found.of(item)
        same = ("outcome", "finding", "problem", "measured", "demand", "due")
        return all(wanted.columns()[key] == now.columns()[key] for key in same)

    def _name_missing(self, sheet: Sheet) -> None:
        """Every matter of a unit of which one is in the file has to be there."""
        stops = {self.items[number].stop_id for number in self.places}
        for number, item in sorted(self.items.items()):
            if item.stop_id in stops and number not in self.places:
                shown_code = row_code(self.inspection.code, number)
                self.complaints.about(
                    f"工作表“{sheet.name}”（共{len(sheet.rows)}行）：缺少编号为“{shown_code}”的行，请勿删行。",
                    f"(sheet “{sheet.name}”, {len(sheet.rows)} rows): row {shown_code} is missing; delete no rows.",
                )


@dataclass(frozen=True, slots=True)
class _Cells:
    """A row of a sheet; columns and rows count from 0."""

    sheet: Sheet
    row: int
    columns: Mapping[str, int]
    complaints: Complaints

    @property
    def place(self) -> str:
        """The row in words."""
        return f"工作表“{self.sheet.name}”第{self.row + 1}行"

    def value(self, column: FindingColumn) -> Any:  # noqa: ANN401 -- what a cell holds
        at = self.columns.get(column.key)
        if at is None or at >= len(self.sheet.rows[self.row]):
            return None
        value = self.sheet.rows[self.row][at]
        if value is None and self.sheet.is_formula(self.row, at):
            self.complain(
                column, "是公式，没有算出结果，请填写结果。", "is a formula without a result; type the result."
            )
        return value

    def complain(self, column: FindingColumn, chinese: str, english: str) -> None:
        """Note what is wrong in the cell of *column*."""
        at = self.columns.get(column.key, self.columns[CODE.key])
        self.complaints.at(self.sheet, self.row, at, (chinese, english), title=column.title)

    def words(self, column: FindingColumn, longest: int) -> str:
        """Words; a day where words belong is none, a figure only where a figure was measured."""
        value = self.value(column)
        words = shown(value).strip()
        if column is not MEASURED and isinstance(value, (bool, int, float, date, datetime)):
            self.complain(column, f"此处应为文字，写的是“{words}”。", f"words belong here, not “{words}”.")
            return ""
        if len(words) > longest:
            self.complain(column, f"超过{longest}字，请精简。", f"has more than {longest} characters; shorten it.")
            return ""
        return "" if words in {"—", "-", "/"} else words

    def day(self, column: FindingColumn) -> date | None:
        """A day, with its year."""
        value = self.value(column)
        words = shown(value).strip()
        if not words or words in {"—", "-", "/"}:
            return None
        day = as_date(value)
        if day is None:
            self.complain(
                column, f"看不懂日期“{words}”，请写成2026-12-20这样的形式。", f"the day “{words}” cannot be read."
            )
        return day

    def outcome(self) -> Outcome | None:
        """What stands under 落实情况."""
        words = shown(self.value(OUTCOME)).strip().rstrip("。")
        if not words:
            return None
        found = OUTCOMES.get(words)
        if found is None:
            self.complain(
                OUTCOME,
                f"“{words}”不在可选的落实情况之内：{'、'.join(OUTCOMES)}。",
                f"“{words}” is none of the outcomes.",
            )
        return found


def _beside(sheet: Sheet, row: int, column: int, labels: set[str]) -> str:
    """The first filled cell to the right, up to the next label."""
    own = bare(sheet.words(row, column))
    for at in range(column + 1, len(sheet.rows[row])):
        words = sheet.words(row, at).strip()
        if bare(words) in labels and bare(words) != own:
            break
        if words and bare(words) != own:
            return words
    return ""


def _day(words: str) -> date | None:
    return date.fromisoformat(words) if words else None


def lines(rows: list[Row], items: Mapping[int, Item]) -> Iterator[tuple[Row, Item]]:
    """Each row with its matter, those that are gone left out."""
    return ((row, items[row.number]) for row in rows if row.number in items)
