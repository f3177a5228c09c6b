"""What is typed about letters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luoshi.duban.oversight.letters.actions.set_letter_rules import LONGEST
from luoshi.duban.oversight.letters.models import LetterRules


class LetterForm(forms.Form):
    """The words of a letter."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label=_("标题"), max_length=100)
    text = forms.CharField(
        label=_("正文"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_("一行一段。回复期限在发出时按工作日算出，自动写在最后；任务清单接在正文后面，超过5项的作为附件。"),
    )


class UnitChoice(forms.Form):
    """To which of the units that the chosen tasks have."""

    unit = forms.TypedChoiceField(label=_("发给"), coerce=int, widget=forms.RadioSelect)

    def __init__(self, *given: Any, choices: Sequence[tuple[int, str]], **named: Any) -> None:  # noqa: ANN401 -- Django's
        super().__init__(*given, **named)
        self.fields["unit"].choices = choices  # type: ignore[attr-defined]  # a field of choices, as written above


class ReasonForm(forms.Form):
    """Why it is sent back or withdrawn."""

    reason = forms.CharField(label=_("理由"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class AnswerForm(forms.Form):
    """A unit's answer."""

    answer = forms.CharField(label=_("回复内容"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5}))


class LetterRulesForm(forms.Form):
    """The prefix of the numbers, and the days to answer."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    prefix = forms.CharField(  # type: ignore[assignment]  # a field; the form's own prefix is untouched
        label=_("发文代字"),
        max_length=20,
        help_text=_("“督办函”得到“督办函〔2026〕1号”；每年从1号编起，已发出的不变。"),
    )
    answer_days = forms.IntegerField(
        label=_("回复期限（工作日）"), min_value=1, max_value=LONGEST, help_text=_("从发出的次日算起。")
    )

    @staticmethod
    def of(rules: LetterRules) -> dict[str, Any]:
        """What the form begins with."""
        return {"version": rules.version, "prefix": rules.prefix, "answer_days": rules.answer_days}
