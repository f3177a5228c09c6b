"""What the pages of a round can ask for."""

from __future__ import annotations

from collections.abc import Mapping

from django import template

from luoshi.duban.language import is_chinese

register = template.Library()


@register.filter
def in_language(problem: Mapping[str, str]) -> str:
    """The sentence of a kept problem, in the language of the page."""
    return problem["chinese" if is_chinese() else "english"]
