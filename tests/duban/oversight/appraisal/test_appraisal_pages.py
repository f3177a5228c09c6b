"""Who sees which scores, what the pages say, and what they refuse."""

import io
from datetime import date

import pytest
from docx import Document
from openpyxl import load_workbook

from luoshi.duban.oversight.appraisal.actions.set_formula import Wanted, set_formula, switch
from luoshi.duban.oversight.appraisal.current import current
from luoshi.duban.oversight.appraisal.formula import USUAL, Kind
from luoshi.duban.oversight.appraisal.models import Appeal, FormulaVersion, ScoreLine, Scores, UnitScore
from tests.duban.oversight.appraisal.given import LATE, issued, only, proposed, switched_on
from tests.duban.tasks.life.given import HOUSING, WATER, an_issued_task
from tests.duban.tasks.life.office import submitted

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def county(cast, standing):
    standing(LATE)
    task = an_issued_task(cast, "整治隐患。", lead=HOUSING, due=date(2026, 10, 31))
    submitted(cast, task, HOUSING)
    return an_issued_task(cast)


@pytest.fixture
def go(client):
    """The page at an address as a person sees it."""

    def get(person, address):
        client.force_login(person)
        return client.get(address)

    return get


def words(answer):
    return answer.content.decode()


def base(cast):
    return f"/registers/{cast.register.pk}/appraisal/"


def score_of(unit=WATER):
    return UnitScore.objects.get(name=unit)


def typed(formula=USUAL, **more):
    """The form of *formula* as it is sent."""
    rows = {str(kind): {"weight": "0", "each": "", "cap": "", "free": ""} for kind in Kind}
    rows |= {one["kind"]: one for one in formula.as_data()["criteria"]}
    found = {f"{kind}-{name}": value for kind, row in rows.items() for name, value in row.items() if value is not False}
    return {**found, "few": formula.few, "appeal_days": formula.appeal_days, **more}


class TestWhileOff:
    def test_no_score_is_shown_anywhere(self, cast, go, county):
        for address in (base(cast), base(cast) + "formula/"):
            assert "没有启用" in words(go(cast.wang, address))
        water = cast.unit(WATER).pk
        assert go(cast.wang, f"{base(cast)}units/{water}/").status_code == 404
        assert "考评得分" not in words(go(cast.wang, f"/units/{water}/tasks/"))

    def test_what_was_issued_disappears_when_it_is_switched_off(self, cast, go):
        one = issued(cast, ranking=True)
        assert go(cast.sun, f"/appraisal/units/{score_of().pk}/").status_code == 200
        switch(cast.register, on=False, actor=cast.wang, number=current(cast.register).number)
        for person in (cast.sun, cast.wang):
            assert go(person, f"/appraisal/units/{score_of().pk}/").status_code == 404
            assert go(person, f"/appraisal/{one.pk}/").status_code == 404
        assert "没有发布的得分" in words(go(cast.sun, f"/units/{cast.unit(WATER).pk}/appraisal/")).replace(
            "还没有", "没有"
        )


class TestTheFormulaPage:
    def test_it_is_saved_while_off_and_switched_on(self, cast, client):
        client.force_login(cast.wang)
        client.post(base(cast) + "formula/", typed(only(Kind.ON_TIME), act="save", number=0))
        assert FormulaVersion.objects.get().read.counting == only(Kind.ON_TIME).criteria
        client.post(base(cast) + "switch/", {"on": "1", "number": 1})
        assert current(cast.register).is_on

    def test_while_on_the_effect_is_shown_before_it_is_saved(self, cast, client):
        number = switched_on(cast)
        client.force_login(cast.wang)
        sent = typed(only(Kind.ON_TIME), number=number)
        page = client.post(base(cast) + "formula/", {**sent, "act": "save"})
        assert current(cast.register).number == number
        assert "请看过再保存" in words(page)
        changes = {one.name: (one.was, one.now) for one in page.context["changes"]}
        assert changes[WATER][1] == 0
        assert changes[HOUSING][1] == 100
        client.post(base(cast) + "formula/", {**sent, "act": "save", "seen": page.context["seen"]})
        assert current(cast.register).number == number + 1

    def test_a_sum_that_is_not_a_hundred_is_named(self, cast, client):
        client.force_login(cast.wang)
        page = client.post(base(cast) + "formula/", typed(act="save", number=0, **{"on-time-weight": "30"}))
        assert page.status_code == 422
        assert "现在合计90分" in words(page)
        assert 'value="30"' in words(page)

    def test_a_contradiction_stands_beside_its_row(self, cast, client):
        client.force_login(cast.wang)
        page = client.post(base(cast) + "formula/", typed(act="save", number=0, **{"days-late-each": "9"}))
        assert page.context["editor"].problems.keys() == {Kind.DAYS_LATE}
        assert not FormulaVersion.objects.exists()

    def test_two_at_once_see_both_versions(self, cast, client):
        set_formula(cast.register, Wanted(only(Kind.QUALITY)), actor=cast.wang, number=0)
        client.force_login(cast.wang)
        page = client.post(base(cast) + "formula/", typed(only(Kind.ON_TIME), act="save", number=0))
        assert page.status_code == 409
        assert {row["label"] for row in page.context["conflict"] if row["theirs"] != row["mine"]} >= {
            "按时完成",
            "核查质量",
        }
        assert current(cast.register).formula == only(Kind.QUALITY)

    def test_a_supervisor_reads_it_and_changes_nothing(self, cast, client):
        client.force_login(cast.chen)
        assert "保存考评办法" not in words(client.get(base(cast) + "formula/"))
        assert client.post(base(cast) + "formula/", typed(number=0)).status_code == 403


