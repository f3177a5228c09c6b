"""Run the commands that the READMEs show, and put what they print into the READMEs.

A block stands between ``<!-- run: COMMAND -->`` and ``<!-- end -->``; ``<!-- run 30: … -->``
keeps the first 30 lines.  With ``--check`` nothing is written, and the status is 1 where a
block is out of date.

Usage: transcript.py [--check]
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
READMES = ("README.md", "README.zh-CN.md")
_BLOCK = re.compile(r"(<!-- run ?(\d*): (.+?) -->\n).*?(<!-- end -->)", re.DOTALL)
WIDTH = "100"


def main(arguments: list[str]) -> int:
    """Renew or check every block of both files."""
    stale = False
    for name in READMES:
        path = ROOT / name
        old = path.read_text("utf-8")
        new = _BLOCK.sub(_renewed, old)
        if new != old:
            stale = True
            print(f"{name}: out of date" if "--check" in arguments else f"{name}: renewed")
            if "--check" not in arguments:
                path.write_text(new, "utf-8")
    return int(stale and "--check" in arguments)


def _renewed(block: re.Match[str]) -> str:
    opening, lines, command, closing = block.groups()
    done = subprocess.run(
        [str(Path(sys.executable).parent / "luoshi"), *shlex.split(command)[1:]],
        capture_output=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, "COLUMNS": WIDTH},
    )
    printed = (done.stdout + done.stderr).decode("utf-8").rstrip("\n").split("\n")
    kept = printed[: int(lines)] if lines else printed
    more = [f"… {len(printed) - len(kept)} more lines"] if len(kept) < len(printed) else []
    shown = "\n".join(line.rstrip() for line in [f"$ {command}", *kept, *more])
    return f"{opening}```console\n{shown}\n```\n{closing}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
