"""What is typed at the review desk, checked."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from luoshi.duban import clock
from luoshi.duban.documents.extraction import resolve_limit, typed_target
from luoshi.duban.documents.proposals import LimitProposal, TargetProposal
from luoshi.duban.organisations.models import Unit
from luoshi.duban.problems import Refused
from luoshi.duban.tasks.actions.add_oral_task import Instruction
from luoshi.duban.tasks.actions.set_limit import left_open, long_term, year_end
from luoshi.duban.tasks.desk.items import Reference
from luoshi.duban.tasks.models import Plan, Target
from luoshi.duban.tasks.proposed import target_of


def limit_in(sent: QueryDict, plan: Plan) -> LimitProposal | None:
    """The limit that was chosen (``kind``: year-end, long-term, open, none) or typed (``words``: 9月底前, 2026-09-30).

    Raises :class:`Refused` where words name no limit.
    """
    kind, words = sent.get("kind", ""), sent.get("words", "").strip()
    if kind == "year-end":
        return year_end(plan)
    if kind == "long-term":
        return long_term()
    if kind == "open":
        return left_open(words)
    if kind == "none":
        return None
    return typed_limit(words, plan)


def typed_limit(words: str, plan: Plan) -> LimitProposal:
    """The limit that *words* name, counted from the document's date, else from today."""
    issued = plan.reading.issued_on if plan.reading else None
    found = resolve_limit(words, issued or clock.today()) if words else None
    if found is None:
        raise Refused(
            "no-limit",
            f"“{words[:40]}”不是时限，请写如“9月底前”“每月25日前”“2026-09-30”。",
            f"“{words[:40]}” names no limit; write 9月底前, 每月25日前 or 2026-09-30.",
        )
    return found


def targets_in(sent: QueryDict, wanted: Reference) -> list[TargetProposal]:
    """The targets as they were typed, a line each; a line that did not change keeps what is known of it."""
    there = {one.words: one for one in Target.objects.filter(task=wanted.number)} if wanted.letter == "t" else {}
    drafts = []
    for words in (line.strip() for line in sent.get("targets", "").splitlines()):
        known = there.get(words)
        if known is not None:
            drafts.append(target_of(known))
        elif words:
            drafts.append(typed_target(words))
    return drafts


class OralForm(forms.Form):
    """An instruction by word of mouth."""

    text = forms.CharField(label=_("工作任务"), widget=forms.Textarea(attrs={"rows": 3}))
    said_by = forms.CharField(label=_("交办人"), max_length=100)
    said_on = forms.DateField(label=_("交办日期"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    noted_by = forms.CharField(label=_("记录人"), max_length=100, required=False)
    paper = forms.CharField(
        label=_("书面依据"), max_length=300, required=False, help_text=_("可以后补，如“县政府常务会议纪要第5期”")
    )
    words = forms.CharField(label=_("完成时限"), max_length=200, required=False, help_text=_("如“8月底前”，可留空"))
    lead_typed = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_said_on(self) -> Any:  # noqa: ANN401 -- a date, as Django cleaned it
        """Nobody has said tomorrow what he says today."""
        day = self.cleaned_data["said_on"]
        if day > clock.today():
            raise forms.ValidationError(_("交办日期不能晚于今天。"))
        return day

    @property
    def instruction(self) -> Instruction:
        """As the action takes it."""
        kept = self.cleaned_data
        return Instruction(kept["text"], kept["said_by"], kept["said_on"], kept["noted_by"], kept["paper"])

    def lead(self, plan: Plan) -> str:
        """The unit that answers: chosen, or as it was typed."""
        key = str(self.data.get("lead", ""))
        chosen = Unit.objects.filter(office=plan.office_id, pk=int(key)).first() if key.isdigit() else None
        return chosen.name if chosen else str(self.cleaned_data["lead_typed"])

    def limit(self, plan: Plan) -> LimitProposal | None:
        """The limit that was typed; raises :class:`Refused` where the words name none."""
        words = self.cleaned_data["words"]
        return typed_limit(words, plan) if words else None
