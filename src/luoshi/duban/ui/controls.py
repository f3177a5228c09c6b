"""The controls of forms as HTML: byte for byte what Django's templates make of them, at a tenth of their cost.

A form for a unit's twenty open tasks has two hundred controls, a choice of units two hundred options, and Django
renders a template or two for each.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.formats import localize
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeData

Widget = Mapping[str, Any]
_OPTION = "django/forms/widgets/select_option.html"


class Controls(DjangoTemplates):
    """Django's renderer, without templates for the controls that every form has."""

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        """The HTML of a control, or of whatever else a template is there for."""
        draw = _DRAWN.get(template_name)
        drawn = draw(context["widget"]) if draw is not None else None
        return str(super().render(template_name, context, request)) if drawn is None else drawn


def _input(widget: Widget) -> str:
    value = "" if widget["value"] is None else f' value="{_text(widget["value"])}"'
    return f'<input type="{escape(widget["type"])}" name="{escape(widget["name"])}"{value}{_attributes(widget)}>'


def _textarea(widget: Widget) -> str:
    value = _shown(widget["value"]) if widget["value"] else ""
    return f'<textarea name="{escape(widget["name"])}"{_attributes(widget)}>\n{value}</textarea>'


def _select(widget: Widget) -> str | None:
    """Nothing where an option has a template of its own."""
    parts = [f'<select name="{escape(widget["name"])}"{_attributes(widget)}>']
    for name, options, _place in widget["optgroups"]:
        if name:
            parts.append(f'\n  <optgroup label="{_shown(name)}">')
        for one in options:
            if one["template_name"] != _OPTION:
                return None
            value = f'value="{_text(one["value"])}"'
            parts.append(f"\n  <option {value}{_attributes(one)}>{_shown(one['label'])}</option>\n")
        if name:
            parts.append("\n  </optgroup>")
    return "".join([*parts, "\n</select>"])


def _attributes(widget: Widget) -> str:
    """A leading space before each; ``True`` stands alone, ``False`` is left out."""
    return "".join(
        f" {name}" if value is True else f' {name}="{_text(value)}"'
        for name, value in widget["attrs"].items()
        if value is not False
    )


def _text(value: object) -> str:
    """A value as it is, without the language's way of writing numbers."""
    return str(value) if isinstance(value, SafeData) else escape(str(value))


def _shown(value: object) -> str:
    """Words; a number in the language's way of writing it."""
    return conditional_escape(value if isinstance(value, str) else str(localize(value)))


_DRAWN: dict[str, Callable[[Widget], str | None]] = {
    **{
        f"django/forms/widgets/{kind}.html": _input
        for kind in ("text", "number", "email", "url", "password", "hidden", "date", "datetime", "time", "checkbox")
    },
    "django/forms/widgets/textarea.html": _textarea,
    "django/forms/widgets/select.html": _select,
}
