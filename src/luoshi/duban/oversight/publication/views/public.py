"""The public's side: no account, no cookie, nothing but what was released."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_GET

from luoshi.duban.accounts.guards import open_to_all
from luoshi.duban.oversight.publication.models import PublicSite, Release
from luoshi.duban.oversight.publication.open_data import as_csv, as_json
from luoshi.duban.oversight.publication.shown import on_page, open_site, show, with_facts

PAGE = 20
#: Seconds for which a browser or a proxy may keep a page.
FRESH = 60


def _of_open_site(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give the view the office's page; 404 while it is not open."""

    @wraps(view)
    def found(request: HttpRequest, office: str, **rest: Any) -> HttpResponse:  # noqa: ANN401 -- of the address
        site = open_site(office)
        if site is None:
            raise Http404
        answer = view(request, site, **rest)
        patch_cache_control(answer, public=True, max_age=FRESH)
        return answer

    return found


@require_GET
@open_to_all
@_of_open_site
def releases(request: HttpRequest, site: PublicSite) -> HttpResponse:
    """The list, a page at a time; ``?q=`` narrows it to words, ``?topic=`` to a topic."""
    rows, words, topic = on_page(site.office), request.GET.get("q", "").strip()[:50], request.GET.get("topic", "")[:50]
    topics = sorted(rows.exclude(topic="").order_by().values_list("topic", flat=True).distinct())
    narrowed = _narrowed(rows, words, topic)
    page = Paginator(with_facts(narrowed), PAGE).get_page(request.GET.get("page"))
    context = {
        "site": site,
        "page": page,
        "rows": show(page.object_list),
        "q": words,
        "topic": topic,
        "topics": topics,
    }
    return render(request, "publication/public_list.html", context)


def _narrowed(rows: QuerySet[Release], words: str, topic: str) -> QuerySet[Release]:
    if words:
        rows = rows.filter(words__icontains=words)
    return rows.filter(topic=topic) if topic else rows


@require_GET
@open_to_all
@_of_open_site
def release(request: HttpRequest, site: PublicSite, release: int) -> HttpResponse:
    """One release with its course; 410 with the reason where it was taken off."""
    one = with_facts(Release.objects.filter(office=site.office, pk=release)).first()
    if one is None:
        raise Http404
    if one.taken_off_at is not None:
        return render(request, "publication/public_gone.html", {"site": site, "release": one}, status=410)
    (row,) = show([one])
    return render(request, "publication/public_release.html", {"site": site, "row": row})


@require_GET
@open_to_all
@_of_open_site
def data(request: HttpRequest, site: PublicSite, kind: str) -> HttpResponse:
    """Open data: all that stands on the page, as JSON or CSV."""
    rows = show(with_facts(on_page(site.office)))
    if kind == "csv":
        answer = HttpResponse(as_csv(rows), content_type="text/csv; charset=utf-8")
    else:
        address = request.build_absolute_uri(reverse("publication:public", args=[site.office.key]))
        answer = HttpResponse(as_json(site, rows, address), content_type="application/json; charset=utf-8")
    answer.headers["Content-Disposition"] = f'inline; filename="{site.office.key}.{kind}"'
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer
