"""What the pages of the application cost with many tasks: time, and queries of the database.  It asserts nothing.

Usage: application.py [--tasks N] [--requests N]

``DATABASE_URL`` names the database, an empty one; without it a file of SQLite is made and thrown away.
"""

from __future__ import annotations

import argparse
import gc
import html
import importlib
import os
import re
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import django
from rich.console import Console
from rich.table import Table

OUT = Console(highlight=False)
BUDGET = 150  # milliseconds, 95th percentile
ACTION = 100  # milliseconds on the server, for one action at the desk


def main(arguments: Sequence[str] | None = None) -> None:
    """Make a county, ask for each page, print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tasks", type=int, default=50_000, help="how many issued tasks there are")
    parser.add_argument("--requests", type=int, default=30, help="how often each page is asked for")
    chosen = parser.parse_args(arguments)
    with _installation():
        county = importlib.import_module("bench.county")
        start = time.perf_counter()
        there = county.found(chosen.tasks)
        _analyze()
        OUT.print(f"{_database()}: {chosen.tasks:,} tasks made in {time.perf_counter() - start:.1f} s")
        # As the server does once it is loaded (config/wsgi.py); what made the county would count otherwise.
        _warm_up(there)
        gc.collect()
        gc.freeze()
        _print_pages(there, chosen.requests)
        _print_load(there)
        _print_desk(there)
        _print_lights()
        _print_bulletins(there, chosen.requests)


@contextmanager
def _installation() -> Iterator[None]:
    """An installation of its own, set up from nothing, in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="luoshi-bench-") as data:
        os.environ.update(LUOSHI_DATA=data, LUOSHI_SECRET_KEY="bench", LUOSHI_AUDIT_KEY="bench")
        os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
        django.setup()
        importlib.import_module("django.core.management").call_command("migrate", verbosity=0)
        yield
        importlib.import_module("django.db").connections.close_all()


def _warm_up(there: Any) -> None:
    """Load what the first request loads."""
    _client(there.supervisor).get("/")


def _analyze() -> None:
    """Do at once what PostgreSQL's autovacuum does within a minute: it has to know its tables to plan well."""
    connection = importlib.import_module("django.db").connection
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def _database() -> str:
    return str(importlib.import_module("django.db").connection.vendor)


def _pages(there: Any) -> list[tuple[str, Any, str]]:
    """Each page with who asks for it."""
    pages = importlib.import_module("bench.pages")
    return [(title, getattr(there, who), make(there)) for title, who, make in pages.PAGES]


def _print_pages(there: Any, requests: int) -> None:
    table = Table(title="Pages", title_justify="left", title_style="bold")
    for position, head in enumerate(("page", "median ms", "95 % ms", "queries", "kB", "")):
        table.add_column(head, justify="right" if 0 < position < 5 else "left")
    for title, person, url in _pages(there):
        times, queries, size = _measure(person, url, requests)
        late = statistics.quantiles(times, n=20)[-1]
        over = "" if late <= BUDGET else f"over {BUDGET} ms"
        table.add_row(title, f"{statistics.median(times):.1f}", f"{late:.1f}", str(queries), f"{size / 1024:.0f}", over)
    OUT.print(table)


def _print_load(there: Any) -> None:
    """The same pages from a server of one process, asked for twenty times a second."""
    load, serving = importlib.import_module("bench.load"), importlib.import_module("luoshi.duban.config.serving")
    port = serving.free_port("127.0.0.1", 8700, next_one=True)
    pages = [load.Page(title, url, _cookie(person)) for title, person, url in _pages(there)]
    with serving.running("127.0.0.1", port, processes=1, workers=0) as site:
        site.wait_until_ready()
        load.ask(port, pages, rate=5, seconds=5)
        waited = load.ask(port, pages)
    table = Table(title=f"{load.RATE} requests a second, one process", title_justify="left", title_style="bold")
    for position, head in enumerate(("page", "median ms", "95 % ms", "worst ms")):
        table.add_column(head, justify="right" if position else "left")
    for title, times in waited.times.items():
        late = statistics.quantiles(times, n=20)[-1]
        table.add_row(title, f"{statistics.median(times):.0f}", f"{late:.0f}", f"{max(times):.0f}")
    table.add_section()
    every = waited.all
    table.add_row("all", f"{statistics.median(every):.0f}", f"{waited.percentile(0.95):.0f}", f"{max(every):.0f}")
    OUT.print(table)
    for line in waited.failed[:5]:
        OUT.print(f"not answered: {line}")


def _cookie(person: Any) -> str:
    """What a browser sends once *person* has signed in."""
    return "; ".join(f"{name}={kept.value}" for name, kept in _client(person).cookies.items())


