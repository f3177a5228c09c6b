"""A chart before it is drawn: its figures with the addresses of their rows, as a drawing, a table and a sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from luoshi.layout.grid import Align, Cell, Column, Grid
from luoshi.layout.grid import Row as GridRow

Number = int | float


class Kind(StrEnum):
    """How a chart is drawn (``static/dashboards/charts.js``)."""

    STACKED = "stacked"  # a bar a row, parted by series
    COLUMNS = "columns"  # the same upright, for rows that are days
    PANELS = "panels"  # a panel a series beside one another, each with a scale of its own


@dataclass(frozen=True, slots=True)
class Series:
    """What is counted; ``tone`` names its colour and its pattern (``static/dashboards/tones.js``).

    What is not ``drawn`` stands in the table alone.
    """

    key: str
    name: str
    tone: str
    drawn: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table: what it is about, and a figure and the address of its rows for each series.

    ``url`` is where the label leads to.
    """

    label: str
    values: tuple[Number, ...]
    urls: tuple[str, ...]
    url: str = ""

    @property
    def cells(self) -> list[tuple[Number, str]]:
        """Each figure with the address of its rows; none where there is nothing to show."""
        return [(value, url if value else "") for value, url in zip(self.values, self.urls, strict=True)]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart.  ``sentence`` says in words what it shows; ``heading`` is the name of the first column.

    ``drawn`` rows of the table are drawn at most; ``excel`` is the address of the sheet.
    """

    key: str
    title: str
    sentence: str
    heading: str
    kind: Kind
    series: tuple[Series, ...]
    rows: tuple[Row, ...]
    excel: str = ""
    drawn: int = 20

    @property
    def data(self) -> dict[str, object]:
        """What the script draws."""
        shown = self.rows[: self.drawn]
        return {
            "kind": self.kind.value,
            "title": self.title,
            "labels": [row.label for row in shown],
            "series": [
                {
                    "name": one.name,
                    "tone": one.tone,
                    "drawn": one.drawn,
                    "values": [row.values[place] for row in shown],
                    "urls": [row.urls[place] for row in shown],
                }
                for place, one in enumerate(self.series)
            ],
        }

    @property
    def script(self) -> str:
        """The key of the element that holds :attr:`data`."""
        return f"{self.key}-data"

    @property
    def left_out(self) -> int:
        """How many rows of the table are not drawn."""
        return max(0, len(self.rows) - self.drawn)

    def grid(self, note: str = "") -> Grid:
        """The table as a sheet."""
        columns = (
            Column(self.heading, 60),
            *(Column(one.name, 24, Align.CENTRE, numeric=True) for one in self.series),
        )
        rows = tuple(GridRow((Cell(row.label), *(Cell(_plain(value)) for value in row.values))) for row in self.rows)
        return Grid(self.title[:31], self.title, columns, rows, note, (self.sentence,))


def _plain(value: Number) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def largest(rows: Sequence[Row], place: int) -> Row | None:
    """The row with the greatest figure of a series, where there is any."""
    found = max(rows, key=lambda row: row.values[place], default=None)
    return found if found is not None and found.values[place] else None
