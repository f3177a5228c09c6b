"""Two 督办函: one was answered, the other's answer is due about now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from luoshi.duban.oversight.letters.actions.answer_letter import answer_letter, sign_letter
from luoshi.duban.oversight.letters.actions.decide_letter import approve_letter, issue_letter
from luoshi.duban.oversight.letters.actions.prepare_letter import prepare_letter
from luoshi.duban.oversight.letters.drafting import units_of, usual_title
from luoshi.duban.oversight.letters.queries import rules_of
from luoshi.duban.tasks.owed import working_day_before
from luoshi.duban.ui.demo.oversight.telling import can_print, description
from luoshi.duban.ui.demo.stage import Stage, Story


def stories(stage: Stage) -> Iterator[Story]:
    """One story a letter."""
    return (_letter(stage, told) for told in description()["letters"])


def _letter(stage: Stage, told: Mapping[str, Any]) -> Story:
    yield _sent(stage, told)
    unit = stage.county.units[told["unit"]]
    tasks = [stage.task(words) for words in told["tasks"]]
    rows = next(rows for one, rows in units_of(tasks) if one.pk == unit.pk)
    title = usual_title(rows)
    letter = prepare_letter(tasks, unit, actor=stage.drafter, title=title, text=told["text"])
    approve_letter(letter, actor=stage.head, version=letter.version)
    if not can_print():
        return
    issue_letter(letter, actor=stage.drafter, version=letter.version)
    sign_letter(letter, actor=stage.liaison(unit), version=letter.version)
    if "answered" in told:
        yield stage.day(told["answered"])
        answer_letter(letter, actor=stage.liaison(unit), version=letter.version, answer=told["answer"])


def _sent(stage: Stage, told: Mapping[str, Any]) -> date:
    if "on" in told:
        return stage.day(told["on"])
    return working_day_before(stage.day(told["due"]), rules_of(stage.county.office).answer_days + 1)
