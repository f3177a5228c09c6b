"""What is installed is what the source holds, and nothing unpinned."""

import re
import tomllib
from pathlib import PurePath

import pytest

from tests.architecture.project import ROOT, SOURCE, files

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCKED = ("base", "build", "dev", "bench")


def test_every_data_file_of_the_source_is_packaged():
    patterns = PROJECT["tool"]["setuptools"]["package-data"]["luoshi"]
    endings = {PurePath(pattern).suffix or PurePath(pattern).name for pattern in patterns}
    data = [path for path in files() if path.is_relative_to(SOURCE) and path.suffix != ".py"]
    assert not [path.name for path in data if (path.suffix or path.name) not in endings and path.name not in endings]


@pytest.mark.parametrize("name", LOCKED)
def test_every_requirement_is_pinned_with_hashes_and_names_no_index(name):
    text = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8")
    requirements = re.findall(r"^(\S.*?(?:\\\n.*?)*)$", re.sub(r"\n +#.*", "", text), re.MULTILINE)
    assert requirements
    assert not [one for one in requirements if "==" not in one or "--hash=sha256:" not in one]
    assert "://" not in text
    assert "--index" not in text
    assert "--find-links" not in text


def test_what_is_installed_for_users_holds_no_development_tool():
    base = (ROOT / "requirements" / "base.txt").read_text("utf-8")
    named = set(re.findall(r"^([\w.-]+)==", base, re.MULTILINE))
    assert not named & {"pytest", "jieba", "jionlp", "jiojio", "scikit-learn", "numpy", "hypothesis"}


def test_the_pins_of_users_and_of_developers_agree():
    def pins(name):
        text = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8")
        return dict(re.findall(r"^([\w.-]+)==(\S+)", text, re.MULTILINE))

    base, dev = pins("base"), pins("dev")
    assert base.items() <= dev.items()
