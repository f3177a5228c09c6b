"""Take in the project's own sample speech, as a supervisor would upload it."""

from __future__ import annotations

from pathlib import Path

import luoshi
from luoshi.duban.accounts.models import User
from luoshi.duban.audit.recording import coming_from
from luoshi.duban.documents.actions.take_in import Incoming, take_in

#: Beside the source; an installed package is without it.
SPEECH = Path(luoshi.__file__).parents[2] / "samples" / "qinghe-plenary-speech.txt"


def take_in_speech(person: User, path: Path = SPEECH) -> bool:
    """Take in the speech for *person*'s office; false where the file is not there."""
    if not path.is_file():
        return False
    with coming_from("command"):
        take_in(Incoming("青禾县委全会讲话.txt", path.read_bytes(), "text/plain"), actor=person)
    return True
