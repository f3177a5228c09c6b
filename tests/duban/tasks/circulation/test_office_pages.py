"""The office's pages of a round."""

import io
import re
import zipfile
from datetime import date, timedelta
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from luoshi.duban import clock
from luoshi.duban.audit.models import Event
from luoshi.duban.tasks.actions.answer import answer, by_office
from luoshi.duban.tasks.actions.receive_files import receive_files
from luoshi.duban.tasks.circulation.queries import extract_of
from luoshi.duban.tasks.circulation.wording import Proposal
from luoshi.duban.tasks.models import Circulation, Comment, Invitation, Plan, PlanState, ReturnedFile, Verdict
from tests.duban.tasks.circulation.given import (
    HEAD,
    LAST_DAY,
    MOMENT,
    a_draft,
    a_large_draft,
    a_round,
    filled,
    filled_word,
    invitation_of,
    sent_file,
)

WATER = "青禾县水利局"
LINK = re.compile(r"http://testserver/a/([A-Za-z0-9_-]{43})/")


@pytest.fixture(autouse=True)
def standing():
    with clock.standing_at(MOMENT):
        yield


@pytest.mark.parametrize(("who", "is_led"), [("chen", True), ("wang", True), ("zhao", False)])
def test_only_who_may_circulate_is_led_to_the_circulation_of_a_plan(client, cast, who, is_led):
    plan = a_draft(cast)
    client.force_login(cast.people[who])
    there = reverse("tasks:circulation", args=[plan.pk])
    assert (there in client.get(reverse("tasks:plan", args=[plan.pk])).content.decode()) is is_led
    assert client.get(there).status_code == (302 if is_led else 403)


@pytest.fixture
def chen(client, cast):
    client.force_login(cast.chen)
    return client


def address(name, circulation, *more):
    return reverse(f"tasks:circulation-{name}", args=(circulation.plan_id, circulation.number, *more))


def comment_by_telephone(cast, circulation, words="完成2座水库除险加固。"):
    water = invitation_of(circulation, WATER)
    answer(
        water, [Proposal(extract_of(water)[0].row_id, "text", words, "已完工")], by=by_office(water, cast.chen, "孙")
    )
    return Comment.objects.get()


def test_everything_is_filled_in_before_the_round_is_opened(cast, chen):
    plan = a_draft(cast)
    assert chen.get(reverse("tasks:circulation", args=(plan.pk,))).url == reverse(
        "tasks:circulation-start", args=(plan.pk,)
    )
    page = chen.get(reverse("tasks:circulation-start", args=(plan.pk,))).content.decode()
    assert 'value="2026-07-22"' in page  # five working days after Wednesday 15 July
    assert page.count('name="units"') == 4
    assert page.count(" checked") >= 4


