"""考评办法 as six rows, a criterion each; what is wrong stands beside its row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from luoshi.duban.oversight.appraisal.formula import USUAL, CriterionRefused, Formula, Kind, plain, read_formula
from luoshi.duban.oversight.appraisal.wording import NAMES
from luoshi.duban.problems import sentence
from luoshi.errors import LuoshiError


class CriterionForm(forms.Form):
    """One criterion."""

    weight = forms.CharField(label=gettext_lazy("分值"), max_length=6)
    each = forms.CharField(label=gettext_lazy("每次（天）扣分"), max_length=6, required=False)
    cap = forms.CharField(label=gettext_lazy("一项最多扣"), max_length=6, required=False)
    free = forms.CharField(label=gettext_lazy("前几次（天）不扣"), max_length=3, required=False)
    supporting = forms.BooleanField(label=gettext_lazy("配合单位也计"), required=False)


class WholeForm(forms.Form):
    """What belongs to the formula as a whole."""

    few = forms.CharField(label=gettext_lazy("少于几项任务不排名"), max_length=4)
    appeal_days = forms.CharField(label=gettext_lazy("申诉期限（工作日）"), max_length=2)
    ranking_to_units = forms.BooleanField(label=gettext_lazy("向单位公布排名"), required=False)


@dataclass(frozen=True, slots=True)
class RowShown:
    """A row of the page."""

    kind: Kind
    name: str
    is_share: bool
    form: CriterionForm
    problem: str


@dataclass(slots=True)
class Editor:
    """The formula as it stands in the page."""

    rows: dict[Kind, dict[str, str]]
    whole: dict[str, str]
    problems: dict[Kind, str] = field(default_factory=dict)
    problem: str = ""

    @classmethod
    def of(cls, formula: Formula, *, ranking_to_units: bool) -> Editor:
        """Filled in with *formula*; a criterion that it leaves out has the usual parameters and no weight."""
        rows = {}
        for usual in USUAL.criteria:
            one = next((own for own in formula.criteria if own.kind is usual.kind), None)
            shown = one or usual
            rows[usual.kind] = {
                "weight": plain(one.weight) if one else "0",
                "each": plain(shown.each),
                "cap": plain(shown.cap),
                "free": str(shown.free),
                "supporting": "on" if shown.supporting else "",
            }
        whole = {"few": str(formula.few), "appeal_days": str(formula.appeal_days)}
        return cls(rows, {**whole, "ranking_to_units": "on" if ranking_to_units else ""})

    @classmethod
    def typed(cls, data: QueryDict) -> Editor:
        """As it was sent."""
        rows = {kind: {name: data.get(f"{kind}-{name}", "").strip() for name in _FIELDS} for kind in Kind}
        return cls(rows, {name: data.get(name, "").strip() for name in WholeForm.base_fields})

    @property
    def forms(self) -> list[RowShown]:
        """The rows with what is wrong with them."""
        return [
            RowShown(
                one.kind,
                str(NAMES[one.kind]),
                one.is_share,
                CriterionForm(initial=self.rows[one.kind], prefix=str(one.kind)),
                self.problems.get(one.kind, ""),
            )
            for one in USUAL.criteria
        ]

    @property
    def whole_form(self) -> WholeForm:
        """What belongs to all rows."""
        return WholeForm(initial=self.whole)

    @property
    def ranking_to_units(self) -> bool:
        """Whether units shall see the ranking."""
        return bool(self.whole.get("ranking_to_units"))

    def read(self) -> Formula | None:
        """The formula, or none where something is wrong, which is then said."""
        criteria = [_criterion(one.kind, self.rows[one.kind]) for one in USUAL.criteria]
        whole = {name: self.whole.get(name, "") for name in ("few", "appeal_days")}
        try:
            return read_formula({"criteria": criteria, **whole})
        except CriterionRefused as error:
            self.problems[error.kind] = sentence(error)
        except LuoshiError as error:
            self.problem = sentence(error)
        return None


_FIELDS = tuple(CriterionForm.base_fields)


def _criterion(kind: Kind, row: Mapping[str, str]) -> dict[str, object]:
    found: dict[str, object] = {"kind": str(kind), **row, "supporting": bool(row.get("supporting"))}
    return {name: value for name, value in found.items() if value != "" or name == "weight"}
