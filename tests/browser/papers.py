"""Files of a round filled in as units do, and papers that were downloaded, opened again."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import openpyxl
import pypdfium2

from luoshi.duban.tasks import wording
from tests.duban.tasks.circulation.given import HEAD, filled

OPINION, TASK, REASON = "意见（同意/修改建议）", "工作任务", "理由"
AGREED = {OPINION: "同意"}


def unpack(archive: Path, folder: Path) -> dict[str, bytes]:
    """The files of an archive by the unit that they are for."""
    with zipfile.ZipFile(archive) as files:
        return {name.split("-")[0]: files.read(name) for name in files.namelist()}


def row_of(content: bytes, words: str) -> int:
    """The place of the task that holds *words* in a unit's Excel file, from 1."""
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    places = (at - HEAD for at in range(HEAD + 1, sheet.max_row + 1) if words in str(sheet.cell(at, 2).value))
    return next(places)


def agreed(content: bytes) -> bytes:
    """The Excel file of a unit that agrees to its first task and leaves the rest empty."""
    return filled(content, {1: AGREED})


def with_other_words(content: bytes, task: str, words: str, reason: str) -> bytes:
    """The Excel file of a unit that wrote other words over those of a task."""
    return filled(content, {row_of(content, task): {TASK: words, REASON: reason}})


def with_unknown_row(content: bytes) -> bytes:
    """The Excel file of a unit that wrote a number of its own into the first row."""
    return filled(content, {1: {"编号": "新增1", **AGREED}})


def with_other_limit(content: bytes, task: str, limit: str) -> bytes:
    """The Excel file of a unit that wrote another limit over that of a task."""
    return filled(content, {row_of(content, task): {"完成时限": limit}})


def squeezed(words: str) -> str:
    """*words* without any white space, so that lines broken on paper are no difference."""
    return "".join(words.split())


def rows_of_word(path: Path) -> list[list[str]]:
    """The rows of the first table that numbers its tasks, headings and sections left out."""
    table = next(one for one in docx.Document(str(path)).tables if one.rows[0].cells[0].text == "序号")
    rows = [[squeezed(cell.text) for cell in row.cells] for row in table.rows]
    return [row for row in rows if row[0].isdigit()]


def rows_of_tasks(tasks) -> list[list[str]]:
    """The same of the tasks themselves."""
    return [
        [
            str(place),
            *(
                squeezed(words)
                for words in (
                    wording.wording(task),
                    wording.targets(task),
                    wording.answering(task) or wording.OPEN,
                    wording.supporting(task),
                    wording.limit(task) or wording.OPEN,
                )
            ),
        ]
        for place, task in enumerate(wording.for_tables(tasks), 1)
    ]


def words_of_pdf(path: Path) -> str:
    """All words of a PDF file without white space."""
    document = pypdfium2.PdfDocument(path)
    return squeezed("".join(page.get_textpage().get_text_range() for page in document))
