"""An Office file depends on what is in it and on nothing else."""

import io
import zipfile

from luoshi.layout.package import settle


def _package(moment: tuple[int, int, int, int, int, int], core: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        package.writestr(zipfile.ZipInfo("docProps/core.xml", moment), core)
        package.writestr(zipfile.ZipInfo("content.xml", moment), b"<dcterms:created>kept</dcterms:created>")
    return target.getvalue()


def test_the_moment_of_writing_leaves_no_trace():
    early = _package((2001, 1, 1, 0, 0, 0), b'<p><dcterms:created xsi:type="x">2001</dcterms:created></p>')
    late = _package((2026, 6, 1, 12, 0, 0), b'<p><dcterms:created xsi:type="x">2026</dcterms:created></p>')
    assert early != late
    assert settle(early) == settle(late)


def test_only_the_properties_are_touched():
    with zipfile.ZipFile(io.BytesIO(settle(_package((2026, 6, 1, 12, 0, 0), b"<p/>")))) as package:
        assert package.read("docProps/core.xml") == b"<p/>"
        assert package.read("content.xml") == b"<dcterms:created>kept</dcterms:created>"
