"""The values that every step of the library passes on.

All of them are frozen.  Every value that was read from a document says where: a
:class:`Span`, a half-open interval of code points into :attr:`Document.text`, the
text exactly as the reader yields it.  ``span.of(document.text)`` is the quote.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from luoshi.gongwen.quick import quick


@quick
@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open ``[start, end)`` into the text of a document, in code points."""

    start: int
    end: int

    def of(self, source: str) -> str:
        """The words that stand there."""
        return source[self.start : self.end]

    def __len__(self) -> int:
        return self.end - self.start

    def covers(self, other: Span) -> bool:
        """Whether *other* lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


@quick
@dataclass(frozen=True, slots=True)
class Phrase:
    """Words of the document, with the place where they stand."""

    span: Span
    text: str


# --------------------------------------------------------------------------- document


class NoteKind(StrEnum):
    """Parts of a file that stand beside the running text; readers put them at the end."""

    FOOTNOTE = "footnote"
    TEXT_BOX = "text-box"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table; a merged cell names the rows and columns that it spans."""

    span: Span
    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table as a full grid: a merged cell stands in every position that it covers.

    In the text a row is one line, its cells are parted by a tab, and a line break
    inside a cell is a vertical tab (``\\v``); an empty cell has an empty span.
    """

    span: Span
    grid: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class HeadingHint:
    """A paragraph that the file itself marks as a title (a Word style, ``<h2>``, ``##``).

    ``level`` counts from 0, the document's own title (``Title``), over 1 (``Heading 1``).
    """

    span: Span
    level: int


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote or text box, which stands after the running text."""

    span: Span
    kind: NoteKind


@dataclass(frozen=True, slots=True)
class Document:
    """A text as a reader yields it: one paragraph a line, never rewritten afterwards."""

    text: str
    name: str = ""
    format: str = "txt"
    reader: str = ""
    sha256: str = ""
    tables: tuple[Table, ...] = ()
    hints: tuple[HeadingHint, ...] = ()
    notes: tuple[Note, ...] = ()
    declassified: bool = False


@dataclass(frozen=True, slots=True)
class DatedFact:
    """A date that the document carries, such as 成文日期, with its words."""

    span: Span
    text: str
    value: date


@dataclass(frozen=True, slots=True)
class Facts:
    """What the head and foot of an official document say about it (GB/T 9704-2012, 7)."""

    title: Phrase | None = None
    number: Phrase | None = None
    issuer: Phrase | None = None
    issued_on: DatedFact | None = None
    addressee: Phrase | None = None
    urgency: Phrase | None = None
    secrecy: Phrase | None = None


# --------------------------------------------------------------------------- outline


class Numbering(StrEnum):
    """The kinds of number or mark that open a heading or an item, as they are written."""

    TITLE = "title"  # no number: the document's title, or a title that a file marks as one
    CHAPTER = "chapter"  # 第X章, 第X部分, 第X节
    ARTICLE = "article"  # 第X条
    HAN = "han"  # 一、
    HAN_BRACKET = "han-bracket"  # （一）
    ARABIC = "arabic"  # 1.  1、  1．
    ARABIC_BRACKET = "arabic-bracket"  # （1）  1）
    CIRCLED = "circled"  # ①
    DASH = "dash"  # ——
    ORDINAL_IS = "ordinal-is"  # 一是
    ORDINAL_MUST = "ordinal-must"  # 一要
    SEQUENCE = "sequence"  # 首先 其次 最后
    ASPECT = "aspect"  # X方面
    ANNEX = "annex"  # 附件1
    RUN_IN = "run-in"  # a short sentence that names the topic of the ones after it


@quick
@dataclass(frozen=True, slots=True)
class Heading:
    """A node of the outline: a heading, or the opening of an enumerated item.

    ``title`` holds the words without the number; ``parent`` is the index of the node it
    stands under; ``end`` is where its part of the text ends; ``statement`` is the index
    of the statement that holds it.
    """

    index: int
    span: Span
    numbering: Numbering
    number: str
    title: Phrase
    depth: int
    parent: int | None
    end: int
    statement: int
    is_item: bool = False


@dataclass(frozen=True, slots=True)
class Outline:
    """The tree of headings and items, in the order of the text, and the document's facts."""

    headings: tuple[Heading, ...] = ()
    facts: Facts = Facts()

    def path(self, index: int | None) -> tuple[Heading, ...]:
        """The nodes from the top down to node *index* (empty for ``None``)."""
        found: list[Heading] = []
        while index is not None:
            node = self.headings[index]
            found.append(node)
            index = node.parent
        return tuple(reversed(found))


# --------------------------------------------------------------------------- statements


class Kind(StrEnum):
    """What a statement is; the four kinds of the annotation guide."""

    HEADING = "heading"
    DIRECTIVE = "directive"
    ACHIEVEMENT = "achievement"
    CONTEXT = "context"


@quick
@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence or semicolon clause.

    ``span`` holds its words, ``extent`` also the white space after it: the extents of a
    plan's statements partition the text.  ``node`` is the outline node that it stands
    under (for a heading: itself).
    """

    index: int
    span: Span
    extent: Span
    kind: Kind
    confidence: float
    reasons: tuple[str, ...] = ()
    node: int | None = None


# --------------------------------------------------------------------------- units


class UnitKind(StrEnum):
    """What sort of actor a name is."""

    ORGANISATION = "organisation"  # 县财政局, 卫健部门, 市场监管总局
    GROUP = "group"  # 各乡镇, 各部门, 县直部门: many units under one name
    BODY = "body"  # 领导小组, 指挥部, 专班, 办公室: set up for a purpose
    ENTERPRISE = "enterprise"  # a company or institution that is told to act
    POST = "post"  # 主要领导, 分管领导


@quick
@dataclass(frozen=True, slots=True)
class UnitMention:
    """A unit's name where it stands; ``name`` is cut of 部门, 单位 and 等 at its end.

    ``unit`` is the official name in the register it resolved to, if there is one.
    """

    span: Span
    name: str
    kind: UnitKind
    unit: str | None = None


class Why(StrEnum):
    """Why a unit was taken to answer for, or to support, a directive."""

    LEAD = "lead"  # X牵头
    SUBJECT = "subject"  # X要…
    CHARGED = "charged"  # 由X…, 请X…, 会议要求X…
    LISTED = "listed"  # 责任单位：X
    BRACKET = "bracket"  # （X、Y负责） that closes the item
    SECTION = "section"  # 以上任务由X负责
    HEADING = "heading"  # the heading names the unit
    LIST_OPENER = "list-opener"  # X牵头抓好以下工作：一是…
    PREVIOUS = "previous"  # taken over from the sentence before it in the item
    COLUMN = "column"  # a column of a task table
    FIRST_LISTED = "first-listed"  # 列第一位的为牵头单位，下同
    ASSIST = "assist"  # 配合, 会同, 参与
    DUTIES = "duties"  # 按职责分工负责 beside a lead


@quick
@dataclass(frozen=True, slots=True)
class Assigned:
    """A unit that answers for or supports a directive, why, and by which statement's words."""

    mention: UnitMention
    why: Why
    statement: int


# --------------------------------------------------------------------------- time limits


class LimitKind(StrEnum):
    """The kinds of time limit."""

    FIXED = "fixed"  # resolves to a day or an interval without knowing the issue date
    RELATIVE = "relative"  # needs the issue date: 年底前, 下半年, 10个工作日内
    RECURRING = "recurring"  # 每季度末, 每年, 每月5日前
    LONG_TERM = "long-term"  # 长期坚持, 常态化
    MILESTONE = "milestone"  # bound to an event: 方案下发后, 整改到位之前, 国家扶贫日前后
    OPEN = "open"  # 限期, 按时序: a limit without a date


@quick
@dataclass(frozen=True, slots=True)
class TimeLimit:
    """The words that limit when something must be done, and what they resolve to.

    ``start`` and ``due`` are the first and the last day (both included) of the interval;
    ``None`` where that end is open.  ``rule`` is an RFC 5545 recurrence rule that
    ``dateutil.rrule.rrulestr`` reads.  ``masked`` says that a number is hidden (``x月底``);
    ``problem`` says in one word why it is unresolved (``masked``, ``no-issue-date``,
    ``impossible-date``, ``no-calendar``), else it is empty.
    """

    span: Span
    text: str
    kind: LimitKind
    start: date | None = None
    due: date | None = None
    rule: str | None = None
    masked: bool = False
    problem: str = ""


# --------------------------------------------------------------------------- quantities


class Comparator(StrEnum):
    """How a figure is to be compared with what was reached."""

    EXACTLY = "="
    AT_LEAST = ">="
    AT_MOST = "<="
    MORE_THAN = ">"
    LESS_THAN = "<"
    ABOUT = "~"
    BETWEEN = "between"


@quick
@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure with its unit; ``text`` is the number, its unit and a trailing 以上/左右/余.

    ``value`` is ``None`` where the number is masked; ``upper`` is the other end of a
    range; ``unit`` is as written without multipliers (亿元 → value × 10⁸, 元); ``of`` is what
    is measured, ``verb`` the word that makes it a target (``change`` for 增长, 下降: a rate).
    """

    span: Span
    text: str
    value: Decimal | None
    unit: str
    comparator: Comparator = Comparator.EXACTLY
    upper: Decimal | None = None
    masked: bool = False
    of: Phrase | None = None
    verb: Phrase | None = None


@quick
@dataclass(frozen=True, slots=True)
class Target:
    """A qualitative target, such as 全部清零, 零拖欠, 应改尽改, 全覆盖, 翻一番.

    ``value`` and ``unit`` say what it comes to where that is plain (100 %, 0, 2 倍).
    """

    span: Span
    text: str
    value: Decimal | None = None
    unit: str = ""


# --------------------------------------------------------------------------- directives


class Modality(StrEnum):
    """How strongly a directive binds."""

    BINDING = "binding"
    AIM = "aim"  # 力争, 争取, 努力


class GapKind(StrEnum):
    """What a supervisor would have to ask back."""

    NO_UNIT = "no-unit"
    NO_LIMIT = "no-limit"
    MASKED_QUANTITY = "masked-quantity"
    MASKED_LIMIT = "masked-limit"
    UNRESOLVED_LIMIT = "unresolved-limit"
    CONTRADICTORY_LIMITS = "contradictory-limits"
    ONLY_AIM = "only-aim"
    UNKNOWN_UNIT = "unknown-unit"


@quick
@dataclass(frozen=True, slots=True)
class Gap:
    """One question that a directive leaves open; ``span`` points at the words, if any."""

    kind: GapKind
    span: Span | None = None


@quick
@dataclass(frozen=True, slots=True)
class Directive:
    """Something that somebody is told to do or reach, and that can be checked.

    ``statements`` are the indices of the statements it was read from; ``node`` is the
    outline node it stands under; ``title`` is a short title in the source's own words.
    ``words`` is set where the task's own words are less than ``span``: in a row of a task
    table they are the task's cell, and ``span`` is the whole row.
    """

    index: int
    span: Span
    statements: tuple[int, ...]
    title: str
    node: int | None
    path: tuple[str, ...]
    responsible: tuple[Assigned, ...] = ()
    supporting: tuple[Assigned, ...] = ()
    leaders: tuple[Phrase, ...] = ()
    limits: tuple[TimeLimit, ...] = ()
    measures: tuple[Quantity, ...] = ()
    targets: tuple[Target, ...] = ()
    modality: Modality = Modality.BINDING
    conditions: tuple[Phrase, ...] = ()
    deliverables: tuple[Phrase, ...] = ()
    campaign: Phrase | None = None
    gaps: tuple[Gap, ...] = ()
    confidence: float = 1.0
    words: Span | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What was read from a document: everything in it, in the order of the text.

    ``issued_on`` is the date that relative limits were resolved against, as the caller
    gave it.
    """

    document: Document
    issued_on: date | None
    outline: Outline
    statements: tuple[Statement, ...]
    directives: tuple[Directive, ...]

    def quote(self, item: Span | Statement | Directive | Phrase) -> str:
        """The words of *item* in the document."""
        span = item if isinstance(item, Span) else item.span
        return span.of(self.document.text)

    def gaps_by_section(self) -> Mapping[tuple[str, ...], Mapping[GapKind, int]]:
        """How many directives leave which question open, by top-level section."""
        counts: dict[tuple[str, ...], dict[GapKind, int]] = {}
        for directive in self.directives:
            section = counts.setdefault(directive.path[:1], {})
            for kind in dict.fromkeys(gap.kind for gap in directive.gaps):
                section[kind] = section.get(kind, 0) + 1
        return counts
