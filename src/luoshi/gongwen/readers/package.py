"""The parts of an office file: a zip package of XML, read with bounds and without entities.

Sizes that a zip header declares are not trusted: a part is inflated as a stream and the
reading ends as soon as a bound is passed.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib

from lxml import etree

from luoshi.gongwen.readers.draft import Source
from luoshi.gongwen.readers.refusals import refuse

_LARGEST_PART = 160_000_000  # bytes, inflated
_LARGEST_TOTAL = 240_000_000
_LARGEST_DECLARED = 2_000_000_000  # of all parts, pictures included
_FREE_SIZE = 8_000_000  # below it the ratio says nothing: repeated table cells shrink very well
_HIGHEST_RATIO = 300
_CHUNK = 1 << 20
_BROKEN = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError, KeyError)
_ENCRYPTED_FLAG = 0x1

# The "strict" variant of the standard has other namespaces for the same elements.
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
_RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class Package:
    """An office file; ``xml`` gives the root of a part."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self._read = 0
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(source.data))
            infos = self._zip.infolist()
        except _BROKEN:
            raise self._damaged() from None
        self._infos = {info.filename.lstrip("/"): info for info in infos}
        if sum(info.file_size for info in infos) > _LARGEST_DECLARED:
            raise self._bomb()

    def has(self, name: str) -> bool:
        """Whether there is a part of this name."""
        return name in self._infos

    def xml(self, name: str) -> etree._Element:
        """The root element of the part *name*; refuses a broken or abnormal one."""
        raw = self._inflate(name)
        if b"<!DOCTYPE" in raw[:4096] or b"<!ENTITY" in raw[:65536]:
            raise refuse("bomb", self.source.name, "含有实体声明", "it declares entities")
        for strict, usual in _STRICT if b"purl.oclc.org" in raw[:8192] else ():
            raw = raw.replace(strict, usual)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            return etree.fromstring(raw, parser)
        except (etree.XMLSyntaxError, ValueError):
            raise self._damaged() from None

    def optional(self, name: str) -> etree._Element | None:
        """The root element of the part *name*, or ``None`` if there is no such part."""
        return self.xml(name) if self.has(name) else None

    def related(self, part: str) -> dict[str, tuple[str, str]]:
        """What *part* refers to inside the package: for each id the last word of the kind, and the target."""
        folder, base = posixpath.split(part)
        root = self.optional(posixpath.join(folder, "_rels", f"{base}.rels"))
        found: dict[str, tuple[str, str]] = {}
        for row in root.iter(_RELATIONSHIPS) if root is not None else ():
            if row.get("TargetMode") != "External":
                target = row.get("Target", "")
                path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
                kind = row.get("Type", "").rpartition("/")[2]
                found[row.get("Id", "")] = (kind, posixpath.normpath(path))
        return found

    def main(self, usual: str) -> str:
        """The name of the main part: what the package says, else the *usual* one."""
        targets = [target for kind, target in self.related("").values() if kind == "officeDocument"]
        for name in (*targets, usual):
            if self.has(name):
                return name
        raise self._damaged()

    def _inflate(self, name: str) -> bytes:
        info = self._infos.get(name)
        if info is None:
            raise self._damaged()
        if info.flag_bits & _ENCRYPTED_FLAG:
            raise refuse("password", self.source.name)
        chunks: list[bytes] = []
        size = 0
        packed = max(info.compress_size, 1)
        try:
            with self._zip.open(info) as part:
                while chunk := part.read(_CHUNK):
                    chunks.append(chunk)
                    size += len(chunk)
                    self._read += len(chunk)
                    large = size > _LARGEST_PART or self._read > _LARGEST_TOTAL
                    if large or (size > _FREE_SIZE and size / packed > _HIGHEST_RATIO):
                        raise self._bomb()
        except (*_BROKEN, RuntimeError):
            raise self._damaged() from None
        return b"".join(chunks)

    def _damaged(self) -> Exception:
        return refuse("damaged", self.source.name, "部件缺失或内容不完整", "a part is missing or broken")

    def _bomb(self) -> Exception:
        return refuse("bomb", self.source.name, "体积过大", "too large")
