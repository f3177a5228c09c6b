"""What the pages of a round can ask for."""

from __future__ import annotations

from collections.abc import Mapping

from django import template
from django.utils.translation import get_language

register = template.Library()


@register.filter
def in_language(problem: Mapping[str, str]) -> str:
    """The sentence of a kept problem, in the language of the page."""
    return problem["english" if (get_language() or "").startswith("en") else "chinese"]
