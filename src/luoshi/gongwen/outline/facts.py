"""What the head and foot of a document say about it: title, number, issuer, date, addressee.

The order of the head and foot is that of GB/T 9704-2012, clause 7; web pages put
navigation above it, speeches and reports put their date under the title.  Only a window
at each end is looked at, so that the cost does not grow with the document.
"""

from __future__ import annotations

from collections.abc import Sequence

from luoshi.gongwen.lazy import compile_later
from luoshi.gongwen.model import Facts, HeadingHint, Phrase
from luoshi.gongwen.outline.facts_dates import find_date
from luoshi.gongwen.outline.facts_issuer import find_issuer
from luoshi.gongwen.outline.facts_lines import ORGANISATION_END, Head, Line, foot_lines, phrase, read_head
from luoshi.gongwen.outline.facts_title import find_title
from luoshi.gongwen.secrecy import secrecy_mark

_YEAR = r"(?:19|20|１９|２０)\d{2}"
_NUMBER = rf"[\u4e00-\u9fffA-Za-z]{{0,20}}\s?[〔\[［（(【〈]\s?{_YEAR}\s?[〕\]］）)】〉]\s?(?:第\s?)?\d{{1,5}}\s?号"
_NUMBER_LINE = compile_later(rf"(?P<number>{_NUMBER})(?:\s*签发人.{{0,30}})?")
_NUMBER_TOLD = compile_later(rf"(?:发文字号|文\s?号|文件编号|发文号)\s?[：:]\s?(?P<number>{_NUMBER})")
_ORDER_NUMBER = compile_later(rf"(?:{_YEAR}\s?年)?\s?第?\s?[0-9０-９一二三四五六七八九十百]{{1,5}}\s?号")
_ORDER = compile_later(r"(?:令|公告|通告|公报)$")
_URGENCY = compile_later(r"(?:紧急程度\s?[：:]\s?)?(特\s{0,4}急|加\s{0,4}急|平\s{0,4}急|特\s{0,4}提|急\s{0,4}件)")
_URGENCY_BESIDE = compile_later(r"(?:^|[\s密年月])(特\s?急|加\s?急|平\s?急|特提)(?=\s|$)")
_ADDRESSEE = compile_later(
    rf"^(?:各[^，。；]{{1,}}|.*(?:{ORGANISATION_END}|机构|单位|部门|企业|学校|负责同志|[省市县区州盟旗镇乡]))"
    r"(?:等部门|等单位)?[：:]$"
)
_SALUTATION = compile_later(r"(?:代表|委员|同志|同志们|朋友们|主席|先生|女士|领导|来宾)[：:！!，,]$")


def read_facts(text: str, hints: Sequence[HeadingHint] = ()) -> Facts:
    """The facts in the head and foot of *text*; what is not said there is ``None``.

    *hints* are titles that the file itself marks.  A date is never taken from the
    running text, and a masked date (``2024年x月x日``) stays open.
    """
    head = read_head(text)
    foot = foot_lines(text, head)
    title = find_title(text, head, hints)
    signed, issued_on = find_date(text, head, foot)
    return Facts(
        title=title,
        number=_number(text, head),
        issuer=find_issuer(text, head, title, signed),
        issued_on=issued_on,
        addressee=_addressee(text, head, title),
        urgency=_urgency(text, head),
        secrecy=secrecy_mark(text),
    )


def _number(text: str, head: Head) -> Phrase | None:
    """文号 on a line of its own, or the number of an order (令) or proclamation under its name."""
    ordered = False
    for line in head.zone:
        numbered = "号" in line.text
        found = (_NUMBER_LINE.fullmatch(line.text) or _NUMBER_TOLD.search(line.text)) if numbered else None
        if found is not None:
            start = line.start + found.start("number")
            return phrase(text, start, line.start + found.end("number"))
        if ordered and numbered and _ORDER_NUMBER.fullmatch(line.text):
            return phrase(text, line.start, line.end)
        ordered = ordered or _ORDER.search(line.text) is not None
    return None


def _urgency(text: str, head: Head) -> Phrase | None:
    for line in head.zone[:15]:
        whole = _URGENCY.fullmatch(line.text)
        found = whole or (_URGENCY_BESIDE.search(line.text) if len(line.text) <= 40 else None)
        if found is not None:
            return phrase(text, line.start + found.start(1), line.start + found.end(1))
    return None


def _addressee(text: str, head: Head, title: Phrase | None) -> Phrase | None:
    """主送机关: organisations under the title, over one or more lines, that end in a colon."""
    if title is None:
        return None
    below = [line for line in head.lines if line.start >= title.span.end][:8]
    for place, line in enumerate(below):
        if line.text[-1] in "：:":
            if _SALUTATION.search(line.text) or not _ADDRESSEE.match(line.text):
                return None
            first = place
            while first and _runs_on(below[first - 1]):
                first -= 1
            return phrase(text, below[first].start, line.end - 1)
        if line.text[-1] in "。！？；":
            return None
    return None


def _runs_on(line: Line) -> bool:
    """Whether a line of addressees goes on in the next one."""
    listed = line.text.startswith("各") or "、" in line.text or "，" in line.text
    return listed and line.text[-1] not in "）)号日" and not line.text.startswith(("（", "("))
