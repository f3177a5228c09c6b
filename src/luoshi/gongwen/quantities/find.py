"""Find every figure with its unit in a text."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from luoshi.gongwen.lazy import compile_later
from luoshi.gongwen.model import Comparator, Quantity, Span
from luoshi.gongwen.quantities.context import look_around
from luoshi.gongwen.quantities.numerals import EXACT, HAN_DIGITS, bounds, is_masked, to_decimal
from luoshi.gongwen.quantities.pattern import FIGURE

_AFTER = {
    **dict.fromkeys(("以上", "及以上", "或以上", "（含）以上", "(含)以上", "有余", "余", "多"), Comparator.AT_LEAST),
    **dict.fromkeys(("以下", "及以下", "或以下", "以内", "之内"), Comparator.AT_MOST),
    **dict.fromkeys(("左右", "上下"), Comparator.ABOUT),
}
_TO = compile_later(r"[-—–−~～－]{1,2}|至|到")
_SOME_MORE = compile_later(r"[余多]")
_MULTIPLIER = compile_later(r"[百千万亿]+$")
_QUOTED = 18  # a longer quotation is a passage, not a name
_TITLED = 60
_BEFORE_RANK = "底末月日年天会午"  # 年底前10个 is a time, 全国前10个 is a rank
# A duration is a figure to be reached only behind a word that says so; else it is a time.
_DURATION_LEAD = compile_later(
    r"(?:达到|达|保持|稳定在|增加|减少|缩短|压缩|压减|降低|缩减|提高|提升|延长|控制|不少于|不低于|不超过|不得少于|突破)(?:到|至|在|为|了)?$"
)
_BARE_LEAD = compile_later(r"(?:[到至为达于在]|超过|控制在|突破|优于)$")
_BARE_END = compile_later(r"[，。；、,;）)\s]|$")
_CIRCLE = compile_later(r"[^，。；、,;]{0,10}圈")  # 15分钟生活圈 is a name
_ORDINAL_UNITS = ("届", "期", "轮")  # 二十届, 三期, 二轮: what is meant is the number in the row
_MANY_OF = ("度", "方")  # as a unit only in 300万度, 5万方
_COUNTED = compile_later(r"(?:举办|承办|连续|开设|开办|发行)了?$")
_NO_OPERAND = "-—–~～－第×÷*/／=＝"
_ALONE = frozenset("零〇○壹贰叁肆伍陆柒捌玖拾")  # 零部件, 陆家营: no figures by themselves
_FRACTIONS = {"百": "%", "千": "‰", "万": "‱"}
_MILLIONTH = Decimal("0.000001")


def find_quantities(text: str, start: int = 0, end: int | None = None) -> list[Quantity]:
    """Every figure with its unit in ``text[start:end]``, in order and without overlap.

    ``span`` and ``text`` hold the figure, its unit and a trailing 以上, 左右, 余; words that
    lead up to it (不少于, 突破) give the comparator.  Dates, ranks, numbers inside names in
    quotes and enumerations with 一 are left out; whether a figure is a goal is for
    :func:`luoshi.gongwen.quantities.measures.measures_in` to say.
    """
    found: list[Quantity] = []
    for match in FIGURE.finditer(text, start, len(text) if end is None else end):
        if _is_figure(text, match):
            found.append(_settle(text, _read(text, match), found))
    return found


def _is_figure(text: str, match: re.Match[str]) -> bool:
    start, end = match.span()
    if match["bare"] is not None and match["share"] is None and match["half"] is None:
        if match["num"][-1] in "万亿" and match["num"][0].isdigit() and (match["after"] or _BARE_END.match(text, end)):
            return not _is_ordinal(text, match) and not _is_named(text, start)  # 新增就业20万以上
        # Another figure without a unit counts only as a ratio to be reached: 缩小到1.8以内.
        ratio = "." in match["num"] and (match["after"] or _BARE_END.match(text, end))
        return bool(ratio and _BARE_LEAD.search(text[max(0, start - 3) : start]) and not _is_named(text, start))
    if match["ratio"] is not None and not _BARE_LEAD.search(text[max(0, start - 3) : start]):
        return False
    if match["time"] is not None and "岁" not in match["time"] and not _is_duration(text, match):
        return False
    if match["num"] in _ALONE or _is_ordinal(text, match):
        return False
    return not _is_named(text, start)


def _is_duration(text: str, match: re.Match[str]) -> bool:
    """Whether a length of time is a figure to be reached, not a limit (3天内) or a name."""
    start, end = match.span()
    led = _DURATION_LEAD.search(text[max(0, start - 7) : start])
    return bool(led) and text[end : end + 1] not in ("内", "前", "后") and not _CIRCLE.match(text, end)


def _is_no_count(text: str, start: int, numeral: str, unit: str) -> bool:
    """Whether the unit, behind this numeral, is another word: 二十届, 十分, 二元, 再度."""
    if unit in _ORDINAL_UNITS:
        return not numeral[0].isascii() and numeral != "两" and not _COUNTED.search(text[max(0, start - 4) : start])
    if unit in _MANY_OF:
        return not _MULTIPLIER.search(numeral)
    if unit == "分":
        return not numeral[0].isdigit() or text[max(0, start - 1) : start] in ("时", "点")
    return unit == "元" and len(numeral) == 1 and numeral in HAN_DIGITS


def _is_ordinal(text: str, match: re.Match[str]) -> bool:
    """Whether the figure is a rank, a number in a row, or part of a longer expression."""
    start = match.start()
    numeral = match["num"]
    if _is_no_count(text, start, numeral, match["unit"] or ""):
        return True
    if not start:
        return False
    last, earlier = text[start - 1], text[start - 2 : start - 1]
    if last == "前":
        return earlier not in _BEFORE_RANK or not earlier
    if numeral[0] in "百千万亿" and last == "上" and earlier == "以":
        return True
    return last in _NO_OPERAND and (last not in "-—–~～－" or earlier.isdigit())


def _is_named(text: str, start: int) -> bool:
    """Whether the figure belongs to a name: inside quotes or book marks."""
    opened = text.rfind("“", max(0, start - _QUOTED), start)
    if opened >= 0 and text.find("”", opened, start) < 0 and text.find("”", start, opened + _QUOTED + 2) >= 0:
        return True
    opened = text.rfind("《", max(0, start - _TITLED), start)
    return opened >= 0 and text.find("》", opened, start) < 0


def _read(text: str, match: re.Match[str]) -> Quantity:
    start, end = match.span()
    value, unit, upper = _value(match)
    if match["unit"] == "成" and text[end : end + 1] in tuple(HAN_DIGITS[4:]) and value is not None:
        value = EXACT.add(value, EXACT.multiply(to_decimal(text[end]) or Decimal(0), Decimal("0.1")))  # 三成五
        end += 1
    context = look_around(text, start, end)
    comparator = context.comparator or _AFTER.get(match["after"] or "")
    if upper is not None:
        comparator = Comparator.BETWEEN
    elif comparator is None:
        comparator = Comparator.AT_LEAST if _SOME_MORE.search(match["num"]) else Comparator.EXACTLY
    if context.comparator is Comparator.AT_LEAST and match["after"] in ("以下", "以内", "之内"):
        comparator = Comparator.AT_MOST
    words = text[start:end]
    masked = is_masked(match["num"]) or bool(match["to"] and is_masked(match["to"]))
    return Quantity(Span(start, end), words, value, unit, comparator, upper, masked, context.of, context.verb)


def _value(match: re.Match[str]) -> tuple[Decimal | None, str, Decimal | None]:
    """Value, unit and upper end of a figure."""
    numeral = match["num"]
    if match["half"] is not None:
        return Decimal("0.5"), "", None
    if match["share"] is not None:
        return _fraction(numeral)
    unit = (match["unit"] or match["time"] or "") + (match["per"] or "")
    unit = "%" if unit in ("％", "﹪") else unit
    if match["ratio"] is not None:
        return to_decimal(numeral), match["ratio"], None
    if match["to"] is not None:
        low, high = to_decimal(numeral), to_decimal(match["to"])
        multiplier = _MULTIPLIER.search(match["to"])
        if low is not None and multiplier and not _MULTIPLIER.search(numeral):
            low = EXACT.multiply(low, to_decimal(multiplier.group()) or Decimal(1))
        return low, unit, high
    pair = bounds(numeral)
    if pair is not None:
        return pair[0], unit, pair[1]
    return to_decimal(numeral), unit, None


def _fraction(numeral: str) -> tuple[Decimal | None, str, None]:
    """百分之五 is 5 %; 三分之二 a plain share, rounded to six places."""
    whole, _, part = numeral.partition("分之")
    value = to_decimal(part)
    if whole in _FRACTIONS:
        return value, _FRACTIONS[whole], None
    parts = to_decimal(whole)
    return (None if value is None or not parts else EXACT.quantize(EXACT.divide(value, parts), _MILLIONTH)), "", None


def _settle(text: str, quantity: Quantity, found: list[Quantity]) -> Quantity:
    """Join ``5万元至8万元`` to one range; let ``…分别达到8亿元、9亿元`` share verb and subject."""
    if not found:
        return quantity
    last = found[-1]
    if quantity.span.start - last.span.end > 2:
        return quantity
    between = text[last.span.end : quantity.span.start]
    if (
        _TO.fullmatch(between)
        and last.unit == quantity.unit
        and last.upper is None
        and text[last.span.start - 1 : last.span.start] not in ("从", "由")
    ):
        found.pop()
        span = Span(last.span.start, quantity.span.end)
        return replace(
            last, span=span, text=span.of(text), upper=quantity.value, comparator=Comparator.BETWEEN,
            masked=last.masked or quantity.masked,
        )  # fmt: skip
    if between in ("、", "和", "及") and quantity.verb is None and last.verb is not None:
        return replace(quantity, verb=last.verb, of=last.of)
    return quantity
