"""An official document before it has a file format: the elements of GB/T 9704-2012, clause 7.

Copy number and security classification (份号、密级) have no place here: such documents are refused.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from enum import StrEnum

from luoshi.errors import LuoshiError
from luoshi.layout.grid import Grid
from luoshi.layout.page import OFFICIAL, points

#: How urgent a document on paper may be (7.2.3).
URGENCIES = ("特急", "加急")
#: The issuer's mark is as large as this, in points, where its width allows.
MARK_SIZE = 52.0
_NUMBER = re.compile(r"[^〔〕\s\d]+〔[12]\d{3}〕[1-9]\d*号")  # 7.2.5: no 第, no leading zero
#: The serial of a bulletin (简报、通报、专报), which stands where other documents have their number.
_ISSUE = re.compile(r"第[1-9]\d*期")
_LEVELS = range(5)


class Form(StrEnum):
    """What the head looks like: that of a document (7.2), or the form of a letter (10.1), which leaves more room."""

    DOCUMENT = "document"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body; ``text`` is set in the face of its ``level``.

    Level 0 is plain text; 1 一、黑体, 2 （一）楷体, 3 1. and 4 （1） 仿宋 (7.3.3). What follows a
    heading in the same paragraph is ``running`` and set as plain text.
    """

    text: str
    level: int = 0
    running: str = ""


@dataclass(frozen=True, slots=True)
class OfficialDocument:
    """The elements in their order on the page.

    ``title`` is broken into lines where it must be; a ``\\n`` in it breaks it there. Without
    ``attachments`` the annexes' titles are listed; where they are named, they begin with the
    annexes' titles (7.3.7) and may go on with annexes that are kept elsewhere. A draft has no
    ``number`` yet; a bulletin has its serial (``issue``, 第3期) in its place. ``printed_on`` is the document's date
    unless it is named.  In the form of a letter the number stands at the right edge, and the imprint names neither
    who printed it nor when (10.1).
    """

    issuer_mark: str
    number: str
    title: str
    addressee: str
    body: tuple[Paragraph, ...]
    signature: str
    date: datetime.date
    urgency: str = ""
    attachments: tuple[str, ...] = ()
    note: str = ""
    copies_to: tuple[str, ...] = ()
    printed_by: str = ""
    printed_on: datetime.date | None = None
    annexes: tuple[Grid, ...] = ()
    issue: str = ""
    form: Form = Form.DOCUMENT

    @property
    def number_line(self) -> str:
        """What stands where the number does: the number, or the serial of a bulletin."""
        return self.number or self.issue

    @property
    def attachment_names(self) -> tuple[str, ...]:
        """What the body says is annexed."""
        return self.attachments or tuple(joined(grid.title) for grid in self.annexes)

    @property
    def addressee_line(self) -> str:
        """To whom, with the full-width colon behind the last name (7.3.2)."""
        return f"{self.addressee.rstrip('：: ')}：" if self.addressee else ""

    @property
    def addressee_in_full(self) -> str:
        """To whom, as the imprint names them where they are too many for the first page (7.3.2)."""
        return f"{self.addressee.rstrip('：: 。')}。"

    @property
    def copies_line(self) -> str:
        """Who gets a copy, with a full stop behind the last name (7.4.2)."""
        return f"{'，'.join(self.copies_to).rstrip('。')}。" if self.copies_to else ""

    @property
    def note_line(self) -> str:
        """The note in its brackets (7.3.6)."""
        return f"（{self.note.strip('（）()')}）" if self.note else ""

    def annex_label(self, place: int) -> str:
        """附件, with its number where there are several (7.3.7); *place* counts from 0."""
        return f"附件{place + 1}" if len(self.attachment_names) > 1 else "附件"


