"""How long the auditor waits with a million events: ``python -m bench.record_pages [EVENTS]``.

It fills a scratch database (``DATABASE_URL``, else SQLite in a folder of its own) and times what the pages ask of it.
"""

import os
import sys
import tempfile
import time
from datetime import date, timedelta
from importlib import import_module

A_DAY = 5_000
FIRST = date(2026, 1, 1)


def main(events: int) -> None:
    """Fill and measure."""
    os.environ.setdefault("LUOSHI_DATA", tempfile.mkdtemp(prefix="luoshi-bench-"))
    os.environ.setdefault("LUOSHI_SECRET_KEY", "bench")
    os.environ.setdefault("LUOSHI_AUDIT_KEY", "bench")
    os.environ["DJANGO_SETTINGS_MODULE"] = "luoshi.duban.config.settings"
    import_module("django").setup()
    import_module("django.core.management").call_command("migrate", verbosity=0)
    _fill(events)
    reading = import_module("luoshi.duban.audit.reading")
    middle = FIRST + timedelta(days=events // A_DAY // 2)
    asked = {
        "newest page": {},
        "one office": {"offices": ["qinghe"]},
        "a day in the middle": {"since": middle, "until": middle},
        "the first day": {"until": FIRST},
        "a person": {"actors": ["7"]},
        "a rare verb": {"verb": "plan.issued"},
        "words that are frequent": {"words": "水利局"},
        "words that are nowhere": {"words": "没有的词"},
    }
    for name, wanted in asked.items():
        start = time.perf_counter()
        found = reading.page_of(reading.Wanted(**wanted))
        print(f"{name}: {(time.perf_counter() - start) * 1000:,.1f} ms, {len(found.events)} events")
    start = time.perf_counter()
    deep = reading.page_of(reading.Wanted(), before=events // 2)
    print(f"a page in the middle: {(time.perf_counter() - start) * 1000:,.1f} ms, {len(deep.events)} events")
    start = time.perf_counter()
    findings = list(import_module("luoshi.duban.audit.verification").verify())
    peak = import_module("resource").getrusage(import_module("resource").RUSAGE_SELF).ru_maxrss // 1024
    print(f"verified in {time.perf_counter() - start:,.1f} s, {len(findings)} findings, {peak} MB at most")


def _fill(events: int) -> None:
    """One office's chain, as many events as asked for, by the arithmetic of the record itself."""
    chain = import_module("luoshi.duban.audit.chain")
    models = import_module("luoshi.duban.audit.models")
    clock = import_module("luoshi.duban.clock")
    key = os.environ["LUOSHI_AUDIT_KEY"].encode()
    database = import_module("django.db")
    head_before = mac = chain.START
    for start in range(0, events, A_DAY):
        day = FIRST + timedelta(days=start // A_DAY)
        moment = import_module("datetime").datetime(day.year, day.month, day.day, 9, tzinfo=clock.ZONE)
        rows, mac = [], chain.START
        for number in range(1, A_DAY + 1):
            event = models.Event(
                office="qinghe", day=day, sequence=number, at=moment, actor=str(number % 400), actor_name="陈明",
                origin="192.0.2.7", verb="plan.issued" if number == 1 else "unit.renamed", subject="organisations.unit",
                subject_id=str(number % 300), subject_name="青禾县水利局", before={"name": "县水务局"},
                after={"name": "县水利局"}, reason="机构改革", previous=mac,
            )  # fmt: skip
            event.mac = mac = chain.event_mac(event, key)
            rows.append(event)
        with database.transaction.atomic():
            models.Event.objects.bulk_create(rows)
            if start + A_DAY < events:
                head = models.Head(office="qinghe", day=day, events=A_DAY, last=mac, previous=head_before)
                head.mac = head_before = chain.head_mac(head, key)
                head.save()
    tip = models.Tip(office="qinghe", day=day, sequence=A_DAY, mac=mac)
    tip.seal = chain.tip_mac(tip, key)
    tip.save(force_insert=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
