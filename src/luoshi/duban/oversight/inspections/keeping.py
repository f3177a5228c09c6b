"""What was concluded, asked and put on paper stays: refused by the database too."""

from __future__ import annotations

from django.db.models import Model, ProtectedError
from django.db.models.signals import pre_delete

from luoshi.duban.audit.triggers import Refusal, keep
from luoshi.duban.oversight.inspections.models import (
    Conclusion,
    ConclusionReview,
    ConclusionState,
    FindingFile,
    InspectionPaper,
)

_ISSUED = ("stop_id", "words", "state", "drafted_by_id", "drafted_at", "issued_by_id", "issued_on")
_ASKED = ("conclusion_id", "request", "asked_by_id", "asked_at", "decide_by")
_ANSWERED = ("outcome", "reasons", "correction", "decided_by_id", "decided_at")
_SAID = "what was concluded stays"


def keep_what_was_concluded() -> None:
    """Called once when the application starts."""
    conclusions, reviews = Conclusion._meta.db_table, ConclusionReview._meta.db_table
    for kept in (InspectionPaper, FindingFile):
        table = kept._meta.db_table
        keep(Refusal(table, "DELETE", "what was kept stays"), Refusal(table, "UPDATE", "what was kept stays"))
    keep(
        Refusal(conclusions, "DELETE", _SAID),
        Refusal(conclusions, _update(_ISSUED), _SAID, f"OLD.state = '{ConclusionState.ISSUED}'"),
        Refusal(reviews, "DELETE", "what was asked stays"),
        Refusal(reviews, _update(_ASKED), "what was asked stays"),
        Refusal(reviews, _update(_ANSWERED), "what was decided stays", "OLD.outcome <> ''"),
    )
    for model in (Conclusion, ConclusionReview, InspectionPaper, FindingFile):
        pre_delete.connect(_refuse, sender=model, dispatch_uid=f"keep {model.__name__}")


def _update(columns: tuple[str, ...]) -> str:
    return f"UPDATE OF {', '.join(columns)}"


def _refuse(instance: Model, **_signal: object) -> None:
    raise ProtectedError(
        "督查结论、复核和文书不能删除。 Conclusions, reviews and papers of inspections are never deleted.", {instance}
    )
