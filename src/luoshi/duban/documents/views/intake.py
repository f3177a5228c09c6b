"""Upload, drop or paste."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.roles import Right
from luoshi.duban.documents.actions.take_in import Incoming, TakenIn, take_in, take_in_text, too_large
from luoshi.duban.documents.forms.intake import PasteForm, UploadForm
from luoshi.duban.documents.names import tidy_name
from luoshi.duban.problems import sentence
from luoshi.errors import LuoshiError

#: The largest number of files in one request.
MOST_FILES = 50


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: a document, or why it was refused."""

    name: str
    taken: TakenIn | None = None
    refusal: LuoshiError | None = None


@needs(Right.TAKE_IN_DOCUMENTS)
def new(request: SignedIn) -> HttpResponse:
    """The page, and what is sent from it."""
    if request.method != "POST":
        return _page(request, UploadForm(prefix="upload"), PasteForm(prefix="paste"))
    if "paste-text" in request.POST:
        return _paste(request)
    return _upload(request)


def _upload(request: SignedIn) -> HttpResponse:
    form = UploadForm(request.POST, prefix="upload")
    files = request.FILES.getlist("files")
    if not files:
        form.add_error(None, _("请选择文件。"))
    if len(files) > MOST_FILES:
        form.add_error(None, _("一次最多上传%(most)s个文件。") % {"most": MOST_FILES})
    if not form.is_valid():
        return _page(request, form, PasteForm(prefix="paste"), status=422)
    declassified, basis = form.cleaned_data["declassified"], form.cleaned_data["basis"]
    outcomes = [_take(request, file, declassified=declassified, basis=basis) for file in files]
    refused = [one for one in outcomes if one.refusal]
    if request.headers.get("HX-Request"):
        return render(request, "documents/components/outcomes.html", {"outcomes": outcomes})
    if len(outcomes) == 1 and outcomes[0].taken:
        return _to_document(request, outcomes[0].taken)
    shown = form if refused else UploadForm(prefix="upload")
    shown.marked = any(one.refusal.code == "secret" for one in refused if one.refusal)
    return _page(request, shown, PasteForm(prefix="paste"), outcomes, status=422 if refused else 200)


def _take(request: SignedIn, file: UploadedFile[Any], *, declassified: bool, basis: str) -> Outcome:
    name = tidy_name(file.name or "")
    try:
        if (file.size or 0) > settings.MAX_UPLOAD:
            raise too_large(name)
        incoming = Incoming(name, file.read(), file.content_type or "", "", declassified, basis)
        return Outcome(name, taken=take_in(incoming, actor=request.user))
    except LuoshiError as refusal:
        return Outcome(name, refusal=refusal)


def _paste(request: SignedIn) -> HttpResponse:
    form = PasteForm(request.POST, prefix="paste")
    if form.is_valid():
        data = form.cleaned_data
        try:
            taken = take_in_text(
                data["text"],
                title=data["title"],
                declassified=data["declassified"],
                basis=data["basis"],
                actor=request.user,
            )
        except LuoshiError as refusal:
            form.add_error(None, sentence(refusal))
            form.marked = refusal.code == "secret"
        else:
            return _to_document(request, taken)
    return _page(request, UploadForm(prefix="upload"), form, status=422)


def _to_document(request: SignedIn, taken: TakenIn) -> HttpResponse:
    if not taken.is_new:
        messages.info(request, _("这份文件以前已经入库，没有重复保存。"))
    return redirect("documents:detail", taken.document.pk)


def _page(
    request: SignedIn, upload: UploadForm, paste: PasteForm, outcomes: Sequence[Outcome] = (), status: int = 200
) -> HttpResponse:
    context = {
        "upload": upload,
        "paste": paste,
        "outcomes": outcomes,
        "most_megabytes": settings.MAX_UPLOAD // 1024 // 1024,
    }
    return render(request, "documents/new.html", context, status=status)
