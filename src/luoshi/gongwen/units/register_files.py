"""Keep a unit register in a file: TOML, CSV or Excel."""

from __future__ import annotations

import csv
import importlib
import io
import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from luoshi.errors import LuoshiError
from luoshi.gongwen.model import UnitKind
from luoshi.gongwen.units.register import Register, Unit

#: The columns of a table, as they are written; each is also known by its other names.
COLUMNS = ("名称", "别名", "类型", "上级", "成员")
_KNOWN = {
    "名称": "name", "单位名称": "name", "规范名称": "name", "单位": "name", "name": "name",
    "别名": "aliases", "简称": "aliases", "其他名称": "aliases", "aliases": "aliases",
    "类型": "kind", "类别": "kind", "kind": "kind",
    "上级": "parent", "上级单位": "parent", "主管单位": "parent", "parent": "parent",
    "成员": "members", "成员单位": "members", "members": "members",
}  # fmt: skip
_KINDS = {
    "机关": UnitKind.ORGANISATION, "单位": UnitKind.ORGANISATION, "部门": UnitKind.ORGANISATION,
    "群体": UnitKind.GROUP, "组": UnitKind.GROUP, "议事机构": UnitKind.BODY, "专班": UnitKind.BODY,
    "企业": UnitKind.ENTERPRISE, "企事业单位": UnitKind.ENTERPRISE, "职务": UnitKind.POST, "岗位": UnitKind.POST,
    **{kind.value: kind for kind in UnitKind},
}  # fmt: skip
_LABELS = {
    UnitKind.ORGANISATION: "机关",
    UnitKind.GROUP: "群体",
    UnitKind.BODY: "议事机构",
    UnitKind.ENTERPRISE: "企业",
    UnitKind.POST: "职务",
}
_SEPARATOR = re.compile(r"[、，,；;\n|]+")
_FIELDS = ("name", "aliases", "kind", "parent", "members")


def load(path: Path) -> Register:
    """The register in *path* (``.toml``, ``.csv``, ``.xlsx``).

    Raises :class:`LuoshiError` that names the file and the row where the data cannot be used.
    """
    try:
        rows = _READERS.get(path.suffix.lower(), _refuse)(path)
        return Register(_unit(number, row) for number, row in rows)
    except LuoshiError as error:
        raise LuoshiError(error.code, f"{path.name}：{error.chinese}", f"{path.name}: {error.english}") from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, csv.Error) as error:
        raise _unreadable(path) from error


def save(register: Register, path: Path) -> None:
    """Write *register* to *path*; its ending says how, as for :func:`load`."""
    writer = _WRITERS.get(path.suffix.lower())
    if writer is None:
        _refuse(path)
    else:
        writer(register, path)


def _unit(number: int, row: Mapping[str, Any]) -> Unit:
    unknown = sorted(set(row) - set(_FIELDS))
    if unknown:
        raise _bad(number, f"有未知的项“{unknown[0]}”", f"has the unknown key {unknown[0]!r}")
    name = row.get("name")
    if not isinstance(name, str) or not name.strip():
        raise _bad(number, "没有名称", "has no name")
    kind = str(row.get("kind") or UnitKind.ORGANISATION.value).strip()
    if kind not in _KINDS:
        raise _bad(number, f"类型“{kind}”无法识别", f"has the unknown kind {kind!r}")
    parent = str(row.get("parent") or "").strip() or None
    return Unit(
        name.strip(), _names(number, row.get("aliases")), _KINDS[kind], parent, _names(number, row.get("members"))
    )


def _names(number: int, value: object) -> tuple[str, ...]:
    if value is None or value == "":
        return ()
    parts = _SEPARATOR.split(value) if isinstance(value, str) else value
    if not isinstance(parts, list) or not all(isinstance(part, str) for part in parts):
        raise _bad(number, "别名或成员应为文字", "has aliases or members that are not text")
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _read_toml(path: Path) -> list[tuple[int, Mapping[str, Any]]]:
    units = tomllib.loads(path.read_text("utf-8-sig")).get("unit", [])
    if not isinstance(units, list) or not all(isinstance(unit, dict) for unit in units):
        raise _bad(1, "应为 [[unit]] 条目", "must be a [[unit]] entry")
    return list(enumerate(units, 1))


