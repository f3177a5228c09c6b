"""Forms on a plan's way from proposal to issue."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luoshi.duban.tasks.issuing.cover import Cover
from luoshi.layout.official import URGENCIES


class ProposeForm(forms.Form):
    """立项依据."""

    basis = forms.CharField(
        label=_("立项依据"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        help_text=_("写明立项所依据的会议决定、批示或文件，例如“县政府第8次常务会议议定”。"),
    )


class SendBackForm(forms.Form):
    """退回修改."""

    reason = forms.CharField(label=_("退回理由"), widget=forms.Textarea(attrs={"rows": 2}), max_length=1000)


class IssueForm(forms.Form):
    """文号, 印发日期, and the notice."""

    number = forms.CharField(label=_("文号"), max_length=100, help_text=_("例如 青督字〔2026〕12号"))
    issued_on = forms.DateField(label=_("印发日期"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    mark = forms.CharField(label=_("发文机关标志"), max_length=60)
    urgency = forms.ChoiceField(
        label=_("紧急程度"), required=False, choices=[("", _("无")), *((one, one) for one in URGENCIES)]
    )
    addressee = forms.CharField(label=_("主送机关"), max_length=500)
    body = forms.CharField(label=_("正文"), widget=forms.Textarea(attrs={"rows": 6}), max_length=5000)
    signature = forms.CharField(label=_("发文机关署名"), max_length=100)
    copies_to = forms.CharField(label=_("抄送"), max_length=500, required=False, help_text=_("多个机关用逗号分开"))
    printed_by = forms.CharField(label=_("印发机关"), max_length=100, required=False)

    def clean_number(self) -> str:
        """六角括号 are what the standard asks for (GB/T 9704-2012, 7.2.5); other brackets are typed more easily."""
        number: str = self.cleaned_data["number"].strip()
        for typed, right in (("[", "〔"), ("【", "〔"), ("［", "〔"), ("]", "〕"), ("】", "〕"), ("］", "〕")):
            number = number.replace(typed, right)
        return number

    @property
    def cover(self) -> Cover:
        """The notice as typed."""
        data: dict[str, Any] = self.cleaned_data
        return Cover(**{name: data[name] for name in Cover.__slots__})
