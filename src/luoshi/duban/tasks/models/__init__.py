"""The ledger's tables."""

from luoshi.duban.tasks.models.assignment import Assignment, AssignmentRole, State
from luoshi.duban.tasks.models.change import BasisKind, Change
from luoshi.duban.tasks.models.circulation import (
    CirculatedTask,
    Circulation,
    Comment,
    CommentField,
    ExtractRow,
    Invitation,
    ReturnedFile,
    Through,
    Verdict,
)
from luoshi.duban.tasks.models.decision import DeskChange, Outcome, StatementDecision
from luoshi.duban.tasks.models.limit import Limit, LimitKind
from luoshi.duban.tasks.models.paper import IssuedPaper
from luoshi.duban.tasks.models.plan import Plan, PlanState
from luoshi.duban.tasks.models.signature import TaskSignature
from luoshi.duban.tasks.models.takeover import LedgerRow, StateWord, Takeover
from luoshi.duban.tasks.models.task import Comparator, Step, Target, Task
from luoshi.duban.tasks.models.task_source import SourceKind, TaskSource

__all__ = [
    "Assignment",
    "AssignmentRole",
    "BasisKind",
    "Change",
    "CirculatedTask",
    "Circulation",
    "Comment",
    "CommentField",
    "Comparator",
    "DeskChange",
    "ExtractRow",
    "Invitation",
    "IssuedPaper",
    "LedgerRow",
    "Limit",
    "LimitKind",
    "Outcome",
    "Plan",
    "PlanState",
    "ReturnedFile",
    "SourceKind",
    "State",
    "StateWord",
    "StatementDecision",
    "Step",
    "Takeover",
    "Target",
    "Task",
    "TaskSignature",
    "TaskSource",
    "Through",
    "Verdict",
]
