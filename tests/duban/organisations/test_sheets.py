"""Units and people come from an Excel file: differences first, then all of it or nothing."""

from datetime import date, datetime

import pytest

from luoshi.duban import clock
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Role
from luoshi.duban.audit.models import Event
from luoshi.duban.organisations.actions.keep_sheet import keep_sheet
from luoshi.duban.organisations.actions.take_over_sheet import take_over_sheet
from luoshi.duban.organisations.models import Alias, Membership, Post, Tenure, Unit
from luoshi.duban.organisations.sheets.compare import differences_of
from luoshi.duban.organisations.sheets.library_form import as_csv, as_toml
from luoshi.duban.organisations.sheets.writing import export, template
from luoshi.duban.problems import ChangedMeanwhile, Refused
from luoshi.duban.spreadsheets.problems import FaultyCells
from luoshi.duban.spreadsheets.reading import read_sheets
from tests.duban.spreadsheets.books import book

DAY = date(2026, 7, 10)
UNITS = ["单位名称", "简称", "类型", "上级", "别名", "所属组"]
PEOPLE = ["姓名", "登录名", "单位", "岗位", "职务", "电话", "起任日期"]
FILE = {
    "单位": [
        UNITS,
        ["青禾县医疗保障局", "县医保局", None, None, "医保部门、医保局", None],
        ["县医保中心", None, "单位", "青禾县医疗保障局", None, None],
        ["南坪镇人民政府", "南坪镇", None, None, None, "各乡镇、沿河乡镇"],
        ["沿河乡镇", None, "单位组", None, None, None],
        ["青禾县水利局", "县水利局", None, None, "县水务局、农水部门", None],
        ["青禾县财政局", None, None, None, None, None],
    ],
    "人员": [
        PEOPLE,
        ["冯春", None, "县医保局", "联络员", "办公室主任", 88001234, "2026-03-01"],
        ["冯春", None, "县医保中心", "联络员", None, 88001234, None],
        ["韩秋", "hanqiu", "县水务局", "联络员", None, None, date(2026, 7, 1)],
        ["郑联络", None, "临川镇", "联络员", None, "5678", None],
        ["周局长", None, "青禾县水利局", "单位负责人", None, None, None],
    ],
}


@pytest.fixture(autouse=True)
def _standing():
    with clock.standing_at(datetime(2026, 7, 10, 9, 0, tzinfo=clock.ZONE)):
        yield


def _differences(cast, actor=None, **sheets):
    return differences_of(book(**sheets), "单位.xlsx", cast.office, actor=actor or cast.chen, on=DAY)


def _take_over(cast, content, name="单位.xlsx", actor=None):
    actor = actor or cast.chen
    sheet = keep_sheet(cast.office, content, name, actor=actor)
    digest = differences_of(content, name, cast.office, actor=actor, on=DAY).digest
    return take_over_sheet(sheet, actor=actor, digest=digest)


def test_the_differences_are_known_before_they_count(cast):
    differences = _differences(cast, **FILE)
    assert differences.problems == []
    assert differences.counts == {"new": (4, 3), "changed": (1, 1), "same": (1, 1)}
    assert differences.newcomers == 2
    water = next(change for change in differences.units if change.row.name == "青禾县水利局")
    assert [(one.label, one.after) for one in water.details] == [("简称", "县水利局"), ("别名", "农水部门")]
    han = next(change for change in differences.people if change.row.name == "韩秋")
    assert (han.after, han.unit) == ("孙联络", "青禾县水利局")
    assert not Event.objects.exists()


def test_all_of_it_is_taken_over_in_one_step(cast):
    newcomers = _take_over(cast, book(**FILE))
    assert [one.person.username for one in newcomers] == ["冯春", "hanqiu"]
    assert newcomers[0].person.check_password(newcomers[0].password)
    assert Unit.objects.get(name="县医保中心").parent.name == "青禾县医疗保障局"
    assert set(Membership.objects.filter(member__name="南坪镇人民政府").values_list("group__name", flat=True)) == {
        "各乡镇",
        "沿河乡镇",
    }
    assert Membership.objects.filter(group=cast.unit("各乡镇"), ends__isnull=True).count() == 3
    assert Alias.objects.get(name="农水部门").unit == cast.unit("青禾县水利局")
    assert Tenure.objects.get(person=cast.sun).ends == date(2026, 7, 1)
    assert User.objects.get(username="zheng").telephone == "5678"
    assert Tenure.objects.get(post__unit__name="青禾县医疗保障局").starts == date(2026, 3, 1)
    assert Event.objects.get(verb="unit.sheet-taken-over").after["new"] == [4, 3]


