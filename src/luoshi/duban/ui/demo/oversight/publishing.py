"""The public page: opened, three tasks released, and told of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from luoshi.duban.oversight.publication.actions.release import Wording, add_note, release_task
from luoshi.duban.oversight.publication.actions.set_site import Wanted, set_site
from luoshi.duban.ui.demo.oversight.telling import description
from luoshi.duban.ui.demo.stage import Stage, Story


def stories(stage: Stage) -> Iterator[Story]:
    """The page, and one story a release."""
    told = description()["publication"]
    yield _page(stage, told)
    yield from (_release(stage, told["released"], one) for one in told["releases"])


def _page(stage: Stage, told: Mapping[str, Any]) -> Story:
    yield stage.day(told["opened"])
    wanted = Wanted(told["title"], told["words"], is_open=True)
    set_site(stage.county.office, wanted, actor=stage.head, version=0)


def _release(stage: Stage, on: int, told: Mapping[str, Any]) -> Story:
    yield stage.day(on)
    wording = Wording(told["words"], told["topic"], told.get("shows_percent", False))
    release = release_task(stage.task(told["task"]), wording, actor=stage.drafter)
    for note in told["notes"]:
        day = stage.day(note["on"])
        yield day
        add_note(release, day=day, words=note["words"], actor=stage.drafter)
