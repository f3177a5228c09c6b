"""Renew the English catalogue: collect the sentences of templates and code, keep what is translated, compile.

``make messages`` runs it.  A new sentence comes with an empty translation; fill it in and run again.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import ClassVar

import django
from django.conf import settings
from django.core.management import call_command
from django.core.management.commands.makemessages import Command

from tools.catalogue import ENGLISH, compiled, read

ROOT = Path(__file__).resolve().parents[1]
HEAD = """# English for the application's pages; the source strings are Chinese (docs/translation.md).
msgid ""
msgstr ""
"Language: en\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"""


class Collect(Command):
    """Django's own collector, but it never guesses a translation from a similar sentence."""

    msgmerge_options: ClassVar[list[str]] = [*Command.msgmerge_options, "--no-fuzzy-matching"]


def main() -> int:
    """Collect, compile, and name what has no English yet; 1 where something has none."""
    catalogue = ROOT / ENGLISH
    settings.configure(LOCALE_PATHS=[catalogue.parents[2]])
    django.setup()
    os.chdir(ROOT / "src/luoshi/duban")
    call_command(Collect(), locale=["en"], add_location="file", no_wrap=True, no_obsolete=True, verbosity=0)
    _, _, entries = catalogue.read_text("utf-8").partition("\n\n")
    # The place of a sentence says nothing to a translator but its file, and the head no date: both would always differ.
    catalogue.write_text(f"{HEAD}\n{re.sub(r'^#: [.]/', '#: ', entries, flags=re.M)}", "utf-8")
    found = read(catalogue)
    catalogue.with_suffix(".mo").write_bytes(compiled(found))
    untranslated = [entry.source for entry in found if not all(entry.translations.values())]
    for source in untranslated:
        sys.stdout.write(f"no English yet: {source}\n")
    return 1 if untranslated else 0


if __name__ == "__main__":
    sys.exit(main())
