"""The peers in their own process, asked for one figure at a time."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from math import inf
from types import TracebackType

from bench.texts import ROOT


class Peers:
    """Runs *command*, which answers a peer's name by the seconds it takes; ``None`` where there are no peers."""

    def __init__(self, command: Sequence[str] | None) -> None:
        self._command = command
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Peers:
        if self._command is not None:
            self._process = subprocess.Popen(
                self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT, encoding="utf-8"
            )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process is not None:
            self._process.communicate()  # it ends when there is nothing more to answer

    def seconds(self, name: str) -> float:
        """Seconds of the fastest of a few runs of the peer *name*; infinite for a missing one."""
        process = self._process
        if process is None or process.stdin is None or process.stdout is None or process.poll() is not None:
            return inf
        process.stdin.write(f"{name}\n")
        process.stdin.flush()
        answer = process.stdout.readline()
        found = json.loads(answer) if answer else None
        return inf if found is None else float(found)
