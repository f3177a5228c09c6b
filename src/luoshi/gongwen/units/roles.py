"""Read from one statement alone who answers for it and who assists (GUIDE: responsible, supporting).

What a statement inherits from others is decided later; this module says what it needs for
that: a closing bracket, a list that it opens, a subject of its own.
"""

from __future__ import annotations

from dataclasses import dataclass

from luoshi.gongwen.lazy import compile_later
from luoshi.gongwen.model import Phrase, UnitMention, Why
from luoshi.gongwen.quick import quick
from luoshi.gongwen.units.brackets import OPENING, Bracket, Role, may_close, read_closing, read_labels, read_opening
from luoshi.gongwen.units.duties import FIRST_LEADS
from luoshi.gongwen.units.lists import read_list
from luoshi.gongwen.units.subjects import Part, Subject, find_partners, find_subjects

__all__ = ["Role", "Roles", "read_heading_units", "read_roles"]

_SECTION = compile_later(
    r"(?:以上|上述|前述|本部分|本章|本节|本领域)(?:各|所有|全部|[0-9一二三四五六七八九十]{1,3})?(?:项|条|款|方面)?(?:重点|主要)?(?:任务|工作|措施|事项|内容|"
    r"举措|项目|要求|目标|指标)?[^，。；]{0,8}(?:均|都|统一|分别)?(?:由|[，,：:]?责任单位|牵头单位)"
)
_OPENS_LIST = compile_later(
    r"[以下如几一二三四五六七八九十](?:(?<=[以如])下|(?<=下)[列面]|(?<=[几一二三四五六七八九十])[几一二三四五六七八九十]?(?:项|个方面|方面|件|个))(?:[^，。；：:]{0,12}(?:工作|任务|措施|要求|事项|内容|方面|重点|实事|问题|"
    r"职责|意见|规定|几点|环节))?[。：:]?$"
)
_COLLECTIVE = compile_later(
    r"[^，。；：]{0,6}(?:我们|大家|同志们|全[国省市县区州盟旗镇乡](?:上下|各族|人民|广大)"
    r"|广大(?:党员|干部|群众)|全社会|各位代表|各族人民)"
)
# 县教育局职责, 各乡镇人民政府主要任务: a heading that names whose duties follow.
_DUTIES = compile_later(r"(?:的)?(?:主要|工作|具体|重点|基本)?(?:职责|任务|责任)(?:分工|任务|清单|要求)?$")
_HELPS = compile_later("[^，。；]{0,10}?(?:配合|协助|协办)")
_NO_NAMES = frozenset({"部门", "单位", "领导", "机构", "组织", "成员单位", "领导小组"})
_MARK = compile_later(
    r"(?:[一二三四五六七八九十]{1,3}[是、．.]|[（(][一二三四五六七八九十0-9０-９]{1,3}[）)]"
    r"|[0-9０-９]{1,3}[.．、]|[①-⑳]|[\s　]+){1,2}"
)
_MARK_STARTS = frozenset("一二三四五六七八九十（(0123456789０１２３４５６７８９①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")


@quick
@dataclass(frozen=True, slots=True)
class Roles:
    """Who is told to act in one statement.

    ``responsible`` and ``supporting`` are what the statement says itself, without what a
    bracket says.  ``closing`` is a bracket at its end, which answers for the whole item;
    ``opening`` one at its start with words after it, which answers for what stands before
    the statement.  ``only_bracket``: nothing but a bracket or labels (it is ``closing``).
    ``section``: it speaks for the whole section (以上任务由X负责).  ``first_leads``: from here
    on the first unit of each bracket leads.  ``own_subject``: it has a subject, so nothing is
    inherited; that subject need not be a unit (我们, 全县上下).
    """

    responsible: tuple[Role, ...] = ()
    supporting: tuple[Role, ...] = ()
    leaders: tuple[Phrase, ...] = ()
    closing: Bracket | None = None
    opening: Bracket | None = None
    only_bracket: bool = False
    section: bool = False
    opens_list: bool = False
    first_leads: bool = False
    own_subject: bool = False


#: Of a statement that says nothing about who acts; most say nothing, so they share this value.
NONE = Roles()
_LIST_ONLY = Roles(opens_list=True)


