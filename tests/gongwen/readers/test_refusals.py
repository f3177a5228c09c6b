"""What cannot be used is refused in one sentence of each language, and never with a traceback."""

import io
import os
import struct
import zipfile

import pytest
from office_files import cells, paragraph, relations, word, workbook, zipped

from luoshi.errors import LuoshiError
from luoshi.gongwen.readers import read

GOOD = "请各乡镇抓好落实。"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def code(source, **options):
    with pytest.raises(LuoshiError) as caught:
        read(source, **options)
    error = caught.value
    assert error.chinese.endswith("。")
    assert error.english.endswith(".")
    assert "\n" not in error.chinese + error.english
    return error.code


def encrypted():
    """A zip whose one part says that it is encrypted."""
    data = bytearray(
        zipped({"word/document.xml": "<x/>", "_rels/.rels": relations({"r": ("officeDocument", "word/document.xml")})})
    )
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(signature)
        while place >= 0:
            data[place + offset] |= 1
            place = data.find(signature, place + 4)
    return bytes(data)


ENTITIES = '<!DOCTYPE w [<!ENTITY a "哈哈"><!ENTITY b "&a;&a;">]><w>&b;</w>'

CASES = {
    "nothing": (b"", "empty"),
    "only blanks": (" \n　\t".encode(), "empty"),
    "only line separators": ("\ufeff\t\u2028\u3000\x85".encode(), "empty"),
    "only a mark": (b"\xef\xbb\xbf", "empty"),
    "a Word file without words": (word(paragraph()), "empty"),
    "a workbook without words": (workbook(("表", cells())), "empty"),
    "a page without words": (b"<html><body><script>1</script></body></html>", "empty"),
    "random bytes": (bytes(range(256)) * 8, "not-text"),
    "a program": (b"MZ\x90\x00\x03" + bytes(200), "not-text"),
    "another program": (b"\x7fELF\x02\x01" + bytes(200), "not-text"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(64), "not-text"),
    "a photograph": (b"\xff\xd8\xff\xe0" + bytes(range(200)), "not-text"),
    "text with NULs": ("通知".encode() + b"\0\0", "not-text"),
    "no encoding": (b"\xff\xff\xfa\xfa" * 40, "not-text"),
    "rare characters": ("".join(chr(0x9FA0 - 7 * place) for place in range(300)).encode("gb18030"), "not-text"),
    "half a zip": (word(paragraph(GOOD))[:-60], "damaged"),
    "a zip signature alone": (b"PK\x03\x04" + bytes(40), "damaged"),
    "no main part": (zipped({"word/document2.txt": "x"}), "damaged"),
    "broken XML": (zipped({"word/document.xml": "<w:document><w:body>"}), "damaged"),
    "an encrypted Word file": (OLE + bytes(100) + "EncryptedPackage".encode("utf-16-le") + bytes(100), "password"),
    "an encrypted part": (encrypted(), "password"),
    "an old Word file": (OLE + bytes(600), "old-format"),
    "a PDF file": (b"%PDF-1.7\n" + bytes(50), "unsupported"),
    "an RTF file": (b"{\\rtf1 abc}", "unsupported"),
    "a presentation": (zipped({"ppt/presentation.xml": "<p/>"}), "unsupported"),
    "an OFD file": (zipped({"OFD.xml": "<o/>"}), "unsupported"),
    "any zip": (zipped({"甲.txt": GOOD}), "unsupported"),
    "an empty zip": (zipped({}), "unsupported"),
    "a web archive": (b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n", "unsupported"),
    "a text that is cut in a character": ((GOOD * 9).encode()[:-1], "damaged"),
    "a RAR file": (b"Rar!\x1a\x07\x00" + bytes(50), "unsupported"),
    "many zeros in little space": (zipped({"word/document.xml": b" " * 30_000_000}), "bomb"),
    "entities": (zipped({"word/document.xml": ENTITIES}), "bomb"),
    "too many parts": (
        zipped({f"word/document{place}.xml": "" for place in range(10_001)}, zipfile.ZIP_STORED),
        "bomb",
    ),
    "English": (("The county shall promote rural development. " * 20).encode(), "not-chinese"),
    "Japanese": (("この計画は地方の発展をすすめるためのものです。" * 20).encode(), "not-chinese"),
    "Russian": (("Настоящий план определяет задачи. " * 20).encode(), "not-chinese"),
}


@pytest.mark.parametrize(("data", "expected"), CASES.values(), ids=CASES)
def test_it_is_refused(data, expected):
    assert code(data, name="材料") == expected


@pytest.mark.parametrize("text", ["12 345 67.8%", "GDP 5%", "A4", "OK", "第1页", "2026-06-30\t100\t95%"])
def test_a_short_text_or_mere_figures_are_not_refused(text):
    assert read(text.encode()).text == text


def test_a_chinese_text_with_much_english_is_not_refused():
    assert read(("实施 Artificial Intelligence Plus 行动。" * 20).encode()).format == "txt"


def test_a_stray_control_character_does_not_make_a_program():
    text = GOOD * 200 + "\x0b\x0c\x1a"
    assert read(text.encode()).text == text


def test_a_declared_size_is_not_believed():
    data = bytearray(zipped({"word/document.xml": b" " * 30_000_000}))
    place = data.rfind(b"PK\x01\x02")
    struct.pack_into("<I", data, place + 24, 100)
    assert code(bytes(data)) in {"bomb", "damaged"}


def test_a_huge_declared_size_is_refused_unread():
    data = bytearray(zipped({"word/document.xml": "<w/>"}))
    struct.pack_into("<I", data, data.rfind(b"PK\x01\x02") + 24, 0xF0000000)
    assert code(bytes(data)) == "bomb"


def test_the_limit_counts_characters_of_text():
    assert read(GOOD.encode(), limit=len(GOOD)).text == GOOD
    assert code(GOOD.encode(), limit=len(GOOD) - 1) == "too-large"
    assert code(word(paragraph(GOOD)), limit=5) == "too-large"
    assert code(workbook(("表", cells([GOOD, GOOD]))), limit=12) == "too-large"


def test_a_large_file_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "大.txt"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    assert code(path) == "too-large"


def test_paths_that_lead_to_no_file(tmp_path):
    assert code(tmp_path / "没有.docx") == "missing"
    assert code(tmp_path) == "directory"
    assert code("坏\0名") == "missing"
    assert code(tmp_path / ("长" * 300)) in {"missing", "unreadable"}


def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "管")
    assert code(tmp_path / "管") == "unreadable"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission(tmp_path):
    path = tmp_path / "密.txt"
    path.write_text(GOOD, encoding="utf-8")
    path.chmod(0)
    assert code(path) == "unreadable"


def test_the_message_names_the_file_and_the_cause():
    with pytest.raises(LuoshiError) as caught:
        read(b"%PDF-1.4", name="通知.pdf")
    assert "通知.pdf" in caught.value.chinese
    assert "PDF" in caught.value.english
    assert str(caught.value) == f"{caught.value.chinese}\n{caught.value.english}"


def test_a_name_cannot_break_the_message():
    assert code(b"", name="坏\n名\x1b[31m{0}") == "empty"


def test_the_extension_does_not_deceive():
    assert read(GOOD.encode(), name="假.docx").format == "txt"
    assert read(word(paragraph(GOOD)), name="真.txt").format == "docx"
    assert read(f"<html><p>{GOOD}</p></html>".encode(), name="页.doc").format == "html"


def test_nested_archives_are_never_opened():
    inner = io.BytesIO(zipped({"a.xml": b" " * 1_000_000}))
    outer = zipped({"word/document.xml": "<w/>", "word/embeddings/x.zip": inner.getvalue()})
    assert code(outer) == "empty"