def test_one_button_opens_it_and_shows_the_links_once(cast, chen):
    plan = a_draft(cast)
    units = [cast.unit(WATER).pk, cast.unit("青禾县财政局").pk]
    url = reverse("tasks:circulation-start", args=(plan.pk,))
    response = chen.post(url, {"answer_by": "2026-07-22", "message": "请核对", "units": units})
    page = response.content.decode()
    assert response["Cache-Control"].startswith("no-store, private")
    assert len(set(LINK.findall(page))) == 2
    circulation = Circulation.objects.get()
    assert (circulation.message, circulation.answer_by) == ("请核对", LAST_DAY)
    assert not LINK.findall(chen.get(address("round", circulation)).content.decode())


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"answer_by": "2026-07-14"}, "反馈期限不能早于今天"),
        ({"answer_by": "七月"}, "field-errors"),
        ({"units": []}, "请至少选择一个单位"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_what_was_typed_is_kept(cast, chen, data, words):
    plan = a_draft(cast)
    url = reverse("tasks:circulation-start", args=(plan.pk,))
    sent = {"answer_by": "2026-07-22", "message": "我的说明", "units": [cast.unit(WATER).pk], **data}
    response = chen.post(url, sent)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert "我的说明" in response.content.decode()
    plan.refresh_from_db()
    assert plan.state == PlanState.DRAFTING


def test_opening_twice_is_refused(cast, chen):
    circulation = a_round(cast).circulation
    url = reverse("tasks:circulation-start", args=(circulation.plan_id,))
    response = chen.post(url, {"answer_by": "2026-07-22", "units": [cast.unit(WATER).pk]})
    assert response.status_code == 409
    assert Circulation.objects.count() == 1


def test_the_round_shows_who_has_answered_and_how(cast, chen):
    circulation = a_round(cast).circulation
    comment_by_telephone(cast, circulation)
    page = chen.get(address("round", circulation)).content.decode()
    assert "1 条意见" in page
    assert "代录（陈明）" in page
    assert "请于7月22日前反馈" in page
    assert page.count("未反馈</span>") == 3
    assert "青禾县财政局、临川镇人民政府、石桥乡人民政府。</textarea>" in page


def test_after_the_last_day_silence_is_overdue(cast, chen):
    circulation = a_round(cast).circulation
    with clock.standing_at(MOMENT.replace(day=23)):
        page = chen.get(address("round", circulation)).content.decode()
    assert page.count("逾期未反馈") == 4
    assert "反馈期限（7月22日）已过" in page


def test_links_are_renewed_for_those_who_are_silent(cast, chen):
    circulation = a_round(cast).circulation
    comment_by_telephone(cast, circulation)
    before = dict(Invitation.objects.values_list("pk", "token_sha256"))
    page = chen.post(address("links", circulation)).content.decode()
    assert len(set(LINK.findall(page))) == 3
    changed = {pk for pk, kept in Invitation.objects.values_list("pk", "token_sha256") if kept != before[pk]}
    assert changed == set(before) - {invitation_of(circulation, WATER).pk}


def test_one_link_is_renewed_or_revoked(cast, chen):
    circulation = a_round(cast).circulation
    water = invitation_of(circulation, WATER)
    page = chen.post(address("links", circulation), {"invitation": water.pk}).content.decode()
    assert len(set(LINK.findall(page))) == 1
    chen.post(address("revoke", circulation, water.pk))
    water.refresh_from_db()
    assert water.revoked_at is not None


def test_the_files_of_all_units_come_in_one_archive(cast, chen):
    circulation = a_round(cast).circulation
    response = chen.get(address("files", circulation, "xlsx"))
    names = zipfile.ZipFile(io.BytesIO(response.content)).namelist()
    assert f"{WATER}-征求意见表.xlsx" in names
    assert quote("征求意见表（Excel）.zip") in response["Content-Disposition"]
    assert len(names) == 4
    one = chen.get(address("extract", circulation, invitation_of(circulation, WATER).pk, "docx"))
    assert "filename*=utf-8''" in one["Content-Disposition"]


def drop(chen, circulation, *named):
    files = [SimpleUploadedFile(name, content) for name, content in named]
    return chen.post(address("returned", circulation), {"files": files}, follow=True).content.decode()


def test_thirty_files_are_dropped_together_one_with_an_unknown_row(cast, chen):
    """The acceptance: 29 go on, one is refused with its place."""
    circulation = a_round(cast, a_large_draft(cast)).circulation
    units = [one.unit.name for one in circulation.invitations.select_related("unit")[:30]]
    named = []
    for place, unit in enumerate(units):
        ending, fill = ("docx", filled_word) if place % 3 == 2 else ("xlsx", filled)
        answers = {1: {"理由": f"{unit}的理由"}} if place % 2 else {1: {"意见（同意/修改建议）": "同意"}}
        named.append((f"{unit}.{ending}", fill(sent_file(circulation, unit, ending), answers)))
    spoilt = filled(
        sent_file(circulation, units[0]), change=lambda sheet: sheet.cell(HEAD + 1, 1).__setattr__("value", "新1")
    )
    named[0] = (f"{units[0]}.xlsx", spoilt)
    page = drop(chen, circulation, *named)
    assert "1 个文件没有通过" in page
    assert f"“{units[0]}.xlsx”工作表“征求意见表”第4行第1列（A列）：编号是“新1”，不是表中原有的行" in page
    assert "29 个文件待录入" in page
    keys = [file.pk for file in ReturnedFile.objects.filter(problems=[])]
    page = chen.post(address("take-in", circulation), {"file": keys}, follow=True).content.decode()
    assert "已录入 29 个单位的反馈" in page
    assert Invitation.objects.filter(answered_at__isnull=False).count() == 29
    assert Comment.objects.count() == 15


def test_the_differences_are_shown_before_anything_counts(cast, chen):
    circulation = a_round(cast).circulation
    page = drop(
        chen,
        circulation,
        ("水利局.xlsx", filled(sent_file(circulation, WATER), {1: {"工作任务": "完成2座水库除险加固。"}})),
    )
    assert "完成<del>3</del><ins>2</ins>座水库除险加固。" in page
    assert not Comment.objects.exists()


def test_a_file_without_any_mark_is_not_ticked(cast, chen):
    circulation = a_round(cast).circulation
    page = drop(chen, circulation, ("水利局.xlsx", sent_file(circulation, WATER)))
    assert "没有填写；勾选即按无意见录入" in page
    assert not re.search(r'name="file" value="\d+" id="tick-\d+" checked', page)


def test_a_row_that_is_missing_from_a_file_is_told(cast, chen):
    circulation = a_round(cast).circulation
    agreed = {1: {"意见（同意/修改建议）": "同意"}}
    rows = invitation_of(circulation, WATER).extract.count()
    whole = filled(sent_file(circulation, WATER), dict.fromkeys(range(1, rows + 1), agreed[1]))
    assert "没有填写或已删去" not in drop(chen, circulation, ("水利局.xlsx", whole))
    short = filled(sent_file(circulation, WATER), agreed, change=lambda sheet: sheet.delete_rows(HEAD + 2, rows))
    assert f"另有 {rows - 1} 条没有填写或已删去" in drop(chen, circulation, ("水利局2.xlsx", short))


def test_no_file_and_too_many_are_told(cast, chen):
    circulation = a_round(cast).circulation
    assert "没有选择文件" in chen.post(address("returned", circulation), follow=True).content.decode()


def test_refused_files_are_set_aside(cast, chen):
    circulation = a_round(cast).circulation
    drop(chen, circulation, ("a.pdf", b"%PDF-"))
    page = chen.post(address("set-aside", circulation), {"refused": "all"}, follow=True).content.decode()
    assert "没有通过" not in page


def test_a_file_name_is_shown_as_text(cast, chen):
    circulation = a_round(cast).circulation
    page = drop(chen, circulation, ("<script>alert(1)</script>.pdf", b"%PDF-"))
    assert "<script>alert" not in page


def test_a_comment_is_decided_with_one_click(cast, chen):
    circulation = a_round(cast).circulation
    comment = comment_by_telephone(cast, circulation)
    page = chen.get(address("comments", circulation)).content.decode()
    assert "完成<del>3</del><ins>2</ins>座水库除险加固。" in page
    chen.post(address("decide", circulation, comment.pk), {"verdict": "taken", "version": comment.version})
    comment.refresh_from_db()
    assert comment.verdict == Verdict.TAKEN


def test_deciding_a_comment_in_place_counts_anew_how_many_wait(cast, chen):
    circulation = a_round(cast).circulation
    comment = comment_by_telephone(cast, circulation)
    assert "待处理 1" in chen.get(address("comments", circulation)).content.decode()
    sent = {"verdict": "taken", "version": comment.version}
    headers = {"HX-Request": "true", "HX-Current-URL": f"{address('comments', circulation)}?show=open"}
    answer = chen.post(address("decide", circulation, comment.pk), sent, headers=headers).content.decode()
    assert 'id="comments-head" hx-swap-oob="true"' in answer
    assert '<a href="?show=open" aria-current="true">待处理 0</a>' in answer


def test_a_comment_leads_to_its_task_at_the_desk_until_the_plan_is_issued(cast, chen):
    circulation = a_round(cast).circulation
    comment = comment_by_telephone(cast, circulation)
    at_desk = f'href="/plans/{circulation.plan.pk}/desk/#t{comment.task_id}"'
    assert at_desk in chen.get(address("comments", circulation)).content.decode()
    Plan.objects.filter(pk=circulation.plan.pk).update(state=PlanState.ISSUED)
    assert at_desk not in chen.get(address("comments", circulation)).content.decode()


def test_the_task_is_changed_with_the_same_click(cast, chen):
    circulation = a_round(cast).circulation
    comment = comment_by_telephone(cast, circulation)
    page = chen.get(address("comments", circulation)).content.decode()
    assert 'name="seen" value="完成3座水库除险加固。"' in page
    sent = {"verdict": "taken", "version": comment.version, "apply": "yes", "words": comment.proposed}
    stale = chen.post(
        address("decide", circulation, comment.pk), {**sent, "seen": "别的"}, headers={"HX-Request": "true"}
    )
    assert "已被他人修改" in stale.content.decode()
    chen.post(address("decide", circulation, comment.pk), {**sent, "seen": comment.current})
    assert circulation.plan.tasks.first().text == "完成2座水库除险加固。"
    assert "已改任务" in chen.get(address("comments", circulation)).content.decode()


def test_what_the_task_says_now_is_shown_where_it_was_changed_since(cast, chen):
    circulation = a_round(cast).circulation
    comment_by_telephone(cast, circulation)
    circulation.plan.tasks.filter(position=1).update(text="完成4座水库除险加固。")
    assert "任务现为：完成4座水库除险加固。" in chen.get(address("comments", circulation)).content.decode()


def test_a_reason_that_is_missing_is_asked_for_beside_the_comment(cast, chen):
    circulation = a_round(cast).circulation
    comment = comment_by_telephone(cast, circulation)
    sent = {"verdict": "not-taken", "reason": "", "version": comment.version}
    response = chen.post(address("decide", circulation, comment.pk), sent, headers={"HX-Request": "true"})
    assert "须写明理由" in response.content.decode()
    assert "<html" not in response.content.decode()


def test_deciding_at_once_shows_the_colleagues_decision_and_keeps_what_was_typed(cast, chen):
    circulation = a_round(cast).circulation
    comment = comment_by_telephone(cast, circulation)
    url = address("decide", circulation, comment.pk)
    chen.post(url, {"verdict": "taken", "version": comment.version})
    sent = {"verdict": "not-taken", "reason": "以年初计划为准", "version": comment.version}
    page = chen.post(url, sent, headers={"HX-Request": "true"}).content.decode()
    assert "已被他人修改" in page
    assert "采纳" in page
    assert "以年初计划为准" in page


def test_the_table_of_comments_is_shown_and_downloaded(cast, chen):
    circulation = a_round(cast).circulation
    comment_by_telephone(cast, circulation)
    assert "改为：完成2座水库除险加固。" in chen.get(address("adoption", circulation)).content.decode()
    for kind in ("docx", "xlsx"):
        response = chen.get(address("adoption-file", circulation, kind))
        assert response.content.startswith(b"PK")


def test_the_last_day_can_be_moved_and_the_links_live_accordingly(cast, chen):
    circulation = a_round(cast).circulation
    before = circulation.invitations.first().expires_at
    page = chen.post(address("last-day", circulation), {"answer_by": "2026-07-29"}, follow=True).content.decode()
    assert "2026年7月29日前反馈" in page
    assert circulation.invitations.first().expires_at == before + timedelta(days=7)
    event = Event.objects.get(verb="circulation.last-day-moved")
    assert (event.before["answer_by"], event.after["answer_by"]) == ("2026-07-22", "2026-07-29")


@pytest.mark.parametrize("words", ["2026-07-14", "明天", ""])
def test_a_last_day_that_cannot_be_changes_nothing(cast, chen, words):
    circulation = a_round(cast).circulation
    chen.post(address("last-day", circulation), {"answer_by": words})
    circulation.refresh_from_db()
    assert circulation.answer_by == LAST_DAY


def test_the_round_is_closed_and_another_can_begin(cast, chen):
    circulation = a_round(cast).circulation
    page = chen.post(address("close", circulation), follow=True).content.decode()
    assert "本轮征求意见已结束" in page
    assert "再征求一轮" in page
    circulation.plan.refresh_from_db()
    assert circulation.plan.state == PlanState.DRAFTING


def test_a_closed_round_leads_on_to_approval_and_back_to_the_plan(cast, chen):
    circulation = a_round(cast).circulation
    chen.post(address("close", circulation))
    page = chen.get(address("round", circulation)).content.decode()
    assert reverse("tasks:approval", args=[circulation.plan_id]) in page
    assert reverse("tasks:plan", args=[circulation.plan_id]) in page


def test_the_office_types_in_what_was_said_by_telephone(cast, chen):
    circulation = a_round(cast).circulation
    water = invitation_of(circulation, WATER)
    url = address("by-hand", circulation, water.pk)
    assert "代录意见：青禾县水利局" in chen.get(url).content.decode()
    key = extract_of(water)[0].row_id
    chen.post(url, {"said_by": "孙联络", "answer": "propose", "version": 1, f"r{key}-limit": "10月底前"})
    comment = Comment.objects.get()
    assert (comment.field, comment.proposed, comment.said_by) == ("limit", "10月底前", "孙联络")


@pytest.mark.parametrize("name", ["round", "returned", "comments", "adoption"])
def test_another_office_finds_nothing(cast, client, name):
    circulation = a_round(cast).circulation
    client.force_login(cast.shen)
    assert client.get(address(name, circulation)).status_code == 404


@pytest.fixture
def large(cast):
    circulation = a_round(cast, a_large_draft(cast)).circulation
    for one in circulation.invitations.select_related("unit"):
        one.circulation = circulation
        rows = [row.row_id for row in extract_of(one)]
        answer(one, [Proposal(row, "text", f"改{row}", "理由") for row in rows], by=by_office(one, cast.chen, "某"))
    files = [
        (f"{number}.xlsx", filled(sent_file(circulation, f"青禾县第{number}局"), {1: {"理由": "补充"}}))
        for number in range(1, 11)
    ]
    receive_files(circulation, files, actor=cast.chen)
    return circulation


@pytest.mark.parametrize("name", ["round", "returned", "comments", "adoption"])
def test_a_page_costs_few_queries(large, chen, name, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        assert chen.get(address(name, large)).status_code == 200


def test_the_start_costs_few_queries(cast, chen, django_assert_max_num_queries):
    plan = a_large_draft(cast)
    with django_assert_max_num_queries(12):
        assert chen.get(reverse("tasks:circulation-start", args=(plan.pk,))).status_code == 200


def test_the_calendar_need_not_reach_that_far(cast, chen):
    plan = a_draft(cast)
    with clock.standing_at(MOMENT.replace(year=2090)):
        page = chen.get(reverse("tasks:circulation-start", args=(plan.pk,))).content.decode()
    assert 'name="answer_by"' in page
    assert str(date(2090, 7, 22)) not in page
