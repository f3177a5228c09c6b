"""A plan as a workbook: 任务分解表, 全部语句, 待明确事项, 说明."""

from __future__ import annotations

from luoshi.errors import LuoshiError
from luoshi.gongwen.export.about import about, document_title
from luoshi.gongwen.export.sheets import gaps, statements
from luoshi.gongwen.export.table import ledger
from luoshi.gongwen.model import Plan
from luoshi.layout.excel import MAX_ROWS, TooManyRowsError, add_sheet, new_workbook, save


def render(plan: Plan) -> bytes:
    """The .xlsx file; :class:`LuoshiError` (``too-many-rows``) where a sheet cannot hold the document."""
    workbook = new_workbook(title=document_title(plan))
    try:
        for grid in (ledger(plan), statements(plan), gaps(plan), about(plan)):
            add_sheet(workbook, grid)
    except TooManyRowsError as error:
        raise LuoshiError(
            "too-many-rows",
            f"{plan.document.name}：语句太多，Excel 工作表最多容纳{MAX_ROWS}行，请改用 .csv 或 .json。",
            f"{plan.document.name}: too many statements for an Excel sheet ({MAX_ROWS} rows); use .csv or .json.",
        ) from error
    return save(workbook)
