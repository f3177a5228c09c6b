"""One form on a page of its own: shown, checked, handed to an action, refused with both versions where it was stale."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from luoshi.duban.problems import ChangedMeanwhile, sentence
from luoshi.errors import LuoshiError


@dataclass(frozen=True, slots=True)
class FormPage:
    """What the page says and does.

    ``make(data, initial)`` gives the form; ``initial()`` the values as they stand now, with ``version``;
    ``do(cleaned_data)`` calls the action and may give an answer of its own, or an address to go to.
    """

    heading: str
    submit: str
    back: str
    done: str
    make: Callable[[QueryDict | None, dict[str, Any]], forms.Form]
    initial: Callable[[], dict[str, Any]]
    do: Callable[[dict[str, Any]], object]
    lead: str = ""
    danger: bool = False
    template: str = "organisations/form.html"
    context: dict[str, object] = field(default_factory=dict)


def answer(request: HttpRequest, page: FormPage) -> HttpResponse:
    """Show the form, or do what it asks for: 422 where it is not filled in right, 409 where the action refuses."""
    initial = page.initial()
    form = page.make(request.POST if request.method == "POST" else None, initial)
    more: dict[str, object] = {}
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                result = page.do(form.cleaned_data)
            except ChangedMeanwhile as error:
                form, more, status = _stale(request, page, form, error)
            except LuoshiError as error:
                form.add_error(None, sentence(error))
                status = 409
            else:
                if isinstance(result, HttpResponse):
                    return result
                messages.success(request, page.done)
                return redirect(result if isinstance(result, str) else page.back)
    return render(request, page.template, {"page": page, "form": form, **page.context, **more}, status=status)


def _stale(
    request: HttpRequest, page: FormPage, form: forms.Form, error: ChangedMeanwhile
) -> tuple[forms.Form, dict[str, object], int]:
    """The same form over the newer version, with both versions to compare; nothing typed is lost."""
    fresh = page.initial()
    rows = [
        {
            "label": field.label,
            "theirs": _shown(form.fields[name], fresh[name]),
            "mine": _shown(form.fields[name], mine),
        }
        for name, mine in form.cleaned_data.items()
        if name in fresh and not (field := form[name]).is_hidden
    ]
    if "version" not in fresh:
        form.add_error(None, sentence(error))
        return form, {}, 409
    typed = request.POST.copy()
    typed["version"] = str(fresh["version"])
    return page.make(typed, fresh), {"conflict": rows}, 409


def _shown(field: forms.Field, value: object) -> str:
    """A value as people see it on the page."""
    if isinstance(field, forms.MultipleChoiceField):
        named = {str(key): str(label) for key, label in list(field.choices)}  # type: ignore[arg-type]
        return "、".join(named.get(str(one), str(one)) for one in value or ())  # type: ignore[attr-defined]
    if isinstance(field, forms.ChoiceField):
        return str(dict(list(field.choices)).get(value, value))  # type: ignore[arg-type]
    if isinstance(value, Iterable) and not isinstance(value, str):
        return "、".join(map(str, value))
    return "" if value is None else str(value)
