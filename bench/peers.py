"""Development peers, run by the interpreter of an environment of their own.

jieba segments a text into words; JioNLP finds the times in it.  Each does a part of what
an extraction does.  Prints characters a second as JSON, ``null`` for a missing peer.

Usage: peers.py FILE
"""

import contextlib
import importlib
import io
import json
import logging
import sys
import time

PATIENCE = 2.0  # seconds that one figure may take


def rate(call, text):
    """Characters a second of the fastest of several runs, after one to warm up."""
    call(text)
    best = float("inf")
    until = time.perf_counter() + PATIENCE
    while time.perf_counter() < until:
        start = time.perf_counter()
        call(text)
        best = min(best, time.perf_counter() - start)
    return len(text) / best


def jieba(text):
    module = importlib.import_module("jieba")
    module.setLogLevel(logging.ERROR)
    return rate(module.lcut, text)


def jionlp(text):
    module = importlib.import_module("jionlp")
    return rate(module.ner.extract_time, text)


def main():
    with open(sys.argv[1], encoding="utf-8-sig", newline="") as file:  # noqa: PTH123
        text = file.read()
    found = {}
    for peer in (jieba, jionlp):
        try:
            with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
                found[peer.__name__] = peer(text)
        except Exception as error:  # a peer may fail in ways of its own
            print(f"{peer.__name__}: {error}", file=sys.stderr)
            found[peer.__name__] = None
    print(json.dumps(found))


if __name__ == "__main__":
    main()
