"""The help, the version, and where there are commands to be found."""

import tomllib
from pathlib import Path

import pytest

import luoshi
from luoshi.cli.group import COMMANDS
from luoshi.cli.labels import LIMITS, MODALITIES, QUESTIONS, UNITS, WHYS
from luoshi.cli.options import LIMIT
from luoshi.gongwen.model import GapKind, LimitKind, Modality, UnitKind, Why
from luoshi.gongwen.readers import DEFAULT_LIMIT

ROOT = Path(__file__).resolve().parents[2]


def test_the_help_lists_every_command(luoshi_cli):
    done = luoshi_cli("--help")
    assert done.status == 0
    assert all(name in done.out for name in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_in_both_languages(luoshi_cli, command):
    done = luoshi_cli(command, "--help")
    assert done.status == 0
    words = done.out.split("Options:")[0]
    assert any("一" <= character <= "龥" for character in words)
    assert sum(character.isascii() and character.isalpha() for character in words) > 40


def test_every_module_of_a_command_is_listed():
    folder = ROOT / "src" / "luoshi" / "cli" / "commands"
    assert {path.stem for path in folder.glob("*.py")} - {"__init__"} == set(COMMANDS)


def test_the_version_is_the_package_s(luoshi_cli):
    assert luoshi.__version__ in luoshi_cli("--version").out


def test_everything_that_has_a_kind_has_a_name():
    assert set(LIMITS) == set(LimitKind)
    assert set(MODALITIES) == set(Modality)
    assert set(QUESTIONS) == set(GapKind)
    assert set(UNITS) == set(UnitKind)
    assert set(WHYS) == set(Why)


def test_the_limit_is_the_reader_s_own():
    assert LIMIT == DEFAULT_LIMIT


def test_the_pinned_requirements_are_the_package_s():
    wanted = set(tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"])
    lines = (ROOT / "requirements" / "base.in").read_text("utf-8").splitlines()
    assert {line for line in lines if not line.startswith("#")} == wanted


def test_the_public_names_can_all_be_loaded():
    for name in luoshi.__all__:
        assert getattr(luoshi, name)
    with pytest.raises(AttributeError):
        luoshi.nothing  # noqa: B018
