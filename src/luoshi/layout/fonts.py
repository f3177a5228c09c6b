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


#: 小标宋, of the title.
TITLE = Face("方正小标宋简体", ("方正小标宋_GBK", "华文中宋", "宋体", "Noto Serif CJK SC"), "roman")
#: 仿宋, of the body.
BODY = Face("仿宋_GB2312", ("仿宋", "FangSong", "华文仿宋", "Noto Serif CJK SC", "AR PL SungtiL GB"), "modern")
#: 楷体, of the second level.
KAI = Face("楷体_GB2312", ("楷体", "KaiTi", "华文楷体", "AR PL KaitiM GB"), "modern")
#: 黑体, of the first level and of table heads.
HEI = Face("黑体", ("SimHei", "Noto Sans CJK SC", "WenQuanYi Zen Hei"), "swiss")
#: 宋体, of the page number.
SONG = Face("宋体", ("SimSun", "Noto Serif CJK SC", "AR PL SungtiL GB"), "roman")
#: For Latin letters and figures.
LATIN = Face("Times New Roman", ("Liberation Serif", "Tinos"), "roman")

FACES = (TITLE, BODY, KAI, HEI, SONG, LATIN)

# The named sizes (字号) that the standard uses, in points.
SIZE_TITLE = 22.0  # 2号
SIZE_BODY = 16.0  # 3号
SIZE_PAGE_NUMBER = 14.0  # 4号
SIZE_TABLE = 10.5  # 五号, customary in tables; the standard leaves it open
SIZE_TABLE_TITLE = 20.0
