"""Correct the facts of a document."""

from __future__ import annotations

import json
from typing import Any, TypedDict

from django import forms
from django.utils.translation import gettext_lazy as _

from luoshi.duban.documents.actions.correct_facts import Correction
from luoshi.duban.documents.actions.store_reading import FACTS, facts_as_json
from luoshi.duban.documents.models import Document


class Row(TypedDict):
    """One fact as it is now and as the person wants it."""

    label: str
    theirs: object
    mine: object


class FactsForm(forms.Form):
    """Title, number, issuer and date, over the version that was shown; ``seen`` are the facts of that version."""

    title = forms.CharField(label=_("标题"), max_length=300, required=False, widget=forms.Textarea({"rows": 2}))
    number = forms.CharField(label=_("文号"), max_length=100, required=False)
    issuer = forms.CharField(label=_("发文机关"), max_length=200, required=False)
    issued_on = forms.DateField(
        label=_("成文日期"),
        required=False,
        widget=forms.DateInput({"type": "date", "min": "1950-01-01", "max": "2100-12-31"}, format="%Y-%m-%d"),
        help_text=_("“年底前”“30日内”等相对时限从这一天起算。"),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
    seen = forms.JSONField(required=False, widget=forms.HiddenInput)

    @classmethod
    def showing(cls, document: Document) -> FactsForm:
        """The form as it stands for *document*."""
        facts = facts_as_json(document)
        return cls(initial={**facts, "version": document.version, "seen": facts})

    @classmethod
    def over(cls, document: Document, typed: FactsForm) -> FactsForm:
        """The form after somebody else changed *document*: what the person changed stays, the rest is as it is now."""
        facts = facts_as_json(document)
        wanted = {name: typed.data.get(name) if name in typed.touched else facts[name] or "" for name in FACTS}
        return cls({**wanted, "version": document.version, "seen": json.dumps(facts)})

    @property
    def touched(self) -> set[str]:
        """The facts that the person changed of what they saw; all of them where that is not known."""
        seen: dict[str, Any] = self.cleaned_data.get("seen") or {}
        return {name for name in FACTS if name not in seen or str(self.cleaned_data[name] or "") != (seen[name] or "")}

    def beside(self, document: Document) -> list[Row]:
        """Both versions, fact by fact."""
        theirs = {name: getattr(document, name) for name in FACTS}
        mine = {name: self.cleaned_data[name] if name in self.touched else theirs[name] for name in FACTS}
        return [{"label": str(self.fields[name].label), "theirs": theirs[name], "mine": mine[name]} for name in FACTS]

    def clean_title(self) -> str:
        """A title is one line."""
        return " ".join(self.cleaned_data["title"].split())

    @property
    def correction(self) -> Correction:
        """What was typed, once the form is valid."""
        data = self.cleaned_data
        return Correction(data["title"], data["number"], data["issuer"], data["issued_on"])
