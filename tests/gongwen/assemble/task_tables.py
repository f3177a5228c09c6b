"""Tables of tasks in small texts, built as the readers build them.

A table is written as lines of cells parted by ｜; a cell that is ^ goes on from the cell
above it, one that is < from the cell before it.
"""

from luoshi.gongwen.model import Document, Table
from luoshi.gongwen.readers.draft import Draft, Slot, Source

UP, LEFT = "^", "<"


def document(*parts: str) -> Document:
    """A document of paragraphs and tables; a part with a ｜ is a table."""
    draft = Draft(Source(b"", "样例.docx", 1_000_000))
    for part in parts:
        if "｜" in part:
            draft.table(slots(part))
        else:
            draft.paragraph(part)
    return Document(draft.text, tables=tuple(draft.tables))


def table(drawn: str) -> tuple[str, Table]:
    made = document(drawn)
    return made.text, made.tables[0]


def slots(drawn: str) -> list[Slot]:
    rows = [[cell.strip() for cell in line.split("｜")] for line in drawn.strip("\n").split("\n")]
    found = []
    for row, cells in enumerate(rows):
        for column, words in enumerate(cells):
            if words not in (UP, LEFT):
                found.append(Slot(words, row, column, _run(rows, row, column), _width(cells, column)))
    return found


def _run(rows: list[list[str]], row: int, column: int) -> int:
    below = row + 1
    while below < len(rows) and column < len(rows[below]) and rows[below][column] == UP:
        below += 1
    return below - row


def _width(cells: list[str], column: int) -> int:
    beside = column + 1
    while beside < len(cells) and cells[beside] == LEFT:
        beside += 1
    return beside - column
