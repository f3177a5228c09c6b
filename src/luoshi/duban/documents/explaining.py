"""Why a statement of a stored reading was read as it was."""

from __future__ import annotations

from luoshi.duban.documents import storage
from luoshi.duban.documents.explanation import Line, explain_in_words
from luoshi.duban.documents.extraction import engine, explain_statement, read_bytes
from luoshi.duban.documents.models import Reading
from luoshi.errors import LuoshiError


def why_lines(reading: Reading, index: int) -> list[Line] | None:
    """The lines to show, the verdict first; some milliseconds for a speech of ten thousand characters.

    ``None`` where the engine of today is not the one that read it, or the file is gone: what it would say
    now need not be what decided then.
    """
    if reading.engine != engine():
        return None
    document = reading.document
    try:
        content = storage.content_of(document.source)
        found = read_bytes(content, document.source.name, declassified=document.declassified)
    except LuoshiError:
        return None
    explained = explain_statement(found, index) if found.text == reading.text else None
    return None if explained is None else explain_in_words(explained)
