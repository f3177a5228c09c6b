"""What a change after issue rests on: a document, a meeting, or word of mouth whose paper comes later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from luoshi.duban.accounts.models import User
from luoshi.duban.audit.recording import record
from luoshi.duban.language import chinese
from luoshi.duban.problems import Refused
from luoshi.duban.tasks.models import BasisKind, Change, Task


@dataclass(frozen=True, slots=True)
class Basis:
    """What a change rests on; the paper may be attached later."""

    kind: BasisKind
    text: str

    @property
    def words(self) -> str:
        """As notices, limits and the record say it, in Chinese."""
        return f"{chinese(self.kind.label)}：{self.text}"

    def given(self, what: str = "变更", whereto: str = "is changed") -> Basis:
        """The basis without blanks around it; refused where it says nothing."""
        text = self.text.strip()
        if not text:
            raise Refused("no-basis", f"请填写{what}依据。", f"Say on which basis the task {whereto}.")
        return replace(self, text=text)


def keep_change(  # noqa: PLR0913 -- a change has that many sides
    verb: str,
    task: Task,
    *,
    actor: User,
    basis: Basis,
    before: Mapping[str, object],
    after: Mapping[str, object],
) -> Change:
    """Keep a change with its basis on the task, where its paper can be attached, and in the record."""
    change = Change.objects.create(
        task=task, basis_kind=basis.kind, basis=basis.text, before=dict(before), after=dict(after), made_by=actor
    )
    record(verb, task, office=actor.office_key, actor=actor.actor, before=before, after=after, reason=basis.words)
    return change
