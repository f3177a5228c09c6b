"""回头看: a sample drawn of what was closed out, and what was found so far."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from luoshi.duban.oversight.lookback.actions.draw_sample import Wanted, draw_sample
from luoshi.duban.oversight.lookback.actions.record_look import Found, record_look
from luoshi.duban.oversight.lookback.models import Outcome
from luoshi.duban.ui.demo.oversight.telling import description
from luoshi.duban.ui.demo.stage import Stage, Story


def stories(stage: Stage) -> Iterator[Story]:
    """The one of them."""
    yield _sample(stage, description()["look_back"])


def _sample(stage: Stage, told: Mapping[str, Any]) -> Story:
    yield stage.day(told["drawn"])
    since, until, look_by = (stage.today + timedelta(days=told[key]) for key in ("since", "until", "look_by"))
    wanted = Wanted(since, min(until, stage.day(told["drawn"])), told["size"], look_by, seed=told["seed"])
    draw = draw_sample(wanted, actor=stage.head)
    for look, found in zip(draw.looks.order_by("place"), told["findings"], strict=False):
        yield stage.day(found["on"])
        # Who verified or closed out the work does not look again: that leaves the supervisor who drafts.
        what = Found(Outcome(found["outcome"]), found["means"], found["words"])
        record_look(look, what, actor=stage.drafter, version=look.version)
