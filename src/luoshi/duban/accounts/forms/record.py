"""What an auditor looks for in the record."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from luoshi.duban.accounts.models import User
from luoshi.duban.audit.reading import Wanted
from luoshi.duban.audit.verbs import VERBS


def _day(label: Any) -> forms.DateField:  # noqa: ANN401 -- a lazy text, which has no public type
    return forms.DateField(label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}))


class RecordForm(forms.Form):
    """Days, person, verb, words; ``subject`` and ``id`` come from links."""

    since = _day(_("起"))
    until = _day(_("止"))
    who = forms.CharField(label=_("办理人"), max_length=64, required=False)
    verb = forms.ChoiceField(label=_("事项"), required=False)
    words = forms.CharField(label=_("对象或原因"), max_length=100, required=False)
    subject = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    id = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 -- handed on as they come
        super().__init__(*args, **kwargs)
        verb = self.fields["verb"]
        if isinstance(verb, forms.ChoiceField):
            verb.choices = [("", _("全部")), *VERBS.items()]

    def clean(self) -> dict[str, Any]:
        """The first day does not come after the last."""
        said = super().clean() or {}
        if said.get("since") and said.get("until") and said["since"] > said["until"]:
            raise ValidationError(_("起始日期晚于截止日期。"))
        return said

    def wanted(self, offices: list[str] | None) -> Wanted:
        """What is looked for, within the offices that the reader may see."""
        said = self.cleaned_data
        actors, name = _actors(said["who"].strip())
        return Wanted(
            offices=offices, since=said["since"], until=said["until"], actors=actors, actor_name=name,
            verb=said["verb"], subject=said["subject"], subject_id=said["id"], words=said["words"],
        )  # fmt: skip


def _actors(who: str) -> tuple[list[str] | None, str]:
    """A person by name or login name, under every name they ever had; else a part of the name in the record."""
    if not who:
        return None, ""
    keys = [str(key) for key in User.objects.filter(Q(name=who) | Q(username=who)).values_list("pk", flat=True)]
    return (keys, "") if keys else (None, who)


class VerifyForm(forms.Form):
    """A head that was kept on paper, to compare with."""

    kept = forms.CharField(
        label=_("留存的封条（可不填）"),
        required=False,
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
        help_text=_("纸上的 64 位摘要（空格不限），或 luoshi audit head --json 输出的内容。"),
    )
