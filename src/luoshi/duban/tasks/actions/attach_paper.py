"""补附书面依据: attach the paper that a change by word of mouth rests on, once it is there."""

from __future__ import annotations

from django.db import transaction

from luoshi.duban.accounts.access import require
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.documents.models import SourceFile
from luoshi.duban.problems import ChangedMeanwhile, Refused
from luoshi.duban.tasks.models import Change


@transaction.atomic
def attach_paper(change: Change, *, actor: User, paper: SourceFile) -> Change:
    """Attach *paper* to *change*.  A paper that is there already is never replaced."""
    require(actor, Right.CHANGE_ISSUED)
    if change.paper_id is not None:
        raise Refused("has-paper", "这次变更已附有书面依据。", "This change has its paper already.")
    if Change.objects.filter(pk=change.pk, paper__isnull=True).update(paper=paper) != 1:
        raise ChangedMeanwhile(str(change))
    change.paper = paper
    record(
        "task.paper-attached",
        change.task,
        office=actor.office_key,
        actor=actor.actor,
        after={"paper": paper.name, "sha256": paper.sha256, "basis": change.basis},
    )
    return change
