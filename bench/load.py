"""Twenty requests a second at one process: how long each is waited for.

Loopback only, for two minutes: each of fifty pages is asked for some fifty times, so that a percentile says something.
"""

from __future__ import annotations

import http.client
import statistics
import threading
import time
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from urllib.parse import quote

#: Requests a second, and for how many seconds.
RATE = 20
SECONDS = 120


@dataclass(frozen=True, slots=True)
class Page:
    """What is asked for, and the cookies of who asks."""

    title: str
    path: str
    cookie: str


@dataclass
class Waited:
    """Milliseconds that each page was waited for, from the moment it was due; and answers that were no page."""

    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    failed: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def all(self) -> list[float]:
        """The milliseconds of every request."""
        return [one for times in self.times.values() for one in times]

    def percentile(self, share: float) -> float:
        """The milliseconds within which that share of the requests was answered."""
        return statistics.quantiles(self.all, n=100)[round(share * 100) - 1]


def ask(port: int, pages: Sequence[Page], *, rate: int = RATE, seconds: int = SECONDS) -> Waited:
    """Ask the server on *port* of this machine for *pages* in turn, *rate* of them a second.

    Requests are sent when they are due, whether those before were answered or not: a slow server is not spared.
    """
    waited = Waited()
    start = time.perf_counter() + 0.5
    with ThreadPoolExecutor(max_workers=rate * 2) as people:
        for number in range(rate * seconds):
            due = start + number / rate
            time.sleep(max(0.0, due - time.perf_counter()))
            people.submit(_ask, port, pages[number % len(pages)], due, waited)
    return waited


def _ask(port: int, page: Page, due: float, waited: Waited) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        headers = {"Cookie": page.cookie, "Host": f"127.0.0.1:{port}"}
        connection.request("GET", quote(page.path, safe="/?=&%"), headers=headers)
        answer = connection.getresponse()
        answer.read()
        status = str(answer.status)
    except (OSError, http.client.HTTPException) as error:
        status = repr(error)
    finally:
        connection.close()
    spent = (time.perf_counter() - due) * 1e3
    with waited.lock:
        waited.times[page.title].append(spent)
        if status != "200":
            waited.failed.append(f"{page.path}: {status}")
