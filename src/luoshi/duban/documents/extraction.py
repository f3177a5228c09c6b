"""The one door to the library: bytes in, plain values of the application out.

No other module of the application imports :mod:`luoshi.gongwen`.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

import luoshi
from luoshi.duban.accounts.models import Office
from luoshi.duban.documents.content import (
    Content,
    GapFound,
    LimitFound,
    MeasureFound,
    Party,
    QualityFound,
    Words,
)
from luoshi.duban.documents.explanation import Explained, Told
from luoshi.duban.documents.gold import Label
from luoshi.duban.documents.models import Directive, Statement
from luoshi.duban.documents.proposals import LimitProposal, TargetProposal, propose_limit, propose_target
from luoshi.duban.organisations.models import Alias, Membership, Unit
from luoshi.duban.organisations.queries import current, units_in
from luoshi.duban.problems import Refused
from luoshi.errors import LuoshiError
from luoshi.gongwen import model
from luoshi.gongwen.assemble.titles import title as title_of
from luoshi.gongwen.evaluation import Field, Gold, GoldKind, GoldRow, annotation_units, write_gold
from luoshi.gongwen.explain import Explanation, explain
from luoshi.gongwen.extract import extract
from luoshi.gongwen.outline.facts import read_facts
from luoshi.gongwen.quantities import find_quantities, find_targets
from luoshi.gongwen.readers import read
from luoshi.gongwen.secrecy import secrecy_mark
from luoshi.gongwen.times import find_times, resolve
from luoshi.gongwen.units.register import Register
from luoshi.gongwen.units.register import Unit as RegisteredUnit

#: The most characters of a text that is taken in; the longest report has a fiftieth of it.
LONGEST_TEXT = 2_000_000
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Facts:
    """What the document says about itself; empty where it says nothing."""

    title: str = ""
    number: str = ""
    issuer: str = ""
    issued_on: date | None = None


@dataclass(frozen=True, slots=True)
class Extract:
    """All that one reading found, as rows that are not yet saved."""

    text: str
    reader: str
    engine: str
    issued_on: date | None
    outline: list[dict[str, Any]]
    statements: list[Statement]
    directives: list[Directive]
    facts: Facts


def read_bytes(content: bytes, name: str, *, declassified: bool = False) -> model.Document:
    """The document in a file.

    Raises :class:`LuoshiError` for what cannot be used, with the sentence of the library; and for
    a text that holds characters which no database keeps (NUL, half a surrogate pair).
    """
    try:
        document = read(content, name=name, declassified=declassified, limit=LONGEST_TEXT)
    except LuoshiError as error:
        if error.code == "secret":
            raise _secret() from None
        raise
    if _UNSTORABLE.search(document.text):
        raise Refused(
            "not-text",
            f"“{name}”含有无法保存的控制字符，请另存后再上传。",
            f"“{name}” holds control characters that cannot be stored; save it anew and upload it again.",
        )
    return document


def _secret() -> Refused:
    return Refused(
        "secret",
        "文件标有密级，涉密文件不得上传，系统没有留存；确已解密的，请在“文件标有密级？”处声明，写明依据后重新上传。",
        "The file carries a secrecy mark: such files must not be uploaded, and nothing of it was kept. "
        "If it has been declassified, state so under “Does a file bear a secrecy mark?”, say on what basis, "
        "and upload it again.",
    )


def secrecy_of(words: str) -> str:
    """The secrecy mark in the head of *words* (绝密, 机密★1年), empty where they carry none."""
    mark = secrecy_mark(words)
    return "" if mark is None else mark.text


def register_of(office: Office, on: date) -> Register:
    """The office's units on a day, as the library looks names up.

    The names of a unit that was merged mean the one it was merged into.  A short name that two units have
    means neither; of units that share a name, which the tables forbid, the first has it: a flaw there must
    not keep a document from being read.
    """
    units = list(units_in(office, on).select_related("parent"))
    known = {unit.pk: unit for unit in units}
    names = _names(units, _other_names(office, known))
    grouped: dict[int, list[str]] = {}
    members = Membership.objects.filter(current(on), group__in=list(known), member__in=list(names)).order_by("id")
    for group, member in members.values_list("group_id", "member_id"):
        grouped.setdefault(group, []).append(known[member].name)
    return Register(
        RegisteredUnit(
            unit.name,
            aliases=tuple(names[unit.pk]),
            kind=model.UnitKind(unit.kind),
            parent=known[unit.parent_id].name if unit.parent_id in names else None,
            members=tuple(dict.fromkeys(grouped.get(unit.pk, ()))),
        )
        for unit in units
        if unit.pk in names
    )


def _other_names(office: Office, known: Mapping[int, Unit]) -> list[tuple[int, str]]:
    """Aliases, former names and short names, each with the unit that it means now."""
    merged = Unit.objects.filter(office=office, merged_into__isnull=False).exclude(pk__in=list(known))
    went = {unit.pk: unit for unit in merged}
    found = [(unit.pk, unit.name) for unit in went.values()]
    found += Alias.objects.filter(office=office).order_by("id").values_list("unit_id", "name")
    short = [(unit.pk, unit.short_name) for unit in known.values() if unit.short_name]
    often = Counter(name for _, name in short)
    found += [(pk, name) for pk, name in short if often[name] == 1]
    return [(now, name) for pk, name in found if (now := _survivor(pk, went)) in known]


def _survivor(pk: int, went: Mapping[int, Unit]) -> int:
    """What the unit had become: a chain of mergers is no longer than the units that went."""
    for _ in went:
        if pk not in went:
            break
        pk = went[pk].merged_into_id or pk
    return pk


def _names(units: Sequence[Unit], others: Iterable[tuple[int, str]]) -> dict[int, list[str]]:
    """The other names of each unit, each name given to one unit only."""
    taken: set[str] = set()
    names: dict[int, list[str]] = {unit.pk: [] for unit in units if _take(unit.name, taken)}
    for pk, name in others:
        if pk in names and _take(name, taken):
            names[pk].append(name)
    return names


def _take(name: str, taken: set[str]) -> bool:
    key = re.sub(r"\s+", "", name)
    if not key or key in taken:
        return False
    taken.add(key)
    return True


def facts_of(document: model.Document) -> Facts:
    """What the document says about itself."""
    found = read_facts(document.text, document.hints)
    words = ("" if one is None else one.text for one in (found.title, found.number, found.issuer))
    title, number, issuer = (re.sub(r"\s+", " ", one).strip() for one in words)
    return Facts(title[:300], number[:100], issuer[:200], found.issued_on.value if found.issued_on else None)


def extract_rows(document: model.Document, *, issued_on: date | None, units: Register | None) -> Extract:
    """Read *document* into rows; relative limits count from *issued_on*."""
    plan = extract(document, issued_on=issued_on, units=units)
    return Extract(
        text=document.text,
        reader=document.reader,
        engine=engine(),
        issued_on=issued_on,
        outline=[_node(heading) for heading in plan.outline.headings],
        statements=[_statement(one) for one in plan.statements],
        directives=[_directive(plan, one) for one in plan.directives],
        facts=facts_of(document),
    )


@cache
def engine() -> str:
    """The engine's version: the package's, and the first digits of the SHA-256 of the model's weights."""
    weights = resources.files("luoshi.gongwen.statements").joinpath("weights.tsv").read_bytes()
    return f"{luoshi.__version__}+{hashlib.sha256(weights).hexdigest()[:12]}"


