"""A hook for a virus scanner: a command that reads a file from its standard input and answers by its exit status.

``LUOSHI_SCANNER`` names it (``clamdscan --no-summary -``); without it nothing is scanned.  0 means clean, 1 that
something was found; anything else, or no answer in time, means that nobody knows, and then the file is not taken.
"""

from __future__ import annotations

import shlex
import subprocess

from django.conf import settings

from luoshi.duban.problems import Refused

#: How long the scanner may take for one file, in seconds.
PATIENCE = 60.0
_FOUND = 1


def scan(content: bytes, name: str) -> None:
    """Raise :class:`Refused` where the scanner finds something in *content*, or cannot say."""
    command = shlex.split(settings.SCANNER)
    if not command:
        return
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=PATIENCE, check=False)
    except (OSError, subprocess.TimeoutExpired):
        raise _unknown(name) from None
    if done.returncode == _FOUND:
        raise Refused(
            "virus", f"“{name}”未通过病毒扫描，没有保存。", f"“{name}” did not pass the virus scanner and was not kept."
        )
    if done.returncode != 0:
        raise _unknown(name)


def _unknown(name: str) -> Refused:
    return Refused(
        "no-scanner",
        f"病毒扫描没有完成，“{name}”没有保存，请稍后再传或联系系统管理员。",
        f"The virus scanner gave no answer, so “{name}” was not kept; try again later or tell the administrator.",
    )
