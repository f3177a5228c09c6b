"""The ledger's tables."""

from luoshi.duban.tasks.models.assignment import DOING, OVER, Assignment, AssignmentRole, State
from luoshi.duban.tasks.models.carry_over import CarriedTask, CarryOver
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
from luoshi.duban.tasks.models.ledger_view import LedgerView
from luoshi.duban.tasks.models.limit import Limit, LimitKind
from luoshi.duban.tasks.models.notice import Notice, NoticeKind
from luoshi.duban.tasks.models.paper import IssuedPaper
from luoshi.duban.tasks.models.plan import Plan, PlanState
from luoshi.duban.tasks.models.remark import Remark, RemarkKind
from luoshi.duban.tasks.models.report import (
    Approval,
    Channel,
    Evidence,
    Report,
    ReportDraft,
    ReportedFigure,
    ReportKind,
)
from luoshi.duban.tasks.models.reporting import ReportLink, ReportSheet, ReportSheetRow, ReturnedSheet
from luoshi.duban.tasks.models.request import Decision, Extension, Return, Suspension
from luoshi.duban.tasks.models.signature import TaskSignature
from luoshi.duban.tasks.models.takeover import LedgerRow, StateWord, Takeover
from luoshi.duban.tasks.models.task import Comparator, Step, Target, Task
from luoshi.duban.tasks.models.task_source import SourceKind, TaskSource
from luoshi.duban.tasks.models.task_words import TaskWords
from luoshi.duban.tasks.models.verification import CloseOut, Means, Verification, VerificationOutcome

__all__ = [
    "DOING",
    "OVER",
    "Approval",
    "Assignment",
    "AssignmentRole",
    "BasisKind",
    "CarriedTask",
    "CarryOver",
    "Change",
    "Channel",
    "CirculatedTask",
    "Circulation",
    "CloseOut",
    "Comment",
    "CommentField",
    "Comparator",
    "Decision",
    "DeskChange",
    "Evidence",
    "Extension",
    "ExtractRow",
    "Invitation",
    "IssuedPaper",
    "LedgerRow",
    "LedgerView",
    "Limit",
    "LimitKind",
    "Means",
    "Notice",
    "NoticeKind",
    "Outcome",
    "Plan",
    "PlanState",
    "Remark",
    "RemarkKind",
    "Report",
    "ReportDraft",
    "ReportKind",
    "ReportLink",
    "ReportSheet",
    "ReportSheetRow",
    "ReportedFigure",
    "Return",
    "ReturnedFile",
    "ReturnedSheet",
    "SourceKind",
    "State",
    "StateWord",
    "StatementDecision",
    "Step",
    "Suspension",
    "Takeover",
    "Target",
    "Task",
    "TaskSignature",
    "TaskSource",
    "TaskWords",
    "Through",
    "Verdict",
    "Verification",
    "VerificationOutcome",
]