def resolve_limit(words: str, issued_on: date | None) -> LimitProposal | None:
    """The limit that words typed by a person come to (9月底前, 长期坚持, 2026-09-30); ``None`` where they name none.

    Relative ones count from *issued_on*.  The proposal's ``text`` is what was typed.
    """
    text = words.strip()
    found = [resolve(mention, issued_on=issued_on) for mention in find_times(text)]
    proposal = propose_limit([_limit(limit) for limit in found])
    if proposal is None:
        return None
    return replace(proposal, text=text)


def read_target(words: str) -> TargetProposal | None:
    """The target that words typed by a person name: the first figure, else one in words (全部清零)."""
    text = words.strip()
    for figure in find_quantities(text):
        return propose_target(_measure(figure))
    for quality in find_targets(text):
        return propose_target(_quality(quality))
    return None


def typed_target(words: str) -> TargetProposal:
    """A target that a person wrote: its words stay whole, and the figure in them is read."""
    text = words.strip()
    found = read_target(text)
    return TargetProposal(text, is_figure=False) if found is None else replace(found, words=text)


def short_title(text: str) -> str:
    """A title of about thirty characters for a task's wording."""
    words = text.strip()
    limits = [mention.span for mention in find_times(words)]
    return title_of(words, model.Span(0, len(words)), (), limits)[:300] if words else ""


def explain_statement(document: model.Document, index: int) -> Explained | None:
    """Why statement *index* was read as it was; ``None`` where there is no such statement."""
    try:
        found = explain(document, index)
    except IndexError:
        return None
    return _explained(document.text, found)


def gold_file(text: str, labels: Sequence[Label], notes: Sequence[str] = ()) -> str:
    """A gold annotation (``.gold.tsv``) of *text* from what people decided.

    Each unit of the annotation guide takes the kind and the fields of the labels that cover it, of several
    the one with the most characters; a unit that no label touches counts as context.
    """
    ordered = sorted(labels, key=lambda label: label.start)
    rows = [_gold_row(number, unit, text, ordered) for number, unit in enumerate(annotation_units(text), 1)]
    return write_gold(Gold(tuple(rows), tuple(notes)))


