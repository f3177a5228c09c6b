"""The editor of a draft: its text with figures to insert, its elements, and counting anew."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from luoshi.duban import clock
from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.roles import Right
from luoshi.duban.oversight.bulletins import annexes
from luoshi.duban.oversight.bulletins.actions.edit_bulletin import edit_bulletin
from luoshi.duban.oversight.bulletins.actions.renew_figures import differences, renew_figures
from luoshi.duban.oversight.bulletins.figures import LISTS, RATES, RULES
from luoshi.duban.oversight.bulletins.forms.editing import EditForm
from luoshi.duban.oversight.bulletins.models import Bulletin, Kind
from luoshi.duban.oversight.bulletins.paper import copies_of, official
from luoshi.duban.oversight.bulletins.queries import bulletin_for
from luoshi.duban.oversight.bulletins.reading import Reading
from luoshi.duban.oversight.bulletins.text import LEVEL_MARKS, Reference
from luoshi.duban.problems import ChangedMeanwhile, sentence
from luoshi.errors import LuoshiError
from luoshi.layout import pdf


@require_http_methods(["GET", "POST"])
@needs(Right.DRAFT_BULLETIN)
def edit(request: SignedIn, pk: int) -> HttpResponse:
    """The draft in its form; what somebody else changed meanwhile is shown beside what was typed."""
    bulletin = bulletin_for(request.user, pk)
    if not bulletin.is_draft:
        messages.warning(request, _("已送审的通报不能修改；需要修改的，请先退回起草。"))
        return redirect("bulletins:bulletin", pk)
    if request.method != "POST":
        return _form(request, bulletin, EditForm(bulletin=bulletin, office=bulletin.office))
    form = EditForm(request.POST, bulletin=bulletin, office=bulletin.office)
    try:
        if not form.is_valid():
            return _form(request, bulletin, form, status=422)
        edit_bulletin(bulletin, form.edited, actor=request.user, version=form.cleaned_data["version"])
    except ChangedMeanwhile:
        return _conflict(request, pk)
    except LuoshiError as error:
        form.add_error("body", sentence(error))
        return _form(request, bulletin, form, status=422)
    return redirect("bulletins:edit" if "check" in request.POST else "bulletins:bulletin", pk)


@require_POST
@needs(Right.DRAFT_BULLETIN)
def autosave(request: SignedIn, pk: int) -> HttpResponse:
    """Keep what stands in the form, a second after the last key; says when, with the version to go on from."""
    bulletin = bulletin_for(request.user, pk)
    form = EditForm(request.POST, bulletin=bulletin, office=bulletin.office)
    try:
        if not form.is_valid():
            words = next(str(errors[0]) for errors in form.errors.values())
            return render(request, "bulletins/saved.html", {"words": words}, status=200)
        edit_bulletin(bulletin, form.edited, actor=request.user, version=form.cleaned_data["version"])
    except ChangedMeanwhile:
        bulletin = bulletin_for(request.user, pk)
        context = {"rows": _both(bulletin, request.POST), "who": _editor(bulletin), "when": bulletin.edited_at}
        return render(request, "ui/components/conflict.html", context, status=409)
    except LuoshiError as error:
        return render(request, "bulletins/saved.html", {"words": sentence(error)}, status=200)
    return render(request, "bulletins/saved.html", {"bulletin": bulletin, "now": clock.now()})


@require_http_methods(["GET", "POST"])
@needs(Right.DRAFT_BULLETIN)
def renew(request: SignedIn, pk: int) -> HttpResponse:
    """What counting anew changes, and to do it."""
    bulletin = bulletin_for(request.user, pk)
    try:
        if request.method == "POST":
            renew_figures(bulletin, actor=request.user, version=int(request.POST.get("version", "0") or 0))
            messages.success(request, _("数字和清单已更新。"))
            return redirect("bulletins:edit", pk)
        found = differences(bulletin, actor=request.user)
    except (LuoshiError, ValueError) as error:
        words = sentence(error) if isinstance(error, LuoshiError) else _("请重新打开这一页。")
        messages.error(request, words)
        return redirect("bulletins:bulletin", pk)
    return render(request, "bulletins/renew.html", {"bulletin": bulletin, "changes": found, "now": clock.now()})


def _form(
    request: SignedIn,
    bulletin: Bulletin,
    form: EditForm,
    *,
    status: int = 200,
    conflict: list[dict[str, str]] | None = None,
) -> HttpResponse:
    reading = Reading.of(bulletin)
    context = {
        "bulletin": bulletin,
        "form": form,
        "conflict": conflict,
        "who": _editor(bulletin) if conflict else "",
        "palette": list(_palette(reading)),
        "rates": list(_rates(reading)),
        "lists": list(_lists(reading)),
        "tokens": _tokens(reading),
        "units": annexes.unit_names(bulletin),
        "takes_answers": bulletin.takes_answers,
        "level_marks": " ".join(LEVEL_MARKS),
        "pages": _pages(bulletin, reading) if bulletin.kind == Kind.SPECIAL else 0,
    }
    return render(request, "bulletins/edit.html", context, status=status)


def _conflict(request: SignedIn, pk: int) -> HttpResponse:
    """Both versions; the form goes on from the newer one with what was typed."""
    bulletin = bulletin_for(request.user, pk)
    data = request.POST.copy()
    data["version"] = str(bulletin.version)
    form = EditForm(data, bulletin=bulletin, office=bulletin.office)
    form.is_valid()
    return _form(request, bulletin, form, status=409, conflict=_both(bulletin, request.POST))


def _both(bulletin: Bulletin, typed: Any) -> list[dict[str, str]]:  # noqa: ANN401 -- Django's QueryDict
    return [
        {
            "label": str(Bulletin._meta.get_field(name).verbose_name),  # type: ignore[union-attr]
            "theirs": str(getattr(bulletin, name)),
            "mine": str(typed.get(name, "")).replace("\r\n", "\n"),
        }
        for name in ("title", "body")
    ]


def _editor(bulletin: Bulletin) -> str:
    return bulletin.last_editor.name if bulletin.last_editor else ""


def _palette(reading: Reading) -> Iterator[tuple[str, str, str]]:
    """Every number that can be inserted: its reference, its name, and what it is now."""
    for key, rule in RULES.items():
        reference = Reference("n", key)
        yield str(reference), str(rule.name), reading.words_of(reference)


def _rates(reading: Reading) -> Iterator[tuple[str, str, str]]:
    for part, whole, name in RATES:
        reference = Reference("p", part, whole)
        yield str(reference), str(name), reading.words_of(reference)


def _lists(reading: Reading) -> Iterator[tuple[str, str, str, bool]]:
    """The lists that can be spelt out, and whether that names their units for problems."""
    for key in LISTS:
        yield str(Reference("l", key)), str(RULES[key].name), str(reading.numbers[key].value), RULES[key].is_reproach


def _tokens(reading: Reading) -> dict[str, tuple[str, str]]:
    """What each reference in the text is now, and what it is called: a chip shows both."""
    found = {}
    for block in reading.blocks:
        for one in block.references:
            name = str(RULES[one.key].name)
            words = f"{name}（{_('清单')}）" if one.kind == "l" else reading.words_of(one)
            found[str(one)] = (words, name)
    return found


def _pages(bulletin: Bulletin, reading: Reading) -> int:
    """How many pages it has in print; 0 where no font is there to set it."""
    try:
        return pdf.page_count(official(reading, serial=1, day=clock.today(), copies=copies_of(bulletin)))
    except LuoshiError:
        return 0
