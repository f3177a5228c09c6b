"""The auditor reads the record, proves it, and takes it away."""

import csv
import io
from datetime import timedelta

import openpyxl
import pytest
from django.db import transaction

from luoshi.duban.accounts.models import User
from luoshi.duban.audit import reading, triggers
from luoshi.duban.audit.models import Event, Head, Tip
from luoshi.duban.audit.papers import grouped, papers
from luoshi.duban.audit.recording import SYSTEM, coming_from, record
from tests.duban.accounts.conftest import MORNING


@pytest.fixture
def feng(browser, cast):
    """冯审计, signed in, of the whole installation."""
    browser.force_login(cast.feng)
    return browser


@pytest.fixture
def events(cast, at):
    """A unit renamed on each of three days by 陈明, a plan issued by 王主任, something in another county."""
    unit = cast.unit("青禾县水利局")
    for day in range(3):
        at(days=day)
        with transaction.atomic(), coming_from("192.0.2.7"):
            record(
                "unit.renamed", unit, office="qinghe", actor=cast.chen.actor, reason=f"机构改革{day}",
                before={"name": "县水务局", "kind": "单位"}, after={"name": "县水利局", "kind": "单位"},
            )  # fmt: skip
    with transaction.atomic():
        record("plan.issued", cast.register, office="qinghe", actor=cast.wang.actor)
        record("unit.added", cast.other_office, office="baisha", actor=SYSTEM)


@pytest.fixture
def founded(cast):
    """The administrators were appointed, which the installation's own chain begins with."""
    with transaction.atomic():
        record("role.granted", cast.feng, office="", actor=SYSTEM)


def shown(response):
    return response.content.decode()


def test_the_newest_comes_first(feng, events):
    page = shown(feng.page("record"))
    assert page.index("印发</td>") < page.index("机构改革2") < page.index("机构改革0")


@pytest.mark.parametrize(
    ("query", "found", "not_found"),
    [
        ({"since": "2026-07-11"}, "机构改革1", "机构改革0"),
        ({"until": "2026-07-10"}, "机构改革0", "机构改革1"),
        ({"since": "2026-07-11", "until": "2026-07-11"}, "机构改革1", "机构改革2"),
        ({"who": "陈明"}, "机构改革1", "王主任</td>"),
        ({"who": "wang"}, "王主任</td>", "机构改革1"),
        ({"who": "系"}, "系统</td>", "机构改革1"),
        ({"verb": "plan.issued"}, "王主任</td>", "机构改革1"),
        ({"words": "改革2"}, "机构改革2", "机构改革1"),
        ({"words": "水利局 改革1"}, "机构改革1", "机构改革2"),
        ({"since": "2027-01-01"}, "没有符合条件", "机构改革1"),
        ({"until": "2001-01-01"}, "没有符合条件", "机构改革1"),
        ({"since": "2026-08-01", "until": "2026-07-01"}, "起始日期晚于截止日期", "机构改革1"),
        ({"since": "yesterday"}, "有效", "机构改革1"),
    ],
)
def test_the_record_can_be_searched(feng, events, query, found, not_found):
    page = shown(feng.get("/record/", query))
    assert found in page
    assert not_found not in page


def test_everything_about_one_subject(feng, events, cast):
    unit = cast.unit("青禾县水利局")
    page = shown(feng.get("/record/", {"subject": "organisations.unit", "id": unit.pk}))
    assert page.count("单位更名</td>") == 3
    assert "印发</td>" not in page


def test_an_auditor_of_an_office_reads_that_office_alone(feng, events, cast):
    User.objects.filter(pk=cast.feng.pk).update(office=cast.other_office)
    page = shown(feng.page("record"))
    assert "新增单位</td>" in page
    assert "单位更名</td>" not in page
    foreign = Event.objects.filter(office="qinghe").first()
    assert feng.page("event", event=foreign.pk).status_code == 404


def test_what_the_machine_did_by_itself_has_no_address_and_says_so(feng, cast):
    for origin in ("command", "job"):
        with transaction.atomic(), coming_from(origin):
            record("document.read", cast.register, office="qinghe", actor=SYSTEM)
    page = shown(feng.page("record"))
    assert "命令行" in page
    assert "后台任务" in page


def test_one_event_shows_before_and_after(feng, events):
    page = shown(feng.page("event", event=Event.objects.first().pk))
    for words in ("县水务局", "县水利局", "192.0.2.7", "陈明", "机构改革0"):
        assert words in page
    assert page.count('class="differs"') == 1


