"""The typefaces of official documents (GB/T 9704-2012) and what may stand in for them.

The named ones are licensed and are not shipped: a file only names them, with the
fall-backs that Windows, macOS or Linux bring.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Face:
    """A typeface, its stand-ins in the order of preference, and its class for substitution."""

    name: str
    fallbacks: tuple[str, ...]
    family: str


#: Free 宋体 that cover GB2312.
FREE_SONG = ("Noto Serif CJK SC", "Source Han Serif SC", "思源宋体", "Noto Serif SC", "AR PL SungtiL GB")
#: Free 黑体 that cover GB2312.
FREE_HEI = ("Noto Sans CJK SC", "Source Han Sans SC", "思源黑体", "Noto Sans SC", "WenQuanYi Zen Hei")

#: 小标宋, of the title.
TITLE = Face(
    "方正小标宋简体",
    (
        "FZXiaoBiaoSong-B05S",
        "方正小标宋_GBK",
        "FZXiaoBiaoSong-B05",
        "华文中宋",
        "STZhongsong",
        "宋体",
        "SimSun",
        *FREE_SONG,
    ),
    "roman",
)
#: 仿宋, of the body.
BODY = Face(
    "仿宋_GB2312",
    (
        "FangSong_GB2312",
        "仿宋",
        "FangSong",
        "华文仿宋",
        "STFangsong",
        "朱雀仿宋",
        "Zhuque Fangsong (technical preview)",
        *FREE_SONG,
    ),
    "modern",
)
#: 楷体, of the second level.
KAI = Face(
    "楷体_GB2312",
    ("KaiTi_GB2312", "楷体", "KaiTi", "华文楷体", "STKaiti", "AR PL KaitiM GB", "LXGW WenKai", "霞鹜文楷", *FREE_SONG),
    "modern",
)
#: 黑体, of the first level and of table heads.
HEI = Face("黑体", ("SimHei", "华文黑体", "STHeiti", *FREE_HEI), "swiss")
#: 宋体, of the page number.
SONG = Face("宋体", ("SimSun", "华文宋体", "STSong", *FREE_SONG), "roman")
#: For Latin letters and figures.
LATIN = Face("Times New Roman", ("Liberation Serif", "Tinos", "Libertinus Serif"), "roman")

FACES = (TITLE, BODY, KAI, HEI, SONG, LATIN)

# The named sizes (字号) that the standard uses, in points.
SIZE_TITLE = 22.0  # 2号
SIZE_BODY = 16.0  # 3号
SIZE_PAGE_NUMBER = 14.0  # 4号
SIZE_TABLE = 10.5  # 五号, customary in tables; the standard leaves it open
SIZE_TABLE_TITLE = 20.0
