"""Every page in English: what is left of Chinese on it is data, such as the names of units and the words of tasks.

The pages are those of ``test_every_address.py``; what is data is read from the database.
"""

import re

import pytest
from django.apps import apps
from django.db import models
from django.urls import reverse
from django.utils.translation import deactivate

from luoshi.duban import clock
from luoshi.duban.tasks.actions.decide import accept
from luoshi.duban.tasks.actions.decide_comment import decide_comment
from luoshi.duban.tasks.models import Verdict
from tests.duban.addresses import addresses
from tests.duban.scene import Scene
from tests.duban.tasks.circulation.given import MOMENT, a_round
from tests.duban.tasks.circulation.test_office_pages import comment_by_telephone
from tests.duban.tasks.desk.given import SAMPLE, a_desk, everything
from tests.duban.test_every_address import PLAYERS, ask

HAN = re.compile("[\u3400-\u9fff]+")
#: Examples of what to type: documents are Chinese, whoever reads the page.
EXAMPLES = ("月底前", "年底前", "长期坚持", "每月25日前", "县政府常务会议纪要第5期", "30日内", "责任单位", "完成时限")
#: Words of the sheet in the scene, and a note that units read.
PAPERS = ("工作任务", "牵头单位", "征求意见链接")
#: Of a page: what is read aloud, shown on pointing, or asked for; never the value of a field, which is data.
_ATTRIBUTE = re.compile(r'\s(?:title|aria-label|placeholder|alt|data-(?!copy-text)[a-z-]+)="([^"]*)"')
#: What says of itself that it is Chinese (the switch of the language), and what is no text to read.
_ASIDE = re.compile(r'<(\w+)[^>]*\blang="zh[^"]*"[^>]*>.*?</\1>|<(script|style|textarea)\b.*?</\2>', re.S)


def data() -> list[str]:
    """Every string in the database."""
    found = set()
    for model in apps.get_models():
        if not model._meta.app_config.name.startswith("luoshi"):
            continue
        names = [field.name for field in model._meta.concrete_fields if _holds_words(field)]
        for row in model._default_manager.values_list(*names):
            for value in row:
                found.update(_strings(value))
    return [text for text in found if HAN.search(text)]


def _holds_words(field) -> bool:
    return isinstance(field, models.CharField | models.TextField | models.JSONField) and field.name != "password"


def _strings(value):
    if isinstance(value, str):
        yield from (value, *value.split("\n"))
    elif isinstance(value, dict):
        yield from (text for inner in value.values() for text in _strings(inner))
    elif isinstance(value, list):
        yield from (text for inner in value for text in _strings(inner))


def left_over(page: str, known: list[str]) -> list[str]:
    """The Chinese words of *page* that are no data."""
    page = _ASIDE.sub(" ", page)
    words = "\n".join([re.sub("<[^>]*>", "\n", page), *_ATTRIBUTE.findall(page)])
    for text in sorted(known, key=len, reverse=True):
        words = words.replace(text, " ")
    return HAN.findall(words)


@pytest.fixture
def in_english(client, settings):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    yield client
    deactivate()  # a request leaves its language to the thread, and the next one brings its own


APPS = sorted({address.name.partition(":")[0] for address in addresses()})


@pytest.mark.parametrize("app", APPS)
def test_the_pages_of_an_app_are_english_to_everybody_who_sees_them(cast, in_english, app):
    scene = Scene(cast)
    ours = [one for one in addresses() if one.name.startswith(f"{app}:") and not one.missing()]
    pages = [(one.name, one.url(scene)) for one in ours]
    known, wrong = [*EXAMPLES, *PAPERS, *data()], []
    for player in PLAYERS.values():
        in_english.force_login(cast.people[player])
        for name, url in pages:
            answer = ask(in_english, url)
            if answer.status_code in (200, 409, 422) and answer["Content-Type"].startswith("text/html"):
                wrong += [f"{name}: {text}" for text in left_over(answer.content.decode(), known)]
    assert not wrong, "\n".join(sorted(set(wrong)))


@pytest.fixture
def desk(cast):
    """A plan at the desk, half of its statements decided."""
    plan = a_desk(cast, SAMPLE.read_text("utf-8"))
    accept(plan, everything(plan)[::2], actor=cast.chen)
    return plan


@pytest.mark.parametrize("part", ["", "desk/"])
def test_the_desk_is_english_around_the_statements(cast, in_english, desk, part):
    in_english.force_login(cast.chen)
    page = in_english.get(f"/plans/{desk.pk}/{part}").content.decode()
    assert not [words for words in left_over(page, [*data(), *EXAMPLES]) if words not in desk.reading.text]


def test_every_reason_of_a_reading_is_english(cast, in_english, desk):
    in_english.force_login(cast.chen)
    left = set()
    for row in desk.reading.statements.all()[:60]:
        answer = in_english.get(reverse("documents:why", args=[desk.document.pk, row.index]))
        assert answer.status_code == 200
        left.update(left_over(answer.content.decode(), [*data(), *EXAMPLES]))
    assert not {words for words in left if words not in desk.reading.text}


def test_a_decided_comment_is_english_around_what_was_said(cast, in_english):
    with clock.standing_at(MOMENT):
        circulation = a_round(cast).circulation
        comment = comment_by_telephone(cast, circulation)
        decide_comment(comment, verdict=Verdict.NOT_TAKEN, reason="尚未验收", version=comment.version, actor=cast.chen)
        in_english.force_login(cast.chen)
        for part in ("", "comments/?show=all", "adoption/"):
            page = in_english.get(
                f"{reverse('tasks:circulation-round', args=[circulation.plan_id, circulation.number])}{part}"
            )
            assert page.status_code == 200
            assert left_over(page.content.decode(), [*data(), *PAPERS, "完成", "座水库除险加固。", "，已完工"]) == []
