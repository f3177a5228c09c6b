"""Serve the application: the web server and the job workers as child processes, until told to stop."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from types import FrameType

from django.core.checks import ERROR, run_checks
from django.core.management import get_commands

from luoshi.duban.config.checks import TAG
from luoshi.duban.config.web_server import PARENT
from luoshi.errors import LuoshiError

#: So long a child may take to finish what it has in hand; then it is ended.
PATIENCE = 15.0
_POLL = 0.2


def require_ready() -> None:
    """Raise :class:`LuoshiError` for the first thing that keeps the application from serving."""
    found = run_checks(tags=[TAG], include_deployment_checks=True)
    for message in sorted(found, key=lambda message: message.id or ""):
        if message.level >= ERROR:
            chinese, _, english = message.msg.partition("。 ")
            raise LuoshiError(message.id or "check", chinese + "。", english)


def free_port(host: str, wanted: int, *, next_one: bool = False) -> int:
    """*wanted* where it is free; else the next free one, or a :class:`LuoshiError`."""
    for port in range(wanted, min(wanted + 100, 65536) if next_one else wanted + 1):
        if _is_free(host, port):
            return port
    raise LuoshiError(
        "port",
        f"{host} 的端口 {wanted} 不能使用（已被占用或无权），请用 --port 另选一个。",
        f"Port {wanted} of {host} cannot be used (taken, or not allowed); choose another with --port.",
    )


def _is_free(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


@dataclass
class Site:
    """The running application.  Children that may be started again (the workers) are marked so."""

    host: str
    port: int
    children: list[tuple[list[str], subprocess.Popen[bytes], bool]] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)

    @property
    def address(self) -> str:
        """Where it is reached from this machine."""
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}/"

    def start(self, command: list[str], *, again: bool) -> None:
        """Start a child of its own session: a Ctrl-C reaches us alone, and we end the children in order."""
        self.children.append((command, _start(command), again))

    def wait_until_ready(self, seconds: float = 180) -> None:
        """Return when the application answers.  Raises :class:`LuoshiError` where it does not."""
        for _ in range(int(seconds / _POLL)):
            if self.stop.wait(_POLL) or answers(self.address):
                return
            self._require_web()
        raise LuoshiError("no-answer", "网站没有按时启动。", "The application did not start in time.")

    def watch(self) -> None:
        """Return when told to stop; a worker that died is started again, the web server's death ends all."""
        while not self.stop.wait(_POLL):
            self._require_web()
            for place, (command, child, again) in enumerate(self.children):
                if again and child.poll() is not None and not self.stop.wait(1):
                    self.children[place] = (command, _start(command), again)

    def _require_web(self) -> None:
        for _command, child, again in self.children:
            if not again and child.poll() is not None:
                raise LuoshiError(
                    "web-ended",
                    f"网站进程意外退出（状态 {child.returncode}）。",
                    f"The web server ended unexpectedly (status {child.returncode}).",
                )

    def end(self) -> None:
        """End the children, the web server last told first, and wait for them."""
        for _command, child, _again in self.children:
            child.terminate()
        for _command, child, _again in self.children:
            try:
                child.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
            _end_what_it_left(child)


def _end_what_it_left(child: subprocess.Popen[bytes]) -> None:
    """A web server that is ended in the middle leaves its own processes, which would hold the port for ever."""
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)


def _start(command: list[str]) -> subprocess.Popen[bytes]:
    environment = {**os.environ, PARENT: str(os.getpid())}
    return subprocess.Popen(command, env=environment, start_new_session=True, stdin=subprocess.DEVNULL)


def answers(address: str) -> bool:
    """Whether a server of ours answers at *address*, whatever it says."""
    host, _, port = address.removeprefix("http://").rstrip("/").rpartition(":")
    connection = HTTPConnection(host.strip("[]"), int(port), timeout=5)
    try:
        connection.request("GET", "/", headers={"Host": f"{host}:{port}"})
        return connection.getresponse().status < 500
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


@contextmanager
def running(host: str, port: int, *, processes: int = 1, workers: int = 1) -> Iterator[Site]:
    """The application, served within the block; SIGTERM and SIGINT set ``stop``."""
    site = Site(host, port)

    def told(_number: int, _frame: FrameType | None) -> None:
        site.stop.set()

    former = {number: signal.signal(number, told) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        site.start(_web(host, port, processes), again=False)
        if workers and "work" in get_commands():
            site.start([sys.executable, "-m", "luoshi.duban", "work", "--workers", str(workers)], again=True)
        yield site
    finally:
        site.end()
        for number, handler in former.items():
            signal.signal(number, handler)


def _web(host: str, port: int, processes: int) -> list[str]:
    options = ["--interface", "wsgi", "--host", host, "--port", str(port), "--workers", str(processes)]
    quiet = ["--no-ws", "--log-level", "warning", "--blocking-threads", "4", "--workers-kill-timeout", "10"]
    return [
        sys.executable,
        "-m",
        "luoshi.duban.config.web_server",
        *options,
        *quiet,
        "luoshi.duban.config.wsgi:application",
    ]
