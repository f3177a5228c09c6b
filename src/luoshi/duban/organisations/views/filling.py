"""Forms that open, fill, hand over and close posts."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods

from luoshi.duban import clock
from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.roles import ADMINISTRATORS, Right, Role
from luoshi.duban.organisations.access import may_fill
from luoshi.duban.organisations.actions.add_person import Newcomer
from luoshi.duban.organisations.actions.change_posts import Candidate, PostChange, change_posts
from luoshi.duban.organisations.actions.close_post import close_post
from luoshi.duban.organisations.actions.correct_start import correct_start
from luoshi.duban.organisations.actions.end_tenure import end_tenure
from luoshi.duban.organisations.actions.open_post import open_post
from luoshi.duban.organisations.actions.set_fields import set_fields
from luoshi.duban.organisations.forms import posts as forms
from luoshi.duban.organisations.models import Post, Tenure
from luoshi.duban.organisations.queries import post_for, posts_visible_to, visible_to
from luoshi.duban.organisations.views.form_page import FormPage, answer
from luoshi.duban.organisations.views.posts import open_posts_of
from luoshi.duban.organisations.views.units import office_or_404

_BOTH = require_http_methods(["GET", "POST"])


def passwords_page(request: SignedIn, newcomers: list[Newcomer], back: str) -> HttpResponse:
    """The first passwords, once: they are kept nowhere, so this page is not kept either."""
    context = {"newcomers": newcomers, "back": back}
    response = render(request, "organisations/newcomers.html", context)
    response["Cache-Control"] = "no-store"
    return response


def _back(post: Post) -> str:
    if post.unit_id is not None:
        return reverse("organisations:unit", args=[post.unit_id])
    return reverse("organisations:post", args=[post.pk])


@_BOTH
@needs(Right.MANAGE_UNIT_POSTS)
def new(request: SignedIn) -> HttpResponse:
    """设置岗位, and on demand its first holder."""
    office = office_or_404(request)
    roles = [role for role in Role if role not in ADMINISTRATORS and may_fill(request.user, role)]
    given = request.GET.get("unit", "")
    unit = visible_to(request.user).filter(pk=given).first() if given.isdigit() else None
    back = reverse("organisations:posts") if unit is None else reverse("organisations:unit", args=[unit.pk])

    def do(data: dict[str, Any]) -> HttpResponse | None:
        who: Candidate | None = data["who"]
        with transaction.atomic():
            post = open_post(office, Role(data["role"]), actor=request.user, unit=data["unit"], title=data["title"])
            if who is None:
                return None
            change = PostChange(post, _with_telephone(who, data["telephone"]), post.version)
            newcomers = change_posts([change], starts=data["starts"], actor=request.user)
        return passwords_page(request, newcomers, back) if newcomers else None

    page = FormPage(
        heading=_("设置岗位"),
        submit=_("设置"),
        back=back,
        done=_("已设置岗位。"),
        make=lambda data, initial: forms.PostForm(data, initial=initial, office=office, roles=roles),
        initial=lambda: {"role": request.GET.get("role", Role.LIAISON), "unit": unit, "starts": clock.today()},
        do=do,
    )
    return answer(request, page)


def _with_telephone(who: Candidate, telephone: str) -> Candidate:
    return who if who.person is not None else Candidate(name=who.name, username=who.username, telephone=telephone)


@_BOTH
@needs(Right.MANAGE_UNIT_POSTS)
def appoint(request: SignedIn, post: int) -> HttpResponse:
    """任职 or 换人."""
    shown = post_for(request.user, post)

    def do(data: dict[str, Any]) -> HttpResponse | None:
        change = PostChange(
            post_for(request.user, post), _with_telephone(data["who"], data["telephone"]), data["version"]
        )
        newcomers = change_posts([change], starts=data["starts"], actor=request.user, reason=data["reason"])
        return passwords_page(request, newcomers, _back(shown)) if newcomers else None

    page = FormPage(
        heading=_("%(post)s：任职") % {"post": shown},
        submit=_("任职"),
        back=_back(shown),
        done=_("已任职，未办结的工作随岗位移交。"),
        make=lambda data, initial: forms.AppointForm(data, initial=initial, office=shown.office),
        initial=lambda: {"version": post_for(request.user, post).version, "starts": clock.today()},
        do=do,
    )
    return answer(request, page)


@_BOTH
@needs(Right.MANAGE_UNIT_POSTS)
def end(request: SignedIn, tenure: int) -> HttpResponse:
    """离任, without a successor."""
    found = Tenure.objects.select_related("person", "post__office", "post__unit").filter(
        pk=tenure, post__in=posts_visible_to(request.user)
    )
    shown = found.first()
    if shown is None:
        raise Http404

    page = FormPage(
        heading=_("%(name)s离任") % {"name": shown.person.name},
        lead=_("“%(post)s”将空缺；有人接任的请用“换人”。") % {"post": shown.post},
        submit=_("离任"),
        back=_back(shown.post),
        done=_("已离任。"),
        make=lambda data, initial: forms.EndForm(data, initial=initial),
        initial=lambda: {"version": found.get().post.version, "on": clock.today()},
        do=lambda data: end_tenure(found.get(), actor=request.user, **data) and None,
        danger=True,
    )
    return answer(request, page)


@_BOTH
@needs(Right.MANAGE_UNIT_POSTS)
def start(request: SignedIn, tenure: int) -> HttpResponse:
    """更正起任日期."""
    found = Tenure.objects.select_related("person", "post__office", "post__unit").filter(
        pk=tenure, post__in=posts_visible_to(request.user)
    )
    shown = found.first()
    if shown is None:
        raise Http404
    page = FormPage(
        heading=_("更正%(name)s的起任日期") % {"name": shown.person.name},
        lead=_("“%(post)s”的前任同日离任的，离任日期一并更正。") % {"post": shown.post},
        submit=_("更正"),
        back=reverse("organisations:post", args=[shown.post_id]),
        done=_("已更正。"),
        make=lambda data, initial: forms.StartForm(data, initial=initial),
        initial=lambda: {"version": found.get().post.version, "starts": found.get().starts},
        do=lambda data: correct_start(found.get(), actor=request.user, **data) and None,
    )
    return answer(request, page)


@_BOTH
@needs(Right.MANAGE_UNIT_POSTS)
def close(request: SignedIn, post: int) -> HttpResponse:
    """停用岗位."""
    shown = post_for(request.user, post)
    page = FormPage(
        heading=_("停用岗位“%(post)s”") % {"post": shown},
        lead=_("任职同时结束；岗位和经过保留在记录中。"),
        submit=pgettext("button", "停用"),
        back=_back(shown),
        done=_("已停用岗位。"),
        make=lambda data, initial: forms.EndForm(data, initial=initial),
        initial=lambda: {"version": post_for(request.user, post).version, "on": clock.today()},
        do=lambda data: close_post(post_for(request.user, post), actor=request.user, **data) and None,
        danger=True,
    )
    return answer(request, page)


@_BOTH
@needs(Right.GRANT_ROLES)
def fields(request: SignedIn, post: int) -> HttpResponse:
    """分管单位."""
    shown = post_for(request.user, post)
    if shown.role != Role.ACCOUNTABLE_LEADER:
        raise Http404
    page = FormPage(
        heading=_("%(post)s：分管单位") % {"post": shown},
        submit=_("保存"),
        back=_back(shown),
        done=_("已保存分管单位。"),
        make=lambda data, initial: forms.FieldsForm(data, initial=initial, office=shown.office),
        initial=lambda: {
            "version": post_for(request.user, post).version,
            "units": list(shown.fields.order_by("position")),
        },
        do=lambda data: set_fields(post_for(request.user, post), actor=request.user, **data) and None,
    )
    return answer(request, page)


@_BOTH
@needs(Right.MANAGE_UNIT_POSTS)
def hand_over(request: SignedIn) -> HttpResponse:
    """A whole set of posts at once: ``?post=1&post=2``."""
    office = office_or_404(request)
    posts = [post for post in open_posts_of(request, request.GET.getlist("post")) if post.office_id == office.pk]
    if not posts:
        return render(request, "organisations/hand_over_none.html", {"back": reverse("organisations:posts")})
    now = {post.pk: post for post in posts}

    def do(data: dict[str, Any]) -> HttpResponse | None:
        form = forms.HandOverForm(request.POST, office=office, posts=list(now.values()))
        form.full_clean()
        newcomers = change_posts(form.changes(), starts=data["starts"], actor=request.user, reason=data["reason"])
        return passwords_page(request, newcomers, reverse("organisations:posts")) if newcomers else None

    page = FormPage(
        heading=_("移交%(count)d个岗位") % {"count": len(posts)},
        lead=_("前任自起任日期起离任，未办结的工作随岗位移交；全部办成或全部不办。"),
        submit=_("移交"),
        back=reverse("organisations:posts"),
        done=_("已移交%(count)d个岗位。") % {"count": len(posts)},
        make=lambda data, initial: forms.HandOverForm(data, initial=initial, office=office, posts=posts),
        initial=lambda: {"starts": clock.today()},
        do=do,
        template="organisations/hand_over.html",
    )
    return answer(request, page)
