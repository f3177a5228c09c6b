"""Compare what a test made with the file that was agreed on.

``LUOSHI_UPDATE_GOLDEN=1`` writes the files anew; look at what changed before you keep it.
"""

import os
from pathlib import Path

_FOLDER = Path(__file__).parent / "golden"


def agrees(name: str, made: bytes) -> bool:
    """Whether *made* is what the golden file *name* holds."""
    path = _FOLDER / name
    if os.environ.get("LUOSHI_UPDATE_GOLDEN"):
        path.write_bytes(made)
    return path.read_bytes() == made
