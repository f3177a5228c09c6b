"""After every action the page shows what a fresh one would, although only what changed is sent."""

from __future__ import annotations

import re

from django.db import transaction
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from luoshi.duban.tasks.desk.gaps import counted, gaps_of_plan
from luoshi.duban.tasks.desk.page import look_at
from tests.duban.tasks.desk.browser import DeskPage, pieces
from tests.duban.tasks.desk.given import LONG, a_desk, everything, proposal, ref, statement, the_task

SPEECH = """在全县重点工作推进会上的讲话
（2026年7月10日）
一、肯定成绩
上半年，全县完成投资12亿元。
二、抓好重点任务
（一）抓水利。县水利局牵头，县住建局配合，9月底前完成3座水库除险加固。
石桥乡要常态化开展巡查。县民政局要新增护理型床位x张。
（二）抓民生。县民政局要建立台账。各乡镇要建立村庄保洁长效机制。
力争年底前改造农村户厕300户。
（三）抓项目。县民政局要配合做好项目选址。县财政局要争取专项债券资金3.5亿元以上。
"""
VERY_LONG = LONG + "".join(
    f"{'二三四五六'[part]}、抓好第{part + 2}件大事\n"
    + "".join(f"{number}.县财政局要在年底前办好第{part + 2}-{number}件实事。\n" for number in range(1, 31))
    for part in range(5)
)
VERBS = [
    "accept",
    "section",
    "decide",
    "reopen",
    "combine",
    "limit",
    "unit",
    "units",
    "reword",
    "split",
    "remove",
    "move",
    "oral",
    "alias",
    "undo",
    "redo",
]
STEPS = st.lists(
    st.tuples(st.sampled_from(VERBS), st.lists(st.integers(0, 60), min_size=1, max_size=4), st.booleans()),
    min_size=1,
    max_size=8,
)


class _Clerk:
    """Presses what is on the screen, whether or not it makes sense."""

    def __init__(self, cast, page):
        self.cast, self.page = cast, page

    def press(self, verb, numbers):
        html = "".join(self.page.shown.values())
        cards = re.findall(r'<li class="item [^>]* data-ref="([^"]+)"', html)
        said = re.findall(r'<span class="said [^>]* data-ref="([^"]+)"', html)
        sections = re.findall(r'name="section" value="(\d+-\d+)"', html) or ["0-0"]
        some = [cards[number % len(cards)] for number in numbers] if cards else []
        sentences = [said[number % len(said)] for number in numbers]
        unit = self.cast.unit("青禾县财政局").pk
        sent = {
            "accept": (some, {}),
            "section": ((), {"section": sections[numbers[0] % len(sections)]}),
            "decide": (sentences, {"outcome": ("context", "task", "heading")[numbers[0] % 3]}),
            "reopen": (sentences, {}),
            "combine": (some, {}),
            "limit": (some, {"kind": "year-end"}),
            "unit": (some, {"unit": unit, "role": "supporting"}),
            "units": (some[:1], {"lead": [unit], "supporting_typed": "县民政局、县林草局"}),
            "reword": (some[:1], {"text": "换一种说法，<b>“更好”</b> & 更快。", "steps": "第一步\n第二步"}),
            "split": (some[:1], {"lines": "前一半。\n后一半。"}),
            "remove": ([one for one in some if one.startswith("t")], {}),
            "move": (some[:1], {"after": some[-1:]}),
            "oral": ((), {"text": "办好实事。", "said_by": "赵县长", "said_on": "2026-07-10"}),
            "alias": ((), {"name": "县民政局", "unit": unit}),
            "undo": ((), {}),
            "redo": ((), {}),
        }
        address = {"section": "accept"}.get(verb, verb)
        refs, values = sent[verb]
        return self.page.press(address, refs, **values)


def _same(page, after):
    loaded = page.loaded()
    assert page.shown.keys() == loaded.keys()
    for name, piece in loaded.items():
        assert page.shown[name] == piece, f"{name} after {after}"


def _counts_are_those_of_the_cards(plan):
    desk = look_at(plan)
    cards = [*(card for part in desk.parts for card in part.cards), *desk.beside]
    assert dict(desk.counts.gaps) == dict(counted(card.gaps for card in cards))
    assert desk.counts.tasks == sum(card.is_task for card in cards)
    assert desk.counts.undecided == sum(part.undecided for part in desk.parts)
    assert gaps_of_plan(plan) == {card.task: card.gaps for card in cards if card.is_task and card.gaps}


