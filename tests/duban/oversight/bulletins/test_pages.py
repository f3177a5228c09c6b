"""The pages of bulletins: few queries, a click to the rows, files that hold what the rows hold."""

import io
import re
from datetime import date

import docx
import pypdfium2
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from luoshi.duban import clock
from luoshi.duban.oversight.bulletins.actions.answer_naming import answer_naming
from luoshi.duban.oversight.bulletins.actions.decide_bulletin import send_bulletin_back
from luoshi.duban.oversight.bulletins.actions.review_naming import ask_review
from luoshi.duban.oversight.bulletins.models import Bulletin, Naming
from luoshi.duban.oversight.bulletins.reading import Reading, rows_of
from luoshi.errors import LuoshiError
from tests.browser.clocks import stand_at
from tests.duban.fonts import has_fonts
from tests.duban.oversight.bulletins.given import (
    LAST_DAY,
    LATER,
    WATER,
    a_quarter,
    a_task,
    approved,
    change,
    drafted,
    issued,
    proposed,
    without_names,
)

pytestmark = pytest.mark.django_db
MOST = 12


needs_fonts = pytest.mark.skipif(not has_fonts(), reason="no font with Chinese: make fonts")


@pytest.fixture(autouse=True)
def on_the_last_day(monkeypatch):
    stand_at(monkeypatch, LAST_DAY)


@pytest.fixture
def as_(client):
    def sign_in(person):
        client.force_login(person)
        return client

    return sign_in


def text_of(answer):
    return re.sub(r"\s+", "", re.sub("<[^>]+>", "", answer.content.decode()))


def form_of(bulletin, **changes):
    names = ("title", "body", "mark", "addressee", "signature", "printed_by", "copies_text", "answer_days", "version")
    return {**{name: getattr(bulletin, name) for name in names}, "annexes": bulletin.annexes, **changes}


def test_a_draft_follows_from_two_choices(cast, as_):
    a_quarter(cast)
    page = as_(cast.chen)
    chosen = re.search(r'<option value="(month:[0-9-]+)" selected', page.get(reverse("bulletins:new")).content.decode())
    assert chosen[1] == "month:2026-09-01"
    answer = page.post(reverse("bulletins:new"), {"period": "quarter:2026-07-01", "registers": [cast.register.pk]})
    made = Bulletin.objects.get()
    assert answer.url == reverse("bulletins:edit", args=[made.pk])
    assert (made.starts, made.ends) == (date(2026, 7, 1), date(2026, 9, 30))


def test_an_empty_period_is_one_sentence_beside_what_was_chosen(cast, as_):
    answer = as_(cast.chen).post(
        reverse("bulletins:new"),
        {"period": "own", "starts": "2026-01-01", "ends": "2026-01-31", "registers": [cast.register.pk]},
    )
    assert answer.status_code == 422
    assert "没有可以通报的内容" in text_of(answer)
    assert not Bulletin.objects.exists()


@pytest.mark.parametrize("data", [
    {"period": "own", "starts": "2026-02-01", "ends": "2026-01-31"},
    {"period": "own"},
    {"period": "month:1999-01-01"},
    {"period": "month:2026-09-01", "registers": []},
])  # fmt: skip
def test_what_cannot_be_meant_is_said_beside_its_field(cast, as_, data):
    answer = as_(cast.chen).post(reverse("bulletins:new"), {"registers": [cast.register.pk], **data})
    assert answer.status_code == 422


def test_a_click_on_48_of_49_shows_the_49_rows(cast, as_):
    a_quarter(cast)
    bulletin = drafted(cast)
    page = as_(cast.chen)
    read = page.get(reverse("bulletins:bulletin", args=[bulletin.pk])).content.decode()
    link = re.search(r'<a class="counted" href="([^"]+)">98\.0%</a>', read)[1]
    rows = page.get(link)
    assert rows.context["page"].paginator.count == 49
    assert rows.content.decode().count('scope="row"') == 49


def test_a_number_of_a_unit_shows_its_rows_alone(cast, as_):
    a_quarter(cast)
    bulletin, unit = drafted(cast), cast.unit(WATER)
    answer = as_(cast.chen).get(reverse("bulletins:rows", args=[bulletin.pk, "total"]) + f"?unit={unit.pk}")
    assert {row.lead_name for row, _colour, _visible in answer.context["rows"]} == {WATER}
    assert "青禾县水利局" in text_of(answer)


