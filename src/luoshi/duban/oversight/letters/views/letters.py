"""督办函: the list, preparing one, and what is done with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luoshi.duban import clock
from luoshi.duban.accounts.access import may
from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.locking import version_sent
from luoshi.duban.organisations.views.form_page import FormPage, answer
from luoshi.duban.oversight.letters import papers
from luoshi.duban.oversight.letters.actions.answer_letter import answer_letter, sign_letter
from luoshi.duban.oversight.letters.actions.decide_letter import (
    approve_letter,
    issue_letter,
    send_letter_back,
    withdraw_letter,
)
from luoshi.duban.oversight.letters.actions.prepare_letter import change_letter, prepare_letter
from luoshi.duban.oversight.letters.actions.set_letter_rules import set_letter_rules
from luoshi.duban.oversight.letters.drafting import MOST, units_of, usual_text, usual_title
from luoshi.duban.oversight.letters.forms.letters import (
    AnswerForm,
    LetterForm,
    LetterRulesForm,
    ReasonForm,
    UnitChoice,
)
from luoshi.duban.oversight.letters.models import Letter, LetterState
from luoshi.duban.oversight.letters.queries import is_for, letter_for, letters_visible_to, rules_of
from luoshi.duban.problems import sentence
from luoshi.duban.tasks.issuing.papers import response
from luoshi.duban.tasks.ledger.saved import Opened
from luoshi.duban.tasks.ledger.selection import selected
from luoshi.errors import LuoshiError

PAGE = 25


@require_GET
@needs(Right.SEE_TASKS)
def letters(request: SignedIn) -> HttpResponse:
    """The letters of the office, or those to one's own units."""
    page = Paginator(letters_visible_to(request.user), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "today": clock.today(),
        "may_supervise": may(request.user, Right.SUPERVISE),
        "may_set": may(request.user, Right.MANAGE_REGISTERS),
    }
    return render(request, "letters/letters.html", context)


@require_http_methods(["GET", "POST"])
@needs(Right.SUPERVISE)
def new(request: SignedIn) -> HttpResponse:
    """Prepare a letter about chosen tasks: first to which unit, where they have several, then the words."""
    data: QueryDict = request.POST if request.method == "POST" else request.GET
    asked = Opened.by(request.user, request.GET).asked
    tasks = list(
        selected(request.user, asked, data, clock.today())
        .select_related("register", "office")
        .order_by("due", "pk")[: MOST + 1]
    )
    units = units_of(tasks)
    if not units:
        words = _("所选任务现在没有承办单位。") if tasks else _("请先在任务列表中勾选任务。")
        messages.error(request, words)
        return redirect("tasks:tasks")
    choices = [(unit.pk, _("%(unit)s（%(count)s项）") % {"unit": unit, "count": len(rows)}) for unit, rows in units]
    choice = UnitChoice(data if "unit" in data else None, choices=choices)
    chosen = choice.cleaned_data["unit"] if choice.is_valid() else units[0][0].pk if len(units) == 1 else None
    if chosen is None:
        return render(request, "letters/choose.html", {"form": choice, "tasks": tasks})
    unit, rows = next(pair for pair in units if pair[0].pk == chosen)
    mine = [row.task for row in rows]
    writes = request.method == "POST" and "title" in request.POST
    form = LetterForm(request.POST if writes else None, initial={"title": usual_title(rows), "text": usual_text(rows)})
    if writes and form.is_valid():
        given = {"title": form.cleaned_data["title"], "text": form.cleaned_data["text"]}
        try:
            letter = prepare_letter(mine, unit, actor=request.user, **given)
        except LuoshiError as error:
            form.add_error(None, sentence(error))
        else:
            messages.success(request, _("已送审，由另一人审批后发出。"))
            return redirect("letters:letter", letter.pk)
    context = {"form": form, "unit": unit, "rows": rows, "left": len(tasks) - len(mine)}
    return render(request, "letters/new.html", context, status=422 if writes else 200)


@require_GET
@needs(Right.SEE_TASKS)
def letter(request: SignedIn, letter: int) -> HttpResponse:
    """One letter: its words, its tasks, where it stands, and what the person can do with it."""
    return _show(request, letter_for(request.user, letter))


def _show(request: SignedIn, one: Letter, status: int = 200, **more: object) -> HttpResponse:
    rows = list(one.rows.select_related("task").order_by("position"))
    if one.issued_on is None:
        papers.freeze(one, rows, clock.today())
    context = {
        "letter": one,
        "rows": rows,
        "today": clock.today(),
        "reason_form": ReasonForm(auto_id="back_%s"),
        "withdraw_form": ReasonForm(auto_id="withdraw_%s"),
        "answer_form": AnswerForm(),
        **_may(request.user, one),
        **more,
    }
    return render(request, "letters/letter.html", context, status=status)


