"""A fresh process: import, read and extract one file; prints seconds and peak memory as JSON.

Usage: cold.py FILE [TIMES]      TIMES repeats the text, to see what a long one costs
"""

import json
import resource
import sys
import time

start = time.perf_counter()
import luoshi  # noqa: E402  # the import is a part of what is measured

path, times = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 1
if times == 1:
    document = luoshi.read(path)
else:
    with open(path, encoding="utf-8-sig", newline="") as file:  # noqa: PTH123  # nothing more than needed is imported
        document = luoshi.read((file.read() * times).encode(), name="repeated.txt")
plan = luoshi.extract(document, issued_on=None)
seconds = time.perf_counter() - start

usage = resource.getrusage(resource.RUSAGE_SELF)
print(json.dumps({"seconds": seconds, "megabytes": usage.ru_maxrss / 1024, "directives": len(plan.directives)}))