def test_every_page_asks_the_database_little(cast, as_):
    a_quarter(cast)
    bulletin = issued(cast)
    with clock.standing_at(LATER):
        naming = Naming.objects.select_related("bulletin").get(bulletin=bulletin, unit__name=WATER)
        ask_review(naming, actor=cast.sun, request="工期有批复。")
    draft, ready, waiting = drafted(cast), approved(cast), proposed(cast)
    for person, name, arguments in (
        (cast.wang, "bulletin", (ready.pk,)),
        (cast.wang, "bulletin", (waiting.pk,)),
        (cast.zhao, "bulletin", (waiting.pk,)),
        (cast.chen, "list", ()),
        (cast.chen, "new", ()),
        (cast.chen, "special", ()),
        (cast.chen, "bulletin", (bulletin.pk,)),
        (cast.wang, "bulletin", (draft.pk,)),
        (cast.chen, "rows", (bulletin.pk, "due-in")),
        (cast.chen, "edit", (draft.pk,)),
        (cast.chen, "file", (bulletin.pk, "pdf")),
        (cast.li, "decide-review", (naming.pk,)),
        (cast.chen, "enter-answer", (naming.pk,)),
        (cast.sun, "named", (naming.pk,)),
    ):
        page = as_(person)
        url = reverse(f"bulletins:{name}", args=arguments)
        page.get(url)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert page.get(url).status_code == 200, name
        assert len(asked) <= MOST, f"{name}: {len(asked)}\n" + "\n".join(one["sql"][:150] for one in asked)


def test_who_reads_sees_what_is_issued_alone_and_units_nothing(cast, as_):
    a_quarter(cast)
    draft, out = drafted(cast), issued(cast, without_names(drafted(cast), cast.chen))
    for person, statuses in (
        (cast.chen, (200, 200)), (cast.zhao, (200, 200)), (cast.qian, (404, 200)), (cast.jiang, (404, 200)),
        (cast.sun, (403, 403)), (cast.shen, (404, 404)),
    ):  # fmt: skip
        found = tuple(as_(person).get(reverse("bulletins:bulletin", args=[one.pk])).status_code for one in (draft, out))
        assert found == statuses, person


def test_the_editor_saves_and_the_second_of_two_sees_both_versions(cast, as_):
    a_quarter(cast)
    bulletin = drafted(cast)
    url, seen = reverse("bulletins:edit", args=[bulletin.pk]), form_of(bulletin)
    assert as_(cast.chen).post(url, {**seen, "title": "第一人的标题"}).status_code == 302
    refused = as_(cast.li).post(url, {**seen, "title": "第二人的标题"})
    assert refused.status_code == 409
    assert {"第一人的标题", "第二人的标题"} <= set(re.findall("第.人的标题", refused.content.decode()))
    again = {**seen, "title": "第二人的标题", "version": Bulletin.objects.get().version}
    assert as_(cast.li).post(url, again).status_code == 302


def test_what_is_typed_is_kept_as_it_is_typed(cast, as_):
    a_quarter(cast)
    bulletin = drafted(cast)
    url = reverse("bulletins:autosave", args=[bulletin.pk])
    body = f"{bulletin.body}\n另有{{{{n:overdue}}}}项。"
    answer = as_(cast.chen).post(url, form_of(bulletin, body=body), headers={"hx-request": "true"})
    fresh = Bulletin.objects.get()
    assert f'name="version" value="{fresh.version}"' in answer.content.decode()
    assert fresh.body == body
    stale = as_(cast.li).post(url, form_of(bulletin, body="覆盖"), headers={"hx-request": "true"})
    assert stale.status_code == 409
    wrong = as_(cast.chen).post(url, form_of(fresh, body="{{n:nothing}}"), headers={"hx-request": "true"})
    assert "不是系统的数字" in text_of(wrong)
    assert Bulletin.objects.get().body == body


def test_renewing_shows_first_what_changes(cast, as_):
    a_quarter(cast)
    bulletin = drafted(cast)
    a_task(cast, "新增任务", issued=date(2026, 9, 1), due=date(2026, 12, 1))
    url = reverse("bulletins:renew", args=[bulletin.pk])
    page = as_(cast.chen)
    assert "督办任务5354" in text_of(page.get(url))
    page.post(url, {"version": bulletin.version})
    assert Reading.of(Bulletin.objects.get()).numbers["total"].value == 54
    assert "数字没有变化" in text_of(page.get(url))


