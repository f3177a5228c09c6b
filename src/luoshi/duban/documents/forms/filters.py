"""Choose which documents a list shows."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from luoshi.duban.documents.models import DocumentState


class StateFilter(forms.Form):
    """By how far the reading has come."""

    state = forms.ChoiceField(label=_("状态"), required=False, choices=[("", _("全部")), *DocumentState.choices])
