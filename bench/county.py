"""A large fictional county for measuring: units, people, and as many issued tasks as asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import OuterRef, Subquery

from luoshi.duban import clock
from luoshi.duban.accounts.models import Office, User
from luoshi.duban.accounts.roles import Role
from luoshi.duban.documents import storage
from luoshi.duban.documents.actions.store_reading import extract_reading
from luoshi.duban.documents.models import Document, SourceFile
from luoshi.duban.organisations.models import Post, Tenure, Unit
from luoshi.duban.oversight.lights.renewing import renew_all
from luoshi.duban.registers.models import Register
from luoshi.duban.tasks.actions.open_plan import open_plan
from luoshi.duban.tasks.ledger.words import write_words
from luoshi.duban.tasks.models import (
    Assignment,
    AssignmentRole,
    Extension,
    Limit,
    LimitKind,
    Notice,
    NoticeKind,
    Plan,
    PlanState,
    Report,
    ReportKind,
    Return,
    SourceKind,
    State,
    Task,
    TaskSource,
)

UNITS = 200
PLAN = 100  # tasks a plan
UNITS_A_TASK = 3
REPORTS = 10  # reports a task
BATCH = 2_000
SINCE = date(2020, 1, 1)
_MOMENT = datetime(2026, 1, 5, 9, 0, tzinfo=clock.ZONE)
_ROLES = (AssignmentRole.LEAD, AssignmentRole.SUPPORTING, AssignmentRole.SUPPORTING)
_STATES = (
    *(State.ISSUED, State.ACKNOWLEDGED, State.IN_PROGRESS, State.IN_PROGRESS, State.IN_PROGRESS, State.SUBMITTED),
    *(State.VERIFIED, State.SENT_BACK, State.RETURNED, State.CLOSED_OUT, State.CLOSED_OUT, State.CLOSED_OUT),
)
_DONE = (State.SUBMITTED, State.VERIFIED, State.CLOSED_OUT)
_SAID = "本月完成工程量的一成，质量抽检合格，征地协调还差两户，下月进场施工。"
_WORK = ("除险加固", "河道疏浚", "危房改造", "管网更新", "隐患整治", "造林绿化", "道路修复", "校舍扩建")


@dataclass(frozen=True, slots=True)
class County:
    """Who asks for pages: a supervisor, the head, a liaison; and what there is to ask for."""

    office: Office
    register: Register
    supervisor: User
    head: User
    liaison: User
    plan: Plan
    task: Task
    desk: Plan
    unit: Unit
    assignment: Assignment
    submitted: Assignment


def found(tasks: int) -> County:
    """Put a county with *tasks* issued tasks into the database."""
    with transaction.atomic():
        office = Office.objects.create(key="bench", name="青禾县督查室", region="青禾县")
        units = Unit.objects.bulk_create(
            Unit(office=office, name=f"青禾县第{place}局", short_name=f"第{place}局", position=place, starts=SINCE)
            for place in range(1, UNITS + 1)
        )
        register = Register.objects.create(office=office, name="重点工作任务台账", year=2026, prefix="督")
        people = [_person(office, role, units[0]) for role in (Role.SUPERVISOR, Role.HEAD_OF_SUPERVISION, Role.LIAISON)]
        plans = Plan.objects.bulk_create(_plans(office, register, tasks // PLAN, people[1]))
        rows = Task.objects.bulk_create(_tasks(office, register, plans), batch_size=BATCH)
        for start in range(0, len(rows), BATCH):
            some = rows[start : start + BATCH]
            for model, make in ((Assignment, _assignments), (Limit, _limits), (TaskSource, _sources)):
                model.objects.bulk_create(make(some, units))
            write_words(some)
        Task.objects.update(lead=Subquery(Assignment.objects.filter(task=OuterRef("pk"), position=1).values("unit")))
        _report(people[2])
        _renew()
    desk = _desk(office, register, people[0])
    own = Assignment.objects.filter(unit=units[0], answers=True)
    return County(
        *(office, register, *people),
        plan=plans[0],
        task=rows[len(rows) // 2],
        desk=desk,
        unit=units[0],
        assignment=own.filter(state=State.IN_PROGRESS)[0],
        submitted=Assignment.objects.filter(answers=True, state=State.SUBMITTED)[0],
    )


def _renew() -> None:
    """Lights as they were kept a month and a week ago, and as they are today."""
    today = clock.today()
    for days in (28, 8, 0):
        renew_all(today - timedelta(days=days))


def _report(liaison: User) -> None:
    """What the leading units reported, asked for and were told."""
    leading = list(Assignment.objects.filter(answers=True).order_by("pk"))
    for start in range(0, len(leading), BATCH // 2):
        Report.objects.bulk_create(_reports(leading[start : start + BATCH // 2], liaison), batch_size=BATCH)
    newest = Report.objects.filter(assignment=OuterRef("pk")).order_by("-id").values("pk")[:1]
    Assignment.objects.filter(answers=True).update(latest=Subquery(newest))
    Extension.objects.bulk_create(_extensions(leading[::100]))
    Return.objects.bulk_create(_returns([row for row in leading if row.state == State.RETURNED][::4]))
    Notice.objects.bulk_create(_notices(leading[::10]), batch_size=BATCH)


def _reports(leading: list[Assignment], liaison: User) -> Iterator[Report]:
    for row in leading:
        for number in range(1, REPORTS + 1):
            is_last = number == REPORTS and row.state in _DONE
            day = date(2026, number, 28)
            yield Report(
                assignment=row,
                kind=ReportKind.COMPLETION if is_last else ReportKind.PROGRESS,
                text=f"{_SAID}（第{number}次）",
                percent=number * 10,
                reported_by="沈工",
                reported_on=day,
                typed_by=liaison,
                typed_at=datetime.combine(day, _MOMENT.timetz()),
                filed_at=datetime.combine(day, _MOMENT.timetz()),
                covers_until=day,
                done_on=day if is_last else None,
            )


def _extensions(leading: list[Assignment]) -> Iterator[Extension]:
    for row in leading:
        day = row.due or SINCE
        yield Extension(
            assignment=row, asked_by="沈工", asked_on=day, reason="汛期停工", progress="完成七成", due_then=day,
            due_wanted=day + timedelta(days=30),
        )  # fmt: skip


def _returns(returned: list[Assignment]) -> Iterator[Return]:
    for row in returned:
        yield Return(assignment=row, asked_by="沈工", asked_on=_MOMENT.date(), reason="不属本单位职责")


def _notices(leading: list[Assignment]) -> Iterator[Notice]:
    for row in leading:
        yield Notice(task_id=row.task_id, unit_id=row.unit_id, kind=NoticeKind.CHANGED, text="会议：第5次调度会")


def report(statements: int) -> str:
    """A plan with about so many statements, half of them directives."""
    item = "{n}. 第{n}局要在9月底前完成第{n}处水毁工程修复，第1局配合。要加强巡查{n}次以上，确保安全度汛。\n"
    return "青禾县水毁工程修复实施方案\n2026年7月10日\n" + "".join(item.format(n=n) for n in range(1, statements // 2))


def _desk(office: Office, register: Register, person: User) -> Plan:
    """The review desk of a report with 400 statements."""
    content = report(400).encode()
    place, _is_new = storage.keep(office.key, content)
    source = SourceFile.objects.create(
        office=office, sha256=storage.digest(content), name="方案.txt", size=len(content), stored=place
    )
    document = Document.objects.create(office=office, source=source)
    extract_reading(document, content)
    return open_plan(document, register, actor=person)


def _person(office: Office, role: Role, unit: Unit) -> User:
    person = User.objects.create_user(f"bench-{role.value}", "沈工", office=office)
    User.objects.filter(pk=person.pk).update(must_change_password=False, password_changed_at=clock.now())
    post = Post.objects.create(office=office, role=role, title=role.label, unit=unit if role is Role.LIAISON else None)
    Tenure.objects.create(post=post, person=person, starts=SINCE)
    return User.objects.get(pk=person.pk)


def _plans(office: Office, register: Register, count: int, head: User) -> Iterator[Plan]:
    for place in range(1, count + 1):
        yield Plan(
            office=office,
            register=register,
            title=f"第{place}次会议议定事项任务分解",
            state=PlanState.ISSUED,
            number=f"青督字〔2026〕{place}号",
            issued_at=_MOMENT,
            issued_on=_MOMENT.date(),
            issued_by=head,
        )


def _tasks(office: Office, register: Register, plans: list[Plan]) -> Iterator[Task]:
    number = 0
    for plan in plans:
        for position in range(1, PLAN + 1):
            number += 1
            work = _WORK[number % len(_WORK)]
            yield Task(
                office=office,
                register=register,
                plan=plan,
                number=f"督2026-{number:05}",
                position=position,
                title=f"第{number}项{work}",
                text=f"牵头完成第{number}项{work}，年底前通过验收。",
                limit_kind=LimitKind.DATE,
                limit_text="年底前",
                due=date(2026, 2, 1) + timedelta(days=number % 330),
                state=_STATES[number % len(_STATES)],
                done_on=date(2026, 10, 28) if _STATES[number % len(_STATES)] in _DONE else None,
                issued_at=_MOMENT + timedelta(seconds=plan.pk),
            )


def _assignments(tasks: list[Task], units: list[Unit]) -> Iterator[Assignment]:
    for task in tasks:
        for place, role in enumerate(_ROLES):
            unit = units[(task.pk * 7 + place * 31) % len(units)]
            yield Assignment(
                task=task,
                unit=unit,
                name=unit.name,
                role=role,
                position=place + 1,
                state=task.state,
                state_since=task.issued_at,
                why="person",
                answers=role is AssignmentRole.LEAD,
                first_due=task.due,
                due=task.due,
                counts_from=_MOMENT.date(),
                done_on=task.done_on,
                ended_on=task.done_on if task.state == State.CLOSED_OUT else None,
                reported_through=date(2026, 10, 28 if task.pk % 3 else 31),
                percent=100,
            )


def _limits(tasks: list[Task], _units: list[Unit]) -> Iterator[Limit]:
    for task in tasks:
        yield Limit(task=task, kind=LimitKind.DATE, text="年底前", due=task.due, is_first=True)


def _sources(tasks: list[Task], _units: list[Unit]) -> Iterator[TaskSource]:
    for task in tasks:
        yield TaskSource(task=task, kind=SourceKind.ORAL, said_by="赵县长", said_on=date(2026, 1, 4))
