"""The web server as a child of ``luoshi serve``: granian, which ends when the process that started it is gone.

Usage: python -m luoshi.duban.config.web_server GRANIAN-OPTIONS...
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from importlib import import_module

PARENT = "LUOSHI_WORK_PARENT"
_POLL = 1.0


def end_with_parent(parent: int, *, stop: threading.Event) -> None:
    """Send ourselves SIGTERM once *parent* is no longer our parent; returns when that was done, or *stop* is set."""
    while not stop.wait(_POLL):
        if os.getppid() != parent:
            os.kill(os.getpid(), signal.SIGTERM)
            return


def main() -> None:
    """Run granian with the arguments of the command line."""
    parent = os.environ.get(PARENT)
    if parent:
        watch = threading.Thread(
            target=end_with_parent, args=(int(parent),), kwargs={"stop": threading.Event()}, daemon=True
        )
        watch.start()
    sys.argv[0] = "granian"
    import_module("granian.cli").entrypoint()


if __name__ == "__main__":
    main()
