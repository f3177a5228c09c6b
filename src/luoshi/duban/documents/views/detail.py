"""A document: its facts, its text with the statements, its file, and how far its reading has come."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import select_template
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from luoshi.duban.accounts.access import may
from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.roles import Right
from luoshi.duban.documents.actions.correct_facts import correct_facts
from luoshi.duban.documents.actions.read_again import read_again
from luoshi.duban.documents.explaining import why_lines
from luoshi.duban.documents.forms.facts import FactsForm, Row
from luoshi.duban.documents.models import Document, DocumentState, Reading, Statement, StatementKind
from luoshi.duban.documents.queries import current_reading, document_for
from luoshi.duban.documents.reading_job import is_waiting_long
from luoshi.duban.documents.views.files import as_attachment
from luoshi.duban.problems import ChangedMeanwhile, sentence
from luoshi.errors import LuoshiError

#: Statements a page: the longest report in use fits on one, and a book does not make a page of megabytes.
PART = 1_000
#: The app above fills these in: what can be done with a document that was read.
_ACTIONS = ("tasks/components/document_actions.html", "documents/components/no_actions.html")


@dataclass(frozen=True, slots=True)
class Said:
    """A statement as the page shows it: its words, and the space after them."""

    index: int
    words: str
    space: str
    kind: str
    label: str
    per_cent: int


@needs(Right.SEE_DOCUMENTS)
def detail(request: SignedIn, pk: int) -> HttpResponse:
    """The page."""
    document = document_for(request.user, pk)
    return _page(request, document, FactsForm.showing(document))


@needs(Right.SEE_DOCUMENTS)
def state(request: SignedIn, pk: int) -> HttpResponse:
    """How far the reading has come: what htmx asks for; once it is over the page loads anew."""
    document = document_for(request.user, pk)
    response = render(request, "documents/components/state.html", _state(request, document))
    if document.state in {DocumentState.READY, DocumentState.FAILED}:
        response["HX-Refresh"] = "true"
    return response


@needs(Right.TAKE_IN_DOCUMENTS)
@require_POST
def facts(request: SignedIn, pk: int) -> HttpResponse:
    """Correct the facts."""
    document = document_for(request.user, pk)
    form = FactsForm(request.POST)
    if not form.is_valid():
        return _page(request, document, form, status=422)
    try:
        correct_facts(document, form.correction, version=form.cleaned_data["version"], actor=request.user)
    except ChangedMeanwhile:
        document = document_for(request.user, pk)
        rows = form.beside(document)
        return _page(request, document, FactsForm.over(document, form), conflict=rows, status=409)
    messages.success(request, _("已保存。"))
    return redirect("documents:detail", pk)


@needs(Right.TAKE_IN_DOCUMENTS)
@require_POST
def again(request: SignedIn, pk: int) -> HttpResponse:
    """Read it once more."""
    document = document_for(request.user, pk)
    if not read_again(document, actor=request.user):
        messages.info(request, _("这份公文正在读取。"))
    return redirect("documents:detail", pk)


@needs(Right.SEE_DOCUMENTS)
def why(request: SignedIn, pk: int, index: int) -> HttpResponse:
    """Why a statement of the current reading was read as it was: a fragment."""
    reading = current_reading(document_for(request.user, pk))
    lines = why_lines(reading, index) if reading else None
    return render(request, "documents/components/why.html", {"lines": lines})


@needs(Right.SEE_DOCUMENTS)
def original(request: SignedIn, pk: int) -> HttpResponse:
    """The file as it came, always as an attachment and never as something a browser runs."""
    source = document_for(request.user, pk).source
    try:
        return as_attachment(source)
    except LuoshiError as problem:
        messages.error(request, sentence(problem))
        return redirect("documents:detail", pk)


def _page(
    request: SignedIn,
    document: Document,
    form: FactsForm,
    *,
    conflict: list[Row] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = _state(request, document)
    reading = context["reading"]
    part = _part(request, reading) if isinstance(reading, Reading) else None
    context |= {
        "form": form,
        "part": part,
        "said": _said(reading, part) if isinstance(reading, Reading) and part else [],
        "kinds": _kinds(reading) if isinstance(reading, Reading) else [],
        "conflict": conflict,
        "other_date": isinstance(reading, Reading) and reading.issued_on != document.issued_on,
        "actions_template": select_template(_ACTIONS).template,
    }
    return render(request, "documents/detail.html", context, status=status)


def _state(request: SignedIn, document: Document) -> dict[str, object]:
    chinese, _newline, english = document.problem.partition("\n")
    return {
        "document": document,
        "reading": current_reading(document),
        "problem": LuoshiError("reading-failed", chinese, english) if document.problem else None,
        "is_waiting_long": document.state == DocumentState.QUEUED and is_waiting_long(document),
        "is_under_way": document.state in {DocumentState.QUEUED, DocumentState.READING},
        "may_take_in": may(request.user, Right.TAKE_IN_DOCUMENTS),
    }


def _part(request: SignedIn, reading: Reading) -> Page[Statement]:
    return Paginator(reading.statements.all(), PART).get_page(request.GET.get("page"))


def _said(reading: Reading, part: Page[Statement]) -> list[Said]:
    labels = dict(StatementKind.choices)
    text, found = reading.text, []
    for one in part:
        # The blank at the opening of a text belongs to the first statement and stands before its words.
        words = text[one.extent_start if one.index == 0 else one.start : one.end]
        per_cent = int(one.confidence * 100)
        found.append(Said(one.index, words, text[one.end : one.extent_end], one.kind, str(labels[one.kind]), per_cent))
    return found


def _kinds(reading: Reading) -> list[tuple[str, str, int]]:
    """Each kind with its name and how many statements are of it."""
    counted = dict(reading.statements.order_by().values_list("kind").annotate(count=Count("pk")))
    return [(kind, str(label), counted.get(kind, 0)) for kind, label in StatementKind.choices]
