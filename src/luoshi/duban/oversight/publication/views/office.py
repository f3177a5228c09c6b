"""The office's side: the page and what stands on it, releasing a task, telling of its course, taking it off."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from luoshi.duban import clock
from luoshi.duban.accounts.access import may
from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.roles import Right
from luoshi.duban.oversight.publication.actions.release import add_note, release_task, reword_release, take_off
from luoshi.duban.oversight.publication.actions.set_site import set_site
from luoshi.duban.oversight.publication.forms import NoteForm, ReleaseForm, SiteForm, TakeOffForm
from luoshi.duban.oversight.publication.models import PublicSite, Release
from luoshi.duban.oversight.publication.shown import show, with_facts
from luoshi.duban.problems import ChangedMeanwhile, sentence
from luoshi.duban.tasks.models import Task
from luoshi.duban.tasks.queries import task_for
from luoshi.errors import LuoshiError

PAGE = 50


@require_GET
@needs(Right.RELEASE)
def releases(request: SignedIn) -> HttpResponse:
    """What is public, or with ``?off=1`` what was taken off; ``?number=`` leads to the release of that task."""
    number = request.GET.get("number", "").strip()
    if number:
        found = Task.objects.filter(office=request.user.office_id, number=number, issued_at__isnull=False).first()
        if found is not None:
            return redirect("publication:task", found.pk)
        messages.error(request, _("没有编号为“%(number)s”的任务。") % {"number": number[:40]})
    off = request.GET.get("off") == "1"
    rows = Release.objects.filter(office=request.user.office_id, taken_off_at__isnull=not off)
    page = Paginator(with_facts(rows), PAGE).get_page(request.GET.get("page"))
    context = {
        "site": PublicSite.objects.filter(office=request.user.office_id).select_related("office").first(),
        "page": page,
        "rows": show(page.object_list),
        "off": off,
        "may_open": may(request.user, Right.OPEN_PUBLIC_PAGE),
    }
    return render(request, "publication/releases.html", context)


@require_http_methods(["GET", "POST"])
@needs(Right.OPEN_PUBLIC_PAGE)
def site(request: SignedIn) -> HttpResponse:
    """The page itself: its words, and whether it is open."""
    office = request.user.office
    if office is None:
        raise Http404
    there = PublicSite.objects.filter(office=office).first()
    form = SiteForm(request.POST or None, initial=SiteForm.of(there, office.region or office.name))
    status, conflict = 200, []
    if request.method == "POST" and form.is_valid():
        try:
            set_site(office, form.wanted(), actor=request.user, version=form.cleaned_data["version"])
        except ChangedMeanwhile:
            now = PublicSite.objects.get(office=office)
            status, conflict = 409, _differences(form, SiteForm.of(now, office.name))
            form = SiteForm({**request.POST.dict(), "version": now.version})
        except LuoshiError as error:
            form.add_error(None, sentence(error))
        else:
            messages.success(request, _("已保存。"))
            return redirect("publication:releases")
    status = 422 if form.is_bound and form.errors and status == 200 else status
    context = {"form": form, "site": there, "conflict": conflict}
    return render(request, "publication/site.html", context, status=status)


def _differences(form: SiteForm | ReleaseForm, now: dict[str, object]) -> list[dict[str, object]]:
    """What was typed beside what stands there now."""
    mine = form.cleaned_data
    return [
        {"label": field.label, "theirs": _plain(now[field.name]), "mine": _plain(mine[field.name])}
        for field in form
        if not field.is_hidden
    ]


def _plain(value: object) -> object:
    if isinstance(value, bool):
        return _("是") if value else _("否")
    return value


@require_http_methods(["GET", "POST"])
@needs(Right.RELEASE)
def task(request: SignedIn, task: int) -> HttpResponse:
    """公开: what the public will read of a task; what it reads now, to be renewed."""
    one = task_for(request.user, task)
    there = Release.objects.filter(task=one).first()
    is_public = there is not None and there.taken_off_at is None
    initial: dict[str, object] = {"version": 0, "words": one.text}
    if there is not None:
        initial = ReleaseForm.of(there)
    form = ReleaseForm(request.POST or None, initial=initial)
    conflict: list[dict[str, object]] = []
    if request.method == "POST" and form.is_valid():
        try:
            if there is not None and is_public:
                reword_release(there, form.wording(), actor=request.user, version=form.cleaned_data["version"])
            else:
                there = release_task(one, form.wording(), actor=request.user)
        except ChangedMeanwhile:
            now = ReleaseForm.of(Release.objects.get(task=one))
            conflict = _differences(form, now)
            form = ReleaseForm({**request.POST.dict(), "version": now["version"]})
        except LuoshiError as error:
            form.add_error(None, sentence(error))
        else:
            messages.success(request, _("已公开。") if not is_public else _("已更新公开的内容。"))
            return redirect("publication:release", there.pk)
    context = {"task": one, "release": there, "is_public": is_public, "form": form, "conflict": conflict}
    status = 409 if conflict else 422 if form.is_bound and form.errors else 200
    return render(request, "publication/task.html", context, status=status)


@require_http_methods(["GET", "POST"])
@needs(Right.RELEASE)
def release(request: SignedIn, release: int) -> HttpResponse:
    """One release as the public sees it, with what can be done about it: a note, other words, taking it off."""
    rows = with_facts(Release.objects.filter(office=request.user.office_id, pk=release))
    one = rows.first()
    if one is None:
        raise Http404
    note = NoteForm(request.POST if "note" in request.POST else None, initial={"day": clock.today()})
    off = TakeOffForm(request.POST if "take_off" in request.POST else None, initial={"version": one.version})
    bound = next((form for form in (note, off) if form.is_bound), None)
    if bound is not None and bound.is_valid():
        data = bound.cleaned_data
        try:
            if bound is note:
                add_note(one, day=data["day"], words=data["words"], actor=request.user)
            else:
                take_off(one, because=data["because"], actor=request.user, version=data["version"])
        except LuoshiError as error:
            bound.add_error(None, sentence(error))
        else:
            messages.success(request, _("已添加进展说明。") if bound is note else _("已撤下。"))
            return redirect("publication:release", one.pk)
    (row,) = show([one])
    site = PublicSite.objects.filter(office=one.office_id).select_related("office").first()
    context = {"row": row, "site": site, "note": note, "off": off, "differs": one.task.text.strip() != one.words}
    return render(request, "publication/release.html", context, status=422 if bound is not None else 200)
