"""Collect the pages' static files, where they are not those that were collected last."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

MANIFEST = "staticfiles.json"
#: Which files were collected last: renaming and compressing them takes seconds.
_SOURCES = "sources.sha256"


def collect() -> bool:
    """Collect anew where a file came, went or changed; gives whether it was necessary."""
    kept = settings.STATIC_ROOT / _SOURCES
    digest = _digest()
    if (settings.STATIC_ROOT / MANIFEST).is_file() and kept.is_file() and kept.read_text("ascii") == digest:
        return False
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    kept.write_text(digest, "ascii")
    return True


def _digest() -> str:
    """One digest of the names, sizes and times of all sources."""
    lines = []
    for finder in get_finders():
        for name, storage in finder.list([]):
            about = Path(storage.path(name)).stat()
            lines.append(f"{name} {about.st_size} {about.st_mtime_ns}")
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()
