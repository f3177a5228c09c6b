"""Personal links: shown once when they are made, renewed, revoked."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST

from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.roles import Right
from luoshi.duban.problems import sentence
from luoshi.duban.tasks.actions.renew_links import renew_links
from luoshi.duban.tasks.actions.revoke_link import revoke_link
from luoshi.duban.tasks.circulation.queries import invitation_in, round_for
from luoshi.duban.tasks.links.privacy import unkept
from luoshi.duban.tasks.models import Circulation
from luoshi.duban.tasks.returning.naming import plain_name
from luoshi.errors import LuoshiError


@sensitive_variables("tokens", "links", "lines")
def links_page(
    request: SignedIn, circulation: Circulation, tokens: Mapping[int, str], *, is_new: bool = False
) -> HttpResponse:
    """The links of *tokens*, this once: answered straight to the POST that made them, since nothing keeps them."""
    asked = circulation.invitations.filter(pk__in=tokens).select_related("unit").order_by("number")
    links = [
        (one.unit.name, request.build_absolute_uri(reverse("tasks:personal", args=(tokens[one.pk],)))) for one in asked
    ]
    last = circulation.answer_by
    title = circulation.plan.title
    context = {
        "plan": circulation.plan,
        "circulation": circulation,
        "links": [
            {
                "unit": unit,
                "url": url,
                "words": f"请{unit}于{last.month}月{last.day}日前对《{title}》中本单位承担的任务反馈意见，"
                f"点开链接即可填写，无须登录：{url}",
            }
            for unit, url in links
        ],
        "lines": "\n".join(f"{unit}\t{url}" for unit, url in links),
        "file_name": f"{plain_name(title)}-征求意见链接.txt",
        "is_new": is_new,
    }
    return unkept(render(request, "tasks/circulation/links.html", context))


@needs(Right.CIRCULATE)
@require_POST
def renew(request: SignedIn, plan: int, number: int) -> HttpResponse:
    """New links: for one unit, or for all that have not answered."""
    circulation = round_for(request.user, plan, number)
    one = request.POST.get("invitation", "")
    if one.isdecimal():
        wanted = [invitation_in(circulation, int(one)).pk]
    else:
        wanted = list(circulation.invitations.filter(answered_at__isnull=True).values_list("pk", flat=True))
    try:
        tokens = renew_links(circulation, wanted, actor=request.user)
    except LuoshiError as error:
        messages.error(request, sentence(error))
        return redirect("tasks:circulation-round", plan, number)
    if not tokens:
        messages.info(request, _("各单位均已反馈，没有需要更换的链接。"))
        return redirect("tasks:circulation-round", plan, number)
    return links_page(request, circulation, tokens)


@needs(Right.CIRCULATE)
@require_POST
def revoke(request: SignedIn, plan: int, number: int, invitation: int) -> HttpResponse:
    """The unit's link opens nothing from now on."""
    found = invitation_in(round_for(request.user, plan, number), invitation)
    revoke_link(found, actor=request.user)
    messages.success(request, _("“%(unit)s”的链接已失效。") % {"unit": found.unit.name})
    return redirect("tasks:circulation-round", plan, number)
