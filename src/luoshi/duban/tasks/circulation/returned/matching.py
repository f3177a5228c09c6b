"""Whose file it is, and what each of its rows says.  One flaw refuses the whole file, and every flaw is named."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from luoshi.duban.tasks.circulation.columns import COLUMNS
from luoshi.duban.tasks.circulation.returned.opinions import NothingProposed, read_opinion
from luoshi.duban.tasks.circulation.returned.sheet import Contents, Place, Table
from luoshi.duban.tasks.circulation.wording import LONGEST, Proposal
from luoshi.duban.tasks.models import CirculatedTask, Circulation, CommentField, Invitation
from luoshi.duban.tasks.returning.codes import read_row_code, read_unit_code, row_code
from luoshi.duban.tasks.returning.flaws import Flaw
from luoshi.duban.tasks.returning.headings import Head, WrongHead, find_head

#: How many flaws of one file are named.
_MOST_PROBLEMS = 20


@dataclass(frozen=True, slots=True)
class Line:
    """A proposal with the place where it stands, for people to look it up."""

    proposal: Proposal
    place: str


@dataclass(slots=True)
class Match:
    """What a file says; where ``problems`` has any, nothing else of it counts."""

    invitation: Invitation | None = None
    lines: list[Line] = field(default_factory=list)
    agreed: int = 0
    problems: list[Flaw] = field(default_factory=list)


#: Says what another code stands for, Chinese and English, where the office knows it.
Elsewhere = Callable[[str], tuple[str, str] | None]


@dataclass(slots=True)
class Round:
    """A round as files are compared with it; every invitation brings its rows."""

    circulation: Circulation
    invitations: Sequence[Invitation]
    elsewhere: Elsewhere


def match(name: str, contents: Contents, round_: Round) -> Match:
    """What the file *name* with *contents* says in a round."""
    return _Matching(name, round_).read(contents)


class _Matching:
    """One file on its way."""

    def __init__(self, name: str, round_: Round) -> None:
        self.name = name
        self.round = round_
        self.code = round_.circulation.code
        self.found = Match()
        self.rows = {row.row.number: row.row for one in round_.invitations for row in one.extract.all()}
        self.own: dict[int, CirculatedTask] = {}
        self.seen: dict[int, str] = {}

    def read(self, contents: Contents) -> Match:
        heads = [(table, head) for table in contents.tables if (head := find_head(table.rows, COLUMNS)) is not None]
        if not heads:
            self._say(
                "没有找到征求意见表（表头须含“编号”“工作任务”“意见”等列）。",
                "holds no table of ours with its headings.",
            )
        elif not self._is_of_another_round(contents):
            self.found.invitation = self._whose(contents)
            if self.found.invitation is not None:
                self.own = {row.row.number: row.row for row in self.found.invitation.extract.all()}
                for table, head in heads:
                    self._read_table(table, head)
        if self.found.problems:
            self.found.lines, self.found.agreed = [], 0
        return self.found

    def _is_of_another_round(self, contents: Contents) -> bool:
        codes = {code for code, _ in _unit_codes(contents)} - {self.code}
        for code in sorted(codes):
            known = self.round.elsewhere(code)
            if known:
                chinese, english = known
                self._say(f"是{chinese}的文件，不属于本轮。", f"belongs to {english}, not to this round.")
            else:
                self._say(f"的回收码“{code}”不是本轮的。", f"carries the code {code}, which is not this round's.")
        return bool(codes)

    def _whose(self, contents: Contents) -> Invitation | None:
        """By the code in the file; where somebody removed it, by the unit's name in the file's name."""
        numbers = {number for code, number in _unit_codes(contents) if code == self.code}
        named = [one for one in self.round.invitations if one.number in numbers]
        if not numbers:
            named = _named_in(self.name, self.round.invitations)
        if len(named) == 1 and len(numbers) <= 1:
            return named[0]
        if len(numbers) > 1:
            self._say("含有几个单位的表，请一个单位一个文件。", "holds the tables of several units; one file a unit.")
        else:
            self._say(
                "看不出是哪个单位的：表上方的回收码已不在，文件名中也没有单位名称。",
                "does not say whose it is: the code above the table is gone and its name names no unit.",
            )
        return None

    def _read_table(self, table: Table, head: Head | WrongHead) -> None:
        if isinstance(head, WrongHead):
            self._say_at(table, Place(head.row, head.column), *head.sentences)
            return
        for number, row in enumerate(table.rows[head.row :], head.row + 1):
            cells = {key: row[at - 1].strip() if at <= len(row) else "" for key, at in head.columns.items()}
            if any(cells.values()) and not _is_head_again(cells):
                self._read_row(table, head, number, cells)

    def _read_row(self, table: Table, head: Head, number: int, cells: dict[str, str]) -> None:
        place = Place(number, head.columns["code"])
        row = self._row_of(table, place, cells)
        if row is None:
            return
        where = table.where(place)[0]
        self.seen[row.number] = where
        note = "；".join(
            words for at, words in sorted(table.notes.items(), key=lambda one: one[0].column) if at.row == number
        )
        try:
            proposals = read_opinion(row, cells, note=note)
        except NothingProposed:
            at = Place(number, head.columns["opinion"])
            self._say_at(
                table,
                at,
                "写了有修改建议，但没有写改成什么。",
                "says that something is to be changed, and not to what.",
            )
            return
        self._check_lengths(table, head, number, proposals)
        self.found.lines += [Line(one, where) for one in proposals]
        self.found.agreed += not proposals and bool(cells["opinion"])

    def _row_of(self, table: Table, place: Place, cells: dict[str, str]) -> CirculatedTask | None:
        """The row of this unit's extract that the number names; else ``None``, and the reason is noted."""
        words = cells["code"]
        read = read_row_code(words)
        if read is None:
            # A line of its own below the table (signature, telephone) is no row.
            if sum(map(bool, cells.values())) > 1 or any(cells[key] for key in ("opinion", "proposed", "remark")):
                stands = f"“{words}”" if words else "空的"
                self._say_at(
                    table,
                    place,
                    f"编号是{stands}，不是表中原有的行；新增意见请另行说明，不要加行。",
                    f"the row number is “{words}”, which is no row of ours; say what is to be added outside the table.",
                )
            return None
        code, number = read
        row = self.own.get(number) if code == self.code else None
        if row is None:
            self._say_at(table, place, *self._stranger(code, number))
            return None
        if number in self.seen:
            self._say_at(
                table,
                place,
                f"编号“{words}”重复，前面{self.seen[number]}已有。",
                f"the row number {words} stands twice; it was there before.",
            )
            return None
        return row

    def _stranger(self, code: str, number: int) -> tuple[str, str]:
        shown = row_code(code, number)
        if code != self.code:
            chinese, english = self.round.elsewhere(code) or ("其他方案或其他轮次", "another plan or round")
            return f"编号“{shown}”属于{chinese}，不属于本轮。", f"row {shown} belongs to {english}, not to this round."
        if number in self.rows:
            return f"编号“{shown}”是其他单位的条目。", f"row {shown} is another unit's."
        return f"没有编号为“{shown}”的条目。", f"there is no row {shown}."

    def _check_lengths(self, table: Table, head: Head, number: int, proposals: Sequence[Proposal]) -> None:
        for one in proposals:
            if max(len(one.proposed), len(one.remark)) > LONGEST:
                key = one.field if one.field != CommentField.OTHER else "proposed"
                self._say_at(
                    table,
                    Place(number, head.columns[key]),
                    f"超过{LONGEST}字，请精简。",
                    f"has more than {LONGEST} characters; shorten it.",
                )

    def _say(self, chinese: str, english: str) -> None:
        if len(self.found.problems) < _MOST_PROBLEMS:
            self.found.problems.append(Flaw(f"“{self.name}”{chinese}", f"“{self.name}” {english}"))

    def _say_at(self, table: Table, place: Place, chinese: str, english: str) -> None:
        where, where_english = table.where(place)
        self._say(f"{where}：{chinese}", f"({where_english}): {english}")


def _unit_codes(contents: Contents) -> Iterator[tuple[str, int]]:
    cells = (cell for table in contents.tables for row in table.rows for cell in row)
    for words in (*contents.words, *cells):
        code = read_unit_code(words)
        if code is not None:
            yield code


def _named_in(name: str, invitations: Sequence[Invitation]) -> list[Invitation]:
    """The units that a file's name names; a longer name that holds a shorter one counts alone."""
    hits = [
        (title, one) for one in invitations for title in (one.unit.name, one.unit.short_name) if title and title in name
    ]
    longest = [
        (title, one)
        for title, one in hits
        if not any(title != other and title in other and one is not owner for other, owner in hits)
    ]
    return list({one.pk: one for _, one in longest}.values())


def _is_head_again(cells: dict[str, str]) -> bool:
    """A head that somebody repeated on the next page."""
    return cells["code"] == next(column.title for column in COLUMNS if column.key == "code")