def _print_desk(there: Any) -> None:
    """Each action at the desk, done as a page does it; where its answer is the first of several, the slowest of the
    others stands beside it.  The median of three rounds, each undone at its end."""
    table = Table(title="Actions at the desk", title_justify="left", title_style="bold")
    for position, head in enumerate(("action", "ms", "answers", "slowest further ms", "kB", "")):
        table.add_column(head, justify="right" if 0 < position < 5 else "left")
    page = _DeskPage(_client(there.supervisor), there.desk)
    actions = importlib.import_module("bench.pages").DESK
    rounds = [[page.act(path, data(there.desk)) for _title, path, data in actions] for _ in range(3) if page.clear()]
    for (title, _path, _data), pressed in zip(actions, zip(*rounds, strict=True), strict=True):
        first = statistics.median(one.times[0] for one in pressed)
        further = max(
            (statistics.median(times) for times in zip(*(one.times[1:] for one in pressed), strict=True)), default=0
        )
        over = "" if max(first, further) <= ACTION else f"over {ACTION} ms"
        last = pressed[-1]
        table.add_row(
            title,
            f"{first:.1f}",
            str(len(last.times)),
            f"{further:.1f}" if further else "",
            f"{last.size / 1024:.0f}",
            over,
        )
    OUT.print(table)


@dataclass(frozen=True, slots=True)
class _Answered:
    """The milliseconds of each answer to one action, and the bytes of all of them."""

    times: list[float]
    size: int


class _DeskPage:
    """The desk of a plan in a browser that remembers what it has seen."""

    def __init__(self, client: Any, plan: Any) -> None:
        self.client, self.base, self.bar = client, f"/plans/{plan.pk}/desk/", ""

    def clear(self) -> bool:
        """Undo whatever was done, and load the page."""
        self.bar = self.client.get(self.base).content.decode()
        while self._said("last") not in {"0", ""}:
            self.act("undo/", {})
        return True

    def act(self, path: str, data: dict[str, object]) -> _Answered:
        """Send one action and fetch all that it changed."""
        sent = {**data, "since": self._said("since")}
        answers = [self._timed(lambda: self.client.post(self.base + path, sent, headers={"hx-request": "true"}))]
        while more := self._said("more"):
            answers.append(self._timed(lambda more=more: self.client.get(f"{self.base}news/?{html.unescape(more)}")))
        return _Answered([time for time, _size in answers], sum(size for _time, size in answers))

    def _timed(self, ask: Callable[[], Any]) -> tuple[float, int]:
        kept: list[Any] = []
        spent = _milliseconds(lambda: kept.append(ask()))
        self.bar = kept[0].content.decode()
        if kept[0].status_code != 200:
            raise SystemExit(f"{self.base}: {kept[0].status_code} {self.bar[:300]}")
        return spent, len(kept[0].content)

    def _said(self, name: str) -> str:
        found = re.search(rf'id="desk-bar"[^>]* data-{name}="([^"]*)"', self.bar)
        return found[1] if found else ""


def _print_lights() -> None:
    """What a morning costs, last: it gives every task a light."""
    lights = importlib.import_module("bench.lights")
    table = Table(title="A morning", title_justify="left", title_style="bold")
    for position, head in enumerate(("step", "s", "rows")):
        table.add_column(head, justify="right" if position else "left")
    rows = lights.measured()
    for name, seconds, count in rows:
        table.add_row(name, f"{seconds:.2f}", f"{count:,}")
    morning = sum(seconds for _name, seconds, _count in rows[1:])
    table.add_section()
    over = "" if morning <= lights.BUDGET else f"over {lights.BUDGET:.0f} s"
    table.add_row("the next morning in all", f"{morning:.2f}", over)
    OUT.print(table)


def _print_bulletins(there: Any, requests: int) -> None:
    """A quarter's bulletin, drafted and printed once, and its pages."""
    bulletins = importlib.import_module("bench.bulletins")
    table = Table(title="Bulletins", title_justify="left", title_style="bold")
    for position, head in enumerate(("step", "ms", "")):
        table.add_column(head, justify="right" if position == 1 else "left")
    for title, spent, budget in bulletins.measured(there):
        table.add_row(title, f"{spent:.0f}", f"over {budget} ms" if budget and spent > budget else "")
    for title, person, url in bulletins.pages(there):
        times, queries, _size = _measure(person, url, requests)
        late = statistics.quantiles(times, n=20)[-1]
        over = f", over {BUDGET} ms" if late > BUDGET else ""
        table.add_row(f"{title}, 95 %", f"{late:.0f}", f"{queries} queries{over}")
    OUT.print(table)


def _press(client: Any, url: str, data: dict[str, object]) -> Any:
    answer = client.post(url, data, headers={"hx-request": "true"})
    if answer.status_code != 200:
        raise SystemExit(f"{url}: {answer.status_code} {answer.content.decode()[:300]}")
    return answer


def _client(person: Any) -> Any:
    client = importlib.import_module("django.test").Client(HTTP_HOST="127.0.0.1")
    client.force_login(person)
    return client


def _measure(person: Any, url: str, requests: int) -> tuple[list[float], int, int]:
    """Milliseconds of each request, the queries of one, and the bytes of its answer."""
    client = _client(person)
    capture = importlib.import_module("django.test.utils").CaptureQueriesContext
    with capture(importlib.import_module("django.db").connection) as queries:
        answer = client.get(url)
    asked = len(queries)  # counted now: the next request empties the log
    if answer.status_code != 200:
        raise SystemExit(f"{url}: {answer.status_code} for {person}")
    times = [_milliseconds(lambda: client.get(url)) for _ in range(requests)]
    return times, asked, len(answer.content)


def _milliseconds(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return (time.perf_counter() - start) * 1e3


if __name__ == "__main__":
    main()
