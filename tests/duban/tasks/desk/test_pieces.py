"""Cards and statements are written by hand for speed; what people write in them stays words."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.template import Context, Template

from luoshi.duban.documents.proposals import TargetProposal
from luoshi.duban.tasks.actions.decide import accept
from luoshi.duban.tasks.actions.reassign import reassign
from luoshi.duban.tasks.actions.reword import reword
from luoshi.duban.tasks.actions.set_limit import left_open, set_limit
from luoshi.duban.tasks.actions.set_targets import fill_masked, set_targets
from luoshi.duban.tasks.desk.cards import Card
from luoshi.duban.tasks.desk.page import look_at
from luoshi.duban.tasks.models import AssignmentRole
from tests.duban.tasks.desk.given import a_desk, ref, statement, the_task

HOSTILE = """</p><script>alert("'&")</script>"""


def _drawn(cards, *, may_decide=True) -> str:
    template = Template("{% load desk_pieces %}{% cards cards %}")
    return template.render(Context({"cards": cards, "may_decide": may_decide}))


def _cards(plan) -> list[Card]:
    return [card for part in look_at(plan).parts for card in part.cards]


@pytest.fixture
def plan(cast):
    return a_desk(cast)


@pytest.fixture
def task(cast, plan):
    accept(plan, [statement(plan, "床位")], actor=cast.chen)
    return the_task(plan, "床位")


def test_whatever_a_person_writes_is_shown_as_it_was_written(cast, plan, task):
    reword(plan, ref(task), text=HOSTILE, title=HOSTILE, steps=[HOSTILE], actor=cast.chen)
    reassign(plan, ref(task), [(HOSTILE, AssignmentRole.LEAD)], actor=cast.chen)
    set_limit(plan, [ref(task)], left_open(HOSTILE), actor=cast.chen)
    set_targets(plan, ref(task), [TargetProposal(HOSTILE, measured=f"{HOSTILE}!")], actor=cast.chen)
    (card,) = [card for card in _cards(plan) if card.is_task]
    html = _drawn([card])
    assert "<script" not in html
    assert html.count("&lt;script&gt;alert(&quot;&#x27;&amp;&quot;)") >= 6
    assert html.count("<li class") == 1
    assert html.count("</p>") == 1


def test_a_document_is_shown_as_it_stands(cast):
    plan = a_desk(cast, "县水利局要在9月底前完成<b>3座</b>“&amp;”水库除险加固。")
    (said,) = look_at(plan).parts[0].said
    html = Template("{% load desk_pieces %}{% statements said %}").render(Context({"said": [said]}))
    assert "完成&lt;b&gt;3座&lt;/b&gt;“&amp;amp;”水库" in html


def test_a_card_says_what_it_is(cast, plan):
    accept(plan, [statement(plan, "水库")], actor=cast.chen)
    task = the_task(plan, "水库")
    card = next(card for card in _cards(plan) if card.is_task)
    html = _drawn([card])
    assert f'class="item is-task" id="t{task.pk}" data-ref="t{task.pk}:{task.version}"' in html
    assert re.findall(r"<i>(.*?)</i>(.*?)[<>]", html) == [
        ("牵头", "青禾县水利局"), ("配合", "青禾县住房和城乡建设局"), ("时限", "9月底前 "), ("指标", "水库除险加固 3座")
    ]  # fmt: skip
    assert "<small>2026-09-30</small>" in html


def test_an_open_question_opens_the_form_that_answers_it(plan):
    html = _drawn(_cards(plan))
    asked = set(re.findall(r'gap-([\w-]+)" data-open="(\w+)"', html))
    assert asked >= {("no-unit", "units"), ("no-limit", "limit"), ("masked-figure", "targets"), ("aim-only", "reword")}
    assert re.search(r'is-gap" data-open="units" title="[^"]*不在名录"><i>责任</i>县民政局<b>\?</b>', html)


def test_a_figure_that_was_masked_shows_what_was_filled_in(cast, plan, task):
    assert 'fact-target is-gap"' in _drawn(_cards(plan))
    fill_masked(plan, ref(task), 0, Decimal(400), actor=cast.chen)
    html = _drawn(_cards(plan))
    assert 'fact-target is-gap"' not in html
    assert "x张 → 400" in html


def test_who_only_reads_cannot_tick(plan):
    cards = _cards(plan)
    assert _drawn(cards, may_decide=False).count(" disabled>") == len(cards)
    assert " disabled>" not in _drawn(cards)


def test_a_long_wording_has_a_short_label(cast, plan, task):
    reword(plan, ref(task), text="很" * 24, actor=cast.chen)
    assert f'aria-label="{"很" * 24}"' in _drawn(_cards(plan))
    reword(plan, ref(task), text="很" * 25, actor=cast.chen)
    assert f'aria-label="{"很" * 23}…"' in _drawn(_cards(plan))
