"""Every page in English: what is left of Chinese on it is data, such as the names of units and the words of tasks.

The pages are those of ``test_every_address.py``; what is data is read from the database.
"""

import re

import pytest
from django.apps import apps
from django.db import models
from django.utils.html import strip_tags

from tests.duban.addresses import addresses
from tests.duban.scene import Scene
from tests.duban.test_every_address import PLAYERS, ask

HAN = re.compile("[\u3400-\u9fff][\u3400-\u9fff、，。：；“”（）《》]*")
#: What an office types or prints stands as it is in every language.
ALLOWED: frozenset[tuple[str, str]] = frozenset()
#: Of a page: what is read aloud, shown on pointing, or asked for; never the value of a field, which is data.
_ATTRIBUTE = re.compile(r'\s(?:title|aria-label|placeholder|alt|data-label|data-[a-z-]+)="([^"]*)"')
_ENGLISH_SWITCH = re.compile(r'<[^>]*\blang="zh[^"]*"[^>]*>.*?</\w+>|<(script|style|textarea)\b.*?</\1>', re.S)


def data() -> list[str]:
    """Every string in the database, the longest first."""
    found = set()
    for model in apps.get_models():
        if not model._meta.app_config.name.startswith("luoshi"):
            continue
        names = [field.name for field in model._meta.concrete_fields if _holds_words(field)]
        for row in model._default_manager.values_list(*names):
            for value in row:
                found.update(_strings(value))
    return sorted((text for text in found if HAN.search(text)), key=len, reverse=True)


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
    page = _ENGLISH_SWITCH.sub(" ", page)
    words = "\n".join([strip_tags(page), *_ATTRIBUTE.findall(page)])
    for text in known:
        words = words.replace(text, " ")
    return HAN.findall(words)


@pytest.fixture
def in_english(client, settings):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


APPS = sorted({address.name.partition(":")[0] for address in addresses()})


@pytest.mark.parametrize("app", APPS)
def test_the_pages_of_an_app_are_english_to_everybody_who_sees_them(cast, in_english, app):
    scene = Scene(cast)
    pages = [(address.name, address.url(scene)) for address in addresses() if address.name.startswith(f"{app}:")]
    known, wrong = data(), []
    for player in PLAYERS.values():
        in_english.force_login(cast.people[player])
        for name, url in pages:
            answer = ask(in_english, url)
            if answer.status_code in (200, 409, 422) and answer["Content-Type"].startswith("text/html"):
                left = left_over(answer.content.decode(), known)
                wrong += [f"{name}: {text}" for text in left if (name, text) not in ALLOWED]
    assert not sorted(set(wrong))
