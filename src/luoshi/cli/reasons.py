"""Why a statement is of its kind, in words: the form that decided, or what was weighed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter

from rich.text import Text

from luoshi.cli.console import clean, shorten
from luoshi.cli.labels import ASPECTS, CUES, FORMS, GENRES
from luoshi.cli.wrap import wrap
from luoshi.gongwen.explain import Contribution, Explanation, Stretch
from luoshi.gongwen.export.wording import KINDS
from luoshi.gongwen.model import Kind
from luoshi.gongwen.statements.evidence import Aspect

#: What the amounts mean; said once above all statements.
LEGEND = "括号内为对数几率：+0.7 约使把握（几率）翻倍，+2.3 约增至十倍，负数相反。"
COLOURS = "绿色的字支持所判的类别，红色的相反。"
_FOR, _AGAINST = "bold green", "red"
_SHOWN = 5  # of each list
_LEAST = 0.15  # an amount that changes the odds by less than a sixth is not worth reading


def reasons(text: str, explanation: Explanation) -> Iterator[tuple[str, str]]:
    """What there is to say, as a label and words."""
    if explanation.form is not None:
        yield "判定", f"{FORMS[explanation.form]}（由格式决定，不看用语）"
        return
    alone, together = explanation.alone or {}, explanation.together or {}
    yield "判定", f"单看本句：{_chances(alone)}；连同前后句：{_chances(together)}"
    if explanation.rival is None:
        return
    kind, rival = KINDS[explanation.kind], KINDS[explanation.rival]
    yield f"用语像{kind}", _listed([one for one in explanation.stretches if one.amount >= _LEAST])
    yield f"用语像{rival}", _listed([one for one in explanation.stretches if one.amount <= -_LEAST])
    told = [(_aspect(text, one), one.amount) for one in explanation.contributions]
    told.append(("前后句的类别", explanation.neighbours))
    told = sorted((one for one in told if abs(one[1]) >= _LEAST), key=lambda one: -abs(one[1]))[:_SHOWN]
    yield "其他依据", "，".join(f"{name}（{amount:+.1f}）" for name, amount in told)


def marked(words: str, explanation: Explanation, width: int, indent: int) -> Text:
    """The statement's words in lines, those that speak for its kind and against it marked."""
    styles = [""] * len(words)
    for stretch in explanation.stretches:
        if abs(stretch.amount) >= _LEAST:
            start = stretch.span.start - explanation.span.start
            styles[start : start + len(stretch.span)] = [_FOR if stretch.amount > 0 else _AGAINST] * len(stretch.span)
    wrapped = wrap(clean(words), width, indent)
    marks: list[str] = []
    place = 0
    for character in wrapped:
        # Wrapping puts in white space and takes some away; the other characters keep their order.
        found = -1 if character.isspace() else words.find(character, place)
        marks.append("" if found < 0 else styles[found])
        place = max(place, found + 1)
    shown = Text()
    for style, run in groupby(zip(wrapped, marks, strict=True), key=itemgetter(1)):
        shown.append("".join(character for character, _ in run), style=style)
    return shown


def _chances(chances: Mapping[Kind, float]) -> str:
    ranked = sorted(chances.items(), key=lambda one: -one[1])
    shown = [one for one in ranked if one[1] >= 0.005] or ranked[:1]
    return "、".join(f"{KINDS[kind]}{_per_cent(chance)}" for kind, chance in shown)


def _per_cent(chance: float) -> str:
    return f"{chance:.0%}" if chance < 0.995 else "99%以上"


def _listed(stretches: Sequence[Stretch]) -> str:
    ranked = sorted(stretches, key=lambda one: -abs(one.amount))[:_SHOWN]
    return "、".join(f"“{_bare(one.text)}”（{abs(one.amount):.1f}）" for one in ranked)


def _bare(words: str) -> str:
    """The words without the commas at their ends, unless they are nothing else."""
    cleaned = clean(words)
    return cleaned.strip("，,、；;：:") or cleaned


def _aspect(text: str, one: Contribution) -> str:
    """The name of a side of the statement, with what it was read from."""
    name = ASPECTS[one.aspect]
    if one.aspect is Aspect.GENRE:
        return f"{name}“{GENRES.get(one.value, one.value)}”"
    if one.aspect is Aspect.CUES and one.value:
        return f"{name}（{'、'.join(CUES.get(cue, cue) for cue in one.value.split('/'))}）"
    words = " › ".join(shorten(clean(span.of(text)), 20) for span in one.words)
    return f"{name}“{words}”" if words else name
