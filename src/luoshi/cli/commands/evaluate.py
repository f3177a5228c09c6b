"""``luoshi evaluate``: the scores of the extraction against gold annotations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click
from rich import box
from rich.console import Console
from rich.table import Table

from luoshi.cli.console import clean, say, screen, shorten
from luoshi.cli.options import ReadingOptions, reading_options
from luoshi.cli.progress import working
from luoshi.cli.reading import read_plan
from luoshi.cli.registers import load_register
from luoshi.errors import LuoshiError
from luoshi.gongwen.evaluation import FIELDS, Counts, Gold, Scores, load_gold, pool, predictions_of, score
from luoshi.gongwen.model import Plan

_ENDING = ".gold.tsv"
_NAMES = {"directive": "任务", "responsible": "责任单位", "supporting": "配合单位", "due": "时限", "measures": "指标"}
_TEXTS = (".txt", ".docx", ".html", ".md", ".xlsx")


@dataclass(frozen=True, slots=True)
class Scored:
    """One document, its text and its scores."""

    name: str
    text: str
    scores: Scores


@click.command("evaluate")
@click.argument("gold", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--texts",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="正文所在文件夹；缺省在标注文件旁及 ../corpus 里找。"
    " Where the texts are; by default beside the annotation, then in ../corpus.",
)
@click.option("--errors", is_flag=True, help="列出每一处不一致。 List every disagreement.")
@reading_options
def command(gold: tuple[Path, ...], texts: Path | None, errors: bool, reading_as: ReadingOptions) -> int:
    """对照人工标注（NAME.gold.tsv）评分：逐篇及合计的准确率 P、召回率 R、F1。

    Score the extraction against the annotations GOLD (NAME.gold.tsv, whose text is
    NAME.txt): precision, recall and F1 of each document and of all pooled by summed counts;
    n/a where there was nothing to find.
    """
    register = load_register(reading_as.units)
    scored = []
    with working(gold) as work:
        for annotation in work:
            gold_rows = load_gold(annotation)
            plan = read_plan(text_of(annotation, texts), reading_as, register).plan
            scored.append(Scored(_stem(annotation), plan.document.text, _scores(annotation, gold_rows, plan)))
    out = screen()
    _print_scores(out, scored)
    if errors:
        _print_errors(out, scored)
    return 0


def _scores(annotation: Path, gold: Gold, plan: Plan) -> Scores:
    try:
        return score(gold, plan.document.text, predictions_of(plan))
    except LuoshiError as error:
        name = annotation.name
        raise LuoshiError(error.code, f"{name}：{error.chinese}", f"{name}: {error.english}") from error


def text_of(annotation: Path, folder: Path | None) -> Path:
    """The text that *annotation* labels: NAME.txt for NAME.gold.tsv, in *folder* or near it."""
    places = [folder] if folder else [annotation.parent, annotation.parent.parent / "corpus"]
    for place in places:
        for ending in _TEXTS:
            if (candidate := place / (_stem(annotation) + ending)).is_file():
                return candidate
    raise LuoshiError(
        "no-text",
        f"找不到“{annotation.name}”所标注的正文；可用 --texts 指定文件夹。",
        f"Cannot find the text that {annotation.name} labels; name its folder with --texts.",
    )


def _stem(annotation: Path) -> str:
    return annotation.name.removesuffix(_ENDING) if annotation.name.endswith(_ENDING) else annotation.stem


def _print_scores(out: Console, scored: Sequence[Scored]) -> None:
    table = Table(box=box.SIMPLE_HEAD)
    table.add_column("文件", overflow="fold")
    table.add_column("项目")
    for head in ("P", "R", "F1", "n", "对", "误", "漏"):
        table.add_column(head, justify="right")
    rows = [(one.name, one.scores) for one in scored]
    if len(scored) > 1:
        rows.append(("合计", pool(one.scores for one in scored)))
    for name, scores in rows:
        for position, field in enumerate(FIELDS):
            table.add_row(clean(name) if position == 0 else "", _NAMES[field], *_cells(scores[field]))
        table.add_section()
    out.print(table)


def _cells(counts: Counts) -> tuple[str, ...]:
    if counts.is_empty:
        return ("n/a", "n/a", "n/a", "0", "0", "0", "0")
    figures = (counts.precision, counts.recall, counts.f1)
    whole = (counts.n, counts.right, counts.false, counts.missed)
    return (*(f"{figure:.4f}" for figure in figures), *map(str, whole))


def _print_errors(out: Console, scored: Sequence[Scored]) -> None:
    for one in scored:
        say(out, f"\n{clean(one.name)}：{len(one.scores.disagreements)} 处不一致", style="bold")
        for error in one.scores.disagreements:
            wanted, found = (clean("、".join(items)) or "-" for items in (error.wanted, error.found))
            line = f"{error.unit} {_NAMES[error.field]} 应为 {shorten(wanted, 60)} 得到 {shorten(found, 60)}"
            if error.field != "directive":
                line += f" ｜ {shorten(clean(error.span.of(one.text)), 60)}"
            say(out, line, indent=2)
