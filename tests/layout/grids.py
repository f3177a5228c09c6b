"""A small table for the tests of the layout."""

from luoshi.layout.grid import Align, Cell, Column, Grid, Row, Section

GRID = Grid(
    name="任务表",
    title="青禾县任务表",
    note="共2项",
    columns=(Column("序号", 12, Align.CENTRE, numeric=True), Column("任务", 100), Column("时限", 30, Align.CENTRE)),
    rows=(
        Section("一、农业"),
        Section("（一）种植", 2),
        Row((Cell("1"), Cell("修好水渠\n清好淤泥"), Cell("年底前"))),
        Section("二、工业"),
        Row((Cell("2"), Cell("=SUM(A1:A9)"), Cell("（待明确）", open=True))),
    ),
    remarks=("注：样表。",),
)
