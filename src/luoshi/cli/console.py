"""What is written to the terminal, and in what encoding and width."""

from __future__ import annotations

import io
import re
import sys
from typing import IO

from rich.console import Console
from rich.text import Text

from luoshi.cli.wrap import wrap
from luoshi.errors import LuoshiError

NARROWEST = 60
WIDEST = 200
UNKNOWN = 100  # the width for a pipe or a file, where no terminal says one
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def use_readable_encoding() -> None:
    """Let both streams write Chinese: UTF-8 unless their own encoding can do it.

    A machine set to ``LANG=C`` must not end in an encoding error, and one set to GB18030
    must not be sent UTF-8.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=_able(stream.encoding), errors="backslashreplace")


def _able(encoding: str) -> str:
    try:
        "落实〔〕①—“”".encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return "utf-8"
    return encoding


def screen(file: IO[str] | None = None) -> Console:
    """A console on *file* (standard output), between 60 and 200 columns wide.

    Nothing in a document is taken for mark-up.
    """
    target = file or sys.stdout
    console = Console(file=target, markup=False, highlight=False, emoji=False, soft_wrap=False)
    known = console.is_terminal or "COLUMNS" in console._environ
    console.width = max(NARROWEST, min(WIDEST, console.width)) if known else UNKNOWN
    return console


def say(out: Console, words: str, *, indent: int = 0, style: str = "") -> None:
    """Print *words* in lines that fit, each after *indent* spaces."""
    out.print(Text(wrap(words, out.width, indent), style=style))


def clean(words: str) -> str:
    """*words* on one line, without characters that steer a terminal."""
    return _CONTROL.sub(" ", words).strip()


def shorten(words: str, length: int) -> str:
    """At most *length* characters of *words*, with a sign where some were left out."""
    return words if len(words) <= length else words[: length - 1] + "…"


def complain(error: LuoshiError) -> None:
    """Write one sentence in Chinese and one in English to standard error."""
    print(f"错误：{clean(error.chinese)}\nError: {clean(error.english)}", file=sys.stderr)
