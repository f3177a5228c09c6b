"""Letters that wait for the person who looks, for pages of other apps."""

from __future__ import annotations

from django import template

from luoshi.duban.accounts.models import User
from luoshi.duban.oversight.letters.models import Letter
from luoshi.duban.oversight.letters.queries import awaiting_unit

register = template.Library()
#: So many are named; the list has all of them.
MOST = 20


@register.simple_tag
def letters_to_answer(user: User) -> list[Letter]:
    """The letters that wait for the person's units, the most urgent first."""
    return list(awaiting_unit(user)[:MOST])
