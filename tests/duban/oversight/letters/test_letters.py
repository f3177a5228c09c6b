"""督办函: prepared, approved by another, numbered and sent, signed for, answered in time or late, withdrawn."""

from datetime import date
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from docx import Document

from luoshi.duban.audit.models import Event
from luoshi.duban.oversight.letters import papers
from luoshi.duban.oversight.letters.actions.answer_letter import answer_letter, sign_letter
from luoshi.duban.oversight.letters.actions.decide_letter import (
    approve_letter,
    issue_letter,
    send_letter_back,
    withdraw_letter,
)
from luoshi.duban.oversight.letters.actions.prepare_letter import change_letter, prepare_letter
from luoshi.duban.oversight.letters.actions.set_letter_rules import set_letter_rules
from luoshi.duban.oversight.letters.drafting import units_of, usual_text, usual_title
from luoshi.duban.oversight.letters.models import Letter, LetterPaper
from luoshi.duban.oversight.letters.queries import awaiting_office, awaiting_unit, letters_visible_to
from luoshi.duban.problems import ChangedMeanwhile, Refused
from luoshi.duban.tasks.actions.withdraw_task import withdraw_task
from luoshi.duban.tasks.models import Assignment
from luoshi.duban.tasks.story import tell_story
from tests.duban.fonts import has_fonts
from tests.duban.oversight.reminders.given import at
from tests.duban.tasks.life.given import FINANCE, WATER, an_issued_task
from tests.duban.tasks.life.office import BY_WORD

pytestmark = pytest.mark.django_db
MONDAY, NEXT_MONDAY = date(2026, 7, 27), date(2026, 8, 3)


@pytest.fixture(autouse=True)
def _papers_without_fonts(monkeypatch):
    """Where no font with Chinese is installed the PDF cannot be made; the letter's way is the same."""
    if not has_fonts():
        monkeypatch.setitem(papers._MAKERS, "pdf", lambda _document: b"%PDF")


@pytest.fixture
def tasks(cast):
    return [an_issued_task(cast), an_issued_task(cast, "清淤渠道18公里。", due=date(2026, 7, 20))]


def prepared(cast, tasks, by=None, on=MONDAY):
    with at(on, 10):
        return prepare_letter(
            tasks, cast.unit(WATER), actor=by or cast.chen, title="关于督办2项任务的函", text="请抓紧办理。"
        )


def issued(cast, tasks, on=MONDAY):
    letter = prepared(cast, tasks, on=on)
    with at(on, 11):
        approve_letter(letter, actor=cast.wang, version=letter.version)
        issue_letter(letter, actor=cast.chen, version=letter.version)
    return letter


def test_from_draft_to_answer(cast, tasks):
    letter = issued(cast, tasks)
    assert (letter.number, letter.issued_on, letter.answer_by) == ("督办函〔2026〕1号", MONDAY, NEXT_MONDAY)
    with at(date(2026, 7, 28)):
        sign_letter(letter, actor=cast.sun, version=letter.version)
        answer_letter(letter, actor=cast.zhou, version=letter.version, answer="已增派施工队，8月底前完成。")
    verbs = list(Event.objects.filter(subject="letters.letter").order_by("pk").values_list("verb", flat=True))
    assert verbs == ["letter.prepared", "letter.approved", "letter.issued", "letter.signed", "letter.answered"]
    for task in tasks:
        events = Event.objects.filter(subject="tasks.task", subject_id=str(task.pk)).order_by("-pk")
        assert [line.sentence for line in tell_story(events)] == [
            "青禾县水利局 周局长 回复督办函〔2026〕1号：已增派施工队，8月底前完成。",
            "陈明 向青禾县水利局发出督办函〔2026〕1号，8月3日前回复",
        ]


def test_numbers_follow_one_another_and_begin_anew_each_year(cast, tasks):
    numbers = [issued(cast, tasks, on=day).number for day in (MONDAY, MONDAY, date(2027, 1, 4))]
    assert numbers == ["督办函〔2026〕1号", "督办函〔2026〕2号", "督办函〔2027〕1号"]


def test_the_number_of_a_withdrawn_letter_goes_to_no_other(cast, tasks):
    first = issued(cast, tasks)
    withdraw_letter(first, actor=cast.chen, version=first.version, reason="任务已调整。")
    assert issued(cast, tasks).number == "督办函〔2026〕2号"
    assert Event.objects.filter(verb="task.letter-withdrawn").count() == 2


def test_the_office_sets_prefix_and_days(cast, tasks):
    set_letter_rules(actor=cast.wang, prefix="青督函", answer_days=10, version=0)
    letter = issued(cast, tasks)
    assert (letter.number, letter.answer_by) == ("青督函〔2026〕1号", date(2026, 8, 10))


