"""How passwords are hashed."""

from __future__ import annotations

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2(Argon2PasswordHasher):
    """Argon2id with the second recommended parameters of RFC 9106: 3 passes, 64 MiB, 4 lanes."""

    time_cost = 3
    memory_cost = 64 * 1024
    parallelism = 4
