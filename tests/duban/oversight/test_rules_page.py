"""亮灯规则 of a register: looked at beforehand, saved over the version seen, contradictions beside their row."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from luoshi.duban.audit.models import Event
from luoshi.duban.jobs import recurring
from luoshi.duban.jobs.models import Job
from luoshi.duban.oversight import jobs
from luoshi.duban.oversight.actions import set_rules as acting
from luoshi.duban.oversight.actions.set_rules import RENEW, set_rules
from luoshi.duban.oversight.lights.preview import preview
from luoshi.duban.oversight.lights.renewing import renew_all, rules_of
from luoshi.duban.oversight.lights.rules import FIVE, NOTICES, THREE, Colour, Rule, RuleSet, When
from luoshi.duban.oversight.models import LightChange, RegisterRules
from luoshi.duban.problems import ChangedMeanwhile, Refused
from luoshi.duban.registers.actions.add_register import add_register
from luoshi.duban.registers.settings import Settings
from tests.duban.oversight.given import MIDWAY, light, reported
from tests.duban.tasks.life.given import an_issued_task

pytestmark = pytest.mark.django_db
STRICT = RuleSet("own", (Rule(Colour.RED, When.OVERDUE, 1), Rule(Colour.ORANGE, When.OTHERWISE)))


@pytest.fixture
def midway(standing):
    standing(MIDWAY)


def sent(rules, version=0, rest="green", **more):
    rows = {f"rule-{place}-{name}": value for place, row in enumerate(rules) for name, value in row.items()}
    return {"rules": len(rules), "rest-colour": rest, "version": version, **rows, **more}


def row(colour, when, value):
    return {"colour": colour, "when": when, "value": value}


WARNING = [row("red", "overdue", "1"), row("yellow", "behind", "10")]


class TestSetting:
    def test_the_lights_of_the_register_turn_in_the_same_step(self, cast, midway):
        tasks = [reported(cast, 20), an_issued_task(cast, "整治隐患。")]
        set_rules(cast.register, FIVE, actor=cast.wang, version=0)
        assert [light(task).colour for task in tasks] == ["orange", "green"]
        event = Event.objects.get(verb="register.light-rules-set")
        assert (event.before["key"], event.after["key"]) == ("three", "five")
        assert event.after["rules"][1] == {"colour": "red", "when": "share-below", "value": "30"}

    def test_a_large_register_is_renewed_by_a_job(self, cast, midway, monkeypatch):
        monkeypatch.setattr(acting, "AT_ONCE", 1)
        tasks = [reported(cast, 20), reported(cast, 20, "整治隐患。")]
        set_rules(cast.register, FIVE, actor=cast.wang, version=0)
        assert light(tasks[0]).colour == "yellow"
        job = Job.objects.get(name=RENEW)
        jobs.renew_register_lights(**job.arguments)
        assert [light(task).colour for task in tasks] == ["orange", "orange"]

    def test_rules_get_the_name_of_the_set_that_they_are(self, cast):
        row = set_rules(cast.register, RuleSet("own", NOTICES.rules), actor=cast.wang, version=0)
        assert row.key == "notices"
        row = set_rules(cast.register, RuleSet("notices", STRICT.rules), actor=cast.wang, version=1)
        assert row.key == "own"

    def test_the_same_rules_again_are_no_change(self, cast):
        assert set_rules(cast.register, THREE, actor=cast.wang, version=0) is None
        assert not Event.objects.filter(verb="register.light-rules-set").exists()

    @pytest.mark.parametrize("version", [0, 2])
    def test_who_saw_other_rules_overwrites_nothing(self, cast, version):
        set_rules(cast.register, NOTICES, actor=cast.wang, version=0)
        with pytest.raises(ChangedMeanwhile):
            set_rules(cast.register, FIVE, actor=cast.wang, version=version)
        assert rules_of(cast.register.pk) == NOTICES

    def test_contradictions_and_closed_registers_are_refused(self, cast):
        twice = RuleSet("own", (Rule(Colour.RED, When.OVERDUE, 1), *STRICT.rules))
        with pytest.raises(Refused, match="第2条规则永远不会用到"):
            set_rules(cast.register, twice, actor=cast.wang, version=0)
        cast.register.is_open = False
        with pytest.raises(Refused, match="已停用"):
            set_rules(cast.register, FIVE, actor=cast.wang, version=0)

    @pytest.mark.parametrize("who", ["chen", "sun", "zhao", "shen"])
    def test_only_who_sets_registers_sets_rules(self, cast, who):
        with pytest.raises(PermissionDenied):
            set_rules(cast.register, FIVE, actor=cast.people[who], version=0)

    def test_a_register_like_another_follows_its_rules(self, cast):
        set_rules(cast.register, STRICT, actor=cast.wang, version=0)
        settings = Settings(name="重点工作台账", year=2027)
        register = add_register(cast.office, settings, actor=cast.wang, like=cast.register)
        assert rules_of(register.pk).rules == STRICT.rules
        plain = add_register(cast.office, Settings(name="专项台账", year=2027), actor=cast.wang)
        assert rules_of(plain.pk) == THREE


class TestPreview:
    def test_it_says_what_would_turn_and_keeps_nothing(self, cast, midway):
        behind, fine = reported(cast, 20), reported(cast, 60, "整治隐患。")
        found = preview(cast.register, FIVE, MIDWAY)
        assert found.counts == [(Colour.YELLOW, Colour.ORANGE, 1)]
        assert [turn.task for turn in found.turns] == [behind.pk]
        assert (found.total, found.unchanged) == (2, 1)
        assert light(behind).colour == "yellow"
        assert light(fine).colour == "green"

    def test_what_it_says_is_what_then_happens(self, cast, midway):
        for percent in (0, 10, 25, 35, 45, 60):
            reported(cast, percent, f"整治第{percent}处隐患。")
        found = preview(cast.register, STRICT, MIDWAY)
        set_rules(cast.register, STRICT, actor=cast.wang, version=0)
        turned = LightChange.objects.exclude(was="").filter(colour="orange")
        assert {turn.task for turn in found.turns} == set(turned.values_list("task", flat=True))


class TestThePage:
    @pytest.fixture
    def wang(self, cast, client, midway):
        client.force_login(cast.wang)
        return client

    def at(self, cast):
        return f"/registers/{cast.register.pk}/lights/"

    def test_it_shows_what_counts_and_the_sets_to_choose_from(self, cast, wang):
        page = wang.get(self.at(cast)).content.decode()
        for words in ("三色：绿、黄、红", "提示单：蓝、橙、红", "五色：按完成比例", "距时限不超过10个工作日"):
            assert words in page
        assert page.count("删除第") == 3
        assert "亮灯规则" in wang.get(f"/registers/{cast.register.pk}/").content.decode()

    @pytest.mark.parametrize(
        ("press", "left"),
        [
            ({"up": "2"}, ["behind", "overdue"]),
            ({"down": "1"}, ["behind", "overdue"]),
            ({"remove": "1"}, ["behind"]),
            ({"add": "1"}, ["overdue", "behind", "due-within"]),
            ({"take": "notices"}, ["overdue", "overdue", "due-within"]),
            ({"up": "1"}, ["overdue", "behind"]),
            ({"down": "2"}, ["overdue", "behind"]),
        ],
    )
    def test_rows_are_moved_added_and_taken_without_saving(self, cast, wang, press, left):
        answer = wang.post(self.at(cast), sent(WARNING, **press))
        assert answer.status_code == 200
        assert [row["when"] for row in answer.context["editor"].rows] == left
        assert not RegisterRules.objects.exists()

    def test_the_preview_comes_before_saving(self, cast, wang):
        reported(cast, 38)
        answer = wang.post(self.at(cast), sent(WARNING, act="save"))
        assert not RegisterRules.objects.exists(), "nobody saves what they have not seen"
        page = answer.content.decode()
        assert "这是改后的预览" in page
        assert "在办任务共1项，1项的灯会变" in page
        assert "进度38%，按时间应到49%，落后11个百分点。" in page
        seen = answer.context["seen"]
        changed = [row("red", "overdue", "2"), WARNING[1]]
        assert "这是改后的预览" in wang.post(self.at(cast), sent(changed, act="save", seen=seen)).content.decode()
        saved = wang.post(self.at(cast), sent(WARNING, act="save", seen=seen), follow=True)
        assert "已保存亮灯规则" in saved.content.decode()
        assert RegisterRules.objects.get().rules[1] == {"colour": "yellow", "when": "behind", "value": 10.0}

    @pytest.mark.parametrize(
        ("rules", "said"),
        [
            ([row("red", "overdue", "1"), row("yellow", "overdue", "5")], "第2条规则永远不会用到：第1条已经包括了它。"),
            ([row("red", "overdue", "0")], "第1条规则的数值应在1到3650之间。"),
            ([row("red", "overdue", "")], "第1条：这个字段是必填项"),
            ([row("red", "overdue", "viel")], "第1条："),
            ([row("purple", "overdue", "1")], "第1条："),
        ],
    )
    def test_what_is_wrong_stands_beside_its_row(self, cast, wang, rules, said):
        answer = wang.post(self.at(cast), sent(rules, act="preview"))
        assert answer.status_code == 422
        page = answer.content.decode()
        assert said in page
        assert 'class="light-wrong"' in page

    def test_two_at_once_see_both_versions(self, cast, wang):
        seen = wang.post(self.at(cast), sent(WARNING, act="preview")).context["seen"]
        set_rules(cast.register, NOTICES, actor=cast.wang, version=0)
        answer = wang.post(self.at(cast), sent(WARNING, act="save", seen=seen))
        assert answer.status_code == 409
        page = answer.content.decode()
        assert "已过时限15天及以上：红灯" in page
        assert "进度落后序时10个百分点及以上：黄灯" in page
        again = wang.post(self.at(cast), sent(WARNING, act="save", seen=seen, version=answer.context["version"]))
        assert again.status_code == 302
        assert rules_of(cast.register.pk).rules[1].value == 10

    def test_the_list_of_what_would_turn_has_pages(self, cast, wang):
        for number in range(30):
            an_issued_task(cast, f"整治第{number}处隐患。")
        data = sent([row("red", "overdue", "1")], rest="orange", act="preview")
        assert len(wang.post(self.at(cast), data).context["turns"]) == 25
        del data["act"]
        assert len(wang.post(self.at(cast), {**data, "page": "2"}).context["turns"]) == 5

    def test_a_supervisor_reads_them(self, cast, client, midway):
        client.force_login(cast.chen)
        page = client.get(self.at(cast)).content.decode()
        assert "距时限不超过10个工作日" in page
        assert "<select" not in page
        assert client.post(self.at(cast), sent(WARNING)).status_code == 403

    def test_a_year_without_holidays_is_said_aloud(self, cast, wang):
        assert "没有2027年" not in wang.get(self.at(cast)).content.decode()
        an_issued_task(cast, due=date(2027, 3, 31))
        assert "工作日历里没有2027年的节假日安排" in wang.get(self.at(cast)).content.decode()

    def test_it_costs_few_queries(self, cast, wang, django_assert_max_num_queries):
        for number in range(20):
            an_issued_task(cast, f"整治第{number}处隐患。")
        with django_assert_max_num_queries(12):
            wang.get(self.at(cast))


def test_another_office_has_other_registers(cast, client):
    client.force_login(cast.shen)
    assert client.get(f"/registers/{cast.register.pk}/lights/").status_code in (403, 404)


def test_every_morning_is_a_round(cast):
    times = recurring._rounds["oversight.renew_lights"]
    assert [time.isoformat("minutes") for time in times] == ["00:05", "06:00"]


def test_the_round_turns_what_has_passed_its_limit(cast, standing):
    standing(date(2026, 9, 1))
    task = an_issued_task(cast)
    standing(date(2026, 10, 1))
    jobs.renew_lights(round_at="2026-10-01T00:05:00+08:00")
    assert light(task).colour == "red"
    assert renew_all(date(2026, 10, 1)) == {"red": 1}
