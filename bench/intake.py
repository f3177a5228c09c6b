"""From upload to review desk: seconds from the request with the file until the document is ready.

A site of its own on SQLite (or in the empty database that ``DATABASE_URL`` names), with a real worker
process beside, as in service.  Usage: ``python -m bench.intake [--runs N]``.
"""

from __future__ import annotations

import argparse
import importlib
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "samples" / "qinghe-plenary-speech.txt"
POLL = 0.005


def texts() -> dict[str, str]:
    """The project's speech, the speech four times over (10,000 characters), and a report of 400 statements."""
    speech = SAMPLE.read_text("utf-8")
    item = "{n}. 县水利局要在9月底前完成第{n}处水毁工程修复，石桥乡配合。要加强巡查{n}次以上，确保安全度汛。\n"
    report = "青禾县水毁工程修复实施方案\n2026年7月10日\n" + "".join(item.format(n=n) for n in range(1, 200))
    return {"speech": speech, "10,000 characters": (speech * 4)[:10_000], "400 statements": report}


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a line for each text."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=9)
    runs = parser.parse_args(arguments).runs
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(
            LUOSHI_DATA=folder,
            LUOSHI_SECRET_KEY="bench",
            LUOSHI_AUDIT_KEY="bench",
            LUOSHI_HOSTS="testserver",
            DJANGO_SETTINGS_MODULE="luoshi.duban.config.settings",
        )
        manage = [sys.executable, "-m", "luoshi.duban"]
        for command in (["migrate"], ["collectstatic", "--noinput"]):
            subprocess.run([*manage, *command, "--verbosity", "0"], check=True)
        worker = subprocess.Popen([*manage, "work"])
        try:
            measure(runs)
        finally:
            worker.terminate()
            worker.wait()


def measure(runs: int) -> None:
    """Upload each text *runs* times, a little changed each time, and wait for it."""
    importlib.import_module("django").setup()
    client = _client()
    documents = importlib.import_module("luoshi.duban.documents.models").Document.objects
    for name, text in texts().items():
        _once(client, documents, f"{text}\n热身{name}。")
        seconds = [_once(client, documents, f"{text}\n第{run}遍{name}。") for run in range(runs)]
        desk = documents.latest("pk")
        reading = desk.readings.get()
        page = [_page(client, desk.pk) for _ in range(runs)]
        print(
            f"{name}: {len(text):,} characters, {reading.statements.count()} statements, "
            f"{reading.directives.count()} directives: ready {statistics.median(seconds):.2f} s "
            f"(worst {max(seconds):.2f} s); its page {1000 * statistics.median(page):.0f} ms"
        )


def _client() -> Any:
    """A test client of the cast's supervisor; the application is loaded only now, once its settings are there."""
    cast = importlib.import_module("tests.duban.cast").raise_the_curtain()
    client = importlib.import_module("django.test").Client()
    client.force_login(cast.chen)
    return client


def _once(client: Any, documents: Any, text: str) -> float:
    uploaded = importlib.import_module("django.core.files.uploadedfile").SimpleUploadedFile
    start = time.perf_counter()
    answer = client.post("/documents/new/", {"files": uploaded("讲话.txt", text.encode())})
    assert answer.status_code == 302, answer.status_code
    pk = int(answer.url.strip("/").split("/")[-1])
    while documents.values_list("state", flat=True).get(pk=pk) != "ready":
        time.sleep(POLL)
    return time.perf_counter() - start


def _page(client: Any, pk: int) -> float:
    start = time.perf_counter()
    assert client.get(f"/documents/{pk}/").status_code == 200
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
