"""Whose sheet it is, and what each of its rows says.  One flaw refuses the whole file, and every flaw is named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from luoshi.duban import clock
from luoshi.duban.problems import Refused
from luoshi.duban.spreadsheets.reading import Book, Sheet
from luoshi.duban.tasks.actions.file_report import Came, check
from luoshi.duban.tasks.models import Channel
from luoshi.duban.tasks.reporting.columns import CODE, COLUMNS, DONE_ON, FIGURE, TEXT
from luoshi.duban.tasks.reporting.found import Found
from luoshi.duban.tasks.reporting.returned.complaints import Complaints, place
from luoshi.duban.tasks.reporting.returned.foot import Foot, read_foot, who_and_when
from luoshi.duban.tasks.reporting.returned.rows import Answers, Line, kind_of, read_answers, read_target
from luoshi.duban.tasks.reporting.returned.sent import Lookup, Sent
from luoshi.duban.tasks.returning.codes import part_code, read_first_code, read_unit_code, row_code
from luoshi.duban.tasks.returning.flaws import Flaw
from luoshi.duban.tasks.returning.headings import Head, WrongHead, find_head

#: What else of the office a code is of, Chinese and English.
Elsewhere = Callable[[str], tuple[str, str] | None]


@dataclass(slots=True)
class Match:
    """What a file says; where ``flaws`` has any, nothing else of it counts."""

    sent: Sent | None = None
    found: list[Found] = field(default_factory=list)
    reported_by: str = ""
    reported_on: date | None = None
    words: str = ""
    flaws: list[Flaw] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Table:
    sheet: Sheet
    head: Head
    foot: Foot

    @property
    def columns(self) -> dict[str, int]:
        return {key: at - 1 for key, at in self.head.columns.items()}

    def lines(self) -> Iterator[Line]:
        """The rows below the head that hold something and are no signatures."""
        for row in range(self.head.row, len(self.sheet.rows)):
            if row not in self.foot.rows and any(value is not None for value in self.sheet.rows[row]):
                yield Line(self.sheet, row, self.columns)


def match(name: str, book: Book, *, lookup: Lookup, elsewhere: Elsewhere, today: date) -> Match:
    """What the file *name* with the sheets of *book* says."""
    return _Matching(name, lookup, elsewhere, today).read(book)


class _Matching:
    """One file on its way."""

    def __init__(self, name: str, lookup: Lookup, elsewhere: Elsewhere, today: date) -> None:
        self.name, self.lookup, self.elsewhere, self.today = name, lookup, elsewhere, today
        self.match = Match()
        self.complaints = Complaints(name)
        self.seen: dict[tuple[int, int], str] = {}
        self.answers: dict[int, tuple[Line, Answers]] = {}
        self.figures: dict[int, dict[str, str]] = {}

    def read(self, book: Book) -> Match:
        tables = list(self._tables(book))
        if tables and not self.complaints.flaws:
            self.match.sent = self._whose(tables)
        if self.match.sent is not None:
            for table in tables:
                self._read_table(table, self.match.sent)
                self._read_foot(table, self.match.sent)
            self._name_missing(tables[0], self.match.sent)
            for number in sorted({*self.answers, *self.figures}):
                self._report(number)
        self.match.flaws = self.complaints.flaws
        if self.match.flaws:
            self.match.found = []
        return self.match

    def _tables(self, book: Book) -> Iterator[_Table]:
        any_head = False
        for sheet in book.sheets:
            rows = [[sheet.words(row, at) for at in range(len(sheet.rows[row]))] for row in range(len(sheet.rows))]
            head = find_head(rows, COLUMNS)
            any_head |= head is not None
            if isinstance(head, WrongHead):
                self.complaints.at(sheet, head.row - 1, head.column - 1, head.sentences)
            elif head is not None:
                yield _Table(sheet, head, read_foot(sheet, head.row - 1))
        if not any_head:
            self._say_what_else(book)

    def _say_what_else(self, book: Book) -> None:
        codes = (code for sheet in book.sheets for code in _codes_in(sheet, len(sheet.rows)))
        for chinese, english in filter(None, (self.elsewhere(code) for code, _number in codes)):
            self.complaints.about(
                f"是{chinese}的文件，不是报送表。", f"belongs to {english} and is no sheet of reports."
            )
            return
        self.complaints.about(
            "没有找到报送表（表头须含“编号”“进展情况”等列）。", "holds no table of ours with its headings."
        )

    def _whose(self, tables: list[_Table]) -> Sent | None:
        """By the codes of the rows; the code above the table where every row has lost its own."""
        counted: Counter[str] = Counter()
        for table in tables:
            for line in table.lines():
                read = read_first_code(table.sheet.words(line.row, line.columns[CODE.key]))
                if read is not None:
                    counted[read[0]] += 1
        above = [code[0] for table in tables for code in _codes_in(table.sheet, table.head.row - 1)]
        for code in (*above, *(code for code, _count in counted.most_common())):
            sent = self.lookup(code)
            if sent is not None:
                return sent
        for code in (*above, *counted):
            self.complaints.about(
                f"的编号“{code}”不是本机构发出的。", f"carries the code {code}, which this office did not give."
            )
            return None
        self.complaints.about(
            "表中没有编号，看不出是哪个单位的。", "has no row numbers, so nobody can tell whose it is."
        )
        return None

    def _read_table(self, table: _Table, sent: Sent) -> None:
        if FIGURE.key not in table.columns and any(row.targets for row in sent.rows.values()):
            lost = WrongHead(table.head.row, len(table.sheet.rows[table.head.row - 1]) + 1, FIGURE.title, "")
            self.complaints.at(table.sheet, lost.row - 1, lost.column - 1, lost.sentences)
        for line in table.lines():
            words = table.sheet.words(line.row, line.columns[CODE.key])
            read = read_first_code(words)
            if read is None:
                self._read_stranger(table, line, words)
            elif self._is_own(line, read):
                self._read_line(line, read)

    def _read_stranger(self, table: _Table, line: Line, words: str) -> None:
        """A row without a number of ours: a head that was repeated, words below the table, or a row that was added."""
        filled = [at for at in range(len(table.sheet.rows[line.row])) if table.sheet.words(line.row, at)]
        if words == CODE.title:
            return
        is_answer = any(line.is_filled(column) for column in COLUMNS if column.answer)
        shown = {table.sheet.words(line.row, at) for at in filled}
        if len(shown) == 1 and not is_answer:
            self.match.words = "\n".join(filter(None, (self.match.words, *shown)))
            return
        stands = f"是“{words}”" if words else "是空的"
        self.complaints.at(
            line.sheet,
            line.row,
            line.columns[CODE.key],
            (
                f"编号{stands}，不是表中原有的行，请勿加行。",
                f"the row number is “{words}”, which is no row of ours; add no rows.",
            ),
        )

    def _is_own(self, line: Line, read: tuple[str, int, int]) -> bool:
        """Whether the row belongs to this sheet, once; else the reason is noted."""
        sent = self.match.sent
        code, number, part = read
        column = line.columns[CODE.key]
        if sent is None or code != sent.sheet.code:
            self.complaints.at(line.sheet, line.row, column, self._foreign(code, number))
            return False
        shown = part_code(code, number, part) if part else row_code(code, number)
        row = sent.rows.get(number)
        if row is None or part > len(row.targets):
            self.complaints.at(
                line.sheet, line.row, column, (f"没有编号为“{shown}”的行。", f"there is no row {shown}.")
            )
            return False
        if (number, part) in self.seen:
            before = self.seen[number, part]
            self.complaints.at(
                line.sheet,
                line.row,
                column,
                (f"编号“{shown}”重复，{before}已有。", f"the row number {shown} stands twice; it was there before."),
            )
            return False
        self.seen[number, part] = f"第{line.row + 1}行"
        return True

    def _foreign(self, code: str, number: int) -> tuple[str, str]:
        shown = row_code(code, number)
        other = self.lookup(code)
        if other is None:
            return f"编号“{shown}”不是本表的行。", f"the row {shown} is none of this sheet."
        own = self.match.sent
        if own is not None and other.sheet.unit_id == own.sheet.unit_id:
            return f"编号“{shown}”是本单位另一张报送表的行。", f"the row {shown} is of another sheet of this unit."
        unit = other.sheet.unit.name
        return f"编号“{shown}”是{unit}的行。", f"the row {shown} is of {unit}."

    def _read_line(self, line: Line, read: tuple[str, int, int]) -> None:
        _code, number, part = read
        complain = self.complaints.of(line)
        if not part:
            self.answers[number] = (line, read_answers(line, self.today, complain))
            return
        sent = self.match.sent
        target = sent.target(number, part) if sent is not None else None
        if target is None:
            if line.is_filled(FIGURE):
                complain(FIGURE, "这项指标已变更，请重新下载报送表。", "this figure has changed; take a new sheet.")
            return
        value = read_target(line, target, complain)
        if value is not None:
            self.figures.setdefault(number, {})[str(target.pk)] = str(value)

    def _read_foot(self, table: _Table, sent: Sent) -> None:
        made = sent.sheet.made_at.astimezone(clock.ZONE).date()
        name, day = who_and_when(table.foot, table.sheet, made, self.today, self.complaints)
        self.match.reported_by = self.match.reported_by or name
        self.match.reported_on = self.match.reported_on or day

    def _name_missing(self, table: _Table, sent: Sent) -> None:
        wanted = [(number, part) for number, row in sent.rows.items() for part in range(len(row.targets) + 1)]
        for number, part in wanted:
            if (number, part) not in self.seen:
                code = sent.sheet.code
                shown = part_code(code, number, part) if part else row_code(code, number)
                last = len(table.sheet.rows)
                self.complaints.about(
                    f"工作表“{table.sheet.name}”（共{last}行）：缺少编号为“{shown}”的行，请勿删行。",
                    f"(sheet “{table.sheet.name}”, {last} rows): row {shown} is missing; delete no rows.",
                )

    def _report(self, number: int) -> None:
        """The report that a task's row and the rows of its figures make; nothing where all of them are empty."""
        sent = self.match.sent
        line, answers = self.answers.get(number, (None, None))
        figures = self.figures.get(number, {})
        if sent is None or line is None or answers is None or (answers.is_empty and not figures):
            return
        complain = self.complaints.of(line)
        before = len(self.complaints.flaws)
        kind = kind_of(answers, complain)
        row = sent.rows[number]
        where, english = place(line.sheet, line.row, line.columns[CODE.key])
        found = Found(
            assignment=row.assignment_id,
            number=number,
            kind=kind.value,
            place=where,
            english=english,
            seen=row.seen,
            percent="" if answers.percent is None else str(answers.percent),
            done_on=answers.done_on.isoformat() if answers.done_on else "",
            figures=figures,
            **answers.words,
        )
        if len(self.complaints.flaws) == before:
            self._check(line, found, sent)
        self.match.found.append(found)

    def _check(self, line: Line, found: Found, sent: Sent) -> None:
        """By the rules of every report, and against what the unit has reported since."""
        assignment = sent.assignments[found.assignment]
        came = Came(self.match.reported_by or "—", self.match.reported_on or self.today, Channel.FILE)
        if found.done_on and date.fromisoformat(found.done_on) > came.reported_on:
            self.complaints.of(line)(
                DONE_ON,
                f"完成日期{found.done_on}晚于填报日期{came.reported_on}。",
                f"the day {found.done_on} lies after the day of the report, {came.reported_on}.",
            )
            return
        try:
            check(assignment, found.said, came)
        except Refused as refused:
            column = DONE_ON if refused.code.startswith("day-") else CODE if refused.code == "not-open" else TEXT
            self.complaints.of(line)(column, refused.chinese, refused.english)
            return
        if sent.newest.get(found.assignment, 0) != found.seen:
            self.complaints.of(line)(
                CODE,
                f"“{assignment.task.number}”在发表以后已经反馈过，请核对；要补充的请在系统中填报或代录。",
                f"{assignment.task.number} was reported since the sheet was sent; type what is to be added.",
            )


def _codes_in(sheet: Sheet, rows: int) -> Iterator[tuple[str, int]]:
    """The units' codes in the first *rows*, one a row."""
    for row in range(rows):
        for column in range(len(sheet.rows[row])):
            code = read_unit_code(sheet.words(row, column))
            if code is not None:
                yield code
                break
