"""The text and the elements of a draft, as they are typed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luoshi.duban.accounts.models import Office
from luoshi.duban.organisations.forms.fields import UnitsField
from luoshi.duban.oversight.bulletins.actions.edit_bulletin import Edited
from luoshi.duban.oversight.bulletins.annexes import ANNEXES
from luoshi.duban.oversight.bulletins.models import Bulletin, Kind

_ELEMENTS = ("title", "body", "annexes", "ranked", "mark", "addressee", "presented_to", "signature", "printed_by")
_MORE = ("copies_text", "answer_days")


class EditForm(forms.Form):
    """A draft as a form; ``version`` is the one that was seen."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    title = forms.CharField(label=_("标题"), max_length=120)
    body = forms.CharField(
        label=_("正文"),
        required=False,
        max_length=200_000,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false"}),
        help_text=_("一行一段；# 一级标题，## 二级标题；双花括号是数字，从数字栏插入。"),
    )
    annexes = forms.MultipleChoiceField(
        label=_("附件"),
        required=False,
        choices=[(key, annex.name) for key, annex in ANNEXES.items()],
        widget=forms.CheckboxSelectMultiple,
    )
    ranked = forms.BooleanField(label=_("按销号率排列单位位次"), required=False)
    mark = forms.CharField(label=_("发文机关标志"), max_length=60)
    addressee = forms.CharField(label=_("主送"), max_length=500, required=False)
    presented_to = forms.CharField(label=_("呈送"), max_length=100, required=False)
    signature = forms.CharField(label=_("发文机关署名"), max_length=100)
    printed_by = forms.CharField(label=_("印发机关"), max_length=100, required=False)
    copies_text = forms.CharField(
        label=_("其他抄送"), max_length=500, required=False, help_text=_("名录以外的机关，用逗号分开。")
    )
    answer_days = forms.IntegerField(
        label=_("点名答复期限（工作日）"),
        min_value=1,
        max_value=30,
        help_text=_("送审时告知被点名单位，期限内可以答复；不答复的，期满后也可以审批。"),
    )

    def __init__(self, *args: Any, bulletin: Bulletin, office: Office, **more: Any) -> None:  # noqa: ANN401
        there = {name: getattr(bulletin, name) for name in (*_ELEMENTS, *_MORE)}
        there |= {"version": bulletin.version, "copies": list(bulletin.copies.order_by("position", "id"))}
        super().__init__(*args, **{**more, "initial": {**there, **(more.get("initial") or {})}})
        self.fields["copies"] = UnitsField(office=office, label=_("抄送单位"), required=False)
        unused = ("addressee", "printed_by", "ranked") if bulletin.kind == Kind.SPECIAL else ("presented_to",)
        for name in unused:
            del self.fields[name]
        self.bulletin = bulletin

    @property
    def edited(self) -> Edited:
        """What the draft is to hold; an element that its kind has not stays as it is."""
        data = self.cleaned_data
        values = {name: data.get(name, getattr(self.bulletin, name)) for name in (*_ELEMENTS, *_MORE)}
        return Edited(**values, copies=data["copies"])
