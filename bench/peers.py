"""Development peers, run by the interpreter of an environment of their own.

jieba segments a text into words; JioNLP finds the times in it.  Each does a part of what
an extraction does.  Names of peers are read from the standard input, one a line; each is
answered by the seconds of the fastest of a few runs as JSON, ``null`` for a missing peer.
So the peers can be measured in turns with us: what else the machine does falls on all.

Usage: peers.py FILE
"""

import contextlib
import functools
import importlib
import io
import json
import logging
import sys
import time

PATIENCE = 0.15  # seconds that one turn may take


def fastest(call, text):
    """Processor seconds of the fastest of several runs."""
    best = float("inf")
    until = time.perf_counter() + PATIENCE
    while best == float("inf") or time.perf_counter() < until:
        start = time.process_time()
        call(text)
        best = min(best, time.process_time() - start)
    return best


def jieba():
    module = importlib.import_module("jieba")
    module.setLogLevel(logging.ERROR)
    return module.lcut


def jionlp():
    return importlib.import_module("jionlp").ner.extract_time


@functools.cache
def ready(name, text):
    """The peer's call, warmed up; ``None`` for one that is missing."""
    try:
        call = {"jieba": jieba, "jionlp": jionlp}[name]()
        call(text)
    except Exception as error:  # a peer may fail in ways of its own
        print(f"{name}: {error}", file=sys.stderr)
        return None
    return call


def main():
    with open(sys.argv[1], encoding="utf-8-sig", newline="") as file:  # noqa: PTH123
        text = file.read()
    for line in sys.stdin:
        # What a peer prints itself is none of its answer.
        with contextlib.redirect_stdout(io.StringIO()):
            call = ready(line.strip(), text)
            seconds = None if call is None else fastest(call, text)
        print(json.dumps(seconds), flush=True)


if __name__ == "__main__":
    main()
