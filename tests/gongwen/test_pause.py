"""The garbage collector waits while a document is read, and always goes on."""

import gc
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import luoshi
from luoshi.gongwen.pause import collector_paused

TEXT = (Path(__file__).parent / "documents" / "meeting-minutes.txt").read_text("utf-8")


@pytest.fixture(autouse=True)
def _collector_as_it_was() -> Iterator[None]:
    was_on = gc.isenabled()
    gc.enable()
    yield
    (gc.enable if was_on else gc.disable)()


def test_it_waits_and_goes_on():
    with collector_paused():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_goes_on_after_an_error():
    with pytest.raises(ValueError, match="damaged"), collector_paused():
        raise ValueError("damaged")
    assert gc.isenabled()


def test_one_that_is_switched_off_stays_off():
    gc.disable()
    with collector_paused():
        assert not gc.isenabled()
    assert not gc.isenabled()


def test_who_comes_second_does_not_hold_it_back():
    inside, done = threading.Event(), threading.Event()

    def first() -> None:
        with collector_paused():
            inside.set()
            done.wait(120)

    thread = threading.Thread(target=first)
    thread.start()
    assert inside.wait(120)
    with collector_paused():
        done.set()
        thread.join(120)
        assert gc.isenabled()
    assert gc.isenabled()


def test_an_extraction_leaves_it_as_it_was():
    luoshi.extract(luoshi.Document(TEXT), issued_on=None)
    assert gc.isenabled()


def test_an_extraction_leaves_no_cycles_for_it():
    """Else pausing it would let memory grow."""
    luoshi.extract(luoshi.Document(TEXT), issued_on=date(2026, 3, 2))
    gc.collect()
    gc.disable()
    luoshi.extract(luoshi.Document(TEXT), issued_on=date(2026, 3, 2))
    gc.set_debug(gc.DEBUG_SAVEALL)
    try:
        gc.collect()
        left = [one for one in gc.garbage if type(one).__module__.startswith("luoshi")]
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
    assert left == []
