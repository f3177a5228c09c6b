"""The measures of the page, in millimetres and points, from GB/T 9704-2012 (5 and 7.5)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """A page's size and margins in millimetres; ``footer`` is from the lower edge to the page number."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    footer: float

    @property
    def text_width(self) -> float:
        """How wide the text area is."""
        return self.width - self.left - self.right

    @property
    def text_height(self) -> float:
        """How high the text area is."""
        return self.height - self.top - self.bottom

    @property
    def landscape(self) -> bool:
        """Whether the page is wider than high."""
        return self.width > self.height


#: 上白边 37, 订口 28, 版心 156 × 225; the dash of the page number stands 7 below the text area.
OFFICIAL = Page(width=210, height=297, top=37, bottom=35, left=28, right=26, footer=25)
#: For tables: the standard gives no margins for them, so that they may be as wide as print allows.
TABLE = Page(width=297, height=210, top=25, bottom=22, left=20, right=20, footer=12)
#: The same for few columns.
TABLE_UPRIGHT = Page(width=210, height=297, top=25, bottom=22, left=20, right=20, footer=12)
#: 版心 turned by a quarter, for a table across in a bound document (8); the inner and the outer margin
#: are made equal, as every second page is bound on the other side (28 and 26 mm, each ± 1 mm).
OFFICIAL_LANDSCAPE = Page(width=297, height=210, top=27, bottom=27, left=35, right=37, footer=12)

LINES = 22
CHARACTERS = 28
_POINTS_A_MILLIMETRE = 72 / 25.4


def points(millimetres: float) -> float:
    """Millimetres as typographic points (1/72 inch)."""
    return millimetres * _POINTS_A_MILLIMETRE


#: 22 lines fill the text area: 28.99 pt each.
LINE_PITCH = points(OFFICIAL.text_height) / LINES
#: A title's lines of 22 pt are set a little apart, so that they read as one title.
TITLE_PITCH = 35.0
#: 28 characters fill a line: 15.79 pt each.
CHARACTER_PITCH = points(OFFICIAL.text_width) / CHARACTERS


def annex_page(width: float) -> Page:
    """The page for a table of *width* millimetres in a bound document: upright where it fits, else across."""
    return OFFICIAL if width <= OFFICIAL.text_width else OFFICIAL_LANDSCAPE
