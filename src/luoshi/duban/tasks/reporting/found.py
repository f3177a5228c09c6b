"""What a row of a returned sheet says, as it is kept until it is taken in, and as a report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal

from luoshi.duban.tasks.actions.file_report import Said
from luoshi.duban.tasks.models import ReportKind


@dataclass(slots=True)
class Found:
    """One report of a sheet; ``figures`` are by the key of the target.  ``place`` and ``english`` say where it stands,
    ``seen`` is the newest report that the unit knew of."""

    assignment: int
    number: int
    kind: str
    place: str
    english: str
    seen: int = 0
    text: str = ""
    problem: str = ""
    help_needed: str = ""
    help_from: str = ""
    next_step: str = ""
    percent: str = ""
    done_on: str = ""
    figures: dict[str, str] = field(default_factory=dict)

    @property
    def kept(self) -> dict[str, object]:
        """As :attr:`~luoshi.duban.tasks.models.ReturnedSheet.found` keeps it."""
        return asdict(self)

    @property
    def said(self) -> Said:
        """The report."""
        return Said(
            kind=ReportKind(self.kind),
            text=self.text,
            problem=self.problem,
            help_needed=self.help_needed,
            help_from=self.help_from,
            next_step=self.next_step,
            percent=Decimal(self.percent) if self.percent else None,
            figures={int(target): Decimal(value) for target, value in self.figures.items()},
            done_on=date.fromisoformat(self.done_on) if self.done_on else None,
        )


def from_kept(row: Mapping[str, object]) -> Found:
    """What :attr:`Found.kept` kept."""
    return Found(**row)  # type: ignore[arg-type]  # the keys are its fields
