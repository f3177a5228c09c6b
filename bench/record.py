"""How many events a second the record takes, and how fast it is verified: ``python -m bench.record [EVENTS]``.

It works on the database of ``DATABASE_URL`` (a scratch one), else on SQLite in a folder of its own.
"""

import os
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module

WRITERS = 4


def main(events: int) -> None:
    """Write *events* one transaction each, alone and by four at once, then verify them all."""
    os.environ.setdefault("LUOSHI_DATA", tempfile.mkdtemp(prefix="luoshi-bench-"))
    os.environ.setdefault("LUOSHI_SECRET_KEY", "bench")
    os.environ.setdefault("LUOSHI_AUDIT_KEY", "bench")
    os.environ["DJANGO_SETTINGS_MODULE"] = "luoshi.duban.config.settings"
    import_module("django").setup()
    import_module("django.core.management").call_command("migrate", verbosity=0)
    office = import_module("luoshi.duban.accounts.models").Office.objects.create(
        key=f"bench-{time.time_ns()}", name="县"
    )
    alone = _timed(lambda: _write(office, events))
    with ThreadPoolExecutor(WRITERS) as pool:
        together = _timed(lambda: list(pool.map(lambda _: _write(office, events // WRITERS), range(WRITERS))))
    verify = import_module("luoshi.duban.audit.verification").verify
    verified = _timed(lambda: list(verify(office.key)))
    vendor = import_module("django.db").connection.vendor
    written = events + events // WRITERS * WRITERS
    print(f"{vendor}: one writer {events / alone:,.0f}/s, {WRITERS} writers {events / together:,.0f}/s,"
          f" verified {written / verified:,.0f}/s")  # fmt: skip


def _write(office, events: int) -> None:
    database = import_module("django.db")
    recording = import_module("luoshi.duban.audit.recording")
    actor = recording.Actor("1", "陈明")
    for turn in range(events):
        with database.transaction.atomic():
            recording.record(
                "unit.renamed", office, office=office.key, actor=actor, after={"turn": turn, "name": "县水利局"}
            )
    database.connection.close()


def _timed(work) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2_000)
