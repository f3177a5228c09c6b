"""The pages of units and posts, through their addresses."""

from datetime import date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from luoshi.duban import clock
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Role
from luoshi.duban.organisations.models import Alias, Membership, Post, Tenure, Unit, UnitSheet
from luoshi.duban.organisations.names import resolve
from tests.duban.organisations.test_sheets import FILE, PEOPLE
from tests.duban.spreadsheets.books import book
from tests.duban.tasks.given import a_plan, a_task


@pytest.fixture(autouse=True)
def _standing():
    with clock.standing_at(datetime(2026, 7, 10, 9, 0, tzinfo=clock.ZONE)):
        yield


@pytest.fixture
def clerk(client, cast):
    client.force_login(cast.chen)
    return client


def _at(name, *arguments):
    return reverse(f"organisations:{name}", args=arguments)


def _words(response):
    return response.content.decode()


def test_the_list_shows_the_tree_with_who_holds_the_posts(clerk):
    words = _words(clerk.get(_at("units")))
    assert words.index("青禾县水利局") < words.index("青禾县水利局河湖中心") < words.index("青禾县财政局")
    assert "孙联络" in words
    assert "depth-1" in words


@pytest.mark.parametrize(
    ("query", "there", "not_there"),
    [
        ({"q": "水务"}, "青禾县水利局", "青禾县财政局"),
        ({"show": "groups"}, "各乡镇", "青禾县财政局"),
        ({"show": "no-liaison"}, "青禾县财政局", "临川镇人民政府"),
        ({"show": "no-head"}, "临川镇人民政府", "孙联络"),
    ],
)
def test_the_list_is_searched_and_narrowed(clerk, query, there, not_there):
    words = _words(clerk.get(_at("units"), query)).partition("<tbody>")[2]
    assert there in words
    assert not_there not in words


def test_two_thousand_units_and_five_hundred_posts_cost_few_queries(clerk, cast, django_assert_max_num_queries):
    units = Unit.objects.bulk_create(
        Unit(office=cast.office, name=f"青禾县第{n}村", position=n + 9) for n in range(2000)
    )
    posts = Post.objects.bulk_create(
        Post(office=cast.office, unit=unit, role=Role.LIAISON, title="联络员") for unit in units[:500]
    )
    Tenure.objects.bulk_create(Tenure(post=post, person=cast.sun, starts=date(2026, 1, 1)) for post in posts)
    for address in (
        _at("units"),
        _at("units") + "?q=村",
        _at("units") + "?page=3",
        _at("posts"),
        _at("unit", units[0].pk),
    ):
        with django_assert_max_num_queries(12):
            assert clerk.get(address).status_code == 200


def test_a_unit_of_another_office_is_not_there(client, cast):
    client.force_login(cast.shen)
    for name in ("unit", "rename-unit", "merge"):
        arguments = [cast.unit("青禾县财政局").pk] if name != "merge" else []
        assert client.get(_at(name, *arguments)).status_code == (404 if arguments else 200)


def test_a_unit_is_added_with_its_aliases(clerk, cast):
    typed = {
        "name": "青禾县气象局",
        "kind": "organisation",
        "aliases": "县气象局、气象部门",
        "parent_typed": "县财政局",
    }
    response = clerk.post(_at("new-unit"), typed)
    unit = Unit.objects.get(name="青禾县气象局")
    assert response.url == _at("unit", unit.pk)
    assert resolve(cast.office, "气象部门", clock.today()) == unit
    assert unit.parent == cast.unit("青禾县财政局")


def test_a_name_that_is_taken_is_refused_and_what_was_typed_is_kept(clerk):
    response = clerk.post(_at("new-unit"), {"name": "县财政局", "kind": "organisation", "aliases": "财政"})
    assert response.status_code == 409
    assert "“县财政局”已是“青禾县财政局”的名称或别名" in _words(response)
    assert 'value="财政"' in _words(response)


def test_a_unit_is_renamed_moved_and_edited(clerk, cast):
    unit = cast.unit("青禾县水利局河湖中心")
    clerk.post(_at("rename-unit", unit.pk), {"version": 1, "name": "青禾县河湖中心", "on": "2026-03-01"})
    clerk.post(_at("move-unit", unit.pk), {"version": 2, "parent": cast.unit("青禾县财政局").pk})
    clerk.post(
        _at("edit-unit", unit.pk), {"version": 3, "short_name": "河湖中心", "kind": "organisation", "position": 5}
    )
    unit.refresh_from_db()
    assert (unit.name, unit.parent.name, unit.short_name) == ("青禾县河湖中心", "青禾县财政局", "河湖中心")
    page = _words(clerk.get(_at("unit", unit.pk)))
    assert "2026-03-01" in page
    assert "青禾县水利局河湖中心" in page


