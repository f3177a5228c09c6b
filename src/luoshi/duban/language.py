"""What is Chinese in every language of the pages: papers that go out, files that come back, words on record.

A clerk who reads the pages in English issues the same table as one who reads them in Chinese.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.utils.translation import get_language, override

CHINESE = "zh-hans"
Given = ParamSpec("Given")
Made = TypeVar("Made")


def is_chinese() -> bool:
    """Whether the page is in Chinese; every language but English counts as Chinese, which is the first."""
    return not (get_language() or "").startswith("en")


def in_chinese(make: Callable[Given, Made]) -> Callable[Given, Made]:
    """Run *make* with the pages' words in Chinese, whatever language the page has that asked for it."""

    @wraps(make)
    def made(*given: Given.args, **named: Given.kwargs) -> Made:
        with override(CHINESE):
            return make(*given, **named)

    return made


def chinese(words: object) -> str:
    """*words* that follow the page's language elsewhere, such as the label of a choice, in Chinese."""
    with override(CHINESE):
        return str(words)