def test_the_same_file_again_changes_nothing(cast):
    _take_over(cast, book(**FILE))
    before = Event.objects.count()
    again = _differences(cast, **FILE)
    assert again.is_empty, [change for change in again.all if change.status != "same"]
    _take_over(cast, book(**FILE))
    assert Event.objects.count() == before + 1


def test_what_goes_out_comes_back_in_unchanged(cast):
    _take_over(cast, book(**FILE))
    again = differences_of(export(cast.office, DAY), "导出.xlsx", cast.office, actor=cast.chen, on=DAY)
    assert (again.problems, again.is_empty, again.skipped) == ([], True, ["填表说明"])


@pytest.mark.parametrize(("write", "name"), [(as_toml, "units.toml"), (as_csv, "units.csv")])
def test_the_librarys_own_form_goes_out_and_comes_back(cast, write, name):
    content = write(cast.office, DAY)
    same = differences_of(content, name, cast.office, actor=cast.chen, on=DAY)
    assert (same.problems, same.is_empty) == ([], True)
    Unit.objects.filter(name="石桥乡人民政府").update(ends=date(2026, 1, 1))
    Membership.objects.filter(member__name="石桥乡人民政府").update(ends=date(2026, 1, 1))
    changed = differences_of(content, name, cast.office, actor=cast.chen, on=DAY)
    assert [change.row.name for change in changed.units if change.status == "new"] == ["石桥乡人民政府"]
    assert next(change for change in changed.units if change.row.name == "各乡镇").new_members == ("石桥乡人民政府",)


def test_the_empty_template_holds_nothing_and_says_what_to_write():
    assert [sheet.name for sheet in read_sheets(template(), "模板.xlsx")] == ["单位", "人员", "填表说明"]
    with pytest.raises(Refused, match="没有单位，也没有人员"):
        differences_of(template(), "模板.xlsx", None, actor=None, on=DAY)


@pytest.mark.parametrize(
    ("row", "place", "why"),
    [
        ([None, "甲"], "单位 A2", "单位名称为空"),
        (["青禾县气象局", None, "科室"], "单位 C2", "类型“科室”无法识别"),
        (["青禾县气象局", None, None, "县政府"], "单位 D2", "上级“县政府”不在名录中"),
        (["青禾县气象局", None, None, "各乡镇"], "单位 D2", "请写在“所属组”一列"),
        (["青禾县水利局", None, None, "青禾县水利局河湖中心"], "单位 D2", "互为上级"),
        (["青禾县水利局", None, None, "县水务局"], "单位 D2", "上级是单位自己"),
        (["县水务局"], "单位 A2", "已是“青禾县水利局”的别名或曾用名"),
        (["青禾县气象局", None, None, None, "县财政局"], "单位 E2", "别名“县财政局”已是“青禾县财政局”的名称或别名"),
        (["青禾县气象局", None, None, None, None, "各部门"], "单位 F2", "“各部门”不是已有的单位组"),
        (["各乡镇", None, "单位"], "单位 C2", "是有成员的单位组"),
        (["青禾县气象局", "=A2"], "单位 B2", "是公式"),
    ],
)
def test_each_faulty_cell_of_a_unit_is_named(cast, row, place, why):
    problems = _differences(cast, 单位=[UNITS, row]).problems
    assert [problem.place for problem in problems] == [place]
    assert why in problems[0].chinese


@pytest.mark.parametrize(
    ("row", "place", "why"),
    [
        ([None, None, "县财政局", "联络员"], "人员 A2", "姓名为空"),
        (["冯春", None, "县财政局", None], "人员 D2", "岗位为空"),
        (["冯春", None, "县财政局", "局长"], "人员 D2", "岗位“局长”无法识别"),
        (["冯春", None, None, "联络员"], "人员 C2", "须填写单位"),
        (["冯春", None, "县气象局", "联络员"], "人员 C2", "不在名录中"),
        (["冯春", None, "县财政局", "联络员", None, None, "三月"], "人员 G2", "日期“三月”无法识别"),
        (["冯春", None, None, "督查员"], "人员 D2", "须由安全管理员任命"),
        (["冯春", None, None, "审计管理员"], "人员 D2", "由安全管理员授予账号"),
        (["冯春", "sun", "县财政局", "联络员"], "人员 B2", "登录名“sun”已属于他人"),
        (["冯春", "shen", "县财政局", "联络员"], "人员 B2", "登录名“shen”已属于他人"),
        (["孙联络", None, "县财政局", "联络员"], "人员 B2", "已有同名人员（登录名sun）"),
        (["陈明", "chen", "县财政局", "联络员"], "人员 A2", "不能任命自己"),
        (["冯春", None, "县水务局", "联络员", None, None, "2019-01-01"], "人员 G2", "不晚于现任孙联络的2020-01-01"),
    ],
)
def test_each_faulty_cell_of_a_person_is_named(cast, row, place, why):
    problems = _differences(cast, 人员=[PEOPLE, row]).problems
    assert [problem.place for problem in problems] == [place]
    assert why in problems[0].chinese


