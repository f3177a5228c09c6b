"""A plan as a Word file: the 任务分解表 on A4 landscape."""

from __future__ import annotations

from luoshi.gongwen.export.about import heading
from luoshi.gongwen.export.table import ledger
from luoshi.gongwen.model import Plan
from luoshi.layout.page import TABLE
from luoshi.layout.word import new_document, save
from luoshi.layout.word_table import add_table


def render(plan: Plan) -> bytes:
    """The .docx file."""
    document = new_document(TABLE, title=heading(plan))
    add_table(document, ledger(plan))
    return save(document)