def test_a_unit_reads_what_is_said_of_it_and_answers(cast, as_):
    a_quarter(cast)
    bulletin = proposed(cast)
    naming = bulletin.namings.get(unit__name=WATER)
    home = as_(cast.sun).get("/").content.decode()
    assert reverse("bulletins:named", args=[naming.pk]) in home
    page = as_(cast.sun).get(reverse("bulletins:named", args=[naming.pk]))
    assert 'class="back-link" href="/"' in page.content.decode(), "it leads back to one's work"
    assert "逾期20天" in text_of(page)
    as_(cast.sun).post(reverse("bulletins:answer", args=[naming.pk]), {"answer": "汛期停工，已倒排工期。"})
    assert "汛期停工，已倒排工期。" in text_of(as_(cast.wang).get(reverse("bulletins:bulletin", args=[bulletin.pk])))
    assert as_(cast.wu).get(reverse("bulletins:named", args=[naming.pk])).status_code == 404


def test_an_unmarked_name_is_asked_about_on_the_page(cast, as_):
    a_quarter(cast)
    bulletin = without_names(drafted(cast), cast.chen)
    Bulletin.objects.update(body=bulletin.body.replace("# 存在问题", "# 存在问题\n青禾县财政局拨款不及时。"))
    url = reverse("bulletins:propose", args=[bulletin.pk])
    seen = {"version": bulletin.version}
    answer = as_(cast.chen).post(url, seen)
    assert answer.status_code == 409
    assert "不属于点名批评" in text_of(answer)
    assert as_(cast.chen).post(url, {**seen, "not_criticism": "1"}).status_code == 302


@pytest.mark.parametrize(
    ("address", "who"), [("approve", "wang"), ("approve-criticism", "zhao"), ("send-back", "wang")]
)
def test_what_was_changed_since_it_was_read_is_not_decided(cast, as_, monkeypatch, address, who):
    """Sent back, reworded and proposed again while the page stood open: that is another text than the one read."""
    a_quarter(cast)
    bulletin = proposed(cast)
    read = bulletin.version
    send_bulletin_back(bulletin, actor=cast.wang, reason="第三部分改重了。")
    proposed(cast, change(bulletin, cast.chen, title="改过的标题"))
    stand_at(monkeypatch, LATER)
    person = getattr(cast, who)
    url = reverse(f"bulletins:{address}", args=[bulletin.pk])
    answer = as_(person).post(url, {"version": read, "reason": "重写"})
    assert answer.status_code == 409
    assert "已被他人修改" in text_of(answer)
    assert "改过的标题" in text_of(answer)
    assert as_(person).post(url, {"reason": "重写"}).status_code == 409, "whoever does not say what they read"
    bulletin.refresh_from_db()
    assert (bulletin.state, bulletin.approved_by, bulletin.criticism_approved_by) == ("proposed", None, None)
    assert as_(person).post(url, {"version": bulletin.version, "reason": "重写"}).status_code == 302


def words_in(content):
    document = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "".join(paragraph.text for paragraph in document.paragraphs), cells


@needs_fonts
def test_the_files_hold_the_numbers_and_the_rows(cast, as_, monkeypatch):
    a_quarter(cast)
    bulletin = approved(cast)
    stand_at(monkeypatch, LATER)
    page = as_(cast.wang)
    sent = {"version": bulletin.version, "serial": 3, "issued_on": "2026-10-12"}
    answer = page.post(reverse("bulletins:issue", args=[bulletin.pk]), sent)
    assert answer.status_code == 302
    text, cells = words_in(page.get(reverse("bulletins:file", args=[bulletin.pk, "docx"])).content)
    for paragraph in Reading.of(bulletin).paragraphs:
        assert paragraph.words in text
    assert "第3期" in text
    assert "本期到期应办结49项，已销号48项，到期办结率98.0%" in text
    for figure in ("slow", "on-schedule"):
        for row in rows_of(bulletin, figure):
            assert {row.number, row.title, row.lead_name, row.limit} <= set(cells)
    pdf = pypdfium2.PdfDocument(page.get(reverse("bulletins:file", args=[bulletin.pk, "pdf"])).content)
    printed = "".join(one.get_textpage().get_text_range() for one in pdf).replace("\r\n", "")
    assert "98.0%" in printed
    assert "2026年10月12日" in printed


