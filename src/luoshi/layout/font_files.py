"""Where the fonts of a PDF come from: the site's own first, then free ones that were installed with Luoshi.

Nothing is fetched here.  A Word file needs none of this: it only names its fonts.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import typst

from luoshi.errors import LuoshiError
from luoshi.layout import fonts
from luoshi.layout.coverage import coverage

#: The environment variable that names the site's font folders, parted like ``PATH``.
VARIABLE = "LUOSHI_FONTS"
# Where `make fonts` puts free fonts, in a project that is installed in place.
_PROJECT = Path(__file__).parents[3] / "assets" / "fonts" / "free"
# A package of Noto Serif SC and Noto Sans SC (Open Font License), installed with Luoshi.
_PACKAGE = "pylopdf_fonts_zh_cn"
# Faces of ordinary weight that may stand in for 小标宋, which is heavier.
_LIGHT_TITLES = {"宋体", "SimSun", "华文宋体", "STSong", *fonts.FREE_SONG}

# What the fonts inside typst have, and what leaves no mark on paper.
_EMBEDDED = {*map(chr, range(0x20, 0x180)), "\N{REPLACEMENT CHARACTER}"}
_UNSEEN = {"Cc", "Cf", "Mn", "Zs", "Zl", "Zp"}

_ROLES = {"title": fonts.TITLE, "body": fonts.BODY, "kai": fonts.KAI, "hei": fonts.HEI, "song": fonts.SONG}


@dataclass(frozen=True, slots=True)
class FontSet:
    """The fonts that are there: for each role the families in order of preference."""

    book: typst.Fonts
    families: Mapping[str, tuple[str, ...]]

    def require(self, text: str) -> None:
        """:class:`LuoshiError` with the first character of *text* that no font has: a box would be printed."""
        wanted = {one for one in set(text) - _EMBEDDED if unicodedata.category(one) not in _UNSEEN}
        named = {family for families in self.families.values() for family in families}
        files = [(Path(one.path), one.index, one.family) for one in self.book.fonts() if one.path]
        # The fonts that are used come first: the rest of the system is looked at only where they fall short.
        for path, index, _ in sorted(files, key=lambda file: file[2] not in named):
            if not wanted:
                return
            there = coverage(path, index)
            wanted = {one for one in wanted if one not in there}
        if wanted:
            missing = min(wanted, key=text.index)
            raise LuoshiError(
                "layout.glyph",
                f"现有字体都没有“{missing}”（U+{ord(missing):04X}）这个字，PDF中会成为空框：请补充字体，"
                f"并用 {VARIABLE} 指明其文件夹。",
                f"No font has the character {missing!r} (U+{ord(missing):04X}), which would be an empty box in the "
                f"PDF: add a font that has it to a folder that {VARIABLE} names.",
            )

    @property
    def heavier(self) -> tuple[str, ...]:
        """Roles whose stand-in is drawn with a heavier line."""
        return ("title",) if self.families["title"][0] in _LIGHT_TITLES else ()


def find_fonts(environment: Mapping[str, str] = os.environ, *, system: bool = True) -> FontSet:
    """The fonts for a PDF; :class:`LuoshiError` where a role has none with Chinese characters."""
    return _load(_site_folders(environment) + _free_folders(), system)


def _site_folders(environment: Mapping[str, str]) -> tuple[Path, ...]:
    folders = tuple(Path(name) for name in environment.get(VARIABLE, "").split(os.pathsep) if name)
    for folder in folders:
        if not folder.is_dir():
            raise LuoshiError(
                "layout.fonts",
                f"{VARIABLE} 指定的字体文件夹“{folder}”不存在。",
                f"The font folder {str(folder)!r} that {VARIABLE} names does not exist.",
            )
    return folders


def _free_folders() -> tuple[Path, ...]:
    found = find_spec(_PACKAGE)
    packaged = found.submodule_search_locations if found else None
    folders = (_PROJECT, *(Path(place) for place in packaged or ()))
    return tuple(folder for folder in folders if folder.is_dir())


@lru_cache(maxsize=4)
def _load(folders: tuple[Path, ...], system: bool) -> FontSet:
    book = typst.Fonts(include_system_fonts=system, include_embedded_fonts=True, font_paths=list(folders))
    there = set(book.families())
    families = {role: _present(face, there) for role, face in _ROLES.items()}
    for role, found in families.items():
        if not found:
            name = _ROLES[role].name
            raise LuoshiError(
                "layout.fonts",
                f"找不到含汉字的“{name}”或其替代字体，无法生成PDF：请把字体放入文件夹并用 {VARIABLE} 指明。",
                f"No font with Chinese characters was found for {name!r} or a stand-in, so no PDF can be made: "
                f"put fonts into a folder and name it in {VARIABLE}.",
            )
    families["latin"] = _present(fonts.LATIN, there)
    return FontSet(book, families)


def _present(face: fonts.Face, there: set[str]) -> tuple[str, ...]:
    return tuple(name for name in (face.name, *face.fallbacks) if name in there)
