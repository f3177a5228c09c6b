"""Speed and memory of the extraction, printed beside peers.  It asserts nothing.

All but a cold start is told in processor seconds: what other processes take does not count.

Usage: run.py [--peers PYTHON] [--quick]
"""

from __future__ import annotations

import argparse
import importlib
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from math import inf
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

import luoshi
from bench.asked import Peers
from bench.texts import ROOT, adversarial, corpus, speech, text_of
from bench.timing import fastest, stages_of

LONGER = 100
TURNS, TURN = 16, 0.15  # how often each is measured, and for how many seconds
PEERS = {"jieba": "words only", "jionlp": "times only"}
COLD_RUNS = 7
LEAST_MICROSECONDS = 10_000
OUT = Console(highlight=False)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure everything and print a table for each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peers", type=Path, help="the interpreter of the environment that holds the peers")
    parser.add_argument("--quick", action="store_true", help="leave out the long text, the corpus and hostile inputs")
    chosen = parser.parse_args(arguments)
    path = speech()
    text = text_of(path)
    OUT.print(f"[bold]{path.name}[/bold], {len(text):,} characters, one core, warm")
    print_peers(in_turns(text, chosen.peers, path))
    print_stages(text)
    print_cold(path)
    if not chosen.quick:
        print_linearity(text)
        print_corpus()
        print_adversarial()


def extract(text: str) -> luoshi.Plan:
    """The full extraction of a text that is in memory."""
    return luoshi.extract(luoshi.Document(text), issued_on=None)


def in_turns(text: str, python: Path | None, path: Path) -> dict[str, float]:
    """Characters a second of us and of the peers that are there, each the fastest of many short turns.

    They take turns, for a burst of other work must not fall on one of them alone.
    """
    # Not resolved: the link is what makes the interpreter find its environment.
    there = python is not None and python.is_file()
    command = [str(python.absolute()), "bench/peers.py", str(path)] if python is not None and there else None
    extract(text)
    best: dict[str, float] = {}
    with Peers(command) as peers:
        for _ in range(TURNS):
            best["luoshi"] = min(best.get("luoshi", inf), fastest(lambda: extract(text), patience=TURN))
            for name in PEERS:
                best[name] = min(best.get(name, inf), peers.seconds(name))
    return {name: len(text) / seconds for name, seconds in best.items() if seconds < inf}


def print_peers(rates: dict[str, float]) -> None:
    """The extraction beside its peers, as ratios."""
    table = _table("Speed", "", "does", "characters/s", "luoshi is")
    for name, does in (("luoshi", "everything"), *PEERS.items()):
        rate = rates.get(name)
        table.add_row(name, does, *((f"{rate:,.0f}", f"{rates['luoshi'] / rate:.2f} ×") if rate else ("n/a", "n/a")))
    OUT.print(table)


def print_stages(text: str) -> None:
    """Where the time of one extraction goes, averaged over several."""
    flow = importlib.import_module("luoshi.gongwen.extract")
    runs = 20
    start = time.process_time()
    with stages_of(flow) as spent:
        for _ in range(runs):
            flow.extract(luoshi.Document(text), issued_on=None)
    whole = time.process_time() - start
    table = _table("Stages", "stage", "ms", "µs/character", "share")
    parts = [*spent.items(), ("the rest", whole - sum(spent.values())), ("whole", whole)]
    for name, seconds in parts:
        per_run = seconds / runs
        table.add_row(name, f"{per_run * 1e3:.2f}", f"{per_run / len(text) * 1e6:.3f}", f"{seconds / whole:.0%}")
    OUT.print(table)


def print_cold(path: Path) -> None:
    """Import and first extraction of a fresh process, and its memory."""
    bare, inside, whole = [], [], []
    for _ in range(COLD_RUNS):
        bare.append(_timed([sys.executable, "-c", "pass"])[0])
        seconds, found = _cold(path)
        whole.append(seconds)
        inside.append(found)
    table = _table(f"Cold process (median of {COLD_RUNS})", "", "seconds")
    table.add_row("import, read and extract", f"{statistics.median(one['seconds'] for one in inside):.3f}")
    table.add_row("the whole process", f"{statistics.median(whole):.3f}")
    table.add_row("an interpreter that does nothing", f"{statistics.median(bare):.3f}")
    table.add_row("peak memory, MB", f"{max(one['megabytes'] for one in inside):.0f}")
    OUT.print(table)


def print_linearity(text: str) -> None:
    """What a text costs that is a hundred times as long."""
    long_text = text * LONGER
    # Both measured again, in turn: the machine may have changed its pace since the first table.
    once = often = float("inf")
    for _ in range(3):
        once = min(once, fastest(lambda: extract(text), patience=0.5))
        often = min(often, fastest(lambda: extract(long_text), patience=0, least=1))
    table = _table(f"Linearity: {LONGER} × as long", "", "")
    table.add_row("time", f"{often / once:.1f} × ({often:.2f} s)")
    table.add_row("characters/s", f"{len(long_text) / often:,.0f}")
    table.add_row("peak memory, MB", f"{_cold(speech(), LONGER)[1]['megabytes']:.0f}")
    OUT.print(table)


def print_corpus() -> None:
    """All documents of the corpus, one after the other."""
    texts = list(corpus())
    if not texts:
        OUT.print("Corpus: n/a\n")
        return
    start = time.process_time()
    found = sum(len(extract(text).directives) for text in texts)
    seconds = time.process_time() - start
    size = sum(map(len, texts))
    table = _table("Corpus", "documents", "characters", "directives", "seconds", "characters/s")
    table.add_row(f"{len(texts)}", f"{size:,}", f"{found:,}", f"{seconds:.2f}", f"{size / seconds:,.0f}")
    OUT.print(table)


def print_adversarial(length: int = 10_000, worst: int = 8) -> None:
    """The hostile inputs that cost most a character, and what doubling them costs (2 is linear)."""
    rows = []
    for (name, text), (_, twice) in zip(adversarial(length), adversarial(2 * length), strict=True):
        once = fastest(lambda text=text: extract(text), patience=0, least=2)
        again = fastest(lambda twice=twice: extract(twice), patience=0, least=2)
        rows.append((once / length * 1e6, again / once, name))
    table = _table(
        f"Hostile inputs: {len(rows)} of {length:,} characters, the worst", "input", "µs/character", "doubled"
    )
    for cost, ratio, name in sorted(rows, reverse=True)[:worst]:
        table.add_row(repr(name), f"{cost:.2f}", f"{ratio:.2f} ×")
    table.add_section()
    # Of what is over in a moment, the ratio is mostly chance.
    steepest = max((row for row in rows if row[0] * length > LEAST_MICROSECONDS), key=lambda row: row[1], default=None)
    if steepest:
        table.add_row(f"steepest: {steepest[2]!r}", f"{steepest[0]:.2f}", f"{steepest[1]:.2f} ×")
    OUT.print(table)


def _table(title: str, *heads: str) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold")
    for position, head in enumerate(heads):
        table.add_column(head, justify="right" if position else "left")
    return table


def _cold(path: Path, times: int = 1) -> tuple[float, dict[str, Any]]:
    """Seconds of the whole process, and what it measured itself."""
    seconds, done = _timed([sys.executable, "bench/cold.py", str(path), str(times)])
    if done.returncode:
        raise SystemExit(done.stderr)
    return seconds, json.loads(done.stdout)


def _timed(command: Sequence[str]) -> tuple[float, subprocess.CompletedProcess[str]]:
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, encoding="utf-8")
    return time.perf_counter() - start, done


if __name__ == "__main__":
    main()
