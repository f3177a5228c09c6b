"""Gold annotations: the rows of a ``.gold.tsv`` file (the format is in the annotation guide)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from luoshi.errors import LuoshiError
from luoshi.gongwen.evaluation.compare import split_items

NOTHING = "-"
NOT_SCORED = "?"


class GoldKind(StrEnum):
    """What an annotator says a unit is."""

    HEADING = "H"
    DIRECTIVE = "D"
    ACHIEVEMENT = "A"
    CONTEXT = "C"
    OPEN = "O"  # directive or context: either is right


class Field(StrEnum):
    """What is compared for each directive, in the order of the file's columns."""

    RESPONSIBLE = "responsible"
    SUPPORTING = "supporting"
    DUE = "due"
    MEASURES = "measures"


@dataclass(frozen=True, slots=True)
class GoldRow:
    """One unit: its kind, and for each field what was to find (``None``: not scored)."""

    number: int
    kind: GoldKind
    wanted: Mapping[Field, tuple[str, ...] | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Gold:
    """The annotation of a whole document: row *n* labels unit *n*; ``notes`` are its comments."""

    rows: tuple[GoldRow, ...]
    notes: tuple[str, ...] = ()


def load_gold(path: str | Path) -> Gold:
    """Read the gold file at *path* (UTF-8); :class:`LuoshiError` as in :func:`read_gold`."""
    path = Path(path)
    try:
        source = path.read_text("utf-8-sig")
    except FileNotFoundError as error:
        raise LuoshiError("missing", f"找不到标注文件：{path}", f"No such gold file: {path}") from error
    except UnicodeDecodeError as error:
        raise LuoshiError("gold", f"{path}：不是UTF-8文本", f"{path}: not UTF-8 text") from error
    return read_gold(source, name=path.name)


def read_gold(source: str, *, name: str = "gold") -> Gold:
    """Read the text of a gold file.

    Raises :class:`LuoshiError` (code ``gold``) that names the file and the line where a
    row lacks columns, its kind is unknown, a cell is empty, or the numbers do not run
    1, 2, 3, ….
    """
    rows: list[GoldRow] = []
    notes: list[str] = []
    for at, line in enumerate(source.replace("\r\n", "\n").split("\n"), 1):
        if line.startswith("#"):
            notes.append(line[1:].strip())
        elif line:
            rows.append(_read_row(line, len(rows) + 1, f"{name}:{at}"))
    return Gold(tuple(rows), tuple(notes))


def write_gold(gold: Gold) -> str:
    """The text of a gold file; :func:`read_gold` reads it back."""
    lines = [f"# {note}" for note in gold.notes]
    for row in gold.rows:
        cells = (_cell(row.wanted.get(name, ())) for name in Field)
        lines.append("\t".join((str(row.number), row.kind.value, *cells)))
    return "\n".join(lines) + "\n"


def _read_row(line: str, number: int, place: str) -> GoldRow:
    columns = line.split("\t")
    if (have := len(columns)) != (need := 2 + len(Field)):
        raise _bad(place, f"应有{need}列，实有{have}列", f"{have} columns, not {need}")
    if columns[0] != str(number):
        raise _bad(place, f"序号应为{number}，实为“{columns[0]}”", f"the number should be {number}, not “{columns[0]}”")
    if columns[1] not in set(GoldKind):
        raise _bad(place, f"类别“{columns[1]}”不是H、D、A、C、O", f"kind “{columns[1]}” is none of H, D, A, C, O")
    for name, cell in zip(Field, columns[2:], strict=True):
        if not all(item.strip() for item in split_items(cell)):
            raise _bad(place, f"{name.value}一列有空项", f"an empty item in column {name.value}")
    wanted = {name: _items(cell) for name, cell in zip(Field, columns[2:], strict=True)}
    return GoldRow(number, GoldKind(columns[1]), wanted)


def _items(cell: str) -> tuple[str, ...] | None:
    if cell == NOT_SCORED:
        return None
    return () if cell == NOTHING else tuple(split_items(cell))


def _cell(items: Iterable[str] | None) -> str:
    return NOT_SCORED if items is None else "、".join(items) or NOTHING


def _bad(place: str, chinese: str, english: str) -> LuoshiError:
    return LuoshiError("gold", f"{place}：{chinese}", f"{place}: {english}")
