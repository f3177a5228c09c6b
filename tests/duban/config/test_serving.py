"""The web server and the workers as child processes."""

import os
import signal
import socket
import subprocess
import sys
import threading

import pytest

from luoshi.duban.config import serving
from luoshi.duban.config.serving import Site, answers, free_port
from luoshi.duban.config.visiting import require_sign_in_page
from luoshi.errors import LuoshiError

SLEEP = [sys.executable, "-c", "import time; time.sleep(600)"]


@pytest.fixture
def taken():
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        yield listening.getsockname()[1]


def test_a_free_port_is_taken_as_it_is(taken):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free = probe.getsockname()[1]
    assert free_port("127.0.0.1", free) == free


def test_a_taken_port_is_refused(taken):
    with pytest.raises(LuoshiError, match=str(taken)):
        free_port("127.0.0.1", taken)


def test_the_demonstration_takes_the_next_free_one(taken):
    assert free_port("127.0.0.1", taken, next_one=True) > taken


@pytest.mark.parametrize(
    ("host", "address"),
    [("127.0.0.1", "http://127.0.0.1:8000/"), ("0.0.0.0", "http://127.0.0.1:8000/"), ("::1", "http://[::1]:8000/")],
)
def test_the_address_can_be_opened_on_this_machine(host, address):
    assert Site(host, 8000).address == address


def test_nothing_answers_where_nobody_listens():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        assert not answers(f"http://127.0.0.1:{probe.getsockname()[1]}/")


def test_children_are_ended_with_us():
    site = Site("127.0.0.1", 8000)
    site.start(SLEEP, again=False)
    site.start(SLEEP, again=True)
    site.end()
    assert all(child.returncode == -signal.SIGTERM for _, child, _ in site.children)


def test_what_a_child_has_started_is_ended_with_it_even_if_it_must_be_killed(monkeypatch, taken_by_a_grandchild):
    monkeypatch.setattr(serving, "PATIENCE", 0.1)
    site, port = taken_by_a_grandchild
    site.end()
    for _ in range(600):
        if free_port("127.0.0.1", port, next_one=True) == port:
            break
        threading.Event().wait(0.05)
    assert free_port("127.0.0.1", port) == port


@pytest.fixture
def taken_by_a_grandchild(tmp_path):
    """A child that does not end when told, and a process of it that listens."""
    told = tmp_path / "port"
    listens = (
        "import pathlib, socket, time; one = socket.socket(); one.bind(('127.0.0.1', 0)); one.listen()\n"
        f"pathlib.Path({str(told)!r}).write_text(str(one.getsockname()[1])); time.sleep(600)"
    )
    stays = (
        "import signal, subprocess, sys; signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        f"subprocess.run([sys.executable, '-c', {listens!r}])"
    )
    site = Site("127.0.0.1", 8000)
    site.start([sys.executable, "-c", stays], again=False)
    while not (told.is_file() and told.read_text()):
        threading.Event().wait(0.05)
    return site, int(told.read_text())


def test_a_worker_that_died_is_started_again():
    site = Site("127.0.0.1", 8000)
    site.start(SLEEP, again=True)
    first = site.children[0][1]
    watching = threading.Thread(target=site.watch)
    watching.start()
    first.kill()
    for _ in range(1200):
        if site.children[0][1] is not first:
            break
        threading.Event().wait(0.1)
    site.stop.set()
    watching.join()
    site.end()
    assert site.children[0][1] is not first


def test_without_its_web_server_the_application_ends():
    site = Site("127.0.0.1", 8000)
    site.start([sys.executable, "-c", "raise SystemExit(3)"], again=False)
    with pytest.raises(LuoshiError, match="3"):
        site.watch()


def test_an_address_without_a_sign_in_page_is_told(live_server):
    with pytest.raises(LuoshiError, match="登录页"):
        require_sign_in_page(f"{live_server.url}/no/such/page")


def test_who_is_told_to_stop_leaves_no_process(monkeypatch):
    monkeypatch.setattr(serving, "_web", lambda *_: SLEEP)
    former = signal.getsignal(signal.SIGTERM)
    with serving.running("127.0.0.1", 8000, workers=0) as site:
        os.kill(os.getpid(), signal.SIGTERM)
        site.watch()
        child = site.children[0][1]
    assert child.poll() is not None
    assert signal.getsignal(signal.SIGTERM) is former
    assert subprocess.run(["kill", "-0", str(child.pid)], capture_output=True, check=False).returncode != 0
