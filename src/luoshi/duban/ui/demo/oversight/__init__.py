"""What the office of the demonstration did about the work under way, one subject a module (``oversight.toml``)."""

from __future__ import annotations

from luoshi.duban.ui.demo.oversight import (
    bulletins,
    inspecting,
    letters,
    looking_back,
    meetings,
    publishing,
    reminding,
    reports,
    scores,
)
from luoshi.duban.ui.demo.stage import Stage, Story


def stories(stage: Stage) -> list[Story]:
    """All that happened beside the work itself."""
    return [
        *reminding.stories(stage),
        *reports.stories(stage),
        *publishing.stories(stage),
        *meetings.stories(stage),
        *letters.stories(stage),
        *bulletins.stories(stage),
        *scores.stories(stage),
        *looking_back.stories(stage),
        *inspecting.stories(stage),
    ]
