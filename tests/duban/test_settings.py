"""The page of settings says what the code reads; a value that cannot be used is refused with a sentence."""

import re
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from luoshi.duban.config import environment
from tests.architecture.project import ROOT, SOURCE

PAGE = (ROOT / "docs" / "settings.md").read_text("utf-8")
_READ = re.compile(r'env\.\w+\(\s*"([A-Z_]+)"')
_NUMBER = re.compile(r'env\.number\("([A-Z_]+)", (?:[^,)]* else )?([\d *]+)')


def code() -> str:
    return "\n".join(Path(path).read_text("utf-8") for path in SOURCE.glob("duban/config/*.py"))


def described() -> dict[str, str]:
    return dict(re.findall(r"^\| `([A-Z_]+)` \| ([^|]+) \|", PAGE, re.MULTILINE))


def test_the_page_names_every_variable_and_no_other():
    assert set(described()) == set(_READ.findall(code()))


def test_the_page_gives_the_defaults_of_numbers():
    for name, written in _NUMBER.findall(code()):
        product = 1
        for factor in written.split("*"):
            product *= int(factor)
        assert f"`{product}`" in described()[name], name


@pytest.mark.parametrize(
    ("reader", "value"),
    [
        (lambda: environment.number("LUOSHI_X", 5, least=1), "0"),
        (lambda: environment.number("LUOSHI_X", 5), "five"),
        (lambda: environment.flag("LUOSHI_X", default=False), "perhaps"),
        (lambda: environment.choice("LUOSHI_X", ("none", "all")), "some"),
        (lambda: environment.networks("LUOSHI_X"), "10.0.0.0/99"),
    ],
)
def test_a_value_that_cannot_be_used_is_refused_in_both_languages(monkeypatch, reader, value):
    monkeypatch.setenv("LUOSHI_X", value)
    with pytest.raises(ImproperlyConfigured, match=r"环境变量 LUOSHI_X 应为.*LUOSHI_X must"):
        reader()


def test_what_is_not_set_has_its_default(monkeypatch):
    monkeypatch.delenv("LUOSHI_X", raising=False)
    assert environment.number("LUOSHI_X", 5) == 5
    assert environment.choice("LUOSHI_X", ("none", "all")) == "none"
    assert environment.networks("LUOSHI_X") == []


@pytest.mark.parametrize("url", ["", "postgresql://luoshi@127.0.0.1:5432/luoshi"])
def test_a_connection_to_the_database_outlives_a_request(url, tmp_path):
    assert environment.database(url, tmp_path)["CONN_MAX_AGE"] > 0


def test_postgresql_is_told_what_suits_short_queries_unless_the_address_says_otherwise(tmp_path):
    usual = environment.database("postgresql://luoshi@127.0.0.1/luoshi?sslmode=require", tmp_path)
    assert "-c jit=off" in usual["OPTIONS"]["options"]
    assert usual["OPTIONS"]["sslmode"] == "require"
    told = environment.database("postgresql://luoshi@127.0.0.1/luoshi?options=-c%20jit%3Don", tmp_path)
    assert told["OPTIONS"] == {"options": "-c jit=on"}
