"""Progress on long work: on standard error, only where a person is watching."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from luoshi.cli.console import clean, screen, shorten

LONG = 2_000_000  # bytes: below this one file is done before a bar could be read


@contextmanager
def working(files: Sequence[Path]) -> Iterator[Iterator[Path]]:
    """Give the files one by one, with a bar where there are several or one is large."""
    if not sys.stderr.isatty() or (len(files) < 2 and not any(_is_large(file) for file in files)):
        yield iter(files)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=screen(sys.stderr), transient=True) as bar:
        yield _advancing(bar, files)


def _advancing(bar: Progress, files: Sequence[Path]) -> Iterator[Path]:
    # One file has no steps to count: its bar only shows that work goes on.
    task = bar.add_task("", total=len(files) if len(files) > 1 else None)
    for file in files:
        bar.update(task, description=f"正在读取 {shorten(clean(file.name), 30)}")
        yield file
        bar.advance(task)


def _is_large(file: Path) -> bool:
    try:
        return file.stat().st_size > LONG
    except OSError:
        return False  # whoever reads it will say why
