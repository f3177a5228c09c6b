"""Receivers on loopback: one for HTTP, one for mail.  What came is kept as it came."""

import json
import threading
from base64 import b64decode
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import StreamRequestHandler, ThreadingTCPServer
from urllib.parse import parse_qs, urlsplit


@dataclass
class Came:
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes

    @property
    def values(self):
        return json.loads(self.body)


@dataclass
class Web:
    """``answer`` and ``status`` are what it says next."""

    address: str = ""
    came: list[Came] = field(default_factory=list)
    status: int = 200
    answer: dict = field(default_factory=dict)


@contextmanager
def web_receiver():
    there = Web()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            parts = urlsplit(self.path)
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            there.came.append(Came(parts.path, query, dict(self.headers.items()), body))
            said = json.dumps(there.answer).encode()
            self.send_response(there.status)
            if there.status == 302:
                self.send_header("Location", f"{there.address}/elsewhere")
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_given):
            """Nothing on the screen."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        there.address = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield there
        server.shutdown()
        thread.join()


@dataclass
class Post:
    address: str = ""
    mails: list = field(default_factory=list)
    refuses: bool = False
    #: The user and password that it asks for, where it asks; and who came in.
    knows: tuple[str, str] | None = None
    signed_in: list[tuple[str, str]] = field(default_factory=list)


@contextmanager
def mail_receiver():
    there = Post()

    class Handler(StreamRequestHandler):
        def say(self, words):
            self.wfile.write(f"{words}\r\n".encode())

        def sign_in(self, line):
            _nobody, user, password = b64decode(line.split()[2]).decode().split("\0")
            there.signed_in.append((user, password))
            self.say("235 welcome" if there.knows == (user, password) else "535 no")

        def handle(self):
            self.say("220 loopback")
            while line := self.rfile.readline():
                verb = line[:4].upper()
                if verb == b"DATA":
                    self.say("354 go on")
                    lines = []
                    while (one := self.rfile.readline()) != b".\r\n":
                        lines.append(one)
                    there.mails.append(message_from_bytes(b"".join(lines)))
                elif verb == b"QUIT":
                    self.say("221 bye")
                    return
                if verb == b"AUTH":
                    self.sign_in(line)
                elif verb == b"EHLO" and there.knows:
                    self.say("250-loopback")
                    self.say("250 AUTH PLAIN")
                elif verb == b"RCPT" and there.refuses:
                    self.say("550 no such box")
                elif verb in {b"EHLO", b"HELO", b"MAIL", b"RCPT", b"RSET", b"DATA"}:
                    self.say("250 fine")

    ThreadingTCPServer.allow_reuse_address = True
    with ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        there.address = f"smtp://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield there
        server.shutdown()
        thread.join()
