"""The command line on a plan made by hand, and on files of the tests' own."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

import luoshi
from luoshi.cli import main
from tests.gongwen.export.plans import county_plan, empty_plan

NOTICE = """青禾县2026年防汛准备工作方案

一、主要任务
1.县水利局要在6月底前完成3座水库除险加固。
2.由县应急局牵头开展防汛演练，县财政局配合。
3.各乡镇要在年底前清淤渠道18公里。

青禾县人民政府
2026年4月2日
"""


@dataclass(frozen=True)
class Outcome:
    """What a call of ``luoshi`` left behind."""

    status: int
    out: str
    err: str


@pytest.fixture
def luoshi_cli(capsys, monkeypatch):
    """Call ``luoshi`` in this process."""
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.delenv("LUOSHI_UNITS", raising=False)

    def call(*arguments):
        status = main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Outcome(status, captured.out, captured.err)

    return call


@pytest.fixture
def plan(monkeypatch):
    """Let every command find the plan of a fictional county, whatever file it is given."""
    made = county_plan()
    monkeypatch.setattr(luoshi, "read", lambda path, **options: replace(made.document, name=path.name))
    monkeypatch.setattr(
        luoshi,
        "extract",
        lambda document, *, issued_on, units=None, calendar=None: replace(made, document=document, issued_on=issued_on),
    )
    return made


@pytest.fixture
def nothing_to_do(monkeypatch):
    """Let every command find a document in which nothing is a task."""
    made = empty_plan()
    monkeypatch.setattr(luoshi, "read", lambda path, **options: made.document)
    monkeypatch.setattr(luoshi, "extract", lambda document, *, issued_on, units=None, calendar=None: made)
    return made


@pytest.fixture
def notice(tmp_path):
    """A short notice as a text file."""
    path = tmp_path / "防汛方案.txt"
    path.write_text(NOTICE, "utf-8", newline="")
    return path
