"""反馈意见: a unit's answer to its extract, whoever brings it and however it comes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied
from django.db import transaction

from luoshi.duban import clock
from luoshi.duban.accounts.access import require
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import Actor, record
from luoshi.duban.organisations.queries import units_of
from luoshi.duban.problems import ChangedMeanwhile, Refused
from luoshi.duban.tasks.actions.renew_links import closed
from luoshi.duban.tasks.circulation.queries import takes_answers
from luoshi.duban.tasks.circulation.wording import LONGEST, Proposal
from luoshi.duban.tasks.models import CirculatedTask, Circulation, Comment, CommentField, Invitation, Through, Verdict

Key = tuple[int | None, str]


@dataclass(frozen=True, slots=True)
class By:
    """Who answers, through what: made by :func:`by_link`, :func:`by_person` or :func:`by_office`, which ask for the
    right to do so."""

    through: Through
    said_by: str
    actor: Actor
    office: str
    entered_by: User | None = None
    source_name: str = ""


def by_link(invitation: Invitation, said_by: str) -> By:
    """Somebody at the unit who holds its personal link; the name is what they typed."""
    name = _name(said_by)
    actor = Actor("", f"{name}（{invitation.unit.name}，链接）")
    return By(Through.LINK, name, actor, invitation.circulation.plan.office.key)


def by_person(invitation: Invitation, user: User) -> By:
    """A liaison or head of the unit who has signed in; :class:`PermissionDenied` for anybody else."""
    require(user, Right.COMMENT)
    if not units_of(user, clock.today()).filter(pk=invitation.unit_id).exists():
        raise PermissionDenied
    return By(Through.PAGE, user.name, user.actor, user.office_key, user)


def by_office(
    invitation: Invitation, user: User, said_by: str, *, through: Through = Through.HAND, source_name: str = ""
) -> By:
    """Somebody of the supervision office on the unit's behalf (代录): after a telephone call, or from a file."""
    require(user, Right.CIRCULATE)
    if invitation.circulation.plan.office_id != user.office_id:
        raise PermissionDenied
    return By(through, _name(said_by), user.actor, user.office_key, user, source_name)


def _name(said_by: str) -> str:
    name = said_by.strip()
    if not name:
        raise Refused("no-name", "请填写反馈人姓名。", "Say who answers.")
    return name[:100]


@dataclass(slots=True)
class Answered:
    """What an answer came to."""

    added: list[Comment] = field(default_factory=list)
    changed: list[Comment] = field(default_factory=list)
    withdrawn: list[Comment] = field(default_factory=list)
    unchanged: int = 0

    @property
    def is_news(self) -> bool:
        """Whether anything is different from before."""
        return bool(self.added or self.changed or self.withdrawn)


@transaction.atomic
def answer(invitation: Invitation, proposals: Sequence[Proposal], *, by: By, version: int | None = None) -> Answered:
    """Put *proposals* in place of what the unit has answered so far; none of them is 无意见.

    From a file they only take the place of what came in files.  A comment that was decided stays as it is unless the
    unit proposes something else for the same place; then the old one stays on record and the new one is open.
    Raises :class:`Refused` where the round is over or a row is not the unit's, :class:`ChangedMeanwhile` where
    *version* is no longer the invitation's.
    """
    circulation = (
        Circulation.objects.select_for_update(of=("self",)).select_related("plan").get(pk=invitation.circulation_id)
    )
    if not takes_answers(circulation):
        raise closed()
    rows = {one.row_id: one.row for one in invitation.extract.select_related("row")}
    wanted = _checked(proposals, rows)
    _claim(invitation, version)
    standing = {
        (one.row_id, one.field): one
        for one in invitation.comments.exclude(verdict=Verdict.WITHDRAWN).select_related("row")
    }
    done = _put(invitation, wanted, standing, rows, by)
    done.withdrawn += _take_back(wanted, standing.values(), by)
    _note(invitation, by)
    _record(invitation, done, by)
    return done


