"""Progress on long work: on standard error, only where a person is watching."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from luoshi.cli.console import clean, screen, shorten

LONG = 2_000_000  # bytes: below this one file is done before a bar could be read


class Work:
    """The files to go through, and the bar that shows how far it has come, where there is one."""

    def __init__(self, files: Sequence[Path], bar: Progress | None = None) -> None:
        self._files = files
        self._bar = bar

    def __iter__(self) -> Iterator[Path]:
        if self._bar is None:
            yield from self._files
            return
        # One file has no steps to count: its bar only shows that work goes on.
        task = self._bar.add_task("", total=len(self._files) if len(self._files) > 1 else None)
        for file in self._files:
            self._bar.update(task, description=f"正在读取 {shorten(clean(file.name), 30)}")
            yield file
            self._bar.advance(task)

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Take the bar off the screen while something else is printed."""
        if self._bar is None:
            yield
            return
        self._bar.stop()
        yield
        self._bar.start()


@contextmanager
def working(files: Sequence[Path]) -> Iterator[Work]:
    """Go through *files*, with a bar where there are several or one is large."""
    if not sys.stderr.isatty() or (len(files) < 2 and not any(_is_large(file) for file in files)):
        yield Work(files)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    # Standard output is not the bar's to redirect: it may be a file.
    bar = Progress(*columns, console=screen(sys.stderr), transient=True, redirect_stdout=False, redirect_stderr=False)
    with bar:
        yield Work(files, bar)


def _is_large(file: Path) -> bool:
    try:
        return file.stat().st_size > LONG
    except OSError:
        return False  # whoever reads it will say why