class TestTheTable:
    def test_the_weights_stand_on_the_page_and_activity_never_counts(self, cast, client, django_assert_max_num_queries):
        switched_on(cast)
        client.force_login(cast.wang)
        with django_assert_max_num_queries(12):
            page = words(client.get(base(cast)))
        for said in ("40分", "登录、点击", "单列不排名", WATER, HOUSING):
            assert said in page

    def test_every_score_is_explained_down_to_its_tasks(self, cast, go, county):
        switched_on(cast)
        page = words(go(cast.wang, f"{base(cast)}units/{cast.unit(WATER).pk}/"))
        assert f'href="/tasks/{county.pk}/"' in page
        assert "逾期15天" in page

    @pytest.mark.parametrize("who", ["sun", "wu"])
    def test_units_do_not_see_what_is_not_issued(self, cast, go, who):
        one = proposed(cast, ranking=True)
        person = cast.people[who]
        for address in (base(cast), f"/appraisal/{one.pk}/", f"/appraisal/units/{score_of().pk}/"):
            assert go(person, address).status_code == 404


class TestIssued:
    def test_proposed_and_issued_on_the_pages(self, cast, client):
        number = switched_on(cast)
        client.force_login(cast.chen)
        client.post(base(cast) + "propose/", {"period": "2026", "number": number})
        one = Scores.objects.get()
        client.force_login(cast.wang)
        assert "通过并发布" in words(client.get(f"/appraisal/{one.pk}/"))
        client.post(f"/appraisal/{one.pk}/decide/", {"issue": "1", "version": 1})
        assert Scores.objects.get().state == "issued"

    def test_a_refusal_is_said(self, cast, client):
        one = proposed(cast)
        client.force_login(cast.wang)
        page = client.post(f"/appraisal/{one.pk}/decide/", {"version": 1}, follow=True)
        assert "请写明不通过的理由" in words(page)
        client.force_login(cast.chen)
        page = client.post(base(cast) + "propose/", {"period": "2026", "number": 0}, follow=True)
        assert "已被他人修改" in words(page)

    def test_a_unit_sees_its_own_score_and_not_the_others(self, cast, go):
        issued(cast)
        page = words(go(cast.sun, f"/appraisal/units/{score_of().pk}/"))
        assert "对这一项申诉" in page
        assert HOUSING not in page
        assert go(cast.sun, f"/appraisal/units/{score_of(HOUSING).pk}/").status_code == 404
        assert go(cast.sun, f"/units/{cast.unit(HOUSING).pk}/appraisal/").status_code == 404
        assert str(score_of().points) in words(go(cast.sun, f"/units/{cast.unit(WATER).pk}/appraisal/"))
        assert go(cast.shen, f"/appraisal/units/{score_of().pk}/").status_code in (403, 404)

    def test_the_ranking_is_shown_to_units_only_where_the_register_says_so(self, cast, go):
        one = issued(cast)
        assert go(cast.sun, f"/appraisal/{one.pk}/").status_code == 404
        set_formula(cast.register, Wanted(USUAL, ranking_to_units=True), actor=cast.wang, number=one.formula.number)
        page = words(go(cast.sun, f"/appraisal/{one.pk}/"))
        assert HOUSING in page
        assert f"/appraisal/units/{score_of(HOUSING).pk}/" not in page
        assert go(cast.sun, f"/appraisal/{one.pk}/table.xlsx").status_code == 404


