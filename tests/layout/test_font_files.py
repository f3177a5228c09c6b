"""The site's fonts come first; without any Chinese font one sentence says what to do."""

import struct
import zlib
from pathlib import Path

import pytest

from luoshi.errors import LuoshiError
from luoshi.layout import font_files, fonts
from luoshi.layout.coverage import coverage
from luoshi.layout.font_files import VARIABLE, find_fonts
from tools.free_fonts import unpack


def gb2312():
    """The 6,763 characters of the standard."""
    pairs = (
        (row, cell)
        for row in range(0xB0, 0xF8)
        for cell in range(0xA1, 0xFF)
        if row < 0xD7 or row > 0xD7 or cell < 0xFA
    )
    return "".join(bytes(pair).decode("gb2312") for pair in pairs)


def test_an_installation_alone_has_a_font_for_every_role(free_fonts):
    assert set(free_fonts.families) == {"title", "body", "kai", "hei", "song", "latin"}
    assert all(free_fonts.families.values())


def test_every_role_has_all_of_gb2312(free_fonts):
    characters = gb2312()
    assert len(characters) == 6763
    free_fonts.require(characters + "〔〕“”‘’——……《》（）①②③●○√‰℃㎡")


def test_the_fonts_of_the_standard_are_named_first():
    first = [face.name for face in (fonts.TITLE, fonts.BODY, fonts.KAI, fonts.HEI, fonts.SONG)]
    assert first == ["方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体"]


def renamed(font, old, new):
    """The font under another name of the same length."""
    assert len(old) == len(new)
    return font.replace(old.encode("utf-16-be"), new.encode("utf-16-be"))


@pytest.fixture
def site(tmp_path, free_fonts):
    """A folder with a font that calls itself FangSong."""
    source = next(one.path for one in free_fonts.book.fonts() if one.family == "Noto Serif SC")
    (tmp_path / "site.otf").write_bytes(renamed(Path(source).read_bytes(), "Noto Serif SC", "FangSong_GB23"))
    return tmp_path


def test_a_site_s_font_goes_before_the_free_one(site, monkeypatch):
    monkeypatch.setitem(font_files._ROLES, "body", fonts.Face("仿宋", ("FangSong_GB23", "Noto Serif SC"), "modern"))
    assert find_fonts({VARIABLE: str(site)}, system=False).families["body"][0] == "FangSong_GB23"


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(LuoshiError, match="missing") as caught:
        find_fonts({VARIABLE: str(tmp_path / "missing")}, system=False)
    assert caught.value.code == "layout.fonts"


def test_without_a_chinese_font_nothing_is_printed(monkeypatch):
    monkeypatch.setattr(font_files, "_free_folders", tuple)
    with pytest.raises(LuoshiError) as caught:
        find_fonts({}, system=False)
    assert "找不到含汉字的" in caught.value.chinese
    assert VARIABLE in caught.value.english


def test_a_title_is_drawn_heavier_where_only_an_ordinary_face_stands_in(free_fonts):
    assert free_fonts.heavier == ("title",)


def test_a_file_that_is_no_font_covers_nothing(tmp_path):
    path = tmp_path / "no.ttf"
    path.write_bytes(b"not a font at all")
    assert "国" not in coverage(path)


def sfnt(tables):
    """A font file of *tables*, as OpenType lays them out."""
    directory, body = struct.pack(">4sHHHH", b"\0\1\0\0", len(tables), 16, 0, 0), b""
    for tag, table in sorted(tables.items()):
        directory += struct.pack(">4sIII", tag, 0, 12 + 16 * len(tables) + len(body), len(table))
        body += table
    return directory + body


def woff(tables):
    header = struct.pack(">4s4sIHHIHHIIIII", b"wOFF", b"\0\1\0\0", 0, len(tables), 0, 0, 1, 0, 0, 0, 0, 0, 0)
    entries, body = b"", b""
    for tag, table in sorted(tables.items()):
        packed = min(zlib.compress(table), table, key=len)
        entries += struct.pack(">4sIIII", tag, 44 + 20 * len(tables) + len(body), len(packed), len(table), 0)
        body += packed
    return header + entries + body


def cmap(*groups):
    form_12 = struct.pack(">HHIII", 12, 0, 16 + 12 * len(groups), 0, len(groups))
    form_12 += b"".join(struct.pack(">III", first, last, 1) for first, last in groups)
    return struct.pack(">HHHHI", 0, 1, 3, 10, 12) + form_12


def test_coverage_reads_the_character_map(tmp_path):
    path = tmp_path / "a.ttf"
    path.write_bytes(sfnt({b"cmap": cmap((0x41, 0x43), (0x4E00, 0x4E10), (0x20000, 0x20001))}))
    there = coverage(path)
    assert [one in there for one in "@ACD一\u4e10\u4e11\U00020001"] == [
        False,
        True,
        True,
        False,
        True,
        True,
        False,
        True,
    ]


def test_a_web_font_is_unpacked_to_the_same_tables(tmp_path):
    tables = {b"cmap": cmap((0x4E00, 0x4E10)), b"head": bytes(54), b"glyf": b"x" * 4096}
    unpacked = unpack(woff(tables))
    path = tmp_path / "a.ttf"
    path.write_bytes(unpacked)
    assert "一" in coverage(path)
    assert b"x" * 4096 in unpacked


def test_what_is_no_web_font_is_refused():
    with pytest.raises(ValueError, match="not a WOFF file"):
        unpack(bytes(64))


def test_a_damaged_web_font_is_refused():
    good = bytearray(woff({b"cmap": cmap((1, 2))}))
    good[44 + 12 : 44 + 16] = struct.pack(">I", 9999)
    with pytest.raises((ValueError, zlib.error)):
        unpack(bytes(good))
