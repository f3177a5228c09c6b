"""What a ledger says about the document it was read from."""

from __future__ import annotations

from collections import Counter
from datetime import date
from importlib import metadata
from pathlib import PurePath

from luoshi.gongwen.export.wording import KINDS
from luoshi.gongwen.model import Phrase, Plan
from luoshi.layout.grid import Align, Cell, Column, Grid, Row

_TABLE_NAMES = ("分解表", "台账", "清单", "一览表")
_COLUMNS = (Column("项目", 45, Align.CENTRE), Column("内容", 212))


def version() -> str:
    """The version of the installed library."""
    try:
        return metadata.version("luoshi")
    except metadata.PackageNotFoundError:
        return "unknown"


def document_title(plan: Plan) -> str:
    """The document's title on one line, or its file's name without the ending."""
    title = plan.outline.facts.title
    return _words(title) or PurePath(plan.document.name).stem


def heading(plan: Plan) -> str:
    """The title of the task table: 《…》任务分解表."""
    title = document_title(plan)
    if not title:
        return "任务分解表"
    if title.endswith(_TABLE_NAMES):
        return title
    # A title inside book marks takes the single ones (GB/T 15834-2011, 4.15.3.2).
    return f"《{title.replace('《', '〈').replace('》', '〉')}》任务分解表"


def note(plan: Plan) -> str:
    """The line under the title: source, date that limits were counted from, how much is open."""
    facts = plan.outline.facts
    parts = [f"文号：{_words(facts.number)}"] if facts.number else []
    if facts.issued_on:
        parts.append(f"成文日期：{_day(facts.issued_on.value)}")
    parts.append(_basis(plan))
    open_ = sum(bool(directive.gaps) for directive in plan.directives)
    parts.append(f"共{len(plan.directives)}项任务" + (f"，其中{open_}项有待明确内容" if open_ else ""))
    if plan.document.declassified:
        parts.append("原件标有密级，经办人声明已解密")
    return "；".join(parts)


def about(plan: Plan) -> Grid:
    """The sheet 说明: the document's facts and how it was read."""
    rows = tuple(Row((Cell(name), Cell(words))) for name, words in _facts(plan) if words)
    return Grid("说明", "说明", _COLUMNS, rows)


def _facts(plan: Plan) -> list[tuple[str, str]]:
    facts, document = plan.outline.facts, plan.document
    kinds = Counter(statement.kind for statement in plan.statements)
    counted = "，".join(f"{KINDS[kind]}{kinds[kind]}句" for kind in KINDS if kinds[kind])
    return [
        ("标题", document_title(plan)),
        ("文号", _words(facts.number)),
        ("发文机关", _words(facts.issuer)),
        ("成文日期", _day(facts.issued_on.value) if facts.issued_on else ""),
        ("主送机关", _words(facts.addressee)),
        ("紧急程度", _words(facts.urgency)),
        ("密级标志", _words(facts.secrecy)),
        ("解密声明", "原件标有密级，经办人声明已解密后读取。" if document.declassified else ""),
        ("时限推算", _basis(plan)),
        ("任务", f"{len(plan.directives)}项"),
        ("语句", f"共{len(plan.statements)}句" + (f"：{counted}" if counted else "")),
        ("文件", document.name),
        ("文件格式", document.format),
        ("读取程序", document.reader),
        ("文件校验值（SHA-256）", document.sha256),
        ("软件", f"落实 luoshi {version()}"),
    ]


def _basis(plan: Plan) -> str:
    if plan.issued_on is None:
        return "未给出发文日期，相对时限未推算"
    return f"相对时限按{_day(plan.issued_on)}推算"


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _words(phrase: Phrase | None) -> str:
    return "" if phrase is None else "".join(phrase.text.split())
