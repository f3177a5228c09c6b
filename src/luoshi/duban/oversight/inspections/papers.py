"""方案, 督查单, 结论, 报告: the papers of an inspection as Word and PDF (GB/T 9704-2012), and those that are kept."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from luoshi.duban import clock
from luoshi.duban.language import in_chinese
from luoshi.duban.oversight.inspections import tables
from luoshi.duban.oversight.inspections.models import (
    UNMET,
    Conclusion,
    Inspection,
    InspectionPaper,
    Item,
    Stop,
)
from luoshi.duban.tasks.models import Means
from luoshi.layout import pdf, word_official
from luoshi.layout.official import Form, OfficialDocument, Paragraph, SignOff, date_words

KINDS = ("docx", "pdf")
_MAKERS = {"docx": word_official.render, "pdf": pdf.render}
_FIRST, _SECOND = re.compile(r"[一二三四五六七八九十]+、"), re.compile(r"（[一二三四五六七八九十]+）")


@dataclass(frozen=True, slots=True)
class VisitSignOff(SignOff):
    """Where those who looked and the unit that was visited sign."""

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """Each line's name and what stands on it."""
        return (
            ("督查人员签字", self.contact),
            ("负责人签字", self.head),
            ("单位（盖章）", self.unit),
            ("日期", self.date or "　　　年　　月　　日"),
        )


@in_chinese
def plan_document(inspection: Inspection, items: Sequence[Item]) -> OfficialDocument:
    """督查方案: basis, focus, means, people, days, with the route and the list of matters annexed."""
    stops = list(inspection.stops.select_related("unit").order_by("position", "number"))
    counts = Counter(item.stop_id for item in items)
    means = "、".join(str(Means(one).label) for one in inspection.means if one in Means.values)
    day = inspection.approved_at.astimezone(clock.ZONE).date() if inspection.approved_at else clock.today()
    told = "督查前通知被督查单位。" if inspection.announced else "不发通知，直接到现场。"
    body = (
        *_paragraphs(f"一、督查依据\n{_end(inspection.basis)}"),
        *_paragraphs(f"二、督查重点\n{inspection.focus}"),
        *_paragraphs(f"三、督查方式\n{inspection.get_activity_display()}；{means}。{told}"),
        *_paragraphs(f"四、督查组\n组长：{inspection.leader}。成员：{members(inspection)}。"),
        *_paragraphs(
            f"五、时间和单位\n{_days(inspection)}，到{len(stops)}个单位查看{len(items)}项事项，行程和事项清单见附件。"
        ),
    )
    return OfficialDocument(
        issuer_mark=inspection.office.name,
        number="",
        title=f"{inspection.title}方案",
        addressee="",
        body=body,
        signature=inspection.office.name,
        date=day,
        printed_by=inspection.office.name,
        annexes=(tables.route(inspection, stops, dict(counts)), tables.matters(inspection, items)),
    )


def members(inspection: Inspection) -> str:
    """Who takes part, as papers name them."""
    names = [person.name for person in inspection.team.order_by("pk")]
    others = [part.strip() for part in re.split("[、，,；;]", inspection.others) if part.strip()]
    return "、".join(dict.fromkeys([*names, *others]))


@in_chinese
def conclusion_document(conclusion: Conclusion, *, correction: str = "") -> OfficialDocument:
    """督查结论 to one unit, in the form of a letter; *correction* is what a review put right."""
    stop = conclusion.stop
    inspection = stop.inspection
    rights = "对本结论有异议的，可自收到之日起30日内申请复核。"
    return OfficialDocument(
        issuer_mark=inspection.office.name,
        number="",
        title=f"关于{inspection.title}的结论",
        addressee=stop.unit.name,
        body=(*_paragraphs(conclusion.words), Paragraph(rights)),
        signature=inspection.office.name,
        date=conclusion.issued_on or clock.today(),
        note=f"更正：{correction.strip().rstrip('。')}" if correction else "",
        form=Form.LETTER,
    )


