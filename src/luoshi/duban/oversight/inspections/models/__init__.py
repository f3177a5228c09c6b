"""The tables of inspections."""

from luoshi.duban.oversight.inspections.models.conclusion import (
    Conclusion,
    ConclusionReview,
    ConclusionState,
    ReviewOutcome,
)
from luoshi.duban.oversight.inspections.models.files import FindingFile, InspectionPaper, ReturnedFindings
from luoshi.duban.oversight.inspections.models.inspection import Activity, Inspection, InspectionState, Move, Stop
from luoshi.duban.oversight.inspections.models.item import UNMET, Becomes, Item, Outcome

__all__ = [
    "UNMET",
    "Activity",
    "Becomes",
    "Conclusion",
    "ConclusionReview",
    "ConclusionState",
    "FindingFile",
    "Inspection",
    "InspectionPaper",
    "InspectionState",
    "Item",
    "Move",
    "Outcome",
    "ReturnedFindings",
    "ReviewOutcome",
    "Stop",
]
