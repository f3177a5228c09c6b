"""A person's hand: clicks, keystrokes and files, counted over the whole way from a document to issued tasks."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Locator, Page


@dataclass
class Tally:
    """What people did with mouse and keyboard, by stage."""

    stage: str = ""
    stages: dict[str, list[int]] = field(default_factory=dict)

    def begin(self, stage: str) -> None:
        """From here on it counts for *stage*."""
        self.stage = stage
        self.stages.setdefault(stage, [0, 0])

    def add(self, clicks: int = 0, keys: int = 0) -> None:
        """So many more."""
        counts = self.stages[self.stage]
        counts[0] += clicks
        counts[1] += keys

    def __str__(self) -> str:
        lines = [f"{stage}: {clicks} clicks, {keys} keystrokes" for stage, (clicks, keys) in self.stages.items()]
        clicks, keys = (sum(one[at] for one in self.stages.values()) for at in (0, 1))
        return "\n".join([*lines, f"together: {clicks} clicks, {keys} keystrokes"])


class Hand:
    """Does on *page* what a person does, and counts it; each waits until nothing is under way."""

    def __init__(self, page: Page, tally: Tally) -> None:
        self.page, self.tally = page, tally

    def click(self, target: str | Locator, **more) -> None:
        """One click; the page may be renewed by it."""
        (self.page.locator(target).first if isinstance(target, str) else target).click(**more)
        self.tally.add(clicks=1)
        self.idle()

    def press(self, *keys: str) -> None:
        """One key after the other."""
        for key in keys:
            self.page.keyboard.press(key)
            self.tally.add(keys=1)
            self.idle()

    def type(self, words: str, into: Locator | None = None) -> None:
        """Type where the cursor stands, or click *into* a field first and write over what is in it.

        A Chinese character counts as one keystroke.
        """
        if into is not None:
            into.click()
            self.page.keyboard.press("ControlOrMeta+a")
            self.tally.add(clicks=1, keys=1)
        self.page.keyboard.type(words)
        self.tally.add(keys=len(words))

    def pick(self, box: Locator, words: str) -> None:
        """Type into a unit picker and take the first that it offers."""
        self.type(words, into=box)
        # Not what the first of the words found.
        self.click(self.page.locator("[role=listbox][aria-busy=false] [role=option]:visible").first)

    def choose(self, box: Locator, value: str) -> None:
        """Open a list and choose: two clicks."""
        box.select_option(value)
        self.tally.add(clicks=2)

    def drop(self, box: Locator, files: Path | list[Path]) -> None:
        """Let files fall onto the page: one drag."""
        box.set_input_files(files)
        self.tally.add(clicks=1)

    def download(self, target: Locator, folder: Path) -> Path:
        """Click what gives a file, and keep the file under the name that it is offered with."""
        with self.page.expect_download() as coming:
            self.click(target)
        path = folder / coming.value.suggested_filename
        coming.value.save_as(path)
        return path

    def idle(self) -> None:
        """Wait until the desk has its answer; other pages are loaded by the click."""
        self.page.locator("#desk[data-busy]").wait_for(state="detached")
