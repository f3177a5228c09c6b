"""What the pages have in common on which something is decided: in a dialog over a list, or as a page of their own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from luoshi.duban.accounts.guards import SignedIn
from luoshi.duban.problems import sentence
from luoshi.duban.tasks.models import Task
from luoshi.errors import LuoshiError


def back_to(request: SignedIn, task: Task) -> str:
    """Where the person came from (``next``), else the task's page; never another site."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure()):
        return asked
    return reverse("tasks:task", args=[task.pk])


def show(  # noqa: PLR0913 -- what such a page consists of
    request: SignedIn,
    template: str,
    task: Task,
    form: forms.Form,
    *,
    heading: str,
    version: int,
    **more: Any,  # noqa: ANN401 -- what the template shows
) -> HttpResponse:
    """The form: a fragment where htmx asks for it (a dialog), else a page of its own.

    *version* is that of what is decided, as it stands now.
    """
    if form.is_bound and "version" in form.fields:
        # What was typed stays; it is looked at again over the version that stands now.
        form.data = form.data.copy()  # type: ignore[attr-defined]  # a QueryDict
        form.data["version"] = str(version)  # type: ignore[index]
    context = {"task": task, "form": form, "heading": heading, "next": back_to(request, task), **more}
    context["action"] = request.path
    asked_by_script = request.headers.get("HX-Request") == "true"
    name = f"tasks/life/decide/{template}.html" if asked_by_script else "tasks/life/decide/page.html"
    context["part"] = f"tasks/life/decide/{template}.html"
    return render(request, name, context, status=422 if form.errors else 200)


def carry_out(request: SignedIn, task: Task, form: forms.Form, act: Callable[[], str]) -> HttpResponse | None:
    """Do *act* in one transaction and go back with the sentence that it gives; where it is refused the form says why.

    ``None`` where the form has to be shown again.
    """
    if not form.is_valid():
        return None
    try:
        with transaction.atomic():
            done = act()
    except LuoshiError as error:
        form.add_error(None, sentence(error))
        return None
    messages.success(request, done)
    return redirect(back_to(request, task))
