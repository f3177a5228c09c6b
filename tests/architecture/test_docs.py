"""The documents keep up with the code."""

import re
import tomllib

import pytest

from luoshi.cli.group import COMMANDS
from tests.architecture.project import ROOT, SOURCE, module_of, name_of, text_files

MAP = (ROOT / "docs" / "map.md").read_text("utf-8")
READMES = ("README.md", "README.zh-CN.md")
_LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)[^)]*\)")


def _packages():
    return sorted({module_of(path.parent / "__init__.py") for path in SOURCE.rglob("*.py")})


def test_every_package_says_what_it_holds():
    """Without ``__init__.py`` a folder is left out of what is installed, and of the import contracts."""
    folders = {path.parent for path in SOURCE.rglob("*.py")}
    openings = {name_of(folder): folder / "__init__.py" for folder in folders}
    assert not [name for name, path in openings.items() if not (path.is_file() and path.read_text("utf-8").strip())]


def test_the_map_names_every_package():
    assert not [package for package in _packages() if f"`{package}`" not in MAP]


def test_the_map_names_no_package_that_is_gone():
    named = set(re.findall(r"^\| `(luoshi[\w.]*)`", MAP, re.MULTILINE))
    assert named <= set(_packages())


@pytest.mark.parametrize("readme", READMES)
@pytest.mark.parametrize("command", COMMANDS)
def test_both_readmes_name_every_command(readme, command):
    assert f"luoshi {command}" in (ROOT / readme).read_text("utf-8")


def test_links_lead_to_something():
    pages = [path for path in text_files() if path.suffix == ".md"]
    targets = [(path, target) for path in pages for target in _LINK.findall(path.read_text("utf-8"))]
    assert not [f"{name_of(path)}: {target}" for path, target in targets if not (path.parent / target).exists()]


def test_every_target_of_the_makefile_is_in_the_guide():
    guide = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    targets = re.findall(r"^([a-z]+):.*##", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert not [target for target in targets if target not in {"help", "clean"} and f"make {target}" not in guide]


def test_every_layer_that_is_there_is_under_contract():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    layers = next(contract for contract in contracts if contract["id"] == "gongwen")["layers"]
    named = {name.strip() for layer in layers for name in layer.split("|")} | {"readers"}
    there = {path.stem for path in (SOURCE / "gongwen").iterdir() if path.suffix == ".py" or path.is_dir()}
    assert there - {"__init__", "__pycache__"} == named