@settings(
    max_examples=25,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(text=st.sampled_from([SPEECH, LONG]), steps=STEPS)
@example(text=SPEECH, steps=[("section", [0], True), ("alias", [0], True), ("undo", [0], True)])
@example(text=SPEECH, steps=[("oral", [0], True), ("accept", [0, 3], False), ("undo", [0], True), ("limit", [0], True)])
@example(
    text=SPEECH, steps=[("accept", [0], True), ("combine", [0, 4, 6], True), ("undo", [0], True), ("redo", [0], True)]
)
@example(text=SPEECH, steps=[("reword", [0], False), ("undo", [0], False), ("unit", [0], True)])
@example(text=SPEECH, steps=[("split", [56], True), ("move", [16], True), ("undo", [43], True)])
@example(text=LONG, steps=[("decide", [40], True), ("combine", [0, 20], False), ("split", [7], True)])
@example(text=LONG, steps=[("decide", [number], True) for number in range(36, 46)])
def test_the_page_shows_what_a_fresh_one_would(client, cast, text, steps):
    with transaction.atomic():
        plan = a_desk(cast, text)
        client.force_login(cast.chen)
        mine = DeskPage(client, plan)
        theirs = DeskPage(client, plan)
        for verb, numbers, is_mine in steps:
            page = mine if is_mine else theirs
            if _Clerk(cast, page).press(verb, numbers).status_code == 422:
                page.hear()  # a refusal is one sentence; what others did comes with the next look
            _same(page, verb)
            if verb == "alias":  # names are the office's: another page learns of them when it is loaded
                mine.shown, theirs.shown = mine.loaded(), theirs.loaded()
        for page in (mine, theirs):
            page.hear()
            _same(page, "hear")
        _counts_are_those_of_the_cards(plan)
        transaction.set_rollback(True)


def test_only_the_sections_of_a_change_are_sent(client, cast):
    plan = a_desk(cast, LONG)
    client.force_login(cast.chen)
    page = DeskPage(client, plan)
    assert len(page.shown) > 3
    answer = page.press("accept", [str(statement(plan, "第30处"))])
    assert len(pieces(answer.content.decode())) == 2, "its section and the bar"


def test_many_sections_come_a_slice_at_a_time_and_each_once(client, cast):
    plan = a_desk(cast, VERY_LONG)
    client.force_login(cast.chen)
    page = DeskPage(client, plan)
    answers = [page.act("accept", everything(plan))]
    while (more := page.more()) is not None:
        answers.append(more)
    sent = [name for answer in answers for name in pieces(answer.content.decode()) if name != "desk-bar"]
    assert len(answers) > 3
    assert sorted(sent) == sorted(page.shown.keys() - {"desk-bar", "beside"}), "each section once"
    assert page.shown == page.loaded()


def test_what_never_came_comes_with_the_next_look(client, cast):
    plan = a_desk(cast, VERY_LONG)
    client.force_login(cast.chen)
    page = DeskPage(client, plan)
    page.act("accept", everything(plan))
    assert page.more().status_code == 200
    page.hear()
    assert page.shown == page.loaded()


def test_an_action_before_all_has_come_brings_the_rest_with_it(client, cast):
    plan = a_desk(cast, VERY_LONG)
    client.force_login(cast.chen)
    page = DeskPage(client, plan)
    page.act("accept", everything(plan))
    page.press("decide", ["s0"], outcome="context")
    assert page.shown == page.loaded()


def test_tasks_in_no_text_are_sent_when_one_of_them_changes(client, cast):
    plan = a_desk(cast, SPEECH)
    client.force_login(cast.chen)
    page = DeskPage(client, plan)
    assert "beside" not in pieces(page.press("accept", ["d0"]).content.decode())
    said = {"text": "办好实事。", "said_by": "赵县长", "said_on": "2026-07-10"}
    assert "办好实事。" in pieces(page.press("oral", **said).content.decode())["beside"]
    oral = ref(the_task(plan, "办好实事"))
    assert pieces(page.press("limit", [oral], kind="year-end").content.decode()).keys() == {"beside", "desk-bar"}
    assert "办好实事。" not in pieces(page.press("undo").content.decode())["beside"] or page.shown == page.loaded()


def test_saving_the_same_wording_twice_leaves_the_card_as_it_is_on_the_screen(client, cast):
    """It counts no change: the next action on the card is not refused as a stale one."""
    plan = a_desk(cast, SPEECH)
    client.force_login(cast.chen)
    page = DeskPage(client, plan)
    page.press("accept", [proposal(plan, "水库")])
    task = the_task(plan, "水库")
    for _ in range(2):
        page.press("reword", [ref(task)], text="完成3座水库除险加固。")
        assert page.shown == page.loaded()
    assert page.press("limit", [ref(task)], kind="year-end").status_code == 200


def test_a_forgotten_change_is_no_reason_to_draw_everything(client, cast):
    """After an undo the next action ends what could be redone; that changes nothing on the page."""
    plan = a_desk(cast, LONG)
    client.force_login(cast.chen)
    page = DeskPage(client, plan)
    page.press("accept", ["d5"])
    page.press("accept", ["d6"])
    page.press("undo")
    answer = page.press("decide", ["s0"], outcome="context")
    assert len(pieces(answer.content.decode())) == 2
    assert page.shown == page.loaded()