@needs_fonts
def test_a_correction_is_on_the_page_and_in_the_files_from_then_on(cast, as_, monkeypatch):
    a_quarter(cast)
    bulletin = issued(cast)
    stand_at(monkeypatch, LATER)
    naming = Naming.objects.select_related("bulletin").get(bulletin=bulletin, unit__name=WATER)
    ask_review(naming, actor=cast.sun, request="工期有批复。")
    url = reverse("bulletins:decide-review", args=[naming.pk])
    refused = as_(cast.wang).post(url, {"outcome": "corrected", "reasons": "属实。", "correction": "不计逾期。"})
    assert refused.status_code == 422
    as_(cast.li).post(url, {"outcome": "corrected", "reasons": "批复属实。", "correction": "水库一项不计逾期。"})
    page = as_(cast.chen)
    assert "更正：水库一项不计逾期。" in text_of(page.get(reverse("bulletins:bulletin", args=[bulletin.pk])))
    file = reverse("bulletins:file", args=[bulletin.pk, "docx"])
    assert "更正：水库一项不计逾期" in words_in(page.get(file).content)[0]
    assert page.get(f"{file}?issued=1").content == b"word"


@needs_fonts
def test_a_special_report_warns_when_it_runs_over_its_page(cast, as_):
    a_quarter(cast)
    page = as_(cast.chen)
    special = reverse("bulletins:special")
    menu = page.get("/tasks/?q=水库").content.decode()
    assert re.search(rf'href="{special}\?q=[^"]+"', menu)
    answer = page.post(
        f"{special}?q=水库",
        {"topic": "水库除险加固", "presented_to": "钱副县长", "starts": "2026-01-01", "ends": "2026-09-30"},
    )
    edit = page.get(answer.url)
    assert edit.context["pages"] == 1
    made = Bulletin.objects.get()
    told = text_of(page.get(reverse("bulletins:bulletin", args=[made.pk])))
    assert "文字和数字核对后送审。" in told
    assert "被点名的单位在送审时得到告知" not in told, "it goes to one leader: nobody is named in it"
    Bulletin.objects.update(body=made.body + "\n" + "这是很长的一段话。" * 60)
    assert "请精简到一页" in text_of(page.get(answer.url))


def test_an_entered_answer_says_who_typed_it(cast, as_):
    a_quarter(cast)
    bulletin = proposed(cast)
    naming = bulletin.namings.get(unit__name=WATER)
    page = as_(cast.chen)
    page.post(
        reverse("bulletins:enter-answer", args=[naming.pk]),
        {"answer": "已部署。", "answered_by": "孙联络", "channel": "telephone"},
    )
    assert "陈明代录" in text_of(page.get(reverse("bulletins:bulletin", args=[bulletin.pk])))


def test_an_answer_that_comes_too_late_is_kept_in_the_form(cast, as_, monkeypatch):
    a_quarter(cast)
    naming = proposed(cast).namings.get(unit__name=WATER)
    stand_at(monkeypatch, LATER)
    answer = as_(cast.sun).post(reverse("bulletins:answer", args=[naming.pk]), {"answer": "迟了。"})
    assert answer.status_code == 409
    assert "期限已过" in text_of(answer)
    with pytest.raises(LuoshiError):
        answer_naming(naming, actor=cast.sun, answer="迟了。")


def awaited(as_, person):
    """The titles of what waits for *person* on the home page, with how many."""
    entries = as_(person).get("/").context["entries"]
    return {str(entry.title): entry.count for entry in entries if "通报" in str(entry.title)}


def test_the_home_page_shows_whose_turn_it_is(cast, as_, monkeypatch):
    a_quarter(cast)
    proposed(cast)
    assert awaited(as_, cast.chen) == {}
    assert awaited(as_, cast.wang) == awaited(as_, cast.zhao) == {"通报待办": 1}
    issued(cast, without_names(drafted(cast), cast.chen), serial=1)
    ready = approved(cast)
    stand_at(monkeypatch, LATER)
    assert awaited(as_, cast.wang) == {"通报待办": 2}
    with_names = issued(cast, drafted(cast), serial=9)
    naming = Naming.objects.select_related("bulletin").get(bulletin=with_names, unit__name=WATER)
    ask_review(naming, actor=cast.sun, request="工期有批复。")
    assert awaited(as_, cast.li) == {"通报复核待决定": 1}
    assert "通报复核待决定" not in awaited(as_, cast.wang)
    assert Bulletin.objects.get(pk=ready.pk).state == "approved"
