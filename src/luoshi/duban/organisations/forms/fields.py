"""Form fields for units: chosen from the picker, or typed as names where there is no JavaScript.

In a form: ``units = UnitsField(office=office, label=_("配合单位"), required=False)``; ``cleaned_data`` holds
:class:`Unit` rows in the order chosen.  A name that no unit has, or more than one, is refused beside the field.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from luoshi.duban import clock
from luoshi.duban.accounts.models import Office
from luoshi.duban.organisations.models import Unit, UnitKind
from luoshi.duban.organisations.names import parts, resolve
from luoshi.duban.organisations.queries import current

#: What the picker's text input is called beside the hidden keys.
TYPED = "_typed"


class UnitPicker(forms.Widget):
    """The picker as a widget: hidden keys under the field's name, typed words under ``<name>_typed``."""

    template_name = "organisations/components/unit_picker.html"

    def __init__(self, *, multiple: bool, kind: str = "", attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.multiple = multiple
        self.kind = kind

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:  # noqa: ANN401
        """What the component needs: the units chosen, and words that meant none."""
        keys, typed = value if isinstance(value, tuple) else (_keys(value), "")
        units = {unit.pk: unit for unit in Unit.objects.filter(pk__in=keys)}
        return {
            "name": name,
            "id": (attrs or {}).get("id") or f"id_{name}",
            "chosen": [units[key] for key in keys if key in units],
            "typed": typed,
            "multiple": self.multiple,
            "kind": self.kind,
            "describedby": {**self.attrs, **(attrs or {})}.get("aria-describedby", ""),
            "invalid": (attrs or {}).get("aria-invalid", ""),
            "required": self.is_required,
            "url": "",
            "free": False,
        }

    def value_from_datadict(
        self,
        data: Mapping[str, Any],
        files: Any,  # noqa: ANN401, ARG002 -- Django's signature
        name: str,
    ) -> tuple[list[int], str]:
        """The keys, and what was typed beside them."""
        raw = data.getlist(name) if isinstance(data, MultiValueDict) else data.get(name, [])
        return _keys(raw), str(data.get(name + TYPED) or "").strip()

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:  # noqa: ANN401, ARG002
        """Both inputs are always sent together."""
        return name not in data and name + TYPED not in data


def _keys(value: Any) -> list[int]:  # noqa: ANN401 -- an initial value of any of these kinds
    if value is None or value == "":
        return []
    if isinstance(value, Unit | int | str):
        value = [value]
    keys = [one.pk if isinstance(one, Unit) else one for one in value]
    return list(dict.fromkeys(int(key) for key in keys if isinstance(key, int) or (key.isascii() and key.isdigit())))


class UnitsField(forms.Field):
    """Several units of *office* that exist on *on* (today by default), each once."""

    multiple = True

    def __init__(self, *, office: Office, on: date | None = None, kind: UnitKind | None = None, **more: Any) -> None:  # noqa: ANN401
        self.office, self.on, self.kind = office, on, kind
        super().__init__(widget=UnitPicker(multiple=self.multiple, kind=kind or ""), **more)

    def clean(self, value: Any) -> Any:  # noqa: ANN401 -- Django's signature; a list of units
        """The units; :class:`~django.forms.ValidationError` names what is unknown."""
        keys, typed = value if isinstance(value, tuple) else (_keys(value), "")
        on = self.on or clock.today()
        there = {unit.pk: unit for unit in Unit.objects.filter(current(on), office=self.office, pk__in=keys)}
        if len(there) != len(keys):
            raise forms.ValidationError(_("所选单位已不在用，请重新选择。"))
        units = [there[key] for key in keys]
        for name in parts(typed):
            unit = resolve(self.office, name, on)
            if unit is None:
                raise forms.ValidationError(_("名录中没有“%(name)s”，请从列表中选择。"), params={"name": name})
            units.append(unit)
        units = list(dict.fromkeys(units))
        wrong = next((unit for unit in units if self.kind is not None and unit.kind != self.kind), None)
        if wrong is not None:
            raise forms.ValidationError(_("“%(name)s”的类型不符。"), params={"name": wrong.name})
        if self.required and not units:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return units


class UnitField(UnitsField):
    """One unit, or ``None`` where it is not required."""

    multiple = False

    def clean(self, value: Any) -> Any:  # noqa: ANN401 -- Django's signature; a unit or None
        """The unit; more than one is refused."""
        units = super().clean(value)
        if len(units) > 1:
            raise forms.ValidationError(_("只能选择一个单位。"))
        return units[0] if units else None
