"""A control is byte for byte what Django's own templates make of it, whatever is typed, chosen or said."""

from datetime import date

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from luoshi.duban.ui.controls import Controls


class Everything(forms.Form):
    """A control of each kind, with attributes and values that need care."""

    words = forms.CharField(max_length=500, widget=forms.TextInput(attrs={"placeholder": _("原因"), "data-x": "“a&b”"}))
    figure = forms.DecimalField(min_value=0, widget=forms.NumberInput(attrs={"step": "any", "readonly": True}))
    day = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}))
    mail = forms.EmailField(required=False, widget=forms.EmailInput(attrs={"hidden": False}))
    secret = forms.CharField(widget=forms.PasswordInput)
    key = forms.IntegerField(widget=forms.HiddenInput)
    text = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}))
    tick = forms.BooleanField(required=False)
    one = forms.ChoiceField(choices=[("", "—"), ("1", "水利局<县>"), (2, 2026), ("3", _("任务"))])
    parted = forms.ChoiceField(choices=[("", mark_safe("<i>全部</i>")), ("局", [("7", "县水利局"), ("8", "教育局")])])
    several = forms.MultipleChoiceField(choices=[("a", "甲"), ("b", "乙")])
    ticks = forms.MultipleChoiceField(choices=[("a", "甲"), ("b", "乙")], widget=forms.CheckboxSelectMultiple)
    radio = forms.ChoiceField(choices=[("a", "甲"), ("b", "乙")], widget=forms.RadioSelect)


TYPED = {
    "words": "三座水库 <b>'\"&",
    "figure": "1234.50",
    "day": date(2026, 7, 10),
    "mail": "",
    "secret": "不回显",
    "key": 1234567,
    "text": "第一行\n</textarea><script>",
    "tick": True,
    "one": "2",
    "parted": "8",
    "several": ["b"],
    "ticks": ["a"],
    "radio": "b",
}


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("values", [{}, TYPED])
@pytest.mark.parametrize("name", list(Everything.base_fields))
def test_a_control_is_what_django_draws(settings, language, values, name):
    settings.LANGUAGE_CODE = language
    drawn = {
        renderer: str(Everything(initial=values, renderer=renderer())[name]) for renderer in (DjangoTemplates, Controls)
    }
    assert drawn[Controls] == drawn[DjangoTemplates]


def test_what_was_typed_wrong_is_shown_again_alike():
    drawn = [
        "".join(str(field) for field in Everything({**TYPED, "figure": "<许多>", "one": ""}, renderer=renderer()))
        for renderer in (DjangoTemplates, Controls)
    ]
    assert drawn[0] == drawn[1]
    assert "&lt;许多&gt;" in drawn[1]
