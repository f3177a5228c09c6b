"""What was scored stays as it was frozen, and what was decided about it: refused by the database too."""

from __future__ import annotations

from django.db.models import Model, ProtectedError
from django.db.models.signals import pre_delete

from luoshi.duban.audit.triggers import Refusal, keep
from luoshi.duban.oversight.appraisal.models import Appeal, FormulaVersion, ScoreLine, Scores, ScoresState, UnitScore

#: What a proposal froze.
_FROZEN = ("register_id", "formula_id", "starts", "ends", "computed_on", "proposed_by_id", "proposed_at")
#: What its decision says, once it was made.
_DECIDED = ("state", "decided_by_id", "decided_at", "words", "appeal_until")
#: What an appeal says from the beginning, and what was decided about it.
_ASKED = ("line_id", "reasons", "made_by_id", "made_at")
_ANSWERED = ("outcome", "points", "answer", "decided_by_id", "decided_at")
_SAID = "what was scored stays"


def keep_what_was_scored() -> None:
    """Called once when the application starts."""
    for frozen in (UnitScore, ScoreLine):
        table = frozen._meta.db_table
        keep(Refusal(table, "DELETE", _SAID), Refusal(table, "UPDATE", _SAID))
    scores, appeals, formulas = (model._meta.db_table for model in (Scores, Appeal, FormulaVersion))
    keep(
        Refusal(scores, "DELETE", _SAID),
        Refusal(scores, _update(_FROZEN), _SAID),
        Refusal(scores, _update(_DECIDED), "what was decided stays", f"OLD.state <> '{ScoresState.PROPOSED}'"),
        Refusal(appeals, "DELETE", "what was asked stays"),
        Refusal(appeals, _update(_ASKED), "what was asked stays"),
        Refusal(appeals, _update(_ANSWERED), "what was decided stays", "OLD.outcome <> ''"),
        Refusal(formulas, "DELETE", "every version stays"),
        Refusal(formulas, _update(("register_id", "number", "formula")), "every version stays"),
    )
    for model in (Scores, UnitScore, ScoreLine, Appeal, FormulaVersion):
        pre_delete.connect(_refuse, sender=model, dispatch_uid=f"keep {model.__name__}")


def _update(columns: tuple[str, ...]) -> str:
    return f"UPDATE OF {', '.join(columns)}"


def _refuse(instance: Model, **_signal: object) -> None:
    raise ProtectedError(
        "考评结果和申诉不能删除。 Scores and appeals are never deleted; what is corrected stands beside them.",
        {instance},
    )