def _gold_row(number: int, unit: model.Span, text: str, labels: Sequence[Label]) -> GoldRow:
    shares = [(min(one.end, unit.end) - max(one.start, unit.start), one) for one in labels]
    touching = [(share, one) for share, one in shares if share > 0]
    if not touching:
        return GoldRow(number, GoldKind.CONTEXT)
    kind = GoldKind(max(touching, key=lambda pair: pair[0])[1].kind)
    if kind is not GoldKind.DIRECTIVE:
        return GoldRow(number, kind)
    told = [one for _, one in touching if one.kind == GoldKind.DIRECTIVE]
    words = unit.of(text)
    return GoldRow(
        number,
        kind,
        {
            Field.RESPONSIBLE: _once(name for one in told for name in one.responsible),
            Field.SUPPORTING: _once(name for one in told for name in one.supporting),
            Field.DUE: _once(due for one in told for due in one.due if due in words),
            Field.MEASURES: tuple(measure for one in told for measure in one.measures if measure in words),
        },
    )


def _once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))


# --------------------------------------------------------------------------- values of the library to ours


def _node(heading: model.Heading) -> dict[str, Any]:
    return {
        "start": heading.span.start,
        "end": heading.end,
        "title": heading.title.text,
        "number": heading.number,
        "depth": heading.depth,
        "parent": heading.parent,
        "statement": heading.statement,
        "is_item": heading.is_item,
    }


def _statement(one: model.Statement) -> Statement:
    return Statement(
        index=one.index,
        start=one.span.start,
        end=one.span.end,
        extent_start=one.extent.start,
        extent_end=one.extent.end,
        kind=one.kind.value,
        confidence=round(one.confidence, 4),
        reasons=list(one.reasons),
        node=one.node,
    )


def _directive(plan: model.Plan, one: model.Directive) -> Directive:
    content = Content(
        responsible=tuple(_party(unit) for unit in one.responsible),
        supporting=tuple(_party(unit) for unit in one.supporting),
        leaders=_phrases(one.leaders),
        limits=tuple(_limit(limit) for limit in one.limits),
        measures=tuple(_measure(quantity) for quantity in one.measures),
        targets=tuple(_quality(target) for target in one.targets),
        modality=one.modality.value,
        conditions=_phrases(one.conditions),
        deliverables=_phrases(one.deliverables),
        campaign=one.campaign.text if one.campaign else "",
        path=one.path,
        node=one.node,
        gaps=tuple(_gap(gap) for gap in one.gaps),
    )
    return Directive(
        index=one.index,
        start=one.span.start,
        end=one.span.end,
        title=one.title[:300],
        words=one.words.of(plan.document.text) if one.words else "",
        statements=list(one.statements),
        content=content.to_json(),
        confidence=round(one.confidence, 4),
    )


def _phrases(phrases: Sequence[model.Phrase]) -> tuple[Words, ...]:
    return tuple(Words(phrase.text, phrase.span.start, phrase.span.end) for phrase in phrases)


def _party(unit: model.Assigned) -> Party:
    mention = unit.mention
    return Party(
        mention.name,
        mention.kind.value,
        mention.unit,
        unit.why.value,
        unit.statement,
        mention.span.start,
        mention.span.end,
    )


def _limit(limit: model.TimeLimit) -> LimitFound:
    return LimitFound(
        limit.text,
        limit.span.start,
        limit.span.end,
        limit.kind.value,
        limit.start,
        limit.due,
        limit.rule,
        limit.masked,
        limit.problem,
    )


def _measure(one: model.Quantity) -> MeasureFound:
    return MeasureFound(
        one.text,
        one.span.start,
        one.span.end,
        one.value,
        one.unit,
        one.comparator.value,
        one.upper,
        one.masked,
        one.of.text if one.of else "",
    )


def _quality(one: model.Target) -> QualityFound:
    return QualityFound(one.text, one.span.start, one.span.end, one.value, one.unit)


def _gap(gap: model.Gap) -> GapFound:
    return GapFound(gap.kind.value, gap.span.start if gap.span else None, gap.span.end if gap.span else None)


def _explained(text: str, found: Explanation) -> Explained:
    others = [
        Told(one.aspect.value, one.amount, tuple(span.of(text) for span in one.words), one.value)
        for one in found.contributions
    ]
    if found.form is None:
        others.append(Told("neighbours", found.neighbours))
    return Explained(
        kind=found.kind.value,
        form=found.form.value if found.form else "",
        rival=found.rival.value if found.rival else "",
        alone={kind.value: chance for kind, chance in (found.alone or {}).items()},
        together={kind.value: chance for kind, chance in (found.together or {}).items()},
        words=tuple((one.text, one.amount) for one in found.stretches),
        others=tuple(others),
    )