def test_what_the_tasks_were_like_that_day_stays(cast, tasks):
    letter = issued(cast, tasks)
    Assignment.objects.filter(task=tasks[1]).update(state="closed-out")
    row = letter.rows.get(task=tasks[1])
    assert (row.words, row.course) == ("清淤渠道18公里。", "已交办；逾期7天；尚未反馈进展")


def test_the_papers_are_kept_as_they_went_out(cast, tasks):
    letter = issued(cast, tasks)
    kept = bytes(LetterPaper.objects.get(letter=letter, kind="docx").content)
    assert papers.paper(letter, "docx") == kept
    document = Document(BytesIO(kept))
    words = "\n".join(paragraph.text for paragraph in document.paragraphs)
    for one in (
        "督办函〔2026〕1号",
        "关于督办2项任务的函",
        "青禾县水利局：",
        "请于2026年8月3日前书面回复办理情况。",
        "2026年7月27日",
    ):
        assert one in words
    assert "2. 督2026-002　清淤渠道18公里。（完成时限：7月底前（2026年7月20日）；" in words
    assert "办理情况：已交办；逾期7天；尚未反馈进展）" in words


def test_many_tasks_stand_in_an_annex(cast):
    letter = issued(cast, [an_issued_task(cast, f"办理事项{number}。") for number in range(1, 8)])
    document = Document(BytesIO(papers.paper(letter, "docx")))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert "办理事项7。" in cells
    assert "附件：督办事项清单" in "".join(paragraph.text for paragraph in document.paragraphs).replace(" ", "")


def test_a_draft_prints_without_a_number(cast, tasks):
    letter = prepared(cast, tasks)
    words = "\n".join(one.text for one in Document(BytesIO(papers.paper(letter, "docx"))).paragraphs)
    assert "〔2026〕" not in words


def test_what_an_office_usually_writes(cast, tasks):
    with at(MONDAY):
        ((unit, rows),) = units_of(tasks)
        assert (unit.name, usual_title(rows)) == (WATER, "关于督办2项重点工作任务的函")
        assert usual_text(rows).startswith("你单位承办的2项任务（见下）尚未办结，其中1项已逾期。")
        assert usual_title(rows[:1]) == "关于督办完成3座水库除险加固的函"


def test_the_office_types_what_a_unit_wrote_on_paper(cast, tasks):
    letter = issued(cast, tasks)
    with at(date(2026, 7, 28)):
        answer_letter(letter, actor=cast.li, version=letter.version, answer="8月底前完成。")
    event = Event.objects.filter(verb="task.letter-answered").first()
    assert tell_story([event])[0].sentence == "青禾县水利局回复督办函〔2026〕1号（李静代录）：8月底前完成。"
    assert (letter.answer_typed, letter.signed_by) == (True, cast.li)


class TestWhoSeesIt:
    def test_a_unit_sees_it_once_it_was_sent(self, cast, tasks):
        letter = prepared(cast, tasks)
        assert not letters_visible_to(cast.sun).exists()
        approve_letter(letter, actor=cast.wang, version=letter.version)
        with at(MONDAY, 11):
            issue_letter(letter, actor=cast.chen, version=letter.version)
        assert list(letters_visible_to(cast.sun)) == list(awaiting_unit(cast.zhou)) == [letter]
        for other in (cast.wu, cast.qian, cast.jiang, cast.shen, cast.feng):
            assert not letters_visible_to(other).exists()

    def test_an_overdue_answer_is_at_the_desk(self, cast, tasks):
        letter = issued(cast, tasks)
        assert not awaiting_office(cast.chen, NEXT_MONDAY).exists()
        assert list(awaiting_office(cast.chen, date(2026, 8, 4))) == [letter]
        with at(date(2026, 8, 5)):
            answer_letter(letter, actor=cast.sun, version=letter.version, answer="已办结。")
        assert not awaiting_office(cast.chen, date(2026, 8, 6)).exists(), "a late answer is an answer"


