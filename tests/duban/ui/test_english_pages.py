"""Every page in English: what is left of Chinese on it is data, such as the names of units and the words of tasks.

The pages are those of ``test_every_address.py``; what is data is read from the database.
"""

import re

import pytest
from django.apps import apps
from django.db import models
from django.utils.html import strip_tags
from django.utils.translation import deactivate

from tests.duban.addresses import addresses
from tests.duban.scene import Scene
from tests.duban.test_every_address import PLAYERS, ask

HAN = re.compile("[\u3400-\u9fff][\u3400-\u9fff、，。：；“”（）《》]*")
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
    words = "\n".join([strip_tags(page), *_ATTRIBUTE.findall(page)])
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
