"""Tell the times that limit a directive from those that only describe.

A time limits where it says by when or when to act.  The words at its two sides decide:
年底前 nearly always limits; a bare 2027年 or 今年 does where it stands as an adverb (at the
start of a clause, after 力争 or 到, before a verb), and does not where it qualifies a noun
(2027年预算), is an object (完成今年任务) or is compared with (比2025年).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from luoshi.gongwen.lazy import compile_later
from luoshi.gongwen.lexicon import alternatives, words
from luoshi.gongwen.times.mention import Bound, Form, TimeMention

_BACK, _AHEAD = 16, 40
_LABEL = compile_later(
    r"(?:时限|时间|期限|节点|时段|进度|频次|周期)(?:要求|安排)?[】\])）]?[：:\s]{0,3}(?:[为是]|[^，。；：:]{1,10}[，、；])?$"
)
_EDGE = compile_later(
    r"(?:^|[，。；：:,;！？!?（(】\s—①-⑳]|(?:^|[，。；：:\s])"
    r"(?:[一二三四五六七八九十]{1,3}[是要]|首先|其次|再次|最后|其中|同时|此外|[0-9]{1,2}[.．、]"
    r"|[（(][一二三四五六七八九十0-9]{1,3}[）)]))$"
)
_AIM = compile_later(rf"(?:{alternatives('times', 'aim')})$")
_LEAD = compile_later(rf"(?:{alternatives('times', 'lead')})$")
_OBJECT = words("times", "object")
_QUALIFIED = words("times", "qualified")
_DOING = words("times", "doing")
_DUTY = compile_later(
    rf"(?:都|均)?(?:要|应|须)?(?:至少|不少于)?(?:向[^，。；]{{1,14}}?)?(?:{alternatives('times', 'rhythm')})"
)
_STANDARD = compile_later(rf"(?:{alternatives('times', 'standard')})[^，。；、]{{0,4}}$")
_COMPARED = compile_later(r"(?:比|较|截至|截止到?|截至到|与|同|对比|早于|晚于|自|从|由|按|按照)$")
_DONE_BEFORE = compile_later(
    r"(?:的(?![^，。；]{0,3}(?:时间|期限)内)|(?:已经?|曾|未|所|依法)?(?:建成|建设|建|成立|设立|入职|离校|毕业|出生|参加|退役|取得|获得|形成|签订|签约|投产|投用|在册|登记"
    r"|发布|印发|制定|出台|批准|审批|实施|发生|立项|开工|竣工|交付|购买|购置|注册|退休|引进|认定|到期|购入|享受|未)"
    r"[^，。；、：完成]{0,6}的)"
)
_COUNTED = compile_later(r"[0-9０-９xXｘＸ×一二三四五六七八九十百千万两]")
_ACT = compile_later(
    r"[要内，,将前]|完成|整改|办结|解决|达标|拆除|清退|整治|关停|退出|报送|整顿|治理|改正|纠正|清理|兑现|偿还|支付|到位|销号"
)
_TITLED = compile_later(
    rf"{alternatives('times', 'is')}"
    rf"|(?:{alternatives('times', 'titled')})(?!{alternatives('times', 'doing')}|采取|抓|做|投|支持|围绕)"
)
_GOALS = compile_later("[^，。；]{0,14}目标(?:任务)?[是为：:]")
# A fixed year that tells what was: 早在2003年, 1995年共发生, 2011年，…达到95%，要继续巩固.
_LONG_AGO = compile_later(r"(?:早在|远在|始于|起于|追溯到|形成于|建于|成立于|出台于)$")
_TELLS = compile_later(
    r"[，,]?(?:全[国省市县区州]|我[国省市县区州]|[本该])?(?:共(?=发生|查|收到|接到|出现)|已(?!于)|曾|先后|就(?![业地近])|发生)"
    r"|[，,]?[^，。；]{2,24}(?:达到|达|为|完成|增长|实现)[^，。；]{1,12}[，,](?:下一步|今后)?要(?:继续|巩固|保持|认真总结|深刻|吸取)"
)
_ROUND = compile_later("[每按][两二三四六2-6]?个?(?:半?年|季|月|半月|周|星期|旬|学期)")
_WITHIN_ROUND = compile_later(
    "^每(?:(?:周|星期)[一二三四五六日天]|(?:个?[月季周旬]度?|.{0,2}年度?|半年).{0,2}[月日号底末初季半])"
)
_ENDS = "底末终初中"
_YEARLY = compile_later(r"(?:今年|明年|后年|本年度?|当年|年度?|全年|时期|期间|两年|[今明][春夏秋冬])$")


def limits_in(text: str, start: int, end: int, mentions: Sequence[TimeMention]) -> list[TimeMention]:
    """Those of *mentions* within ``text[start:end]`` that limit when the directive there is to be done.

    The mentions come in the order of the text; the statement is taken to be a directive.
    Conditions (方案下发后) and times in the names of documents are no limits; a bare recurrence
    (每季度) limits where a duty to report or check follows.
    """
    first = bisect_left(mentions, start, key=_starts_at)
    inside = mentions[first : bisect_left(mentions, end, lo=first, key=_starts_at)]
    inside = _outside_names(text, start, end, [mention for mention in inside if mention.span.end <= end])
    limits: list[TimeMention] = []
    for group in _listed(text, inside):
        before = text[max(start, group[0].span.start - _BACK) : group[0].span.start]
        after = text[group[-1].span.end : min(end, group[-1].span.end + _AHEAD)]
        limits += [mention for mention in group if _limits(mention, before, after)]
    return limits


def _starts_at(mention: TimeMention) -> int:
    return mention.span.start


def _outside_names(text: str, start: int, end: int, mentions: list[TimeMention]) -> list[TimeMention]:
    """The mentions that do not stand inside the name of a document, a campaign or a day."""
    if not mentions:
        return mentions
    names = [found.span() for found in _NAMES.finditer(text, start, end)]
    kept: list[TimeMention] = []
    for mention in mentions:
        at = bisect_left(names, (mention.span.start, 0))
        if at == 0 or names[at - 1][1] <= mention.span.start:
            kept.append(mention)
    return kept


def _listed(text: str, mentions: Sequence[TimeMention]) -> list[list[TimeMention]]:
    """Times that stand in one list (2027年、2029年…) share what stands before and after it."""
    groups: list[list[TimeMention]] = []
    for mention in mentions:
        if groups and text[groups[-1][-1].span.end : mention.span.start] in {"、", "和", "及", "与"}:
            groups[-1].append(mention)
        else:
            groups.append([mention])
    return groups


def _limits(mention: TimeMention, before: str, after: str) -> bool:
    if _is_past(mention):
        return False
    if _LABEL.search(before):
        return True
    return _BY_FORM[mention.form](mention, before, after)


def _is_past(mention: TimeMention) -> bool:
    """What has been, or a condition: 2020年以来, 去年, 方案下发后."""
    if mention.bound in {Bound.SINCE, Bound.AFTER}:
        return True
    if mention.text.startswith("去"):
        return True
    point = mention.last
    return point is not None and ((point.year_shift or 0) < 0 or (point.month_shift or 0) < 0)


def _point(mention: TimeMention, before: str, after: str) -> bool:
    if _DONE_BEFORE.match(after) or _is_told_of(mention, before, after):
        return False
    if _is_deadline(mention):
        return _deadline(mention, before, after)
    if before[-1:] in {"（", "("} and after[:1] in {"）", ")"}:
        return len(before) > 1 and not (mention.form is Form.RANGE and mention.text.endswith("年"))
    if _AIM.search(before) and not before.endswith(_OBJECT):
        return not after.startswith(("《", "—", "-"))
    if _EDGE.search(before):
        return _TITLED.match(after) is None or _GOALS.match(after) is not None
    return _inside_clause(mention, before, after)


def _is_told_of(mention: TimeMention, before: str, after: str) -> bool:
    """Whether a bare date in a named year only tells when something was."""
    if mention.last is None or mention.last.year is None or mention.bound is not Bound.WITHIN:
        return False
    return _LONG_AGO.search(before) is not None or _TELLS.match(after) is not None


def _deadline(mention: TimeMention, before: str, after: str) -> bool:
    """Words that say an end limit, but for an object (纳入年底考核) and a comparison (比2025年底)."""
    if mention.text[-1:] in _ENDS and before.endswith(_OBJECT) and not _AIM.search(before):
        return after.startswith(_DOING)
    if mention.bound in {Bound.BEFORE, Bound.FROM} or mention.form is Form.RANGE:
        return not before.endswith(("比", "较", "早于", "晚于", "截至"))
    return not _COMPARED.search(before)


def _inside_clause(mention: TimeMention, before: str, after: str) -> bool:
    """A bare time between other words: after a subject a year needs a verb behind it, a month does not."""
    if before.endswith(_OBJECT) or after.startswith(_QUALIFIED):
        return False
    if _LEAD.search(before):
        return True
    if mention.text in {"当年", "本年", "本年度"}:
        return False
    return after.startswith(_DOING) if _YEARLY.search(mention.text) else not _COUNTED.match(after)


def _is_deadline(mention: TimeMention) -> bool:
    """Whether the words themselves say an end: 前, 底, 内, 起, 前后."""
    if mention.bound in {Bound.BEFORE, Bound.AROUND, Bound.FROM}:
        return True
    part = mention.last.part if mention.last is not None else ""
    return part.endswith("底") or mention.text.endswith("内")


def _length(mention: TimeMention, before: str, after: str) -> bool:
    if _STANDARD.search(before) or _DONE_BEFORE.match(after):
        return False
    if mention.text[:2] not in {"未来", "今后", "往后"} or mention.text.endswith(("内", "努力", "时间")):
        return True
    if before.endswith(_OBJECT) or after.startswith(("是", "，是", "的")):
        return False
    return _EDGE.search(before) is not None or _LEAD.search(before) is not None or after.startswith(_DOING)


def _recurring(mention: TimeMention, before: str, after: str) -> bool:
    if before.endswith(("平均", "年均", "比")) or after.startswith(("的", "平均", "递增", "增长")):
        return False
    if mention.bound is Bound.BEFORE or _WITHIN_ROUND.search(mention.text):
        return mention.text[0] == "每"
    return mention.text[0] != "逐" and _ROUND.match(mention.text) is not None and _DUTY.match(after) is not None


def _long_term(mention: TimeMention, before: str, after: str) -> bool:
    in_bracket = re.search(r"[（(][^）)]*$", before) is not None and re.match(r"[^（(]*[）)]", after) is not None
    closing = mention.text in {"长期坚持", "常抓不懈"} and re.match("[。；]|$", after) is not None
    return in_bracket or closing or (not before and not after.strip("。；"))


def _milestone(mention: TimeMention, before: str, after: str) -> bool:
    if re.search("未|没有|不", mention.text) or before.endswith(("未", "没有")) or after.startswith(("的", "不得")):
        return False
    if mention.bound is Bound.WITHIN:
        return _point(mention, before, after)
    if _DONE_BEFORE.match(after):
        return False
    if mention.bound is Bound.DURING:
        return before.endswith("在") or _EDGE.search(before) is not None
    return not _COMPARED.search(before)


def _open(mention: TimeMention, before: str, after: str) -> bool:
    if mention.text == "近期":
        return (_EDGE.search(before) is not None or before.endswith("在")) and _ACT.match(after) is not None
    if mention.text.startswith("限期"):
        return not before.endswith(("责令", "被", "可", "实行")) and _ACT.match(after) is not None
    return _long_term(mention, before, after)


_NAMES = compile_later("《[^《》]{0,80}》|“[^“”]{0,40}”")
_BY_FORM = {
    Form.POINT: _point,
    Form.RANGE: _point,
    Form.LENGTH: _length,
    Form.RECURRING: _recurring,
    Form.LONG_TERM: _long_term,
    Form.MILESTONE: _milestone,
    Form.OPEN: _open,
}
