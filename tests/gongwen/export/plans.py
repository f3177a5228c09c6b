"""Plans made by hand for the tests of the export: a fictional county's plan of work."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from luoshi.gongwen.cut import cut_lines, extents
from luoshi.gongwen.model import (
    Assigned,
    Comparator,
    DatedFact,
    Directive,
    Document,
    Facts,
    Gap,
    GapKind,
    Heading,
    Kind,
    LimitKind,
    Modality,
    Numbering,
    Outline,
    Phrase,
    Plan,
    Quantity,
    Span,
    Statement,
    Target,
    TimeLimit,
    UnitKind,
    UnitMention,
    Why,
)

TEXT = """青禾县2026年重点工作实施方案
青禾政发〔2026〕3号
各乡镇人民政府，县直各单位：
去年全县修复渠道18公里。
一、稳住粮食生产
（一）建好农田
1.新建高标准农田1.2万亩，粮食总产量不低于3.5亿斤，撂荒地全部清零。（县农业农村局牵头，县财政局、各乡镇配合，年底前完成）
2.方案下发后，抓紧对石桥灌区渠道开展清淤，x月底前完成清淤x公里。
（二）备足农资
力争早稻集中育秧面积提高到6000亩。
二、办好民生实事
县教育局要在8月31日前建成临川镇中心幼儿园；每季度末报送进度。
=1+1只是一个样子，县统计局和乐民集团要长期坚持核对，到2027年3月1日至9月底完成。
青禾县人民政府
2026年3月2日
"""
ISSUED = date(2026, 3, 2)


def place(words: str, after: str = "", text: str = TEXT) -> Span:
    """Where *words* stand, the first time after *after*."""
    start = text.index(words, text.index(after) if after else 0)
    return Span(start, start + len(words))


def phrase(words: str, after: str = "") -> Phrase:
    return Phrase(place(words, after), words)


def unit(words: str, why: Why, statement: int, after: str = "", official: str | None = None) -> Assigned:
    return Assigned(UnitMention(place(words, after), words, UnitKind.ORGANISATION, official), why, statement)


def quantity(words: str, value: str | None, unit_: str, of: str = "", verb: str = "", **more) -> Quantity:
    return Quantity(
        place(words),
        words,
        None if value is None else Decimal(value),
        unit_,
        of=phrase(of) if of else None,
        verb=phrase(verb) if verb else None,
        **more,
    )


def limit(words: str, kind: LimitKind, start: date | None = None, due: date | None = None, **more) -> TimeLimit:
    return TimeLimit(place(words), words, kind, start, due, **more)


def statements(text: str = TEXT) -> tuple[Statement, ...]:
    spans = [piece for line in cut_lines(text) for piece in line.pieces]
    owned = extents(text, spans)
    return tuple(
        Statement(number, Span(*span), extent, Kind.CONTEXT, 0.9)
        for number, (span, extent) in enumerate(zip(spans, owned, strict=True))
    )


def heading(
    index: int, numbering: Numbering, number: str, title: str, *, depth: int, parent: int | None, statement: int
) -> Heading:
    span = place(title)
    return Heading(
        index,
        Span(span.start - len(number), span.end),
        numbering,
        number,
        Phrase(span, title),
        depth,
        parent,
        len(TEXT),
        statement,
        is_item=numbering is Numbering.ARABIC,
    )


def outline() -> Outline:
    headings = (
        heading(0, Numbering.TITLE, "", "青禾县2026年重点工作实施方案", depth=0, parent=None, statement=0),
        heading(1, Numbering.HAN, "一、", "稳住粮食生产", depth=1, parent=0, statement=4),
        heading(2, Numbering.HAN_BRACKET, "（一）", "建好农田", depth=2, parent=1, statement=5),
        heading(3, Numbering.ARABIC, "1.", "新建高标准农田1.2万亩", depth=3, parent=2, statement=6),
        heading(4, Numbering.ARABIC, "2.", "方案下发后", depth=3, parent=2, statement=8),
        heading(5, Numbering.HAN_BRACKET, "（二）", "备足农资", depth=2, parent=1, statement=9),
        heading(6, Numbering.HAN, "二、", "办好民生实事", depth=1, parent=0, statement=11),
    )
    issued = place("2026年3月2日")
    facts = Facts(
        title=phrase("青禾县2026年重点工作实施方案"),
        number=phrase("青禾政发〔2026〕3号"),
        issuer=phrase("青禾县人民政府", "核对"),
        issued_on=DatedFact(issued, "2026年3月2日", ISSUED),
        addressee=phrase("各乡镇人民政府，县直各单位"),
    )
    return Outline(headings, facts)


def _farmland() -> Directive:
    return Directive(
        index=0,
        span=place(
            "1.新建高标准农田1.2万亩，粮食总产量不低于3.5亿斤，撂荒地全部清零。（县农业农村局牵头，县财政局、各乡镇配合，年底前完成）"
        ),
        statements=(6, 7),
        title="新建高标准农田",
        node=3,
        path=("一、稳住粮食生产", "（一）建好农田"),
        responsible=(unit("县农业农村局", Why.BRACKET, 7),),
        supporting=(unit("县财政局", Why.ASSIST, 7), unit("各乡镇", Why.ASSIST, 7, after="县财政局")),
        leaders=(),
        limits=(limit("年底前", LimitKind.RELATIVE, due=date(2026, 12, 31)),),
        measures=(
            quantity("1.2万亩", "12000", "亩", of="高标准农田", verb="新建"),
            quantity("3.5亿斤", "350000000", "斤", of="粮食总产量", comparator=Comparator.AT_LEAST),
        ),
        targets=(Target(place("全部清零"), "全部清零", Decimal(0)),),
        confidence=0.97,
    )


def _canal() -> Directive:
    return Directive(
        index=1,
        span=place("2.方案下发后，抓紧对石桥灌区渠道开展清淤，x月底前完成清淤x公里。"),
        statements=(8,),
        title="石桥灌区渠道开展清淤",
        node=4,
        path=("一、稳住粮食生产", "（一）建好农田"),
        limits=(limit("x月底前", LimitKind.RELATIVE, masked=True, problem="masked"),),
        measures=(quantity("x公里", None, "公里", of="渠道", verb="清淤", masked=True),),
        conditions=(phrase("方案下发后"),),
        gaps=(
            Gap(GapKind.NO_UNIT),
            Gap(GapKind.MASKED_LIMIT, place("x月底前")),
            Gap(GapKind.MASKED_QUANTITY, place("x公里")),
        ),
    )


def _seedlings() -> Directive:
    return Directive(
        index=2,
        span=place("力争早稻集中育秧面积提高到6000亩。"),
        statements=(10,),
        title="早稻集中育秧面积提高到6000亩",
        node=5,
        path=("一、稳住粮食生产", "（二）备足农资"),
        measures=(quantity("6000亩", "6000", "亩", of="早稻集中育秧面积", verb="提高到"),),
        modality=Modality.AIM,
        gaps=(Gap(GapKind.NO_UNIT), Gap(GapKind.NO_LIMIT), Gap(GapKind.ONLY_AIM, place("力争"))),
    )


def _school() -> tuple[Directive, Directive]:
    subject = unit("县教育局", Why.SUBJECT, 12)
    path = ("二、办好民生实事",)
    built = Directive(
        index=3,
        span=place("县教育局要在8月31日前建成临川镇中心幼儿园；"),
        statements=(12,),
        title="建成临川镇中心幼儿园",
        node=6,
        path=path,
        responsible=(subject,),
        leaders=(phrase("教育局"),),
        limits=(limit("8月31日前", LimitKind.RELATIVE, due=date(2026, 8, 31)),),
        deliverables=(phrase("临川镇中心幼儿园"),),
        campaign=phrase("民生实事"),
    )
    reported = Directive(
        index=4,
        span=place("每季度末报送进度。"),
        statements=(13,),
        title="报送进度",
        node=6,
        path=path,
        responsible=(replace(subject, why=Why.PREVIOUS),),
        limits=(limit("每季度末", LimitKind.RECURRING, rule="FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1"),),
    )
    return built, reported


def _checked() -> Directive:
    return Directive(
        index=5,
        span=place("=1+1只是一个样子，县统计局和乐民集团要长期坚持核对，到2027年3月1日至9月底完成。"),
        statements=(14,),
        title="长期坚持核对",
        node=6,
        path=("二、办好民生实事",),
        responsible=(
            unit("县统计局", Why.SUBJECT, 14, official="青禾县统计局"),
            unit("乐民集团", Why.SUBJECT, 14),
        ),
        limits=(
            limit("长期坚持", LimitKind.LONG_TERM),
            limit("2027年3月1日至9月底", LimitKind.FIXED, date(2027, 3, 1), date(2027, 9, 30)),
        ),
        gaps=(Gap(GapKind.UNKNOWN_UNIT, place("乐民集团")), Gap(GapKind.CONTRADICTORY_LIMITS, place("长期坚持"))),
    )


def county_plan() -> Plan:
    """Six directives in two sections, with every kind of gap but one."""
    directives = (_farmland(), _canal(), _seedlings(), *_school(), _checked())
    kinds = {0: Kind.HEADING, 3: Kind.ACHIEVEMENT, 4: Kind.HEADING, 5: Kind.HEADING, 9: Kind.HEADING, 11: Kind.HEADING}
    kinds |= {index: Kind.DIRECTIVE for directive in directives for index in directive.statements}
    return Plan(
        Document(TEXT, name="重点工作.txt", format="txt", reader="text 1", sha256="0" * 64),
        ISSUED,
        outline(),
        tuple(replace(s, kind=kinds.get(s.index, Kind.CONTEXT), reasons=("made by hand",)) for s in statements()),
        directives,
    )


def empty_plan() -> Plan:
    """A document in which nothing is a task, without a head and without a date."""
    text = "天气转凉。\n"
    return Plan(Document(text, name="便条.txt"), None, Outline(), statements(text), ())


def long_plan(count: int) -> Plan:
    """The county's directives over and over, as in a work report."""
    plan = county_plan()
    many = (replace(plan.directives[number % 6], index=number) for number in range(count))
    return replace(plan, directives=tuple(sorted(many, key=lambda directive: directive.span)))