@in_chinese
def report_document(inspection: Inspection, items: Sequence[Item], opening: str, advice: str) -> OfficialDocument:
    """督查报告: how it stands as a whole, problems unit by unit, advice; with the list of problems and all findings."""
    unmet = [item for item in items if item.outcome in UNMET]
    annexes = [tables.problems(inspection, unmet)] if unmet else []
    ended = inspection.ended_at.astimezone(clock.ZONE).date() if inspection.ended_at else clock.today()
    body = [*_paragraphs(f"一、总体情况\n{opening}")]
    body += _paragraphs("二、存在问题\n" + ("\n".join(_problem_lines(unmet)) or "督查中没有发现问题。"))
    body += _paragraphs(f"三、意见建议\n{advice}") if advice.strip() else []
    return OfficialDocument(
        issuer_mark=inspection.office.name,
        number="",
        title=f"关于{inspection.title}情况的报告",
        addressee="",
        body=tuple(body),
        signature=inspection.office.name,
        date=ended,
        printed_by=inspection.office.name,
        annexes=(*annexes, tables.found(inspection, items)),
    )


def _problem_lines(items: Sequence[Item]) -> Iterator[str]:
    """（一）unit, then its problems, one a paragraph."""
    numbers = "一二三四五六七八九十"
    units: dict[str, list[Item]] = {}
    for item in items:
        units.setdefault(item.stop.unit.name, []).append(item)
    for place, (unit, mine) in enumerate(units.items()):
        head = numbers[place] if place < len(numbers) else f"十{numbers[place - 10]}" if place < 19 else str(place + 1)
        yield f"（{head}）{unit}"
        for number, item in enumerate(mine, 1):
            name = item.task.title if item.task is not None else item.words.rstrip("。")
            yield f"{number}. {name}：{item.get_outcome_display()}。{_end(item.problem)}"


@in_chinese
def visit_paper(stop: Stop, items: Sequence[Item], kind: str) -> bytes:
    """督查单 of one unit, to be written on and signed."""
    grid, sign_off = tables.visit(stop, items), VisitSignOff(unit=stop.unit.name)
    if kind == "pdf":
        return pdf.render_table(grid, sign_off=sign_off)
    return word_official.render_table(grid, sign_off=sign_off)


def rendered(document: OfficialDocument, kind: str) -> bytes:
    """*document* as docx or pdf."""
    return _MAKERS[kind](document)


def keep(inspection: Inspection, what: str, document: OfficialDocument, *, stop: Stop | None = None) -> dict[str, str]:
    """Make and store the papers that count from now on; gives their digests, for the record."""
    made = {kind: rendered(document, kind) for kind in KINDS}
    digests = {kind: hashlib.sha256(content).hexdigest() for kind, content in made.items()}
    before = InspectionPaper.objects.filter(inspection=inspection, stop=stop, what=what)
    edition = max(before.values_list("edition", flat=True), default=0) + 1
    InspectionPaper.objects.bulk_create(
        InspectionPaper(
            inspection=inspection, stop=stop, what=what, kind=kind, edition=edition, sha256=digests[kind],
            content=content,
        )
        for kind, content in made.items()
    )  # fmt: skip
    return digests


def kept(inspection: Inspection, what: str, kind: str, *, stop: Stop | None = None) -> bytes | None:
    """The newest edition of what went out, byte for byte."""
    rows = InspectionPaper.objects.filter(inspection=inspection, stop=stop, what=what, kind=kind)
    found = rows.order_by("-edition").first()
    return None if found is None else bytes(found.content)


def _paragraphs(words: str) -> Iterator[Paragraph]:
    """A paragraph a line; one that begins with 一、 or （一） is a heading."""
    for line in (one.strip() for one in words.splitlines()):
        if _FIRST.match(line):
            yield Paragraph(line, 1)
        elif _SECOND.match(line):
            yield Paragraph(line, 2)
        elif line:
            yield Paragraph(line)


def _days(inspection: Inspection) -> str:
    first, last = inspection.starts, inspection.ends
    return date_words(first) if first == last else f"{_day(first)}至{_day(last)}"


def _day(day: date) -> str:
    return date_words(day)


def _end(words: str) -> str:
    return f"{words.rstrip('。')}。"
