"""Random and damaged input through reading and extraction, for a fixed while.

What comes out must be a plan whose statements partition the text and whose spans lie in
it, or a LuoshiError.  A failure names the seed that repeats it.

Usage: fuzz.py [--seconds 60] [--seed N]     with a seed, that one case alone
"""

from __future__ import annotations

import argparse
import io
import random
import secrets
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

import docx
import openpyxl

import luoshi
from luoshi.gongwen.model import Directive, Plan, Span

ROOT = Path(__file__).resolve().parents[1]
# fmt: off
PARTS = (
    "一、抓项目\n", "（二）", "1.", "①", "——", "一是", "首先，", "县水利局", "各乡镇、各部门", "农科部门",
    "牵头", "负责，", "配合", "（县财政局牵头，各乡镇配合）", "责任单位：", "以上任务由",
    "列第一位的为牵头单位，下同", "要", "推进", "建成", "3座", "１２．５亿元", "百分之八十", "三成", "x个",
    "以上", "不低于", "全部清零", "年底前", "x月底前", "每季度末", "10个工作日内", "“十四五”末",
    "2026年2月30日", "长期坚持", "力争", "。", "；", "，", "：", "\n", "\t", "\x0b", "\r\n", "\u3000", " ", "“",
    "”", "（", "）", "《", "😀", "\x00", "\ufeff", "\u2028", "abc", "第一章 总则\n", "附件1\n",
    "青禾县人民政府\n2026年7月10日\n", "去年", "完成", "同志们",
)
# fmt: on


def main(arguments: Sequence[str] | None = None) -> int:
    """Run cases until the time is over; 1 where one failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seed", type=int)
    chosen = parser.parse_args(arguments)
    if chosen.seed is not None:
        return 0 if _holds(chosen.seed) else 1
    first = secrets.randbelow(10**9)
    until = time.monotonic() + chosen.seconds
    count = 0
    while time.monotonic() < until:
        if not _holds(first + count):
            return 1
        count += 1
    print(f"fuzz: {count} cases from seed {first}, none failed")
    return 0


def _holds(seed: int) -> bool:
    chance = random.Random(seed)
    try:
        data = chance.choice(MAKERS)(chance)
        issued_on = chance.choice((None, date(2026, 7, 10), date(1999, 2, 28), date(2024, 12, 31)))
        _try(data, issued_on)
    except Exception:
        traceback.print_exc()
        print(f"fuzz: this case failed; repeat it with --seed {seed}", file=sys.stderr)
        return False
    return True


def _try(data: bytes, issued_on: date | None) -> None:
    try:
        document = luoshi.read(data, name="fuzz")
    except luoshi.LuoshiError:
        return
    _check(luoshi.extract(document, issued_on=issued_on))


def _check(plan: Plan) -> None:
    text = plan.document.text
    assert "".join(statement.extent.of(text) for statement in plan.statements) == text, (
        "the statements partition the text"
    )
    for statement in plan.statements:
        assert statement.extent.covers(statement.span), "a statement's words lie in its extent"
        assert 0 <= statement.confidence <= 1
    for directive in plan.directives:
        for span, words in _claims(directive):
            assert 0 <= span.start <= span.end <= len(text), "a span lies in the text"
            assert words is None or span.of(text) == words, f"the quote {words!r} is the slice {span.of(text)!r}"


def _claims(directive: Directive) -> Iterator[tuple[Span, str | None]]:
    """Every place that a directive names, and the words it says stand there."""
    yield directive.span, None
    for unit in (*directive.responsible, *directive.supporting):
        yield unit.mention.span, None
    for item in (*directive.limits, *directive.measures, *directive.targets):
        yield item.span, item.text
    for phrase in (*directive.leaders, *directive.conditions, *directive.deliverables):
        yield phrase.span, phrase.text
    for gap in directive.gaps:
        if gap.span:
            yield gap.span, None


def _text(chance: random.Random) -> str:
    parts = chance.choices(PARTS, k=chance.randint(1, 120))
    return "".join(part * chance.choice((1, 1, 1, 1, 2, 30)) for part in parts)


def _sample(chance: random.Random) -> str:
    paths = sorted((ROOT / "samples").glob("*.txt")) + sorted((ROOT / "tests" / "gongwen" / "documents").glob("*.txt"))
    return chance.choice(paths).read_text("utf-8") if paths else _text(chance)


def made_of_parts(chance: random.Random) -> bytes:
    """A text of fragments that mean something, in no order."""
    return _text(chance).encode(chance.choice(("utf-8", "utf-8-sig", "gb18030", "utf-16")), "replace")


def spliced(chance: random.Random) -> bytes:
    """A real text, cut, doubled and joined with fragments at random places."""
    text = _sample(chance)
    for _ in range(chance.randint(1, 12)):
        start, end = sorted(chance.choices(range(len(text) + 1), k=2))
        text = text[:start] + chance.choice(("", _text(chance), text[start:end] * 2)) + text[end:]
    return text[:60_000].encode()


def noise(chance: random.Random) -> bytes:
    """Bytes without any meaning."""
    return chance.randbytes(chance.randint(0, 4_000))


def damaged_word(chance: random.Random) -> bytes:
    """A Word file, some of its bytes changed."""
    document = docx.Document()
    for line in _text(chance).replace("\x00", "").replace("\v", "").splitlines():
        document.add_paragraph(line)
    table = document.add_table(rows=2, cols=3)
    table.cell(0, 0).text, table.cell(1, 1).text = "工作任务", "牵头单位"
    target = io.BytesIO()
    document.save(target)
    return _damaged(target.getvalue(), chance)


def damaged_sheet(chance: random.Random) -> bytes:
    """An Excel file, some of its bytes changed."""
    book = openpyxl.Workbook()
    for row in range(1, chance.randint(2, 6)):
        for column in range(1, 5):
            book.worksheets[0].cell(row, column, chance.choice(("任务", "县水利局", 3, 0.5, "年底前", None)))
    target = io.BytesIO()
    book.save(target)
    return _damaged(target.getvalue(), chance)


def _damaged(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((0, 1, 3, 30))):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed[: chance.choice((len(changed), len(changed), chance.randrange(len(changed))))])


MAKERS: tuple[Callable[[random.Random], bytes], ...] = (
    made_of_parts,
    made_of_parts,
    spliced,
    noise,
    damaged_word,
    damaged_sheet,
)

if __name__ == "__main__":
    sys.exit(main())