def read_roles(text: str, start: int, end: int) -> Roles:
    """The roles in the statement ``text[start:end]``, a sentence or a clause with its number."""
    opens_list = text[end - 1] in "：:" or _opens_list(text, start, end)
    opening = read_opening(text, start, end) if text[start] in OPENING else None
    if opening is not None:
        if not text[opening.span.end : end].strip(" 　\t。；;，,"):
            return Roles(closing=opening, only_bracket=True, first_leads=opening.first_leads)
        start = opening.span.end
    first = _after_mark(text, start, end)
    # Labels need a colon; without one only a bracket at the end can close the statement.
    words = text[start:end]
    labelled = "：" in words or ":" in words
    labels = read_labels(text, first, end) if labelled else None
    if labels is not None:
        return Roles(closing=labels, leaders=labels.leaders, only_bracket=True, first_leads=labels.first_leads)
    closing = read_closing(text, start, end) if labelled or may_close(text, end) else None
    stop = closing.span.start if closing is not None else end
    responsible, supporting = _local(text, start, first, stop, labelled)
    # A look for a character costs a tenth of what a pattern does.
    first_leads = ("列" in words or "排" in words) and FIRST_LEADS.search(text, start, end) is not None
    own_subject = bool(responsible) or _COLLECTIVE.match(text, first, stop) is not None
    if not (own_subject or supporting or first_leads) and closing is opening is None:
        return _LIST_ONLY if opens_list else NONE
    section = bool(responsible) and _SECTION.search(text, start, stop) is not None
    if section:
        responsible = tuple((unit, Why.SECTION) for unit, _ in responsible)
    return Roles(
        responsible,
        supporting,
        closing=closing,
        opening=opening,
        section=section,
        opens_list=opens_list,
        first_leads=first_leads,
        own_subject=own_subject,
    )


def read_heading_units(text: str, start: int, end: int) -> tuple[UnitMention, ...]:
    """The units of a heading or label that is nothing but their names (三、县教育局), else none."""
    if end <= start:
        return ()
    first = _after_mark(text, start, end)
    last = end - 1 if text[end - 1] in "：:。" else end
    duties = _DUTIES.search(text, first, last)
    last = duties.start() if duties is not None else last
    if first >= last or (duties is not None and text[first:last] in _NO_NAMES):
        return ()
    return read_list(text, first, last) or ()


def _local(text: str, start: int, first: int, end: int, labelled: bool) -> tuple[tuple[Role, ...], tuple[Role, ...]]:
    subjects = find_subjects(text, start, first, end, labelled=labelled)
    together = "会同" in text[start:end]
    if not subjects and not together:
        return (), ()
    responsible: list[Role] = []
    supporting: list[Role] = []
    led = False
    for number, subject in enumerate(subjects):
        # 公开率要达到100%，各乡镇配合: who assists with what was just said is not the one to do it.
        beside = subject.part is Part.ASSISTS and (
            responsible
            or _led_later(subjects, number)
            or (text.find("，", first, subject.start) >= 0 and _HELPS.match(text, subject.end, end))
        )
        if subject.part is Part.WITH or beside:
            supporting += [(unit, Why.ASSIST) for unit in subject.units]
        elif subject.part is Part.ANSWERS and led:
            supporting += [(unit, Why.DUTIES) for unit in subject.units]
        else:
            responsible += [(unit, _why(subject)) for unit in subject.units]
            led = led or subject.part is Part.LEADS
    if together:
        partners = [unit for subject in find_partners(text, start, end) for unit in subject.units]
        supporting += [
            (unit, Why.ASSIST) for unit in partners if all(unit.span != known.span for known, _ in supporting)
        ]
    return _distinct(responsible), _distinct(supporting, responsible)


def _led_later(subjects: list[Subject], number: int) -> bool:
    return any(subject.part in (Part.LEADS, Part.ANSWERS) for subject in subjects[number + 1 :])


def _why(subject: Subject) -> Why:
    if subject.part is Part.LEADS:
        return Why.LEAD
    return Why.CHARGED if subject.charged else Why.SUBJECT


def _distinct(roles: list[Role], others: list[Role] | None = None) -> tuple[Role, ...]:
    """Each name once; who answers does not assist as well."""
    if not roles or (len(roles) == 1 and not others):
        return tuple(roles)
    seen = {unit.name for unit, _ in others or ()}
    kept: list[Role] = []
    for unit, why in roles:
        if unit.name not in seen:
            seen.add(unit.name)
            kept.append((unit, why))
    return tuple(kept)


def _opens_list(text: str, start: int, end: int) -> bool:
    if text[end - 1] != "。" or end - start >= 80:
        return False
    return _OPENS_LIST.search(text, max(start, end - 24), end) is not None


def _after_mark(text: str, start: int, end: int) -> int:
    if start >= end or not (text[start] in _MARK_STARTS or text[start].isspace()):
        return start
    mark = _MARK.match(text, start, end)
    return mark.end() if mark is not None else start