def test_one_name_without_a_telephone_in_two_units_is_asked_about(cast):
    rows = [["冯春", None, "县财政局", "联络员"], ["冯春", None, "县住建局", "联络员"]]
    problems = _differences(cast, 人员=[PEOPLE, *rows]).problems
    assert [problem.place for problem in problems] == ["人员 B2", "人员 B3"]


def test_another_first_day_is_a_correction(cast):
    row = ["孙联络", None, "县水务局", "联络员", None, None, "2021-05-01"]
    change = _differences(cast, 人员=[PEOPLE, row]).people[0]
    assert [(one.label, one.before, one.after) for one in change.details] == [("起任日期", "2020-01-01", "2021-05-01")]
    _take_over(cast, book(人员=[PEOPLE, row]))
    assert Tenure.objects.get(person=cast.sun).starts == date(2021, 5, 1)
    assert _differences(cast, 人员=[PEOPLE, row]).is_empty


def test_a_parent_may_stand_below_its_units(cast):
    rows = [["乙站", None, None, "甲中心"], ["甲中心", None, None, "青禾县气象局"], ["青禾县气象局"]]
    _take_over(cast, book(单位=[UNITS, *rows]))
    assert Unit.objects.get(name="乙站").parent.parent.name == "青禾县气象局"


def test_two_liaisons_of_one_unit_have_a_post_each(cast):
    rows = [["孙联络", None, "县水务局", "联络员"], ["冯春", None, "县水务局", "联络员"]]
    _take_over(cast, book(人员=[PEOPLE, *rows]))
    assert Post.objects.filter(unit=cast.unit("青禾县水利局"), role=Role.LIAISON).count() == 2
    assert Tenure.objects.get(person=cast.sun).ends is None


def test_a_row_that_stands_twice_is_named(cast):
    problems = _differences(cast, 单位=[UNITS, ["青禾县气象局"], ["青禾县气象局"]]).problems
    assert [problem.sentence for problem in problems] == ["工作表“单位”第3行A列：“青禾县气象局”与第2行重复。"]


def test_a_file_with_a_fault_changes_nothing_at_all(cast):
    content = book(单位=[UNITS, ["青禾县气象局"], ["青禾县林业局", None, "科室"]])
    with pytest.raises(FaultyCells, match="第3行C列"):
        _take_over(cast, content)
    assert not Unit.objects.filter(name="青禾县气象局").exists()
    assert not Event.objects.exists()


def test_what_would_do_something_else_by_now_is_not_done(cast):
    content = book(**FILE)
    sheet = keep_sheet(cast.office, content, "单位.xlsx", actor=cast.chen)
    digest = _differences(cast, **FILE).digest
    Alias.objects.create(office=cast.office, unit=cast.unit("青禾县水利局"), name="农水部门")
    with pytest.raises(ChangedMeanwhile):
        take_over_sheet(sheet, actor=cast.chen, digest=digest)
    assert not Unit.objects.filter(name="南坪镇人民政府").exists()


def test_a_sheet_counts_once(cast):
    content = book(**FILE)
    sheet = keep_sheet(cast.office, content, "单位.xlsx", actor=cast.chen)
    take_over_sheet(sheet, actor=cast.chen, digest=_differences(cast, **FILE).digest)
    with pytest.raises(Refused, match="已经导入过"):
        take_over_sheet(sheet, actor=cast.chen, digest=_differences(cast, **FILE).digest)


def test_comparing_two_thousand_units_takes_few_queries(cast, django_assert_max_num_queries):
    rows = [[f"青禾县第{number}村民委员会", None, None, "临川镇", f"第{number}村", "各乡镇"] for number in range(2000)]
    content = book(单位=[UNITS, *rows], 人员=[PEOPLE, *FILE["人员"][3:]])
    with django_assert_max_num_queries(14):
        differences = differences_of(content, "单位.xlsx", cast.office, actor=cast.chen, on=DAY)
    assert differences.counts["new"] == (2000, 1)
