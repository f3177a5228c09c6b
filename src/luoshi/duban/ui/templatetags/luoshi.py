"""The tags and filters of our templates: ``{% load luoshi %}`` (docs/ui.md shows each)."""

from __future__ import annotations

from functools import cache

from django import forms, template
from django.forms import BoundField
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from luoshi.duban.problems import sentence
from luoshi.duban.ui import nodes, wording

register = template.Library()
register.tag("url", nodes.url)
register.tag("translate", nodes.translate)
register.filter("sentence", sentence)
register.filter("day", wording.day)
register.filter("short_day", wording.short_day)
register.filter("moment", wording.moment)

_CLASSES: tuple[tuple[type[forms.Widget], str], ...] = (
    # These hand their class on to every box: they are styled by what stands around them.
    (forms.CheckboxSelectMultiple, ""),
    (forms.RadioSelect, ""),
    (forms.CheckboxInput, "form-check-input"),
    (forms.Select, "form-select"),
    (forms.Widget, "form-control"),
)


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """A drawing from the sprite; without a label it is decoration, and a screen reader passes over it."""
    if not label:
        return _decoration(name)
    href = f"{static('vendor/icons.svg')}#{name}"
    return format_html('<svg class="icon" role="img" aria-label="{}"><use href="{}"></use></svg>', label, href)


@cache
def _decoration(name: str) -> SafeString:
    """Made once: a page has dozens, of the few that there are."""
    href = f"{static('vendor/icons.svg')}#{name}"
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}"></use></svg>', href)


@register.filter
def control(field: BoundField) -> SafeString:
    """The control of a form's field, in the right class, marked where it has errors."""
    widget = field.field.widget
    name = next(name for kind, name in _CLASSES if isinstance(widget, kind))
    classes = [str(widget.attrs.get("class", "")), name, "is-invalid" if name and field.errors else ""]
    return field.as_widget(attrs={"class": " ".join(part for part in classes if part)})


@register.filter
def widget_kind(field: BoundField) -> str:
    """``check`` for a single tick, ``checks`` for several, else ``plain``: how the label stands beside it."""
    widget = field.field.widget
    if isinstance(widget, forms.CheckboxSelectMultiple | forms.RadioSelect):
        return "checks"
    return "check" if isinstance(widget, forms.CheckboxInput) else "plain"


@register.filter
def percent_of(done: int, total: int) -> int:
    """How many whole per cent *done* is of *total*: 100 only when all is done, 0 for none of nothing."""
    return done * 100 // total if total else 0
