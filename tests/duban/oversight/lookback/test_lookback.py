"""回头看: what is drawn and why, what was found and by whom, what goes on, and how often a unit's work did not hold."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from luoshi.duban import clock
from luoshi.duban.audit.models import Event
from luoshi.duban.oversight.lookback.actions.draw_sample import Wanted, draw_sample
from luoshi.duban.oversight.lookback.actions.record_look import Found, record_look, reopen_found
from luoshi.duban.oversight.lookback.models import Draw, Look, Outcome
from luoshi.duban.oversight.lookback.rates import rates
from luoshi.duban.oversight.lookback.risk import BASE, WEIGHTS, Reason, weigh
from luoshi.duban.oversight.lookback.sampling import draw
from luoshi.duban.problems import ChangedMeanwhile, Refused
from luoshi.duban.registers.models import Register
from luoshi.duban.tasks.actions.close_out import close_out
from luoshi.duban.tasks.actions.verify_report import Checked, verify_report
from luoshi.duban.tasks.models import Extension, Means, State
from tests.duban.tasks.life.given import HOUSING, WATER, an_issued_task, the
from tests.duban.tasks.life.office import closed, on, submitted

pytestmark = pytest.mark.django_db
HOLDS = Found(Outcome.HOLDS, (Means.ON_SITE,), "三座水库蓄水正常。")
FAILS = Found(Outcome.FAILS, (Means.ON_SITE,), "第三座大坝未合龙。")


@pytest.fixture
def task(cast):
    """Closed out on 20 July: 李静 neither verified nor closed it."""
    task = an_issued_task(cast)
    with on(7, 20):
        closed(cast, task)
    return task


def wanted(since=date(2026, 7, 1), until=date(2026, 7, 31), size=10, look_by=date(2026, 10, 31), **more):
    return Wanted(since, until, size, look_by, **more)


def drawn(cast, **more):
    with on(10, 8):
        return draw_sample(wanted(**more), actor=cast.wang)


def reasons(task):
    (one,) = weigh([the(task).pk])
    return set(one.reasons)


class TestDrawing:
    def test_what_was_closed_out_in_these_days_is_drawn(self, cast, task):
        made = drawn(cast, seed="2026")
        (look,) = made.looks.all()
        assert (look.assignment, look.place, look.outcome) == (the(task), 1, "")
        assert made.pool == [[the(task).pk, look.weight]]
        assert Event.objects.filter(verb="look-back.drawn").get().after["seed"] == "2026"

    def test_anybody_can_draw_the_same_again(self, cast):
        for number in range(8):
            with on(7, 20):
                closed(cast, an_issued_task(cast, f"整治第{number}处隐患。"))
        made = drawn(cast, size=3)
        assert made.seed
        again = draw([(key, weight) for key, weight in made.pool], made.size, made.seed)
        assert again == list(made.looks.order_by("place").values_list("assignment", flat=True))

    @pytest.mark.parametrize("days", [(date(2026, 6, 1), date(2026, 7, 19)), (date(2026, 7, 21), date(2026, 8, 31))])
    def test_other_days_have_nothing(self, cast, task, days):
        with pytest.raises(Refused, match="Nothing was closed out"):
            drawn(cast, since=days[0], until=days[1])
        assert not Draw.objects.exists()

    def test_what_was_drawn_is_not_drawn_again(self, cast, task):
        drawn(cast)
        with pytest.raises(Refused, match="not looked at already"):
            drawn(cast)

    def test_of_one_register(self, cast, task):
        other = Register.objects.create(office=cast.office, name="民生实事", year=2026, prefix="民")
        with pytest.raises(Refused, match="Nothing"):
            drawn(cast, register=other)
        assert drawn(cast, register=cast.register).looks.count() == 1

    @pytest.mark.parametrize(
        ("more", "code"),
        [
            ({"since": date(2026, 8, 1)}, "days"),
            ({"until": date(2026, 10, 9)}, "days"),
            ({"look_by": date(2026, 10, 7)}, "look-by"),
            ({"size": 0}, "size"),
            ({"size": 201}, "size"),
        ],
    )
    def test_what_makes_no_sense_is_refused(self, cast, task, more, code):
        with pytest.raises(Refused) as refused:
            drawn(cast, **more)
        assert refused.value.code == code

    @pytest.mark.parametrize("who", ["chen", "zhao", "sun", "feng", "shen"])
    def test_only_the_head_draws(self, cast, task, who):
        with on(10, 8), pytest.raises(PermissionDenied):
            draw_sample(wanted(), actor=getattr(cast, who))


class TestRisk:
    def test_by_itself_each_has_the_same_weight(self, cast, task):
        (one,) = weigh([the(task).pk])
        assert one.weight == BASE + sum(WEIGHTS[reason] for reason in one.reasons)
        assert reasons(task) == {Reason.NO_EVIDENCE}

    def test_what_makes_one_more_likely(self, cast, task):
        by_word = an_issued_task(cast, "清淤渠道18公里。")
        with on(7, 20):
            one = submitted(cast, by_word, by=cast.li)
            verify_report(one, actor=cast.chen, version=one.version, checked=Checked((Means.SELF_CHECK,), "单位自查。"))
            one = the(by_word)
            close_out(one, actor=cast.wang, version=one.version, reasons="完成。")
        for _ in range(2):
            Extension.objects.create(
                assignment=the(by_word), asked_by="孙联络", asked_on=date(2026, 7, 1), reason="汛期", progress="过半",
                due_then=date(2026, 9, 30), due_wanted=date(2026, 10, 31), decision="granted",
            )  # fmt: skip
        assert reasons(by_word) == {Reason.NO_EVIDENCE, Reason.SELF_CHECK, Reason.BY_WORD, Reason.EXTENDED}

    def test_late_work_and_units_that_failed_before(self, cast):
        late = an_issued_task(cast, due=date(2026, 7, 17))
        with on(7, 20):
            closed(cast, late)
        assert Reason.LATE in reasons(late)
        made = drawn(cast)
        with on(10, 9):
            record_look(made.looks.get(), FAILS, actor=cast.li, version=1)
        assert Reason.UNIT_FAILED in reasons(late)


class TestLooking:
    @pytest.fixture
    def look(self, cast, task):
        return drawn(cast).looks.get()

    def found(self, look, what, by, version=1):
        with on(10, 20):
            return record_look(look, what, actor=by, version=version)

    def test_somebody_else_looks_and_says_what_was_found(self, cast, look):
        now = self.found(look, HOLDS, cast.li)
        assert (now.outcome, now.looked_by, now.words) == (Outcome.HOLDS, cast.li, "三座水库蓄水正常。")
        assert Event.objects.filter(verb="look-back.found").get().after["outcome"] == "holds"

    @pytest.mark.parametrize("who", ["chen", "wang"])
    def test_who_verified_or_closed_it_does_not(self, cast, look, who):
        with pytest.raises(Refused, match="somebody else"):
            self.found(look, HOLDS, getattr(cast, who))
        look.refresh_from_db()
        assert look.outcome == Outcome.OPEN

    @pytest.mark.parametrize("who", ["sun", "zhao", "jiang"])
    def test_nor_does_who_has_no_right(self, cast, look, who):
        with pytest.raises(PermissionDenied):
            self.found(look, HOLDS, getattr(cast, who))

    @pytest.mark.parametrize(
        ("what", "code"),
        [
            (Found(Outcome.HOLDS, (), "正常。"), "no-means"),
            (Found(Outcome.HOLDS, (Means.ON_SITE,), " "), "no-words"),
            (Found(Outcome.OPEN, (Means.ON_SITE,), "正常。"), "no-outcome"),
        ],
    )
    def test_what_is_missing_is_told(self, cast, look, what, code):
        with pytest.raises(Refused) as refused:
            self.found(look, what, cast.li)
        assert refused.value.code == code

    def test_once_found_it_stays(self, cast, look):
        self.found(look, HOLDS, cast.li)
        with pytest.raises(ChangedMeanwhile):
            self.found(look, FAILS, cast.li)
        with pytest.raises(Refused, match="already"):
            self.found(look, FAILS, cast.li, version=2)

    def test_what_does_not_hold_goes_on_when_the_head_says_so(self, cast, task, look):
        self.found(look, FAILS, cast.li)
        with on(10, 21), pytest.raises(PermissionDenied):
            reopen_found(look, actor=cast.li, version=2)
        with on(10, 21):
            reopen_found(look, actor=cast.wang, version=2)
        one = the(task)
        assert one.state == State.IN_PROGRESS
        assert one.task.changes.get().basis == "回头看发现不实：第三座大坝未合龙。"
        with on(10, 21), pytest.raises(Refused, match="already"):
            reopen_found(look, actor=cast.wang, version=3)

    def test_what_holds_does_not(self, cast, look):
        self.found(look, HOLDS, cast.li)
        with on(10, 21), pytest.raises(Refused, match="does not hold"):
            reopen_found(look, actor=cast.wang, version=2)


class TestRates:
    def test_a_rate_is_exact_and_few_are_marked(self, cast):
        for number in range(6):
            with on(7, 20):
                closed(cast, an_issued_task(cast, f"整治第{number}处隐患。"))
        with on(7, 20):
            closed(cast, an_issued_task(cast, "改造老旧小区12个。", lead=HOUSING), HOUSING)
        made = drawn(cast)
        with on(10, 20):
            for look in made.looks.all():
                what = FAILS if look.assignment.unit.name == WATER and look.place % 7 == 1 else HOLDS
                record_look(look, what, actor=cast.li, version=1)
        found = {one.name: one for one in rates(cast.office)}
        failed = Look.objects.filter(outcome=Outcome.FAILS).count()
        assert (found[WATER].looked, found[WATER].failed) == (6, failed)
        assert found[WATER].percent == (Decimal(100 * failed) / 6).quantize(Decimal("0.1"))
        assert not found[WATER].is_few
        assert (found[HOUSING].percent, found[HOUSING].is_few) == (Decimal("0.0"), True)
        assert [one.name for one in rates(cast.office, unit=cast.unit(HOUSING).pk)] == [HOUSING]


class TestPages:
    def page(self, answer):
        return answer.content.decode()

    def test_the_head_draws_and_a_clerk_looks(self, cast, task, client):
        client.force_login(cast.wang)
        with on(10, 8):
            assert "没有佐证" in self.page(client.get("/look-back/new/"))
            sent = {"since": "2026-07-01", "until": "2026-07-31", "size": 5, "look_by": "2026-10-31", "seed": "7"}
            answer = client.post("/look-back/new/", sent, follow=True)
        text = self.page(answer)
        assert "已抽取1项。" in text
        assert "按种子重抽，结果一致" in text
        look = Look.objects.get()
        client.force_login(cast.li)
        with on(10, 20):
            assert "目标完成，资料齐全。" in self.page(client.get(f"/look-back/looks/{look.pk}/"))
            sent = {"version": 1, "outcome": "fails", "means": ["on-site"], "words": "第三座大坝未合龙。"}
            text = self.page(client.post(f"/look-back/looks/{look.pk}/", sent, follow=True))
            assert "已记录：不实。" in text
            assert "重新办理" not in text, "only the head reopens"
        client.force_login(cast.wang)
        with on(10, 21):
            address = f"/look-back/looks/{look.pk}/"
            text = self.page(client.post(f"{address}reopen/", {"version": 2}, follow=True))
            assert "已重新办理" in text
            text = self.page(client.get("/look-back/"))
        assert "100.0%" in text
        assert "不足5项，仅供参考" in text

    def test_errors_stand_beside_their_field(self, cast, task, client):
        client.force_login(cast.wang)
        with on(10, 8):
            answer = client.post("/look-back/new/", {"since": "2026-07-01", "until": "", "size": 5, "look_by": "x"})
        assert answer.status_code == 422

    def test_another_office_finds_nothing(self, cast, task, client):
        made = drawn(cast)
        Draw.objects.filter(pk=made.pk).update(office=cast.other_office)
        client.force_login(cast.wang)
        assert client.get(f"/look-back/{made.pk}/").status_code == 404
        assert client.get(f"/look-back/looks/{made.looks.get().pk}/").status_code == 404

    @pytest.mark.parametrize("count", [2, 25])
    def test_costs_so_many_queries(self, cast, client, count, django_assert_max_num_queries):
        for number in range(count):
            with on(7, 20):
                closed(cast, an_issued_task(cast, f"整治第{number}处隐患。"))
        with django_assert_max_num_queries(40):
            made = drawn(cast, size=count)
        client.force_login(cast.li)
        client.get("/")
        for address in ("/look-back/", f"/look-back/{made.pk}/", f"/look-back/looks/{made.looks.first().pk}/"):
            with clock.standing_at(clock.now()), django_assert_max_num_queries(12):
                assert client.get(address).status_code == 200
