"""The columns of the 督查单 that is filled in on the spot and comes back."""

from __future__ import annotations

from dataclasses import dataclass

from luoshi.duban.oversight.inspections.models import Outcome
from luoshi.layout.grid import Align


@dataclass(frozen=True, slots=True)
class FindingColumn:
    """A column: ``width`` in millimetres; ``answer`` says that it is filled in on the spot.

    ``sought`` columns must be there when the file comes back.
    """

    key: str
    title: str
    width: float
    align: Align = Align.LEFT
    answer: bool = False
    sought: bool = False


_CENTRE = Align.CENTRE
CODE = FindingColumn("code", "编号", 25, _CENTRE, sought=True)
OUTCOME = FindingColumn("outcome", "落实情况", 22, _CENTRE, answer=True, sought=True)
FINDING = FindingColumn("finding", "现场情况", 46, answer=True, sought=True)
MEASURED = FindingColumn("measured", "核实数", 20, _CENTRE, answer=True)
PROBLEM = FindingColumn("problem", "存在问题", 34, answer=True, sought=True)
DEMAND = FindingColumn("demand", "整改要求", 34, answer=True, sought=True)
DUE = FindingColumn("due", "整改时限", 22, _CENTRE, answer=True)
SEEN_ON = FindingColumn("seen_on", "查看日期", 22, _CENTRE, answer=True)

COLUMNS = (
    CODE,
    FindingColumn("words", "督查事项", 50),
    FindingColumn("limit", "完成时限", 24, _CENTRE),
    FindingColumn("course", "上报情况", 38),
    FindingColumn("look_at", "查看要点", 30),
    *(OUTCOME, FINDING, MEASURED, PROBLEM, DEMAND, DUE, SEEN_ON),
)
#: What a row holds in words.
WORDS = (FINDING, PROBLEM, DEMAND)
#: What may stand under 落实情况.
OUTCOMES: dict[str, Outcome] = {
    "已落实": Outcome.DONE,
    "正在推进": Outcome.UNDER_WAY,
    "进度滞后": Outcome.BEHIND,
    "未落实": Outcome.NOT_DONE,
    "与上报不符": Outcome.UNTRUE,
    "未能查看": Outcome.NOT_SEEN,
}
