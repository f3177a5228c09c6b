"""The list of documents, newest first."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render

from luoshi.duban.accounts.access import may
from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.roles import Right
from luoshi.duban.documents.counting import lines
from luoshi.duban.documents.forms.filters import StateFilter
from luoshi.duban.documents.models import Document, DocumentState
from luoshi.duban.documents.queries import document_for, visible_to

PAGE = 50


@needs(Right.SEE_DOCUMENTS)
def documents(request: SignedIn) -> HttpResponse:
    """``?q=`` looks in title, number, issuer and file name; ``?state=`` chooses by state."""
    words, state = request.GET.get("q", "").strip(), request.GET.get("state", "")
    found = _chosen(visible_to(request.user), words, state)
    page = Paginator(found.select_related("source", "taken_by"), PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "documents/list.html",
        {
            "page": page,
            "lines": lines(list(page.object_list)),
            "query": words,
            "filters": StateFilter({"state": state}),
            "is_filtered": bool(words or state),
            "may_take_in": may(request.user, Right.TAKE_IN_DOCUMENTS),
        },
    )


@needs(Right.SEE_DOCUMENTS)
def row(request: SignedIn, pk: int) -> HttpResponse:
    """One row of the list: what htmx asks for while the document is being read."""
    return render(request, "documents/components/row.html", {"line": lines([document_for(request.user, pk)])[0]})


def _chosen(found: QuerySet[Document], words: str, state: str) -> QuerySet[Document]:
    for word in words.split()[:5]:
        found = found.filter(
            Q(title__icontains=word)
            | Q(number__icontains=word)
            | Q(issuer__icontains=word)
            | Q(source__name__icontains=word)
        )
    return found.filter(state=state) if state in DocumentState.values else found
