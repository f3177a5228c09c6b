"""The columns of the table that is sent to a unit and comes back filled in."""

from __future__ import annotations

from dataclasses import dataclass

from luoshi.duban.tasks.models import CirculatedTask


@dataclass(frozen=True, slots=True)
class FileColumn:
    """A column: ``width`` is in millimetres where every column is shown; ``answer`` says that the unit fills it in.

    ``sought`` columns must be there when the file comes back; the others are only shown.
    """

    key: str
    title: str
    width: float
    answer: bool = False
    sought: bool = True
    optional: bool = False


CODE = FileColumn("code", "编号", 26)
OPINION = FileColumn("opinion", "意见（同意/修改建议）", 20, answer=True)
PROPOSED = FileColumn("proposed", "建议修改为", 40, answer=True)
REMARK = FileColumn("remark", "理由", 24, answer=True)

COLUMNS = (
    CODE,
    FileColumn("text", "工作任务", 56),
    FileColumn("steps", "具体举措", 32, sought=False, optional=True),
    FileColumn("targets", "量化指标", 20, sought=False, optional=True),
    FileColumn("lead", "牵头单位", 21),
    FileColumn("supporting", "配合单位", 24),
    FileColumn("limit", "完成时限", 17),
    FileColumn("role", "本单位职责", 14, sought=False),
    OPINION,
    PROPOSED,
    REMARK,
)
ANSWERS = tuple(column for column in COLUMNS if column.answer)


def columns_for(rows: list[CirculatedTask]) -> list[FileColumn]:
    """The columns that a table of *rows* needs: steps and targets only where a row has some."""
    return [one for one in COLUMNS if not one.optional or any(getattr(row, one.key) for row in rows)]
