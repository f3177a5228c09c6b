"""Units in the form of the library's unit register (``luoshi units``): .toml or .csv."""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict
from datetime import date

from luoshi.duban.accounts.models import Office
from luoshi.duban.language import chinese
from luoshi.duban.organisations.models import UnitKind
from luoshi.duban.organisations.sheets.writing import unit_rows

_HEADINGS = ("名称", "别名", "类型", "上级", "成员")
_LABELS = {"单位": "机关", "单位组": "群体", "议事协调机构": "议事机构", "企业": "企业"}
_KINDS = {chinese(kind.label): kind.value for kind in UnitKind}

Entry = tuple[str, list[str], str, str, list[str]]


def entries(office: Office, on: date) -> list[Entry]:
    """Name, aliases (the short name first), kind, parent and members of each unit, each alias once."""
    rows = unit_rows(office, on)
    members: dict[str, list[str]] = defaultdict(list)
    for name, _short, _kind, _parent, _aliases, groups in rows:
        for group in filter(None, groups.split("、")):
            members[group].append(name)
    taken = {row[0] for row in rows} | {alias for row in rows for alias in row[4].split("、")}
    found: list[Entry] = []
    for name, short, kind, parent, aliases, _groups in rows:
        names = [] if not short or short in taken else [short]
        taken.update(names)
        found.append((name, [*names, *filter(None, aliases.split("、"))], kind, parent, members[name]))
    return found


def as_toml(office: Office, on: date) -> bytes:
    """``[[unit]]`` entries."""
    blocks = []
    for name, aliases, kind, parent, members in entries(office, on):
        lines = ["[[unit]]", f"name = {_quoted(name)}", f'kind = "{_KINDS[kind]}"']
        for key, names in (("aliases", aliases), ("members", members)):
            if names:
                lines.append(f"{key} = [{', '.join(map(_quoted, names))}]")
        if parent:
            lines.append(f"parent = {_quoted(parent)}")
        blocks.append("\n".join(lines) + "\n")
    return "\n".join(blocks).encode()


def as_csv(office: Office, on: date) -> bytes:
    """A table in UTF-8 with a mark at its beginning, as Excel wants it."""
    target = io.StringIO(newline="")
    csv.writer(target).writerows([_HEADINGS, *_rows(office, on)])
    return target.getvalue().encode("utf-8-sig")


def _rows(office: Office, on: date) -> list[tuple[str, ...]]:
    return [
        (name, "、".join(aliases), _LABELS[kind], parent, "、".join(members))
        for name, aliases, kind, parent, members in entries(office, on)
    ]


def _quoted(words: str) -> str:
    # A JSON string is a TOML basic string, but for DEL, which TOML wants escaped.
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")
