"""Make an Office file depend on its content alone, not on the time of writing."""

from __future__ import annotations

import io
import re
import zipfile

EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment a zip entry can name
_CORE = "docProps/core.xml"
_TIMES = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")


def settle(blob: bytes) -> bytes:
    """The same package without the moment it was written: same content, same bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(blob)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as settled:
        for item in source.infolist():
            data = source.read(item)
            if item.filename == _CORE:
                data = _TIMES.sub(b"", data)
            entry = zipfile.ZipInfo(item.filename, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            settled.writestr(entry, data)
    return target.getvalue()
