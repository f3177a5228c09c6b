"""考评得分表 and 得分说明 as Word and Excel: frozen figures, with the formula and the corrections beside them."""

from __future__ import annotations

from luoshi.duban.language import in_chinese
from luoshi.duban.oversight.appraisal.formula import plain
from luoshi.duban.oversight.appraisal.frozen import corrected
from luoshi.duban.oversight.appraisal.models import Outcome, Scores, ScoresState, UnitScore
from luoshi.duban.oversight.appraisal.tables import ShownLine, TableRow, frozen, lines_frozen
from luoshi.duban.oversight.appraisal.wording import NAMES, day_words, period_name, rule
from luoshi.layout import excel, word_official
from luoshi.layout.grid import Align, Cell, Column, Grid, Row, Section

KINDS = ("docx", "xlsx")


def paper(grid: Grid, kind: str) -> bytes:
    """*grid* as docx or xlsx."""
    if kind == "xlsx":
        workbook = excel.new_workbook(title=grid.title)
        excel.add_sheet(workbook, grid)
        return excel.save(workbook)
    return word_official.render_table(grid)


@in_chinese
def table_grid(scores: Scores) -> Grid:
    """The table of all units: weights in the heads, who has few items apart."""
    formula = scores.formula.read
    found = frozen(scores, formula)
    columns = (
        Column("名次", 16, Align.CENTRE, numeric=True),
        Column("单位", 60),
        Column("任务数", 18, Align.CENTRE, numeric=True),
        Column("得分", 18, Align.CENTRE, numeric=True),
        *(
            Column(f"{NAMES[one.kind]}（{plain(one.weight)}分）", 24, Align.CENTRE, numeric=True)
            for one in formula.counting
        ),
        Column("申诉后更正", 30, Align.CENTRE),
    )
    rows: list[Row | Section] = [_row(one) for one in found.rows]
    if found.few:
        rows += [Section(f"任务少于{formula.few}项，不排名"), *(_row(one) for one in found.few)]
    title = f"{scores.register}{period_name(scores.period)}考评得分表"
    return Grid("考评得分", title, columns, tuple(rows), _note(scores), _remarks(scores))


def _row(one: TableRow) -> Row:
    after = "" if one.after is None else f"{one.after}分" + (f"，第{one.rank_after}名" if one.rank_after else "")
    points = ("" if line is None else str(line) for line in one.lines)
    cells = ("" if one.rank is None else str(one.rank), one.name, str(one.items), str(one.points), *points, after)
    return Row(tuple(Cell(words) for words in cells))


def _note(scores: Scores) -> str:
    state = "已发布" if scores.state == ScoresState.ISSUED else "未发布"
    return f"统计截至{day_words(scores.computed_on)}　　考评办法第{scores.formula.number}版　　{state}"


def _remarks(scores: Scores) -> tuple[str, ...]:
    rules = (f"{NAMES[one.kind]}（{plain(one.weight)}分）：{rule(one)}。" for one in scores.formula.read.counting)
    return (*rules, "登录、点击和应报送之外的报送次数一律不计入得分。")


@in_chinese
def explanation_grid(score: UnitScore) -> Grid:
    """A unit's score line by line, down to the tasks that cost points."""
    columns = (
        Column("编号", 30, Align.CENTRE),
        Column("任务", 110),
        Column("原因", 70),
        Column("扣分", 22, Align.CENTRE, numeric=True),
    )
    rows: list[Row | Section] = []
    for line in lines_frozen(score):
        rows += _explained(line)
    after = corrected([score]).get(score.pk)
    total = f"得分{score.points}分" + ("" if after is None else f"，申诉后更正为{after}分")
    title = f"{score.name}{period_name(score.scores.period)}考评得分说明"
    note = f"{score.scores.register}　　{total}　　{_note(score.scores)}"
    return Grid("得分说明", title, columns, tuple(rows), note, _remarks(score.scores))


def _explained(line: ShownLine) -> list[Row | Section]:
    head = f"{line.name}：{plain(line.weight)}分，得{line.points}分（{line.counted}）"
    if line.appeal is not None and line.appeal.outcome == Outcome.UPHELD:
        head += f"；申诉成立，更正为{line.appeal.points}分"
    costs = [
        Row((Cell(one.number), Cell(one.title), Cell(one.why), Cell(str(one.off)))) for one in line.costs
    ]  # fmt: skip
    nothing = Row((Cell(), Cell("没有扣分的任务"), Cell(), Cell()))
    return [Section(head, 2), *(costs or [nothing])]