@dataclass(frozen=True, slots=True)
class SignOff:
    """Where a unit signs and seals; a line that is known already is printed, an empty one is to be written on."""

    unit: str = ""
    head: str = ""
    contact: str = ""
    date: str = ""

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """Each line's name and what stands on it."""
        return (
            ("单位（盖章）", self.unit),
            ("负责人签字", self.head),
            ("联系人及电话", self.contact),
            ("日期", self.date or "　　　年　　月　　日"),
        )


@dataclass(frozen=True, slots=True)
class ReportSignOff(SignOff):
    """Where a unit signs and seals what it reports: who filled it in, and the head who approved it."""

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """Each line's name and what stands on it."""
        return (
            ("填报人", self.contact),
            ("负责人审签", self.head),
            ("单位（盖章）", self.unit),
            ("日期", self.date or "　　　年　　月　　日"),
        )


def date_words(day: datetime.date) -> str:
    """A date in Arabic figures, year in full, no leading zeros (7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"


def mark_size(mark: str) -> float:
    """How large the issuer's mark is set, in points, so that it stays on one line."""
    return min(MARK_SIZE, int(points(OFFICIAL.text_width) / max(1, len(mark)) * 2) / 2)


def joined(title: str) -> str:
    """A title without its line breaks."""
    return title.replace("\n", "")


def check(document: OfficialDocument) -> None:
    """:class:`LuoshiError` with the first thing that an official document must not have."""
    for name, chinese, english in (
        (document.issuer_mark, "发文机关标志", "the issuer's mark"),
        (document.title, "标题", "the title"),
        (document.signature, "发文机关署名", "the signature"),
    ):
        if not name.strip():
            raise LuoshiError("layout.empty", f"公文缺少{chinese}。", f"The document lacks {english}.")
    if not document.body:
        raise LuoshiError("layout.empty", "公文缺少正文。", "The document lacks a body.")
    if document.number and not _NUMBER.fullmatch(document.number):
        raise LuoshiError(
            "layout.number",
            f"发文字号“{document.number}”不合规范：应形如“青政办发〔2026〕1号”，用六角括号，不加“第”，不编虚位。",
            f"The document number {document.number!r} is malformed: it must look like 青政办发〔2026〕1号, "
            "with these brackets, without 第 and without leading zeros.",
        )
    if document.issue and not _ISSUE.fullmatch(document.issue):
        raise LuoshiError(
            "layout.number",
            f"期号“{document.issue}”不合规范：应形如“第3期”，用阿拉伯数字，不编虚位。",
            f"The serial {document.issue!r} is malformed: it must look like 第3期, without leading zeros.",
        )
    if document.urgency and document.urgency not in URGENCIES:
        raise LuoshiError(
            "layout.urgency",
            f"紧急程度“{document.urgency}”不合规范：只能是“特急”或“加急”。",
            f"The urgency {document.urgency!r} is unknown: it is 特急 or 加急.",
        )
    _check_levels(document.body)
    _check_annexes(document)


def _check_levels(body: tuple[Paragraph, ...]) -> None:
    for place, paragraph in enumerate(body, 1):
        if paragraph.level not in _LEVELS:
            raise LuoshiError(
                "layout.level",
                f"正文第{place}段的层次是{paragraph.level}：公文只有四层标题。",
                f"Paragraph {place} has level {paragraph.level}: an official document has four levels of headings.",
            )


def _check_annexes(document: OfficialDocument) -> None:
    for place, (name, grid) in enumerate(zip(document.attachment_names, document.annexes, strict=False), 1):
        if name != joined(grid.title):
            raise LuoshiError(
                "layout.annex",
                f"附件{place}的标题“{joined(grid.title)}”与附件说明“{name}”不一致。",
                f"Annex {place} is titled {joined(grid.title)!r}, but the body calls it {name!r}.",
            )
    if len(document.attachment_names) < len(document.annexes):
        raise LuoshiError(
            "layout.annex",
            f"附件说明只列了{len(document.attachment_names)}个附件，实有{len(document.annexes)}个。",
            f"The body names {len(document.attachment_names)} annexes, but there are {len(document.annexes)}.",
        )