@pytest.mark.parametrize("who", ["wang", "sun"])
@pytest.mark.parametrize("what", ["table", "formula", "standing", "issued", "own", "unit", "work"])
def test_no_page_asks_more_than_twelve_questions(cast, client, django_assert_max_num_queries, who, what):
    one = issued(cast, ranking=True)
    water = cast.unit(WATER).pk
    address = {
        "table": base(cast),
        "formula": base(cast) + "formula/",
        "standing": f"{base(cast)}units/{water}/",
        "issued": f"/appraisal/{one.pk}/",
        "own": f"/appraisal/units/{score_of().pk}/",
        "unit": f"/units/{water}/appraisal/",
        "work": f"/units/{water}/tasks/",
    }[what]
    client.force_login(cast.people[who])
    with django_assert_max_num_queries(12):
        client.get(address)


class TestTheHomePage:
    """It names what waits for a decision of this person."""

    def test_who_may_approve_is_asked_and_who_proposed_is_not(self, cast, go):
        proposed(cast)
        assert "待审批的考评得分" in words(go(cast.zhao, "/"))
        for person in (cast.chen, cast.li, cast.sun):
            assert "考评得分" not in words(go(person, "/"))

    def test_an_appeal_waits_for_who_took_no_part(self, cast, go):
        issued(cast)
        line = ScoreLine.objects.get(score=score_of(), kind="on-time")
        Appeal.objects.create(line=line, reasons="请再核。", made_by=cast.sun)
        for person in (cast.li, cast.zhao):
            assert "有申诉待处理的考评得分" in words(go(person, "/"))
        assert "考评得分" not in words(go(cast.chen, "/"))

    def test_nothing_of_it_while_the_register_is_off(self, cast, go):
        proposed(cast)
        switch(cast.register, on=False, actor=cast.wang, number=current(cast.register).number)
        assert "考评得分" not in words(go(cast.zhao, "/"))


class TestAppeals:
    def test_made_by_the_unit_and_decided_on_the_page(self, cast, client):
        issued(cast)
        line = ScoreLine.objects.get(score=score_of(), kind="on-time")
        client.force_login(cast.sun)
        client.post(f"/appraisal/lines/{line.pk}/appeal/", {"reasons": "材料已按时送达。"})
        made = Appeal.objects.get()
        decide = f"/appraisal/appeals/{made.pk}/decide/"
        sent = {"outcome": "upheld", "points": "40", "answer": "属实。", "version": 1}
        client.force_login(cast.chen)
        page = client.post(decide, sent)
        assert (page.status_code, Appeal.objects.get().outcome) == (409, "")
        client.force_login(cast.zhao)
        assert "待处理的申诉" in words(client.get(f"/appraisal/{Scores.objects.get().pk}/"))
        page = client.post(decide, sent | {"points": ""})
        assert page.status_code == 422
        assert "请填写更正后得分" in words(page)
        client.post(decide, sent)
        page = words(client.get(f"/appraisal/units/{score_of().pk}/"))
        assert "更正为40.0" in page
        assert str(score_of().points) in page
        table = words(client.get(f"/appraisal/{Scores.objects.get().pk}/"))
        assert f"更正为{score_of().points + 40}" in table

    def test_what_was_typed_stays_where_it_is_refused(self, cast, client, standing):
        issued(cast)
        standing(date(2026, 11, 30))
        line = ScoreLine.objects.get(score=score_of(), kind="on-time")
        client.force_login(cast.sun)
        page = client.post(f"/appraisal/lines/{line.pk}/appeal/", {"reasons": "材料已按时送达。"})
        assert page.status_code == 409
        page = client.post(f"/appraisal/lines/{line.pk}/appeal/", {"reasons": ""})
        assert page.status_code == 422


class TestPapers:
    def test_the_table_as_excel_and_word(self, cast, go):
        one = issued(cast)
        book = load_workbook(io.BytesIO(go(cast.wang, f"/appraisal/{one.pk}/table.xlsx").content))
        cells = [str(cell.value) for row in book.active.iter_rows() for cell in row if cell.value is not None]
        assert {WATER, HOUSING, "按时完成（40分）"} <= set(cells)
        made = Document(io.BytesIO(go(cast.wang, f"/appraisal/{one.pk}/table.docx").content))
        assert any(cell.text == WATER for row in made.tables[0].rows for cell in row.cells)
        assert go(cast.wang, f"/appraisal/{one.pk}/table.pdf").status_code == 404

    def test_a_units_explanation(self, cast, go, county):
        issued(cast)
        address = f"/appraisal/units/{score_of().pk}/explanation"
        book = load_workbook(io.BytesIO(go(cast.sun, address + ".xlsx").content))
        cells = [str(cell.value) for row in book.active.iter_rows() for cell in row if cell.value is not None]
        assert county.title in cells
        assert "逾期15天" in cells
        assert go(cast.sun, address + ".docx").status_code == 200