def many(cast, count):
    with transaction.atomic():
        for turn in range(count):
            record("unit.renamed", cast.office, office="qinghe", actor=SYSTEM, reason=f"第{turn:03}次")


def test_pages_follow_one_another_without_gap_or_double(feng, cast):
    many(cast, 120)
    seen, url = [], "/record/"
    while url:
        response = feng.get(url)
        seen += [event.reason for event, _verb, _office in response.context["rows"]]
        earlier = response.context["earlier"]
        url = f"/record/?before={earlier}" if earlier else ""
    assert seen == [f"第{turn:03}次" for turn in reversed(range(120))]


def test_words_are_looked_for_some_way_at_a_time(feng, cast, monkeypatch):
    """A word that is rare among a million events does not keep the auditor waiting: the search goes on by a click."""
    monkeypatch.setattr(reading, "SCAN", 50)
    many(cast, 120)
    url, clicks = "/record/?words=第005次", 0
    while "第005次</td>" not in shown(response := feng.get(url)):
        clicks += 1
        url = f"/record/?words=第005次&before={response.context['earlier']}"
        assert "继续向前查找" in shown(response)
    assert clicks == 2


def test_a_page_counts_nothing_and_takes_few_queries(feng, cast, django_assert_max_num_queries):
    many(cast, 60)
    with django_assert_max_num_queries(10) as asked:
        feng.get("/record/", {"since": "2026-01-01", "who": "陈明"})
    assert not [query for query in asked.captured_queries if "COUNT(" in query["sql"].upper()]


def test_verifying_on_demand(feng, founded, events, recorded):
    assert "记录完整" in shown(feng.send("verify"))
    assert recorded()[-1] == "record.verified"


def test_a_chain_that_was_removed_with_heads_and_tip_is_shown(feng, founded, events):
    triggers.take_down("default")
    for model in (Event, Head, Tip):
        model.objects.filter(office="baisha").delete()
    triggers.put_up("default")
    page = shown(feng.send("verify"))
    assert "全部记录被删除" in page
    assert "baisha" in page


def test_what_was_bent_is_shown(feng, events):
    triggers.take_down("default")
    Event.objects.filter(verb="plan.issued").update(actor_name="李四")
    triggers.put_up("default")
    page = shown(feng.send("verify"))
    assert "记录被改动" in page
    assert "qinghe 2026-07-12 #2" in page


def test_a_head_that_was_kept_is_compared(feng, founded, events):
    kept = grouped(papers("qinghe")[0].digest)
    assert "记录完整" in shown(feng.send("verify", {"kept": kept}))
    assert "与留存的封条不一致" in shown(feng.send("verify", {"kept": "ab" * 32}))
    assert "不是" in shown(feng.send("verify", {"kept": "abc"}))


def test_heads_are_printed_by_day(feng, events):
    assert "当日未结束" in shown(feng.page("heads"))
    page = shown(feng.get("/record/heads/", {"day": "2026-07-10"}))
    assert grouped(papers("qinghe", day=MORNING.date())[0].digest) in page
    assert "没有封条" in shown(feng.get("/record/heads/", {"day": (MORNING - timedelta(days=9)).date().isoformat()}))


def test_the_record_leaves_as_csv(feng, events, recorded):
    response = feng.get("/record/export.csv", {"who": "陈明"})
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["原因"] for row in rows] == ["机构改革2", "机构改革1", "机构改革0"]
    assert rows[0]["事项"] == "单位更名"
    assert recorded()[-1] == "record.exported"


def test_the_record_leaves_as_excel(feng, events):
    response = feng.get("/record/export.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][:3] == ("时间", "机构", "办理人")
    assert len(rows) == 7  # the head, five events, and that the record was taken away


def test_what_would_be_calculated_is_text(feng, cast):
    with transaction.atomic():
        record("unit.renamed", cast.office, office="qinghe", actor=SYSTEM, reason="=1+1\x07")
    text = b"".join(feng.get("/record/export.csv").streaming_content).decode("utf-8-sig")
    assert ",'=1+1" in text
    content = b"".join(feng.get("/record/export.xlsx").streaming_content)
    cells = [cell for row in openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows() for cell in row]
    assert [cell.data_type for cell in cells if cell.value == "=1+1"] == ["s"]


def test_a_search_that_cannot_be_is_not_exported(feng, events):
    assert feng.get("/record/export.csv", {"since": "never"}).status_code == 422
