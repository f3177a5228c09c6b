"""Bulletins as they are read: the list, one of them, the rows behind a number, the files."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from luoshi.duban import clock
from luoshi.duban.accounts.access import may
from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.roles import Right
from luoshi.duban.language import chinese
from luoshi.duban.oversight.bulletins import annexes, lists
from luoshi.duban.oversight.bulletins.criticism import current
from luoshi.duban.oversight.bulletins.drafting import FEW
from luoshi.duban.oversight.bulletins.figures import RULES
from luoshi.duban.oversight.bulletins.models import Bulletin, BulletinState, Kind
from luoshi.duban.oversight.bulletins.paper import KINDS, copies_of, made, official
from luoshi.duban.oversight.bulletins.queries import bulletin_for, visible_to
from luoshi.duban.oversight.bulletins.reading import Reading, rows_of
from luoshi.duban.oversight.bulletins.views.next_step import next_step
from luoshi.duban.oversight.lights.wording import NAMES
from luoshi.duban.problems import sentence
from luoshi.duban.tasks.issuing.papers import TYPES
from luoshi.duban.tasks.queries import tasks_visible_to
from luoshi.errors import LuoshiError

_A_PAGE = 50


@require_GET
@needs(Right.SEE_BULLETINS)
def listing(request: SignedIn) -> HttpResponse:
    """The bulletins of the office, the newest first."""
    found = visible_to(request.user).select_related("made_by")
    kind = request.GET.get("kind", "")
    if kind in Kind.values:
        found = found.filter(kind=kind)
    page = Paginator(found, _A_PAGE).get_page(request.GET.get("page"))
    tabs = [
        {"title": pgettext("bulletins", "全部"), "url": "?", "here": kind not in Kind.values, "count": None},
        *({"title": one.label, "url": f"?kind={one.value}", "here": kind == one.value, "count": None} for one in Kind),
    ]
    context = {"page": page, "tabs": tabs, "may_draft": may(request.user, Right.DRAFT_BULLETIN)}
    return render(request, "bulletins/list.html", context)


@require_GET
@needs(Right.SEE_BULLETINS)
def bulletin(request: SignedIn, pk: int) -> HttpResponse:
    """One bulletin as it reads, with its course and what is to be done next."""
    return page(request, bulletin_for(request.user, pk))


def page(request: SignedIn, bulletin: Bulletin, *, status: int = 200, **forms: object) -> HttpResponse:
    """The page of *bulletin*; *forms* are those that were filled in and refused."""
    reading = Reading.of(bulletin, [annex.figure for _key, annex in annexes.chosen(bulletin)])
    namings = current(bulletin)
    names = annexes.unit_names(bulletin) if annexes.BY_UNIT in bulletin.annexes else {}
    context = {
        "bulletin": bulletin,
        "reading": reading,
        "copies": copies_of(bulletin),
        "takes_answers": bulletin.takes_answers,
        "namings": namings,
        "corrections": [one.review for one in namings if getattr(one, "review", None) and one.review.correction],
        "tables": list(_tables(reading)),
        "unit_lines": annexes.unit_lines(reading.numbers, names, ranked=bulletin.ranked) if names else [],
        "unit_title": annexes.ANNEXES[annexes.BY_UNIT].title,
        "unit_columns": annexes.UNIT_COLUMNS,
        "few": FEW,
        "has_files": bulletin.issued_at is not None,
        **next_step(request.user, bulletin, namings),
        **forms,
    }
    return render(request, "bulletins/bulletin.html", context, status=status)


def _tables(reading: Reading) -> Iterator[dict[str, object]]:
    """The annexes that list tasks: their first rows; the others are a click away."""
    for key, annex in annexes.chosen(reading.bulletin):
        count = reading.numbers[annex.figure].value if annex.figure else 0
        if count:
            rows = reading.first.get(annex.figure, ())
            yield {
                "title": annex.title,
                "figure": annex.figure,
                "rows": [(row, annexes.standing_words(row)) for row in rows],
                "count": count,
                "named": key != annexes.SLOW_UNNAMED,
            }


@require_GET
@needs(Right.SEE_BULLETINS)
def rows(request: SignedIn, pk: int, key: str) -> HttpResponse:
    """Exactly the tasks that a number of the bulletin counts, as they stood when it was counted."""
    if key not in RULES:
        raise Http404
    shown = bulletin_for(request.user, pk)
    chosen = _unit(request)
    paginator = Paginator(rows_of(shown, key, chosen), _A_PAGE)
    here = paginator.get_page(request.GET.get("page"))
    listed = list(here)
    visible = set(
        tasks_visible_to(request.user).filter(pk__in=[row.task_id for row in listed]).values_list("pk", flat=True)
    )
    context = {
        "bulletin": shown,
        "name": RULES[key].name,
        "page": here,
        "rows": [(row, str(NAMES.get(row.colour, "")), row.task_id in visible) for row in listed],  # type: ignore[call-overload]
        "unit_name": listed[0].lead_name if chosen is not None and listed else "",
        "key": key,
        "unit": chosen,
    }
    return render(request, "bulletins/rows.html", context)


def _unit(request: SignedIn) -> int | None:
    unit = request.GET.get("unit", "")
    return int(unit) if unit.isascii() and unit.isdigit() and len(unit) < 19 else None


@require_GET
@needs(Right.SEE_BULLETINS)
def rows_file(request: SignedIn, pk: int, key: str) -> HttpResponseBase:
    """The same rows as Excel, with the sentence that the number stands in."""
    if key not in RULES:
        raise Http404
    shown = bulletin_for(request.user, pk)
    return _streamed(lists.one_list(shown, key, _unit(request)), f"{shown.title}-{chinese(RULES[key].name)}.xlsx")


@require_GET
@needs(Right.SEE_BULLETINS)
def lists_file(request: SignedIn, pk: int) -> HttpResponseBase:
    """The rows of every number as Excel, a sheet each."""
    shown = bulletin_for(request.user, pk)
    return _streamed(lists.all_lists(shown), f"{shown.title}-清单.xlsx")


def _streamed(parts: Iterator[bytes], name: str) -> HttpResponseBase:
    answer = StreamingHttpResponse(parts, content_type=TYPES["xlsx"])
    answer.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@require_GET
@needs(Right.SEE_BULLETINS)
def file(request: SignedIn, pk: int, kind: str) -> HttpResponse:
    """What went out, with what was noted on it since; ``?issued=1`` as it went out; of a draft how it would."""
    if kind not in KINDS:
        raise Http404
    shown = bulletin_for(request.user, pk)
    if shown.issued_at is None:
        return _draft(request, shown, kind)
    files = shown.files.filter(kind=kind)
    kept = files.order_by("id" if request.GET.get("issued") == "1" else "-id").first()
    if kept is None:
        raise Http404
    name = f"{shown.title}（{shown.serial_year}年{shown.serial_words}）.{kind}"
    return _response(bytes(kept.content), name, inline=kind == "pdf")


def _draft(request: SignedIn, shown: Bulletin, kind: str) -> HttpResponse:
    day = shown.issued_on or clock.today()
    try:
        document = official(Reading.of(shown), serial=None, day=day, copies=copies_of(shown))
        content = made(document, (kind,))[kind]
    except LuoshiError as error:
        messages.error(request, sentence(error))
        return redirect("bulletins:bulletin", shown.pk)
    word = _("草稿") if shown.state != BulletinState.WITHDRAWN else _("未印发")
    return _response(content, f"{shown.title}（{word}）.{kind}", inline=kind == "pdf")


def _response(content: bytes, name: str, *, inline: bool) -> HttpResponse:
    answer = HttpResponse(content, content_type=TYPES[name.rpartition(".")[2]])
    answer.headers["Content-Disposition"] = content_disposition_header(not inline, name) or ""
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
