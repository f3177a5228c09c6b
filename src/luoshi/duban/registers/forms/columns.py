"""The columns that are special to a register, edited as a table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luoshi.duban.organisations.names import parts
from luoshi.duban.registers.schema import MAX_NAME, Column, ColumnKind, Schema

#: Empty rows below the columns that are there.
NEW_ROWS = 3


class ColumnForm(forms.Form):
    """One column; a row without a key and a name is an empty one."""

    key = forms.CharField(widget=forms.HiddenInput, required=False)
    position = forms.IntegerField(label=_("次序"), min_value=0, max_value=999, required=False)
    name = forms.CharField(label=_("列名"), max_length=MAX_NAME, required=False)
    kind = forms.ChoiceField(label=_("类型"), choices=ColumnKind.choices, required=False)
    choices = forms.CharField(label=_("选项（、分隔）"), max_length=500, required=False)
    required = forms.BooleanField(label=_("必填"), required=False)
    show = forms.BooleanField(label=_("列表中显示"), required=False, initial=True)
    export = forms.BooleanField(label=_("打印和导出"), required=False, initial=True)
    remove = forms.BooleanField(label=_("删除"), required=False)


Formset = forms.formset_factory(ColumnForm, extra=NEW_ROWS)


def formset_of(schema: Schema, data: Mapping[str, Any] | None = None) -> forms.BaseFormSet[ColumnForm]:
    """The columns of *schema* with their order, and empty rows for new ones."""
    initial = [
        {
            "key": column.key,
            "position": number,
            "name": column.name,
            "kind": column.kind,
            "choices": "、".join(column.choices),
            "required": column.required,
            "show": column.show,
            "export": column.export,
        }
        for number, column in enumerate(schema.columns, 1)
    ]
    return Formset(data, initial=initial, prefix="column")


def schema_of(formset: forms.BaseFormSet[ColumnForm], before: Schema) -> Schema:
    """What was typed: ordered by position, without removed and empty rows; new columns get keys of their own."""
    known = {column.key for column in before.columns}
    rows: list[tuple[int, Column]] = []
    fresh = before
    for number, form in enumerate(formset.forms):
        data = form.cleaned_data
        name = str(data.get("name", "")).strip()
        if data.get("remove") or (not name and not data.get("key")):
            continue
        key = data.get("key") or ""
        if key not in known:
            key = fresh.next_key()
        column = Column(
            key=key,
            name=name,
            kind=ColumnKind(data.get("kind") or ColumnKind.TEXT),
            required=bool(data.get("required")),
            choices=tuple(parts(data.get("choices", ""))),
            show=bool(data.get("show")),
            export=bool(data.get("export")),
        )
        fresh = Schema((*fresh.columns, column))
        position = data.get("position")
        rows.append((1000 + number if position is None else position, column))
    return Schema(tuple(column for _position, column in sorted(rows, key=lambda row: row[0])))
