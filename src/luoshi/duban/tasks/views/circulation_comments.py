"""Decide comments, and the table of what became of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.roles import Right
from luoshi.duban.locking import version_of
from luoshi.duban.problems import ChangedMeanwhile, sentence
from luoshi.duban.tasks.actions.decide_comment import decide_comment
from luoshi.duban.tasks.circulation.adoption import adoption_file, adoption_grid, adoption_rows, silent_remarks, summary
from luoshi.duban.tasks.circulation.applying import TaskChange, can_apply
from luoshi.duban.tasks.circulation.files import TYPES
from luoshi.duban.tasks.circulation.overview import counts, tabs
from luoshi.duban.tasks.circulation.queries import comment_in, comments_in, round_for
from luoshi.duban.tasks.circulation.wording import means_the_same, wording_of
from luoshi.duban.tasks.desk.changing import OPEN_STATES
from luoshi.duban.tasks.models import Assignment, Circulation, Comment, CommentField, PlanState, Verdict
from luoshi.duban.tasks.returning.differences import Piece, differences
from luoshi.duban.tasks.returning.naming import plain_name
from luoshi.duban.tasks.views.circulation_files import attachment
from luoshi.errors import LuoshiError

PAGE = 50


@dataclass(frozen=True, slots=True)
class CommentLine:
    """A comment as it is decided: with the differences, and whether it opens a new row of the list."""

    comment: Comment
    pieces: list[Piece]
    opens_row: bool = True
    errors: tuple[str, ...] = ()
    typed_reason: str | None = None
    typed_words: str | None = None
    conflict: bool = False

    @property
    def reason(self) -> str:
        """What stands in the field of the reason."""
        return self.comment.reason if self.typed_reason is None else self.typed_reason

    @property
    def words(self) -> str:
        """What the task's column would become: the unit's wording until somebody words it otherwise."""
        return self.comment.proposed if self.typed_words is None else self.typed_words

    @property
    def can_apply(self) -> bool:
        """Whether the task can be changed in the same action."""
        return can_apply(self.comment)

    @property
    def is_long(self) -> bool:
        """Whether the wording needs several lines."""
        return self.comment.field in (CommentField.TEXT, CommentField.STEPS, CommentField.TARGETS)

    @property
    def seen(self) -> str:
        """What the task's column says now."""
        task = self.comment.task
        if task is None or not self.can_apply:
            return ""
        parts = self.comment.field in (CommentField.STEPS, CommentField.TARGETS)
        return wording_of(task, parts=parts)[self.comment.field]

    @property
    def now(self) -> str:
        """The same where it is no longer what was sent out; empty where it is."""
        return "" if means_the_same(self.comment.field, self.seen, self.comment.current) else self.seen

    @property
    def tone(self) -> str:
        """The tone of the mark that says what became of it."""
        return {"taken": "good", "partly": "wait", "not-taken": "plain"}.get(self.comment.verdict, "todo")


def line_of(comment: Comment, **more: object) -> CommentLine:
    """A line for *comment*."""
    pieces = [] if comment.field == CommentField.OTHER else differences(comment.current, comment.proposed)
    return CommentLine(comment, pieces, **more)  # type: ignore[arg-type]  # its own fields


@needs(Right.CIRCULATE)
@require_GET
def comments(request: SignedIn, plan: int, number: int) -> HttpResponse:
    """Every comment by row, the open ones first where wished."""
    circulation = round_for(request.user, plan, number)
    numbers = counts(circulation)
    found, shown = comments_in(circulation), request.GET.get("show", "")
    if shown == "open":
        found = found.filter(verdict=Verdict.OPEN)
    pages = Paginator(found, PAGE)
    pages.__dict__["count"] = numbers["open" if shown == "open" else "comments"]  # known already: no query for it
    page = pages.get_page(request.GET.get("page"))
    _fetch_columns(page.object_list)
    lines: list[CommentLine] = []
    for one in page.object_list:
        one.invitation.circulation = circulation
        lines.append(line_of(one, opens_row=not lines or lines[-1].comment.row_id != one.row_id))
    context = {
        "plan": circulation.plan,
        "circulation": circulation,
        "tabs": tabs(circulation, "comments", numbers),
        "counts": numbers,
        "page": page,
        "lines": lines,
        "shown": shown,
        "can_decide": _can_decide(circulation),
        "at_desk": circulation.plan.state in OPEN_STATES,
    }
    return render(request, "tasks/circulation/comments.html", context)


