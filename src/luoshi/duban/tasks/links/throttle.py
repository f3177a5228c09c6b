"""How often somebody may try: counted by windows of ten minutes in Django's cache."""

from __future__ import annotations

from datetime import datetime

from django.core.cache import cache

_WINDOW = 600  # seconds


def too_many(what: str, who: str, limit: int, *, now: datetime) -> bool:
    """Count one try of *who* at *what*; whether that makes more than *limit* within this window."""
    key = f"throttle:{what}:{who}:{int(now.timestamp()) // _WINDOW}"
    cache.add(key, 0, _WINDOW)
    try:
        return cache.incr(key) > limit
    except ValueError:  # the entry went out of the cache between the two lines
        return False


def is_over(what: str, who: str, limit: int, *, now: datetime) -> bool:
    """Whether *who* has used up *limit*, without counting a try."""
    return int(cache.get(f"throttle:{what}:{who}:{int(now.timestamp()) // _WINDOW}", 0)) >= limit
