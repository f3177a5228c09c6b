"""The cast: one fictional county, its units and its people, named once for every test.

陈明 drafts and chases (督查员), 李静 is a second 督查员, 王主任 heads the supervision office, 赵县长 is the
principal, 钱副县长 answers for water and housing; 孙联络 and 周局长 are liaison and head of the water bureau,
吴联络 is liaison of the housing bureau, 郑联络 of a township; 冯审计, 褚系统, 卫安全 are the three administrators;
蒋查阅 only reads; 沈外人 belongs to another county.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from luoshi.duban.accounts.models import Office, RoleGrant, User
from luoshi.duban.accounts.roles import Role
from luoshi.duban.organisations.models import Alias, Membership, Post, Tenure, Unit, UnitKind
from luoshi.duban.registers.models import Register

PASSWORD = "Qinghe-2026-duban"
SINCE = date(2020, 1, 1)


@dataclass
class Cast:
    """Everybody by a short name; ``unit`` by its name."""

    office: Office
    other_office: Office
    units: dict[str, Unit] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)
    register: Register | None = None

    def __getattr__(self, name: str) -> User:
        people = self.__dict__.get("people", {})
        if name in people:
            return people[name]
        raise AttributeError(name)

    def unit(self, name: str) -> Unit:
        return self.units[name]


UNITS = (
    # name, kind, parent, aliases
    ("青禾县水利局", UnitKind.ORGANISATION, None, ("县水务局", "水利部门")),
    ("青禾县水利局河湖中心", UnitKind.ORGANISATION, "青禾县水利局", ()),
    ("青禾县住房和城乡建设局", UnitKind.ORGANISATION, None, ("县住建局",)),
    ("青禾县财政局", UnitKind.ORGANISATION, None, ("县财政局",)),
    ("青禾县农业农村局", UnitKind.ORGANISATION, None, ("农业农村部门",)),
    ("临川镇人民政府", UnitKind.ORGANISATION, None, ("临川镇",)),
    ("石桥乡人民政府", UnitKind.ORGANISATION, None, ("石桥乡",)),
    ("各乡镇", UnitKind.GROUP, None, ("各乡镇人民政府",)),
)
PEOPLE = (
    # short name, name, role, unit
    ("chen", "陈明", Role.SUPERVISOR, None),
    ("li", "李静", Role.SUPERVISOR, None),
    ("wang", "王主任", Role.HEAD_OF_SUPERVISION, None),
    ("zhao", "赵县长", Role.PRINCIPAL, None),
    ("qian", "钱副县长", Role.ACCOUNTABLE_LEADER, None),
    ("sun", "孙联络", Role.LIAISON, "青禾县水利局"),
    ("zhou", "周局长", Role.UNIT_HEAD, "青禾县水利局"),
    ("wu", "吴联络", Role.LIAISON, "青禾县住房和城乡建设局"),
    ("zheng", "郑联络", Role.LIAISON, "临川镇人民政府"),
    ("jiang", "蒋查阅", Role.READER, None),
)
ADMINISTRATORS = (
    ("feng", "冯审计", Role.AUDITOR),
    ("chu", "褚系统", Role.SYSTEM_ADMINISTRATOR),
    ("wei", "卫安全", Role.SECURITY_ADMINISTRATOR),
)


def raise_the_curtain() -> Cast:
    """Put the county into the database."""
    office = Office.objects.create(key="qinghe", name="青禾县督查室", region="青禾县")
    other = Office.objects.create(key="baisha", name="白沙县督查室", region="白沙县")
    cast = Cast(office, other)
    for position, (name, kind, parent, aliases) in enumerate(UNITS):
        unit = Unit.objects.create(
            office=office, name=name, kind=kind, position=position, parent=cast.units.get(parent), starts=SINCE
        )
        cast.units[name] = unit
        Alias.objects.bulk_create(Alias(office=office, unit=unit, name=alias) for alias in aliases)
    for town in ("临川镇人民政府", "石桥乡人民政府"):
        Membership.objects.create(group=cast.unit("各乡镇"), member=cast.unit(town), starts=SINCE)
    for short, name, role, unit in PEOPLE:
        cast.people[short] = person = _person(short, name, office)
        post = Post.objects.create(office=office, role=role, title=role.label, unit=cast.units.get(unit))
        if role is Role.ACCOUNTABLE_LEADER:
            post.fields.set([cast.unit("青禾县水利局"), cast.unit("青禾县住房和城乡建设局")])
        Tenure.objects.create(post=post, person=person, starts=SINCE)
    for short, name, role in ADMINISTRATORS:
        cast.people[short] = person = _person(short, name, None)
        RoleGrant.objects.create(user=person, role=role, starts=SINCE)
    cast.people["shen"] = outsider = _person("shen", "沈外人", other)
    Tenure.objects.create(
        post=Post.objects.create(office=other, role=Role.SUPERVISOR, title="督查员"), person=outsider, starts=SINCE
    )
    cast.register = Register.objects.create(office=office, name="重点工作任务台账", year=2026, prefix="督")
    return cast


def _person(short: str, name: str, office: Office | None) -> User:
    person = User.objects.create_user(short, name, office=office, password=PASSWORD)
    User.objects.filter(pk=person.pk).update(must_change_password=False)
    person.must_change_password = False
    return person
