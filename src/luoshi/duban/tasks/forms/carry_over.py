"""结转: where to, and what is not carried over and why."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from luoshi.duban.registers.models import Register
from luoshi.duban.tasks.basis import Basis
from luoshi.duban.tasks.carrying.unfinished import following, next_settings
from luoshi.duban.tasks.models import BasisKind

#: The choice that makes next year's register.
NEW = "new"


class CarryOverForm(forms.Form):
    """What is the same for all tasks; ``version`` and ``seen`` are what the person had before them."""

    into = forms.ChoiceField(label=_("结转到"))
    reason = forms.CharField(
        label=_("不再结转的统一理由"),
        max_length=500,
        required=False,
        help_text=_("没有单独填写理由的，用这一条。"),
    )
    basis_kind = forms.ChoiceField(label=_("依据类型"), choices=BasisKind.choices, initial=BasisKind.MEETING)
    version = forms.IntegerField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, register: Register, **more: Any) -> None:  # noqa: ANN401 -- Django's signature
        super().__init__(*args, **more)
        self.later, has_next = following(register)
        choices = [(str(one.pk), str(one)) for one in self.later]
        if not has_next:
            made = next_settings(register)
            words = _("新建“%(name)s（%(year)s）”，沿用现在的设置和列") % {"name": made.name, "year": made.year}
            choices.insert(0, (NEW, words))
        self.fields["into"].choices = choices  # type: ignore[attr-defined]  # a choice field

    @property
    def target(self) -> Register | None:
        """The register chosen; ``None`` for a new one."""
        chosen = self.cleaned_data["into"]
        return None if chosen == NEW else next(one for one in self.later if str(one.pk) == chosen)


class Ticks:
    """Which tasks are not carried over, gathered over the pages of the list: those of the page before us come as
    ticks, those of other pages as hidden fields."""

    def __init__(self, data: QueryDict | None = None) -> None:
        self.dropped: dict[int, str] = {}
        if data is None:
            return
        ticked = set(_keys(data.getlist("carry")))
        for key in (*_keys(data.getlist("dropped")), *_keys(data.getlist("shown"))):
            if key in ticked:
                self.dropped.pop(key, None)
            else:
                self.dropped[key] = data.get(f"reason-{key}", "").strip()[:500]

    def bases(self, form: CarryOverForm) -> dict[int, Basis]:
        """The reason of each, its own or the one for all."""
        kind, common = BasisKind(form.cleaned_data["basis_kind"]), form.cleaned_data["reason"]
        return {key: Basis(kind, own or common) for key, own in self.dropped.items()}

    def keep(self, unfinished: Iterable[int]) -> None:
        """Forget what is not unfinished any more."""
        left = set(unfinished)
        self.dropped = {key: reason for key, reason in self.dropped.items() if key in left}

    def elsewhere(self, shown: Iterable[int]) -> list[tuple[int, str]]:
        """Those that are not among the tasks on the page."""
        here = set(shown)
        return [(key, reason) for key, reason in self.dropped.items() if key not in here]


def _keys(values: Iterable[str]) -> list[int]:
    return [int(value) for value in values if value.isdigit() and len(value) < 19]
