"""亮灯规则 as rows that are added, removed and moved; the last one, for all other cases, has a colour alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luoshi.duban.oversight.lights.rules import (
    COLOURS,
    MOST,
    OWN,
    READY_MADE,
    RuleRefused,
    RuleSet,
    When,
    named,
    read_rules,
)
from luoshi.duban.oversight.lights.telling import CONDITIONS
from luoshi.duban.oversight.lights.wording import NAMES
from luoshi.duban.problems import sentence
from luoshi.errors import LuoshiError

_COLOURS = [(str(colour), NAMES[colour]) for colour in COLOURS]
#: What stands in a row that was just added.
_NEW = {"colour": "yellow", "when": str(When.DUE_WITHIN), "value": "5"}


class RuleForm(forms.Form):
    """One rule."""

    when = forms.ChoiceField(label=gettext_lazy("条件"), choices=[(str(key), name) for key, name in CONDITIONS.items()])
    value = forms.DecimalField(label=gettext_lazy("数值"), decimal_places=1, max_digits=6)
    colour = forms.ChoiceField(label=gettext_lazy("亮灯"), choices=_COLOURS)


class RestForm(forms.Form):
    """The colour of all other cases."""

    colour = forms.ChoiceField(label=gettext_lazy("亮灯"), choices=_COLOURS)


@dataclass(slots=True)
class Editor:
    """The rows as they stand in the page, with what is wrong: with one of them, or with all."""

    rows: list[dict[str, str]]
    rest: str
    problems: dict[int, str] = field(default_factory=dict)
    problem: str = ""

    @classmethod
    def of(cls, rules: RuleSet) -> Editor:
        """Filled in with *rules*, of which the last is the one for all other cases."""
        rows = [
            {"colour": str(rule.colour), "when": str(rule.when), "value": f"{rule.value:g}"}
            for rule in rules.rules
            if rule.when is not When.OTHERWISE
        ]
        return cls(rows, str(rules.rules[-1].colour))

    @classmethod
    def typed(cls, data: QueryDict) -> Editor:
        """As they were sent; no more rows than a set may have."""
        count = data.get("rules", "")
        places = range(min(int(count), MOST) if count.isdecimal() and len(count) < 4 else 0)
        rows = [{name: data.get(f"rule-{place}-{name}", "").strip() for name in _NEW} for place in places]
        return cls(rows, data.get("rest-colour", ""))

    @property
    def forms(self) -> list[tuple[int, RuleForm, str]]:
        """Each row with its number and what is wrong with it."""
        shown = []
        for place, row in enumerate(self.rows):
            form = RuleForm(initial=row, prefix=f"rule-{place}")
            shown.append((place + 1, form, self.problems.get(place + 1, "")))
        return shown

    @property
    def rest_form(self) -> RestForm:
        """The last row."""
        return RestForm(initial={"colour": self.rest}, prefix="rest")

    def read(self) -> RuleSet | None:
        """The rules, or none where something is wrong, which is then said beside the row."""
        for place, row in enumerate(self.rows):
            form = RuleForm({f"rule-{place}-{name}": value for name, value in row.items()}, prefix=f"rule-{place}")
            if not form.is_valid():
                said = [str(error) for errors in form.errors.values() for error in errors]
                self.problems[place + 1] = _("第%(place)s条：%(said)s") % {"place": place + 1, "said": said[0]}
        if self.problems:
            return None
        rest = {"colour": self.rest, "when": str(When.OTHERWISE), "value": 0}
        try:
            return named(read_rules(OWN, [*self.rows, rest]))
        except RuleRefused as error:
            self.problems[error.place] = sentence(error)
        except LuoshiError as error:
            self.problem = sentence(error)
        return None

    def turn(self, data: QueryDict) -> bool:
        """Do what a button of the page asks for: take a ready-made set, add, remove or move a row; else ``False``."""
        ready_made = READY_MADE.get(str(data.get("take", "")))
        if ready_made is not None:
            taken = Editor.of(ready_made)
            self.rows, self.rest = taken.rows, taken.rest
            return True
        if "add" in data:
            if len(self.rows) < MOST - 1:
                self.rows.append(dict(_NEW))
            return True
        for name, act in _TURNS.items():
            asked = data.get(name, "")
            if asked.isdecimal() and len(asked) < 4 and 0 < int(asked) <= len(self.rows):
                act(self.rows, int(asked) - 1)
                return True
        return False


def _up(rows: list[dict[str, str]], place: int) -> None:
    if place > 0:
        rows[place - 1], rows[place] = rows[place], rows[place - 1]


def _down(rows: list[dict[str, str]], place: int) -> None:
    if place + 1 < len(rows):
        rows[place], rows[place + 1] = rows[place + 1], rows[place]


def _remove(rows: list[dict[str, str]], place: int) -> None:
    del rows[place]


_TURNS: Mapping[str, Callable[[list[dict[str, str]], int], None]] = {"up": _up, "down": _down, "remove": _remove}


def side_by_side(theirs: Sequence[str], mine: Sequence[str]) -> list[dict[str, Any]]:
    """Two sets of rules, in words, as rows to compare."""
    count = max(len(theirs), len(mine))
    return [
        {
            "label": _("第%(place)s条") % {"place": place + 1},
            "theirs": theirs[place] if place < len(theirs) else "",
            "mine": mine[place] if place < len(mine) else "",
        }
        for place in range(count)
    ]