def test_a_stale_form_shows_both_versions_and_loses_nothing(clerk, cast):
    unit = cast.unit("青禾县财政局")
    Unit.objects.filter(pk=unit.pk).update(version=2, short_name="县财政")
    typed = {"version": 1, "short_name": "财政局", "kind": "organisation", "position": 3}
    response = clerk.post(_at("edit-unit", unit.pk), typed)
    assert response.status_code == 409
    for words in ("县财政", 'value="财政局"', 'name="version" value="2"', "现在的内容"):
        assert words in _words(response)
    clerk.post(_at("edit-unit", unit.pk), {**typed, "version": 2})
    assert Unit.objects.get(pk=unit.pk).short_name == "财政局"


def test_aliases_are_added_and_forgotten_on_the_units_page(clerk, cast):
    unit = cast.unit("青禾县财政局")
    clerk.post(_at("add-alias", unit.pk), {"name": "财政部门、县财政"})
    assert unit.aliases.count() == 3
    refused = clerk.post(_at("add-alias", unit.pk), {"name": "县水务局"}, follow=True)
    assert "已是“青禾县水利局”的名称或别名" in _words(refused)
    clerk.post(_at("remove-alias", Alias.objects.get(name="县财政").pk))
    assert unit.aliases.count() == 2


def test_a_groups_members_are_chosen_in_one_form(clerk, cast):
    group = cast.unit("各乡镇")
    keys = [cast.unit(name).pk for name in ("临川镇人民政府", "青禾县财政局")]
    clerk.post(_at("members", group.pk), {"version": 1, "members": keys, "on": "2026-07-01"})
    assert Membership.objects.filter(group=group, ends__isnull=True).count() == 2
    assert clerk.get(_at("members", cast.unit("青禾县财政局").pk)).status_code == 404


def test_a_merger_shows_what_moves_before_it_moves(clerk, cast):
    a_task(cast, a_plan(cast), issued=True)
    source, into = cast.unit("青禾县水利局"), cast.unit("青禾县农业农村局")
    typed = {"sources": source.pk, "into": into.pk, "on": "2026-07-01", "reason": "机构改革"}
    look = clerk.post(_at("merge"), typed)
    for words in ('未办结任务：<strong class="number">1</strong>', "县水务局", "河湖中心", "孙联络"):
        assert words in _words(look)
    assert Unit.objects.get(pk=source.pk).ends is None
    head = Post.objects.get(unit=source, role=Role.UNIT_HEAD)
    seen = {f"version-{source.pk}": 1, f"version-{into.pk}": 1, f"post-{head.pk}": "close", "merge": 1}
    done = clerk.post(_at("merge"), {**typed, **seen}, follow=True)
    assert "已合并，移交未办结任务1项。" in _words(done)
    assert Unit.objects.get(pk=source.pk).merged_into == into
    assert not Post.objects.get(pk=head.pk).is_open


def test_a_merger_that_was_looked_at_too_long_ago_is_refused(clerk, cast):
    source, into = cast.unit("青禾县水利局"), cast.unit("青禾县农业农村局")
    Unit.objects.filter(pk=source.pk).update(version=4)
    typed = {"sources": source.pk, "into": into.pk, "on": "2026-07-01", "merge": 1}
    response = clerk.post(_at("merge"), {**typed, f"version-{source.pk}": 3, f"version-{into.pk}": 1})
    assert response.status_code == 409
    assert Unit.objects.get(pk=source.pk).ends is None


def test_a_liaison_without_an_account_is_appointed_and_the_password_shown_once(clerk, cast):
    post = Post.objects.get(unit=cast.unit("青禾县水利局"), role=Role.LIAISON)
    typed = {"version": 1, "who_typed": "冯春", "telephone": "88001234", "starts": "2026-07-01"}
    response = clerk.post(_at("appoint", post.pk), typed)
    person = User.objects.get(username="冯春")
    assert "no-store" in response["Cache-Control"]
    password = _words(response).rpartition('<td class="password">')[2].partition("<")[0]
    assert person.check_password(password)
    assert person.telephone == "88001234"
    assert Tenure.objects.get(person=cast.sun).ends == date(2026, 7, 1)


def test_a_name_that_somebody_has_is_asked_about(clerk, cast):
    post = Post.objects.get(unit=cast.unit("青禾县水利局"), role=Role.LIAISON)
    response = clerk.post(_at("appoint", post.pk), {"version": 1, "who_typed": "吴联络", "starts": "2026-07-01"})
    assert "已有“吴联络”（wu）" in _words(response)
    typed = {"version": 1, "who_typed": "吴联络（wu2）", "starts": "2026-07-01"}
    assert clerk.post(_at("appoint", post.pk), typed).status_code == 200
    assert User.objects.filter(name="吴联络").count() == 2