def _read_csv(path: Path) -> list[tuple[int, Mapping[str, Any]]]:
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030")
    return _table(csv.reader(io.StringIO(text, newline="")))


def _read_xlsx(path: Path) -> list[tuple[int, Mapping[str, Any]]]:
    openpyxl = importlib.import_module("openpyxl")
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except Exception as error:  # openpyxl raises whatever its parts raise on a damaged file
        raise _unreadable(path) from error
    rows = [
        ["" if cell is None else str(cell) for cell in row] for row in book.worksheets[0].iter_rows(values_only=True)
    ]
    book.close()
    return _table(rows)


def _table(rows: Iterable[list[str]]) -> list[tuple[int, Mapping[str, Any]]]:
    numbered = [(number, row) for number, row in enumerate(rows, 1) if any(cell.strip() for cell in row)]
    if not numbered:
        return []
    first, head = numbered[0]
    fields = [_KNOWN.get(cell.strip().lower()) for cell in head]
    if "name" not in fields:
        raise _bad(first, "表头没有“名称”一列", "the head of the table has no column 名称 (name)")
    return [
        (number, {field: cell for field, cell in zip(fields, row, strict=False) if field is not None})
        for number, row in numbered[1:]
    ]


def _rows(register: Register) -> list[list[str]]:
    return [
        [unit.name, "、".join(unit.aliases), _LABELS[unit.kind], unit.parent or "", "、".join(unit.members)]
        for unit in register.units
    ]


def _write_toml(register: Register, path: Path) -> None:
    blocks = []
    for unit in register.units:
        lines = ["[[unit]]", f"name = {_quoted(unit.name)}", f'kind = "{unit.kind.value}"']
        if unit.aliases:
            lines.append(f"aliases = [{', '.join(map(_quoted, unit.aliases))}]")
        if unit.parent:
            lines.append(f"parent = {_quoted(unit.parent)}")
        if unit.members:
            lines.append(f"members = [{', '.join(map(_quoted, unit.members))}]")
        blocks.append("\n".join(lines) + "\n")
    path.write_text("\n".join(blocks), "utf-8")


def _write_csv(register: Register, path: Path) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([COLUMNS, *_rows(register)])


def _write_xlsx(register: Register, path: Path) -> None:
    book = importlib.import_module("openpyxl").Workbook()
    sheet = book.active
    sheet.title = "单位名录"
    for row in [list(COLUMNS), *_rows(register)]:
        sheet.append(row)
    sheet.freeze_panes = "A2"
    book.save(path)


def _quoted(words: str) -> str:
    # A JSON string is a TOML basic string, but for DEL, which TOML wants escaped.
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")


def _bad(number: int, chinese: str, english: str) -> LuoshiError:
    return LuoshiError("bad-register", f"单位名录第{number}行{chinese}。", f"Unit register, row {number} {english}.")


def _unreadable(path: Path) -> LuoshiError:
    return LuoshiError(
        "bad-register", f"{path.name}：无法读取单位名录。", f"{path.name}: the unit register cannot be read."
    )


def _refuse(path: Path) -> list[tuple[int, Mapping[str, Any]]]:
    raise LuoshiError(
        "bad-register",
        f"单位名录只支持 .toml、.csv、.xlsx，不支持“{path.suffix}”。",
        f"A unit register is .toml, .csv or .xlsx, not {path.suffix!r}.",
    )


_READERS = {".toml": _read_toml, ".csv": _read_csv, ".xlsx": _read_xlsx}
_WRITERS = {".toml": _write_toml, ".csv": _write_csv, ".xlsx": _write_xlsx}