def _fetch_columns(comments: Iterable[Comment]) -> None:
    """What the tasks say now, in as few queries as the columns in question need."""
    wanted = {CommentField(one.field) for one in comments}
    # The units are always read; steps and targets only for comments on them, and then both.
    parts = bool(wanted & {CommentField.STEPS, CommentField.TARGETS})
    units = Prefetch("assignments", Assignment.objects.select_related("unit").order_by("position", "id"))
    tasks = [one.task for one in comments if one.task is not None]
    prefetch_related_objects(tasks, units, *(("steps", "targets") if parts else ()))


def _can_decide(circulation: Circulation) -> bool:
    return circulation.plan.state in (PlanState.DRAFTING, PlanState.CIRCULATING)


@needs(Right.CIRCULATE)
@require_POST
def decide(request: SignedIn, plan: int, number: int, comment: int) -> HttpResponse:
    """One decision; a script gets the comment anew, a plain form the page."""
    circulation = round_for(request.user, plan, number)
    found = comment_in(circulation, comment)
    found.invitation.circulation = circulation
    seen, wanted = request.POST.get("version", ""), request.POST.get("verdict", "")
    reason = request.POST.get("reason", "")
    typed = {"typed_reason": reason, "typed_words": request.POST.get("words")}
    try:
        verdict = Verdict(wanted)
        decide_comment(
            found, verdict=verdict, reason=reason, version=version_of(seen), actor=request.user, change=_change(request)
        )
    except ValueError:
        line = line_of(found, errors=(_("请选择采纳、部分采纳或未采纳。"),), **typed)
    except ChangedMeanwhile as error:
        # The task may have been changed rather than the comment; either is shown as it is now.
        line = line_of(comment_in(circulation, comment), errors=(sentence(error),), conflict=True, **typed)
    except LuoshiError as error:
        line = line_of(found, errors=(sentence(error),), **typed)
    else:
        line = line_of(comment_in(circulation, comment))
    if request.headers.get("HX-Request") == "true":
        numbers = counts(circulation)
        context = {
            "plan": circulation.plan,
            "circulation": circulation,
            "line": line,
            "can_decide": True,
            "tabs": tabs(circulation, "comments", numbers),
            "counts": numbers,
            "shown": "open" if "show=open" in request.headers.get("HX-Current-URL", "") else "",
        }
        return render(request, "tasks/circulation/decided.html", context)
    for words in line.errors:
        messages.error(request, words)
    return redirect("tasks:circulation-comments", plan, number)


def _change(request: SignedIn) -> TaskChange | None:
    """What the task is to become, where that was ticked."""
    if request.POST.get("apply") != "yes":
        return None
    words, seen = (request.POST.get(name, "").replace("\r\n", "\n") for name in ("words", "seen"))
    return TaskChange(words, seen)


@needs(Right.CIRCULATE)
@require_GET
def adoption(request: SignedIn, plan: int, number: int) -> HttpResponse:
    """意见采纳情况表 on the screen."""
    circulation = round_for(request.user, plan, number)
    everybody = list(circulation.invitations.select_related("unit"))
    rows = adoption_rows(comments_in(circulation))
    context = {
        "plan": circulation.plan,
        "circulation": circulation,
        "tabs": tabs(circulation, "adoption", counts(circulation)),
        "rows": rows,
        "summary": summary(circulation, rows, everybody),
        "remarks": silent_remarks(everybody),
    }
    return render(request, "tasks/circulation/adoption.html", context)


@needs(Right.CIRCULATE)
@require_GET
def adoption_as_file(request: SignedIn, plan: int, number: int, kind: str) -> HttpResponse:
    """意见采纳情况表 as Word or Excel."""
    circulation = round_for(request.user, plan, number)
    grid = adoption_grid(circulation, comments_in(circulation), list(circulation.invitations.select_related("unit")))
    name = f"{plain_name(circulation.plan.title)}-意见采纳情况表.{kind}"
    return attachment(adoption_file(grid, kind), name, TYPES[kind])
