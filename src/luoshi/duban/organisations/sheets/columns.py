"""The columns of the two sheets, and the words that stand in them."""

from __future__ import annotations

from dataclasses import dataclass

from luoshi.duban.accounts.roles import Role
from luoshi.duban.language import chinese
from luoshi.duban.organisations.models import UnitKind

UNITS, PEOPLE, HELP = "单位", "人员", "填表说明"


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column: its field, its heading, other headings (parted by 、), its width in millimetres, what to write."""

    field: str
    heading: str
    others: str
    width: float
    hint: str


UNIT_COLUMNS = (
    SheetColumn("name", "单位名称", "名称、规范名称、单位全称、全称", 58, "必填。规范全称，每个单位一行。"),
    SheetColumn("short_name", "简称", "单位简称", 28, "可不填。页面上显示的短名。"),
    SheetColumn("kind", "类型", "类别、单位类型", 26, "单位、单位组、议事协调机构、企业；不填为单位。"),
    SheetColumn("parent", "上级", "上级单位、主管单位", 46, "可不填。上级单位的名称。"),
    SheetColumn("aliases", "别名", "其他名称、曾用名、别称", 58, "可不填。公文里的其他叫法，多个用、分隔。"),
    SheetColumn(
        "groups", "所属组", "所属单位组、分组", 40, "可不填。如“各乡镇”，多个用、分隔；组本身也要占一行，类型填单位组。"
    ),
)
#: Only in files of the library's own form (``luoshi units export``): a group's members.
MEMBERS = SheetColumn("members", "成员", "成员单位", 58, "")

PEOPLE_COLUMNS = (
    SheetColumn("name", "姓名", "联络员姓名", 26, "必填。"),
    SheetColumn("username", "登录名", "账号、用户名", 30, "可不填，不填以姓名为登录名。同名同姓的请填写。"),
    SheetColumn("unit", "单位", "所在单位、单位名称、工作单位", 58, "联络员、单位负责人必填。名称、简称、别名都可以。"),
    SheetColumn("role", "岗位", "角色", 34, "必填。联络员、单位负责人等。"),
    SheetColumn("title", "职务", "职务名称", 34, "可不填。如“办公室主任”。"),
    SheetColumn("telephone", "电话", "联系电话、手机、办公电话", 36, "可不填。"),
    SheetColumn("starts", "起任日期", "任职日期、起任时间、任职时间", 28, "可不填，不填为导入当天。如 2026-03-01。"),
)

KIND_WORDS = {
    **{chinese(kind.label): kind for kind in UnitKind},
    **{kind.value: kind for kind in UnitKind},
    "机关": UnitKind.ORGANISATION,
    "部门": UnitKind.ORGANISATION,
    "群体": UnitKind.GROUP,
    "组": UnitKind.GROUP,
    "议事机构": UnitKind.BODY,
    "专班": UnitKind.BODY,
    "企事业单位": UnitKind.ENTERPRISE,
}
POST_WORDS = {
    **{chinese(role.label): role for role in Role},
    "联系人": Role.LIAISON,
    "联络人": Role.LIAISON,
    "主要负责人": Role.UNIT_HEAD,
    "负责人": Role.UNIT_HEAD,
}


def fields_by_heading(columns: tuple[SheetColumn, ...]) -> dict[str, str]:
    """The field of each heading by which a column is known."""
    return {
        heading: column.field
        for column in columns
        for heading in (column.heading, *filter(None, column.others.split("、")))
    }