def _checked(proposals: Iterable[Proposal], rows: Mapping[int, CirculatedTask]) -> dict[Key, Proposal]:
    wanted: dict[Key, Proposal] = {}
    for one in proposals:
        if (one.row is None and one.field != CommentField.OTHER) or (one.row is not None and one.row not in rows):
            raise Refused(
                "other-row",
                "意见所指的条目不在本单位的征求意见范围内。",
                "A comment is about a row that is not this unit's.",
            )
        if one.field not in CommentField.values or (one.row, one.field) in wanted:
            raise Refused(
                "bad-comment", "意见的格式不正确，请重新填写。", "The comment cannot be read; fill it in again."
            )
        if max(len(one.proposed), len(one.remark)) > LONGEST:
            raise Refused(
                "too-long",
                f"一条意见最多{LONGEST}字，请精简或另附文件。",
                f"A comment has at most {LONGEST} characters; shorten it or send a file.",
            )
        wanted[one.row, one.field] = one
    return wanted


def _claim(invitation: Invitation, version: int | None) -> None:
    rows = Invitation.objects.filter(pk=invitation.pk)
    if version is not None:
        rows = rows.filter(version=version)
    current = invitation.version if version is None else version
    if rows.update(version=current + 1) != 1:
        raise ChangedMeanwhile(f"{invitation.unit.name}的意见")
    invitation.version = current + 1


def _put(
    invitation: Invitation,
    wanted: Mapping[Key, Proposal],
    standing: Mapping[Key, Comment],
    rows: Mapping[int, CirculatedTask],
    by: By,
) -> Answered:
    done = Answered()
    for key, one in wanted.items():
        known = standing.get(key)
        if known is not None and (known.proposed, known.remark) == (one.proposed, one.remark):
            done.unchanged += 1
            continue
        if known is not None and known.verdict == Verdict.OPEN:
            _change(known, one, by)
            done.changed.append(known)
            continue
        if known is not None:
            done.withdrawn.append(_withdraw(known))
        done.added.append(_add(invitation, one, rows.get(one.row) if one.row else None, by))
    return done


def _change(comment: Comment, one: Proposal, by: By) -> None:
    comment.proposed, comment.remark, comment.made_at = one.proposed, one.remark, clock.now()
    comment.through, comment.said_by, comment.source_name = by.through, by.said_by, by.source_name
    comment.version += 1
    comment.save()


def _add(invitation: Invitation, one: Proposal, row: CirculatedTask | None, by: By) -> Comment:
    known = CommentField(one.field) is not CommentField.OTHER
    return Comment.objects.create(
        invitation=invitation,
        row=row,
        task_id=_task_that_is_there(row),
        field=one.field,
        current=getattr(row, one.field) if row is not None and known else "",
        proposed=one.proposed,
        remark=one.remark,
        through=by.through,
        said_by=by.said_by,
        source_name=by.source_name,
    )


def _task_that_is_there(row: CirculatedTask | None) -> int | None:
    if row is None or row.task_id is None:
        return None
    return row.circulation.plan.tasks.filter(pk=row.task_id).values_list("pk", flat=True).first()


def _withdraw(comment: Comment) -> Comment:
    comment.verdict = Verdict.WITHDRAWN
    comment.version += 1
    comment.save(update_fields=("verdict", "version"))
    return comment


def _take_back(wanted: Mapping[Key, Proposal], standing: Iterable[Comment], by: By) -> list[Comment]:
    """Withdraw what the unit no longer says; a file says nothing about what came by another way."""
    return [
        _withdraw(one)
        for one in standing
        if (one.row_id, one.field) not in wanted
        and one.verdict == Verdict.OPEN
        and (by.through != Through.FILE or one.through == Through.FILE)
    ]


def _note(invitation: Invitation, by: By) -> None:
    invitation.answered_at, invitation.answered_by, invitation.answered_through = clock.now(), by.said_by, by.through
    invitation.entered_by = by.entered_by
    invitation.no_objection = not invitation.comments.exclude(verdict=Verdict.WITHDRAWN).exists()
    invitation.save(update_fields=("answered_at", "answered_by", "answered_through", "entered_by", "no_objection"))


def _record(invitation: Invitation, done: Answered, by: By) -> None:
    record(
        "invitation.answered",
        invitation,
        office=by.office,
        actor=by.actor,
        before={"withdrawn": [_plain(one) for one in done.withdrawn]},
        after={
            "through": by.through,
            "said_by": by.said_by,
            "file": by.source_name,
            "no_objection": invitation.no_objection,
            "added": [_plain(one) for one in done.added],
            "changed": [_plain(one) for one in done.changed],
            "unchanged": done.unchanged,
        },
    )


def _plain(comment: Comment) -> dict[str, object]:
    return {
        "row": comment.row.number if comment.row else None,
        "field": comment.field,
        "current": comment.current,
        "proposed": comment.proposed,
        "remark": comment.remark,
    }