class TestRefused:
    def test_who_prepared_it_cannot_approve_it(self, cast, tasks):
        letter = prepared(cast, tasks, by=cast.wang)
        with pytest.raises(PermissionDenied, match="拟稿人不能审批"):
            approve_letter(letter, actor=cast.wang, version=letter.version)
        approve_letter(letter, actor=cast.zhao, version=letter.version)

    def test_who_changed_it_cannot_approve_it(self, cast, tasks):
        letter = prepared(cast, tasks)
        change_letter(letter, actor=cast.wang, version=letter.version, title="关于督办的函", text="请办理。")
        with pytest.raises(PermissionDenied):
            approve_letter(letter, actor=cast.wang, version=letter.version)

    @pytest.mark.parametrize("who", ["chen", "li", "sun", "jiang", "qian"])
    def test_only_the_head_or_the_principal_approves(self, cast, tasks, who):
        letter = prepared(cast, tasks)
        with pytest.raises(PermissionDenied):
            approve_letter(letter, actor=cast.people[who], version=letter.version)

    def test_what_is_not_approved_is_not_sent(self, cast, tasks):
        letter = prepared(cast, tasks)
        with pytest.raises(Refused, match="待审批"):
            issue_letter(letter, actor=cast.chen, version=letter.version)
        approve_letter(letter, actor=cast.wang, version=letter.version)
        send_letter_back(letter, actor=cast.wang, version=letter.version, reason="写明完成时间。")
        with pytest.raises(Refused):
            issue_letter(letter, actor=cast.chen, version=letter.version)

    def test_a_task_of_another_unit(self, cast, tasks):
        other = an_issued_task(cast, "拨付资金。", lead=FINANCE)
        with pytest.raises(Refused, match="不由青禾县水利局承办"):
            prepared(cast, [*tasks, other])

    def test_no_task_and_no_words(self, cast, tasks):
        with pytest.raises(Refused, match="1至100项"):
            prepared(cast, [])
        with pytest.raises(Refused, match="标题和正文"):
            prepare_letter(tasks, cast.unit(WATER), actor=cast.chen, title=" ", text="请办理。")

    def test_another_unit_neither_signs_nor_answers(self, cast, tasks):
        letter = issued(cast, tasks)
        for do in (sign_letter, lambda one, **given: answer_letter(one, answer="好。", **given)):
            with pytest.raises(PermissionDenied):
                do(letter, actor=cast.wu, version=letter.version)

    def test_a_supervisor_of_another_office_types_nothing(self, cast, tasks):
        letter = issued(cast, tasks)
        with pytest.raises(PermissionDenied):
            answer_letter(letter, actor=cast.shen, version=letter.version, answer="好。")

    def test_twice(self, cast, tasks):
        letter = issued(cast, tasks)
        with at(date(2026, 7, 28)):
            sign_letter(letter, actor=cast.sun, version=letter.version)
            with pytest.raises(Refused, match="已经签收"):
                sign_letter(letter, actor=cast.zhou, version=letter.version)
            with pytest.raises(Refused, match="请填写回复"):
                answer_letter(letter, actor=cast.sun, version=letter.version, answer="  ")
            answer_letter(letter, actor=cast.sun, version=letter.version, answer="已办。")
            with pytest.raises(Refused, match="已经回复"):
                answer_letter(letter, actor=cast.sun, version=letter.version, answer="再办。")
        with pytest.raises(Refused, match="已回复，不能撤回"):
            withdraw_letter(letter, actor=cast.chen, version=letter.version, reason="错了。")

    def test_withdrawing_without_a_reason(self, cast, tasks):
        letter = issued(cast, tasks)
        with pytest.raises(Refused, match="请填写理由"):
            withdraw_letter(letter, actor=cast.chen, version=letter.version, reason="")

    def test_over_a_version_that_is_gone(self, cast, tasks):
        letter = prepared(cast, tasks)
        stale = Letter.objects.get(pk=letter.pk)
        change_letter(letter, actor=cast.li, version=letter.version, title="关于督办的函", text="请办理。")
        with pytest.raises(ChangedMeanwhile):
            approve_letter(stale, actor=cast.wang, version=stale.version)

    @pytest.mark.parametrize("prefix", ["", "督办函〔", "督 办", "督办1", "督" * 21])
    def test_a_prefix_that_makes_no_number(self, cast, prefix):
        with pytest.raises(Refused, match="发文代字"):
            set_letter_rules(actor=cast.wang, prefix=prefix, answer_days=5, version=0)

    def test_days_that_are_none(self, cast):
        with pytest.raises(Refused, match="1至60个工作日"):
            set_letter_rules(actor=cast.wang, prefix="督办函", answer_days=0, version=0)


@pytest.mark.parametrize("approved", [False, True], ids=["prepared", "approved"])
def test_a_letter_about_work_that_is_the_units_no_more_does_not_go_out(cast, tasks, approved):
    letter = prepared(cast, tasks)
    with at(MONDAY, 11):
        if approved:
            approve_letter(letter, actor=cast.wang, version=letter.version)
        withdraw_task(tasks[1], actor=cast.wang, version=tasks[1].version, basis=BY_WORD)
        go_on = issue_letter if approved else approve_letter
        with pytest.raises(Refused, match="no longer has 督2026-002") as refused:
            go_on(letter, actor=cast.chen if approved else cast.wang, version=letter.version)
        assert "请撤回本函" in refused.value.chinese
        withdraw_letter(letter, actor=cast.chen, version=letter.version, reason="任务已撤销。")
    assert Letter.objects.get().number == ""


def test_a_letter_says_which_of_its_tasks_ended_since(cast, tasks):
    letter = issued(cast, tasks)
    with at(MONDAY, 12):
        withdraw_task(tasks[1], actor=cast.wang, version=tasks[1].version, basis=BY_WORD)
        client = Client()
        client.force_login(cast.sun)
        page = client.get(f"/letters/{letter.pk}/").content.decode()
    assert page.count("已撤销") == 1
