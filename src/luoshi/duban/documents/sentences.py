"""What an error says, in the language of the page, where a form or a message takes plain words."""

from __future__ import annotations

from django.utils.translation import get_language

from luoshi.errors import LuoshiError


def sentence_of(error: LuoshiError) -> str:
    """Its Chinese sentence, or its English one on an English page; templates have the filter ``sentence``."""
    return error.english if (get_language() or "").startswith("en") else error.chinese
