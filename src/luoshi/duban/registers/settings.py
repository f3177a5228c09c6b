"""The settings of a register as one value, to compare and to record."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from luoshi.duban.problems import Refused
from luoshi.duban.registers.models import Completion, LegalProfile, Register, Rhythm, Visibility


@dataclass(frozen=True, slots=True)
class Settings:
    """What can be set; the fields mean what :class:`Register` says."""

    name: str
    year: int
    prefix: str = ""
    legal_profile: str = LegalProfile.GOVERNMENT.value
    completion: str = Completion.LEAD_GATHERS.value
    first_leads: bool = False
    rhythm: str = Rhythm.MONTHLY.value
    principal_approves: bool = False
    unit_head_approves: bool = False
    visibility: str = Visibility.OWN.value

    @classmethod
    def of(cls, register: Register) -> Settings:
        """The settings of *register* as they stand."""
        return cls(**{name: getattr(register, name) for name in cls.__dataclass_fields__})

    def as_data(self) -> dict[str, object]:
        """Plain values, for the row and for the record."""
        return {name: str(value) if isinstance(value, str) else value for name, value in asdict(self).items()}

    def require_free(self, office_id: int, *, but: int | None = None) -> None:
        """Raise :class:`Refused` where another register of that year has the name or the prefix."""
        others = Register.objects.filter(office_id=office_id, year=self.year)
        if but is not None:
            others = others.exclude(pk=but)
        if others.filter(name=self.name).exists():
            raise Refused(
                "name-taken",
                f"{self.year}年已有名为“{self.name}”的台账。",
                f"There is a register called {self.name} in {self.year} already.",
            )
        if self.prefix and (other := others.filter(prefix=self.prefix).first()) is not None:
            raise Refused(
                "prefix-taken",
                f"编号前缀“{self.prefix}”已用于“{other}”，编号会重复。",
                f"The prefix {self.prefix} is used by {other}; numbers would clash.",
            )


def changed(before: dict[str, object], after: dict[str, object]) -> tuple[dict[str, object], dict[str, object]]:
    """Only what differs, on both sides."""
    names = [name for name in after if before.get(name) != after[name]]
    return {name: before.get(name) for name in names}, {name: after[name] for name in names}