def _may(user: User, one: Letter) -> dict[str, bool]:
    """What the person may do here; each is asked for again by its action."""
    supervises, other = may(user, Right.SUPERVISE), one.prepared_by_id != user.pk
    enters = may(user, Right.ENTER_REPORT)
    ours = enters or (is_for(user, one) and may(user, Right.REPORT))
    is_issued = one.state == LetterState.ISSUED
    approves = other and may(user, Right.APPROVE_PLAN)
    return {
        "may_edit": supervises and one.state == LetterState.PREPARED,
        "may_approve": approves and one.state == LetterState.PREPARED,
        "may_send_back": approves and one.state in (LetterState.PREPARED, LetterState.APPROVED),
        "may_issue": supervises and one.state == LetterState.APPROVED,
        "may_withdraw": supervises and one.state != LetterState.WITHDRAWN and one.answered_at is None,
        "may_sign": ours and is_issued and one.signed_at is None,
        "may_answer": ours and is_issued and one.answered_at is None,
        "enters": enters,
        "waits_for_other": supervises and not other and one.state == LetterState.PREPARED,
    }


@require_http_methods(["GET", "POST"])
@needs(Right.SUPERVISE)
def edit(request: SignedIn, letter: int) -> HttpResponse:
    """Change the words before approval."""
    shown = letter_for(request.user, letter)

    def initial() -> dict[str, Any]:
        one = letter_for(request.user, letter)
        return {"version": one.version, "title": one.title, "text": one.text}

    def do(data: dict[str, Any]) -> None:
        one = letter_for(request.user, letter)
        change_letter(one, actor=request.user, version=data["version"] or 0, title=data["title"], text=data["text"])

    page = FormPage(
        heading=_("修改督办函"),
        submit=_("保存"),
        back=reverse("letters:letter", args=[shown.pk]),
        done=_("已保存，等待审批。"),
        make=lambda data, initial: LetterForm(data, initial=initial),
        initial=initial,
        do=do,
    )
    return answer(request, page)


def _approve(request: SignedIn, one: Letter, version: int) -> str:
    approve_letter(one, actor=request.user, version=version)
    return _("已批准，可以发出。")


def _back(request: SignedIn, one: Letter, version: int) -> str:
    send_letter_back(one, actor=request.user, version=version, reason=request.POST.get("reason", ""))
    return _("已退回修改。")


def _issue(request: SignedIn, one: Letter, version: int) -> str:
    issue_letter(one, actor=request.user, version=version)
    return _("已发出：%(number)s。") % {"number": one.number}


def _withdraw(request: SignedIn, one: Letter, version: int) -> str:
    withdraw_letter(one, actor=request.user, version=version, reason=request.POST.get("reason", ""))
    return _("已撤回。")


def _sign(request: SignedIn, one: Letter, version: int) -> str:
    sign_letter(one, actor=request.user, version=version)
    return _("已签收。")


def _answer(request: SignedIn, one: Letter, version: int) -> str:
    answer_letter(one, actor=request.user, version=version, answer=request.POST.get("answer", ""))
    return _("已回复。")


#: What can be done with a letter, by the name of its button.
_ACTS: dict[str, Callable[[SignedIn, Letter, int], str]] = {
    "approve": _approve,
    "send-back": _back,
    "issue": _issue,
    "withdraw": _withdraw,
    "sign": _sign,
    "answer": _answer,
}


@require_POST
@needs(Right.SEE_TASKS)
def act(request: SignedIn, letter: int) -> HttpResponse:
    """Do what the button says; refused, the page says why, and what was typed stays."""
    one, wanted = letter_for(request.user, letter), request.POST.get("act", "")
    if wanted not in _ACTS:
        raise Http404
    try:
        words = _ACTS[wanted](request, one, version_sent(request.POST))
    except LuoshiError as error:
        forms = {"send-back": "reason_form", "withdraw": "withdraw_form", "answer": "answer_form"}
        typed: dict[str, object] = {}
        if wanted in forms:
            made = AnswerForm if wanted == "answer" else ReasonForm
            typed[forms[wanted]] = made(request.POST, auto_id=f"{wanted.split('-')[-1]}_%s")
        return _show(request, letter_for(request.user, letter), 409, problem=sentence(error), **typed)
    messages.success(request, words)
    return redirect("letters:letter", letter)


@require_GET
@needs(Right.SEE_TASKS)
def paper(request: SignedIn, letter: int, kind: str) -> HttpResponse:
    """The letter as Word or PDF."""
    one = letter_for(request.user, letter)
    try:
        content = papers.paper(one, kind)
    except LuoshiError as error:
        messages.error(request, sentence(error))
        return redirect("letters:letter", letter)
    name = one.number or _("督办函（未发出）")
    return response(content, f"{name} {one.unit.name}.{kind}")


@require_http_methods(["GET", "POST"])
@needs(Right.MANAGE_REGISTERS)
def settings(request: SignedIn) -> HttpResponse:
    """How letters are numbered, and how long a unit has to answer."""
    office = request.user.office
    if office is None:
        raise Http404

    def do(data: dict[str, Any]) -> None:
        set_letter_rules(
            actor=request.user, prefix=data["prefix"], answer_days=data["answer_days"], version=data["version"] or 0
        )

    page = FormPage(
        heading=_("督办函设置"),
        submit=_("保存"),
        back=reverse("letters:list"),
        done=_("已保存。"),
        make=lambda data, initial: LetterRulesForm(data, initial=initial),
        initial=lambda: LetterRulesForm.of(rules_of(office)),
        do=do,
    )
    return answer(request, page)
