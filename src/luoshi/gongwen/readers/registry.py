"""Which formats there are, and how a file's content shows which one it has."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from luoshi.gongwen.readers import sniff
from luoshi.gongwen.readers.draft import Source
from luoshi.gongwen.readers.refusals import refuse


class Format(NamedTuple):
    """A format: its name, the version of its reader, the module that is loaded for it.

    ``version`` goes up when the reader would yield another text for the same file.
    """

    name: str
    version: int
    module: str
    recognises: Callable[[Source], bool]


_ROOT = "luoshi.gongwen.readers."

# The first that recognises the file reads it; plain text recognises everything.
FORMATS = (
    Format("docx", 1, _ROOT + "word", sniff.is_word),
    Format("xlsx", 1, _ROOT + "sheet", sniff.is_sheet),
    Format("html", 1, _ROOT + "web", sniff.is_web),
    Format("md", 1, _ROOT + "markdown", sniff.is_markdown),
    Format("txt", 1, _ROOT + "plain", lambda _: True),
)


def find_format(source: Source) -> Format:
    """The format of *source*; refuses files of no use before any reader is loaded."""
    if not source.data:
        raise refuse("empty", source.name)
    sniff.refuse_foreign(source)
    return next(found for found in FORMATS if found.recognises(source))
