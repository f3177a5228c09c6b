"""The secrets of personal links; only their digests are kept."""

from __future__ import annotations

import hashlib
import re
import secrets

#: 256 random bits: nobody guesses one.
_BYTES = 32
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)


def new_token() -> str:
    """A secret for a link; only :func:`digest` of it is kept."""
    return secrets.token_urlsafe(_BYTES)


def digest(token: str) -> str:
    """What is kept of a token: its SHA-256."""
    return hashlib.sha256(token.encode()).hexdigest()


def is_token(words: str) -> bool:
    """Whether *words* have the form of a token at all."""
    return _TOKEN.fullmatch(words) is not None
