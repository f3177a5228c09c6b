"""Compare a sheet's people with who holds which post."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from luoshi.duban.accounts.models import Office, RoleGrant, User
from luoshi.duban.accounts.roles import Role
from luoshi.duban.organisations.access import UNIT_ROLES, may_fill
from luoshi.duban.organisations.models import Post, Tenure
from luoshi.duban.organisations.queries import current
from luoshi.duban.organisations.sheets.compare_units import KnownUnits
from luoshi.duban.organisations.sheets.differences import Detail, PersonChange, Status
from luoshi.duban.organisations.sheets.reading import PersonRow
from luoshi.duban.spreadsheets.problems import CellProblem

Seat = tuple[Role, str]


class _Wrong(Exception):
    """A row that cannot count; caught where the rows are walked."""

    def __init__(self, problem: CellProblem) -> None:
        self.problem = problem


@dataclass(slots=True)
class _Office:
    """People and posts of the office, by what rows name them."""

    by_username: dict[str, User]
    by_name: dict[str, list[User]]
    tenures: dict[Seat, list[Tenure]]
    vacant: dict[Seat, list[Post]]
    administrators: set[int]
    taken: set[int] = field(default_factory=set)


def _read(office: Office, on: date) -> _Office:
    people = list(User.objects.filter(office=office))
    by_name: dict[str, list[User]] = defaultdict(list)
    for person in people:
        by_name["".join(person.name.split())].append(person)
    running = Tenure.objects.filter(Q(ends__isnull=True) | Q(ends__gt=on), post__office=office, post__is_open=True)
    tenures: dict[Seat, list[Tenure]] = defaultdict(list)
    for tenure in running.select_related("post__unit", "person"):
        tenures[_seat(tenure.post)].append(tenure)
    held = {tenure.post_id for group in tenures.values() for tenure in group}
    vacant: dict[Seat, list[Post]] = defaultdict(list)
    for post in Post.objects.filter(office=office, is_open=True).exclude(pk__in=held).select_related("unit"):
        vacant[_seat(post)].append(post)
    others = User.objects.exclude(office=office).values_list("username", flat=True)
    by_username = {person.username.casefold(): person for person in people}
    for name in others:
        by_username.setdefault(name.casefold(), User(username=name, office_id=None))
    granted = set(RoleGrant.objects.filter(current(on)).values_list("user_id", flat=True))
    return _Office(by_username, by_name, tenures, vacant, granted)


def _seat(post: Post) -> Seat:
    return Role(post.role), "" if post.unit is None else post.unit.name


def compare_people(
    rows: list[PersonRow], known: KnownUnits, office: Office, *, actor: User, on: date
) -> tuple[list[PersonChange], list[CellProblem]]:
    """What each row does, and what is wrong with it.

    A row whose person holds such a post already changes the telephone and the first day; else a vacant post is
    filled, else one whose holder the sheet does not name is handed over, else a new post is opened.
    """
    state = _read(office, on)
    comparison = _Comparison(state, known, actor, on, rows)
    changes: list[PersonChange] = []
    problems: list[CellProblem] = []
    for row in rows:
        try:
            changes.append(comparison.change(row))
        except _Wrong as wrong:
            problems.append(wrong.problem)
    return changes, problems


class _Comparison:
    def __init__(self, state: _Office, known: KnownUnits, actor: User, on: date, rows: list[PersonRow]) -> None:
        self.state, self.known, self.actor, self.on = state, known, actor, on
        self.namesakes: dict[str, list[PersonRow]] = defaultdict(list)
        for row in rows:
            self.namesakes[row.name].append(row)
        self.named: dict[Seat, set[str]] = defaultdict(set)
        self.seen: dict[tuple[Seat, str], int] = {}
        for row in rows:
            self.named[row.role, self._official(row)].add(row.name)

    def _official(self, row: PersonRow) -> str:
        return self.known.official(row.unit) if row.unit else ""

    def change(self, row: PersonRow) -> PersonChange:
        unit = self._unit(row)
        seat = (row.role, unit)
        person = self._person(row, seat)
        key = person.username if person is not None else row.username or row.name
        if (seat, key) in self.seen:
            chinese = f"与第{self.seen[seat, key]}行重复"
            raise _wrong(row, "name", chinese, f"stands in row {self.seen[seat, key]} already")
        self.seen[seat, key] = row.place.row
        held = next((t for t in self.state.tenures[seat] if person is not None and t.person_id == person.pk), None)
        if held is not None and person is not None:
            return self._held(row, person, unit, held)
        self._require_allowed(row, person)
        post, before = self._post(row, seat)
        details = [Detail(_("任职"), before, row.name)]
        if post is None:
            details = [Detail(_("新设岗位"), "", f"{unit} {row.title or row.role.label}".strip()), *details]
        if person is None:
            details.append(Detail(_("新建账号"), "", key))
        details.append(Detail(_("起任日期"), "", (row.starts or self.on).isoformat()))
        return PersonChange(
            row,
            Status.NEW,
            tuple(details),
            post=None if post is None else post.pk,
            person=None if person is None else person.pk,
            key=key,
            unit=unit,
            after=before,
        )

    def _held(self, row: PersonRow, person: User, unit: str, tenure: Tenure) -> PersonChange:
        details = []
        if row.telephone and row.telephone != person.telephone:
            details.append(Detail(_("电话"), person.telephone, row.telephone))
        other_day = row.starts is not None and row.starts != tenure.starts
        if other_day and row.starts is not None:
            if not may_fill(self.actor, row.role):
                chinese = f"起任日期与现有的{tenure.starts}不同，须由安全管理员更正"
                raise _wrong(
                    row, "starts", chinese, f"it began on {tenure.starts}; the security administrator corrects it"
                )
            details.append(Detail(_("起任日期"), tenure.starts.isoformat(), row.starts.isoformat()))
        return PersonChange(
            row,
            Status.CHANGED if details else Status.SAME,
            tuple(details),
            post=tenure.post_id,
            person=person.pk,
            key=person.username,
            unit=unit,
            tenure=tenure.pk if other_day else None,
        )

    def _unit(self, row: PersonRow) -> str:
        official = self._official(row)
        if row.role in UNIT_ROLES and not row.unit:
            raise _wrong(row, "unit", f"“{row.role.label}”须填写单位", f"a {row.role.value} needs a unit")
        if row.unit and not official:
            raise _wrong(row, "unit", f"单位“{row.unit}”不在名录中，也不在本表中", f"the unit {row.unit} is unknown")
        return official if row.role in UNIT_ROLES else ""

    def _person(self, row: PersonRow, seat: Seat) -> User | None:
        """Who is meant; ``None`` is somebody new.  Nothing is guessed: what could be two people is asked."""
        if row.username:
            return self._by_username(row)
        people = self.state.by_name.get(row.name, [])
        holders = {tenure.person_id for tenure in self.state.tenures[seat]}
        here = [person for person in people if person.pk in holders]
        if len(here) == 1:
            return here[0]
        same = [person for person in people if row.telephone and person.telephone == row.telephone]
        if len(same) == 1:
            return same[0]
        if people:
            names = "、".join(person.username for person in people)
            chinese = f"已有同名人员（登录名{names}）：是同一人请填其登录名，不是请另起一个登录名"
            raise _wrong(row, "username", chinese, f"a person of that name has an account ({names}); give a user name")
        if self._could_be_two(row):
            chinese = f"表中有多个“{row.name}”：是同一人请填相同的电话或登录名，不是请填不同的登录名"
            raise _wrong(row, "username", chinese, f"{row.name} stands here more than once; give user names")
        if row.name.casefold() in self.state.by_username:
            chinese = f"登录名“{row.name}”已被使用，请另起一个登录名"
            raise _wrong(row, "username", chinese, f"the user name {row.name} is taken; give another")
        return None

    def _could_be_two(self, row: PersonRow) -> bool:
        """Whether rows of this name in several units may mean different people: no telephone says that they do not."""
        others = [other for other in self.namesakes[row.name] if not other.username]
        telephones, units = {other.telephone for other in others}, {self._official(other) for other in others}
        return len(units) > 1 and (len(telephones) > 1 or not row.telephone)

    def _by_username(self, row: PersonRow) -> User | None:
        person = self.state.by_username.get(row.username.casefold())
        if person is None:
            clash = next((o for o in self._all() if o.username == row.username and o.name != row.name), None)
            if clash is not None:
                chinese = f"登录名“{row.username}”在第{clash.place.row}行属于“{clash.name}”"
                raise _wrong(row, "username", chinese, f"row {clash.place.row} gives {row.username} to somebody else")
            return None
        if person.pk is None or "".join(person.name.split()) != row.name:
            chinese = f"登录名“{row.username}”已属于他人"
            raise _wrong(row, "username", chinese, f"{row.username} belongs to somebody else")
        return person

    def _all(self) -> list[PersonRow]:
        return [row for rows in self.namesakes.values() for row in rows]

    def _require_allowed(self, row: PersonRow, person: User | None) -> None:
        if not may_fill(self.actor, row.role):
            chinese = f"“{row.role.label}”须由安全管理员任命，您不能导入"
            raise _wrong(row, "role", chinese, f"a {row.role.value} is appointed by the security administrator")
        if person is None:
            return
        if person.pk == self.actor.pk:
            raise _wrong(row, "name", "不能任命自己", "nobody appoints oneself")
        if not person.is_active:
            raise _wrong(row, "name", f"{person.name}的账号已停用", f"the account of {person.name} is switched off")
        if person.pk in self.state.administrators:
            chinese = f"{person.name}是管理员（三员），不能担任业务岗位"
            raise _wrong(row, "name", chinese, f"{person.name} is one of the three administrators")

    def _post(self, row: PersonRow, seat: Seat) -> tuple[Post | None, str]:
        """The post to fill and whom the person follows; no post means that one is opened."""
        vacant = self.state.vacant[seat]
        if vacant:
            return vacant.pop(0), ""
        for tenure in self.state.tenures[seat]:
            gone = tenure.person.name not in self.named[seat] and tenure.post_id not in self.state.taken
            if gone:
                self._require_later(row, tenure)
                self.state.taken.add(tenure.post_id)
                return tenure.post, tenure.person.name
        return None, ""

    def _require_later(self, row: PersonRow, tenure: Tenure) -> None:
        starts = row.starts or self.on
        if tenure.starts >= starts:
            chinese = f"起任日期{starts}不晚于现任{tenure.person.name}的{tenure.starts}"
            raise _wrong(row, "starts", chinese, f"{starts} is not after {tenure.starts}, when the holder began")


def _wrong(row: PersonRow, name: str, chinese: str, english: str) -> _Wrong:
    return _Wrong(row.place.problem(name, chinese, english))
