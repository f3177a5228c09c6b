"""A new bulletin: from a period and registers, or from the ledger's filters."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from luoshi.duban import clock
from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.roles import Right
from luoshi.duban.oversight.bulletins.actions.draft_bulletin import draft_bulletin, draft_special
from luoshi.duban.oversight.bulletins.forms.drafting import DraftForm, SpecialForm
from luoshi.duban.problems import sentence
from luoshi.duban.tasks.ledger.asked import Asked
from luoshi.duban.tasks.ledger.filters import chips
from luoshi.duban.tasks.ledger.names import Names
from luoshi.duban.tasks.ledger.selection import matching
from luoshi.errors import LuoshiError


@require_http_methods(["GET", "POST"])
@needs(Right.DRAFT_BULLETIN)
def new(request: SignedIn) -> HttpResponse:
    """Choose period and registers; the draft follows at once."""
    form = DraftForm(request.POST or None, user=request.user, today=clock.today())
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = draft_bulletin(data["chosen"], list(data["registers"]), actor=request.user, ranked=data["ranked"])
        except LuoshiError as error:
            form.add_error(None, sentence(error))
        else:
            messages.success(request, _("已起草，数字和清单已填好，请修改文字后送审。"))
            return redirect("bulletins:edit", made.pk)
    return render(request, "bulletins/new.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@needs(Right.DRAFT_BULLETIN)
def special(request: SignedIn) -> HttpResponse:
    """One page on the tasks that the ledger's filters let through."""
    user, today = request.user, clock.today()
    asked = Asked.of(request.GET)
    narrowing = list(chips(asked, Names.asked(asked, user)))
    usual = {"topic": "、".join(chip.words.strip("“”") for chip in narrowing)[:60]}
    form = SpecialForm(request.POST or None, today=today, initial=usual)
    if request.method == "POST" and form.is_valid():
        try:
            made = draft_special(asked, actor=user, **form.cleaned_data)
        except LuoshiError as error:
            form.add_error(None, sentence(error))
        else:
            messages.success(request, _("已起草，数字和清单已填好，请修改文字后送审。"))
            return redirect("bulletins:edit", made.pk)
    context = {
        "form": form,
        "chips": narrowing,
        "query": asked.query,
        "count": matching(user, asked, today).count(),
    }
    return render(request, "bulletins/special.html", context, status=422 if form.errors else 200)
