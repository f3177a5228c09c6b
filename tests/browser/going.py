"""From page to page, however slow the machine: a click is one thing, the page that it leads to another."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Locator, Page

from luoshi.duban.jobs.queue import claim
from luoshi.duban.jobs.worker import run


def follow(target: Locator) -> None:
    """Click what leads to another page, and wait until that page is there."""
    with target.page.expect_navigation():
        target.click()


def work() -> None:
    """Do the background jobs that wait."""
    while (job := claim("browser")) is not None:
        run(job)


def work_until(page: Page, done: Callable[[], bool]) -> None:
    """Do background jobs until *done*: what was clicked may not have asked for one yet."""
    for _ in range(2400):
        work()
        if done():
            return
        page.wait_for_timeout(50)
    raise AssertionError("the job was not asked for, or did not do it")