def test_five_posts_are_handed_over_in_one_form(clerk, cast):
    units = ("青禾县水利局", "青禾县住房和城乡建设局", "临川镇人民政府")
    posts = [Post.objects.get(unit=cast.unit(name), role=Role.LIAISON) for name in units]
    query = "?" + "&".join(f"post={post.pk}" for post in posts)
    page = _words(clerk.get(_at("hand-over") + query))
    assert all(name in page for name in units)
    typed = {f"version-{post.pk}": 1 for post in posts} | {"starts": "2026-07-10"}
    missing = clerk.post(_at("hand-over") + query, typed)
    assert _words(missing).count("请填写接任人员") == 3
    typed |= {"everybody_typed": "冯春", f"who-{posts[2].pk}_typed": "韩秋"}
    done = clerk.post(_at("hand-over") + query, typed)
    assert _words(done).count('<td class="password">') == 4
    assert Tenure.objects.filter(person__name="冯春", ends__isnull=True).count() == 2
    assert "没有勾选" in _words(clerk.get(_at("hand-over")))


def test_a_post_is_opened_filled_ended_and_closed(clerk, cast):
    unit = cast.unit("青禾县财政局")
    typed = {"role": "liaison", "unit": unit.pk, "who": cast.wu.pk, "starts": "2026-07-01"}
    clerk.post(_at("new-post"), typed)
    post = Post.objects.get(unit=unit)
    tenure = Tenure.objects.get(post=post)
    clerk.post(_at("end-tenure", tenure.pk), {"version": post.version, "on": "2026-07-05"})
    tenure.refresh_from_db()
    assert tenure.ends == date(2026, 7, 5)
    post.refresh_from_db()
    clerk.post(_at("close-post", post.pk), {"version": post.version, "on": "2026-07-05"})
    assert not Post.objects.get(pk=post.pk).is_open
    assert "吴联络" in _words(clerk.get(_at("post", post.pk)))


def test_a_first_day_is_corrected_on_a_page(clerk, cast):
    tenure = Tenure.objects.get(person=cast.sun)
    clerk.post(_at("correct-start", tenure.pk), {"version": 1, "starts": "2021-05-01"})
    tenure.refresh_from_db()
    assert tenure.starts == date(2021, 5, 1)


def test_a_supervisor_is_not_offered_what_is_not_theirs(clerk, client, cast):
    assert "督查员" not in _words(clerk.get(_at("new-post"))).partition("<main")[2]
    post = Post.objects.get(role=Role.READER)
    assert (
        clerk.post(_at("appoint", post.pk), {"version": 1, "who": cast.sun.pk, "starts": "2026-07-01"}).status_code
        == 403
    )
    client.force_login(cast.wei)
    assert "督查员" in _words(client.get(_at("new-post")))


def test_the_security_administrator_sets_fields(client, cast):
    client.force_login(cast.wei)
    post = Post.objects.get(role=Role.ACCOUNTABLE_LEADER)
    client.post(_at("fields", post.pk), {"version": 1, "units": [cast.unit("青禾县财政局").pk]})
    assert [unit.name for unit in post.fields.all()] == ["青禾县财政局"]


def _upload(clerk, content, name="单位.xlsx"):
    return clerk.post(_at("import"), {"file": SimpleUploadedFile(name, content)}, follow=True)


def test_a_file_is_looked_at_and_taken_over(clerk, cast):
    look = _upload(clerk, book(**FILE))
    words = _words(look)
    for expected in ("新增单位", "青禾县医疗保障局", "农水部门", "韩秋", "孙联络"):
        assert expected in words
    sheet = UnitSheet.objects.get()
    done = clerk.post(_at("sheet", sheet.pk), {"digest": look.context["differences"].digest})
    assert _words(done).count('<td class="password">') == 4
    again = _upload(clerk, book(**FILE))
    assert "没有差异" in _words(again)
    assert "这份表已经导入" in _words(clerk.get(_at("sheet", sheet.pk)))


def test_every_fault_is_listed_and_nothing_can_be_taken_over(clerk):
    words = _words(_upload(clerk, book(人员=[PEOPLE, [None, None, "县财政局", "局长"]])))
    assert "A2" in words
    assert "D2" in words
    assert "全部导入" not in words


@pytest.mark.parametrize(
    ("name", "content", "why"), [("a.pdf", b"%PDF", "不是 .xlsx"), ("a.xlsx", b"PK\x03\x04", "已损坏")]
)
def test_a_file_that_cannot_be_read_is_refused_beside_its_field(clerk, name, content, why):
    response = _upload(clerk, content, name)
    assert response.status_code == 422
    assert why in _words(response)
    assert not UnitSheet.objects.exists()


def test_a_stale_look_is_compared_again(clerk, cast):
    _upload(clerk, book(**FILE))
    response = clerk.post(_at("sheet", UnitSheet.objects.get().pk), {"digest": "another"}, follow=True)
    assert "差异已重新比对" in _words(response)
    assert not Unit.objects.filter(name="南坪镇人民政府").exists()


@pytest.mark.parametrize(
    ("name", "arguments"), [("template", ()), ("export", ("xlsx",)), ("export", ("toml",)), ("export", ("csv",))]
)
def test_files_are_downloaded_by_name(clerk, name, arguments):
    response = clerk.get(_at(name, *arguments))
    assert response["Content-Disposition"].startswith("attachment")
    assert response.content
    assert clerk.get(_at("export", "exe")).status_code == 404
