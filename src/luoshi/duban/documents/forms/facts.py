"""Correct the facts of a document."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from luoshi.duban.documents.actions.correct_facts import Correction
from luoshi.duban.documents.models import Document


class FactsForm(forms.Form):
    """Title, number, issuer and date, over the version that was shown."""

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

    @classmethod
    def showing(cls, document: Document) -> FactsForm:
        """The form as it stands for *document*."""
        return cls(
            initial={
                "title": document.title,
                "number": document.number,
                "issuer": document.issuer,
                "issued_on": document.issued_on,
                "version": document.version,
            }
        )

    def clean_title(self) -> str:
        """A title is one line."""
        return " ".join(self.cleaned_data["title"].split())

    @property
    def correction(self) -> Correction:
        """What was typed, once the form is valid."""
        data = self.cleaned_data
        return Correction(data["title"], data["number"], data["issuer"], data["issued_on"])
