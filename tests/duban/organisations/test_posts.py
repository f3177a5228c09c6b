"""Posts are held by people from when to when; open work follows the post."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from luoshi.duban.accounts.access import may, roles_of
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right, Role
from luoshi.duban.audit.models import Event
from luoshi.duban.organisations.actions.add_person import add_person
from luoshi.duban.organisations.actions.appoint import appoint
from luoshi.duban.organisations.actions.change_posts import Candidate, PostChange, change_posts
from luoshi.duban.organisations.actions.close_post import close_post
from luoshi.duban.organisations.actions.correct_start import correct_start
from luoshi.duban.organisations.actions.end_tenure import end_tenure
from luoshi.duban.organisations.actions.open_post import open_post
from luoshi.duban.organisations.actions.set_fields import set_fields
from luoshi.duban.organisations.models import Post, Tenure
from luoshi.duban.problems import ChangedMeanwhile, Refused

DAY = date(2026, 3, 1)


def _liaison(cast, unit="青禾县水利局"):
    return Post.objects.get(unit=cast.unit(unit), role=Role.LIAISON)


def test_the_predecessor_leaves_on_the_day_the_successor_comes(cast):
    post = _liaison(cast)
    appoint(post, cast.wu, starts=DAY, actor=cast.chen, version=1)
    assert list(post.tenures.values_list("person__name", "starts", "ends")) == [
        ("孙联络", date(2020, 1, 1), DAY),
        ("吴联络", DAY, None),
    ]
    assert roles_of(cast.sun) == frozenset()
    assert Event.objects.get(verb="post.filled").before == {"holders": ["孙联络"]}


def test_nobody_appoints_oneself(cast):
    with pytest.raises(Refused, match="不能任命自己"):
        appoint(_liaison(cast), cast.chen, starts=DAY, actor=cast.chen, version=1)


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.HEAD_OF_SUPERVISION, Role.PRINCIPAL, Role.READER])
def test_a_sensitive_role_is_given_by_the_security_administrator_alone(cast, role):
    post = Post.objects.get(
        role=role, office=cast.office, tenures__person__in=[cast.chen, cast.wang, cast.zhao, cast.jiang]
    )
    with pytest.raises(PermissionDenied):
        appoint(post, cast.sun, starts=DAY, actor=cast.li, version=1)
    appoint(post, cast.sun, starts=DAY, actor=cast.wei, version=1)
    assert role in roles_of(cast.sun, DAY)


def test_a_liaison_appoints_nobody(cast):
    with pytest.raises(PermissionDenied):
        appoint(_liaison(cast), cast.wu, starts=DAY, actor=cast.sun, version=1)


def test_an_administrator_holds_no_post(cast):
    cast.feng.office = cast.office
    with pytest.raises(Refused, match="三员"):
        appoint(_liaison(cast), cast.feng, starts=DAY, actor=cast.chen, version=1)


def test_somebody_of_another_office_or_switched_off_is_not_appointed(cast):
    with pytest.raises(Refused, match="不属于"):
        appoint(_liaison(cast), cast.shen, starts=DAY, actor=cast.chen, version=1)
    cast.wu.is_active = False
    with pytest.raises(Refused, match="已停用"):
        appoint(_liaison(cast), cast.wu, starts=DAY, actor=cast.chen, version=1)


def test_an_appointment_before_one_that_stands_is_refused(cast):
    post = _liaison(cast)
    appoint(post, cast.wu, starts=DAY, actor=cast.chen, version=1)
    with pytest.raises(Refused, match="自2026-03-01起"):
        appoint(post, cast.zheng, starts=date(2026, 2, 1), actor=cast.chen, version=post.version)


def test_who_holds_it_is_not_appointed_again(cast):
    with pytest.raises(Refused, match="起已任"):
        appoint(_liaison(cast), cast.sun, starts=DAY, actor=cast.chen, version=1)


def test_two_people_filling_one_post_do_not_overwrite_each_other(cast):
    post = _liaison(cast)
    appoint(post, cast.wu, starts=DAY, actor=cast.chen, version=1)
    with pytest.raises(ChangedMeanwhile):
        appoint(post, cast.zheng, starts=date(2026, 4, 1), actor=cast.li, version=1)


def test_a_wrong_first_day_is_corrected_on_both_sides(cast):
    post = _liaison(cast)
    tenure = appoint(post, cast.wu, starts=DAY, actor=cast.chen, version=1)
    correct_start(tenure, date(2026, 2, 1), actor=cast.chen, version=post.version)
    assert list(post.tenures.values_list("starts", "ends")) == [
        (date(2020, 1, 1), date(2026, 2, 1)),
        (date(2026, 2, 1), None),
    ]
    assert Event.objects.get(verb="post.start-corrected").before == {"holder": "吴联络", "starts": "2026-03-01"}
    with pytest.raises(Refused, match="不晚于前任孙联络的2020-01-01"):
        correct_start(tenure, date(2019, 1, 1), actor=cast.chen, version=tenure.post.version)


def test_a_tenure_ends_without_a_successor(cast):
    tenure = Tenure.objects.get(person=cast.sun)
    end_tenure(tenure, on=DAY, actor=cast.chen, version=1)
    assert not may(cast.sun, Right.COMMENT)
    with pytest.raises(Refused, match="已于2026-03-01结束"):
        end_tenure(tenure, on=date(2026, 4, 1), actor=cast.chen, version=2)


def test_a_post_that_closes_ends_its_tenure(cast):
    post = close_post(_liaison(cast), on=DAY, actor=cast.chen, version=1)
    assert Tenure.objects.get(post=post).ends == DAY
    with pytest.raises(Refused, match="已停用"):
        appoint(post, cast.wu, starts=DAY, actor=cast.chen, version=post.version)


@pytest.mark.parametrize(
    ("role", "unit", "why"),
    [
        (Role.LIAISON, None, "须选择单位"),
        (Role.READER, "青禾县财政局", "不属于某个单位"),
        (Role.AUDITOR, None, "由安全管理员授予账号"),
    ],
)
def test_a_post_that_cannot_be_is_refused(cast, role, unit, why):
    with pytest.raises(Refused, match=why):
        open_post(cast.office, role, actor=cast.chen if role is Role.LIAISON else cast.wei, unit=cast.units.get(unit))


def test_a_new_post_is_called_as_its_role(cast):
    post = open_post(cast.office, Role.LIAISON, actor=cast.chen, unit=cast.unit("青禾县财政局"))
    assert str(post) == "青禾县财政局 联络员"


def test_a_leader_answers_for_the_units_chosen(cast):
    post = Post.objects.get(role=Role.ACCOUNTABLE_LEADER)
    set_fields(post, [cast.unit("青禾县财政局")], actor=cast.wei, version=1)
    assert Event.objects.get(verb="post.fields-set").after == {"fields": ["青禾县财政局"]}
    with pytest.raises(PermissionDenied):
        set_fields(post, [], actor=cast.chen, version=2)


def test_who_has_no_account_gets_one_that_must_change_its_password(cast):
    newcomer = add_person(cast.office, "冯 春", actor=cast.chen, right=Right.MANAGE_UNIT_POSTS, telephone="0551-1234")
    person = User.objects.get(username="冯春")
    assert person.check_password(newcomer.password)
    assert person.must_change_password
    assert newcomer.password not in str(Event.objects.get(verb="account.created").after)


def test_namesakes_get_user_names_of_their_own(cast):
    for _ in range(3):
        add_person(cast.office, "冯春", actor=cast.chen, right=Right.MANAGE_UNIT_POSTS)
    assert set(User.objects.filter(name="冯春").values_list("username", flat=True)) == {"冯春", "冯春2", "冯春3"}


def test_five_posts_are_handed_over_at_once(cast):
    posts = [
        open_post(cast.office, Role.LIAISON, actor=cast.chen, unit=cast.unit(name))
        for name in ("青禾县财政局", "青禾县农业农村局", "石桥乡人民政府")
    ]
    posts += [_liaison(cast), _liaison(cast, "临川镇人民政府")]
    changes = [PostChange(post, Candidate(name="冯春", telephone="8888"), post.version) for post in posts]
    newcomers = change_posts(changes, starts=DAY, actor=cast.chen)
    assert [one.person.username for one in newcomers] == ["冯春"]
    assert Tenure.objects.filter(person__name="冯春", starts=DAY).count() == 5
    assert roles_of(newcomers[0].person, DAY) == {Role.LIAISON}


def test_one_that_cannot_be_handed_over_stops_all(cast):
    changes = [
        PostChange(_liaison(cast), Candidate(person=cast.wu), 1),
        PostChange(_liaison(cast, "临川镇人民政府"), Candidate(person=cast.zheng), 1),
    ]
    with pytest.raises(Refused, match="郑联络自2020-01-01起已任"):
        change_posts(changes, starts=DAY, actor=cast.chen)
    assert not Tenure.objects.filter(person=cast.wu, post=_liaison(cast)).exists()
