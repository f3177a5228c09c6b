"""What else directives say: how strongly they bind, on what condition, what is to be handed in.

One pass over the text for each kind of phrase.  Every pattern begins with a fixed character,
and what stands before a cue (实施方案 in 待实施方案下发后) is looked up from the cue backwards,
at most to the last punctuation mark, so that cost is linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from luoshi.gongwen.model import Modality, Phrase, Span

_FAR = 30

# 争取资金, 争取项目 is work to be done, 争取年内开工 an aim: what follows tells them apart.
_AIM = re.compile(
    r"力争|力求|争取(?=(?:在|于|到|用|通过)?[^，,。；\s]{0,8}?(?:年|月|季度|完成|实现|达到|建成|开工|竣工|投产|突破|创建|全部|早日|尽早|尽快"
    r"|率先|进入|启动|形成|取得|再))|努力(?=实现|达到|完成|保持|争取|使|做到|在)|尽最大努力|预期目标"
)
_BINDING = re.compile(r"必须|务必|确保|不得|严禁|坚决|应当|一律|要(?![素点求害务闻件么道地事])")


def _each(starts: str, rest: str) -> str:
    """*rest* behind each of the alternatives *starts*, so that a search skips to their first characters."""
    return "|".join(start + rest for start in starts.split("|"))


_DONE = "下发|印发|批准|批复|通过|验收|到位|成熟|核准|同意|出台|到期|建成|完成"
_ABLE = r"[^，,。；、\s]{0,12}?条件的(?:地区|地方|企业|单位|乡镇|村|项目|县|市|学校|人员|机构|场所|对象)?"
_OPENS = r"(?<![^，,：。；、\n\v\t].)"
_CONDITION = re.compile(
    r"待[^，,。；：、\s]{2,30}?后|"
    + _each(_DONE, "(?:之后|以后|后)(?=[，,])")
    + "|前提下|情况下|条件下|"
    + _each("有|具备|符合", _ABLE)
    + "|"
    + _each(f"对{_OPENS}|凡{_OPENS}是?", r"[^，,。；\s]{2,40}?的(?=[，,])")
    + r"|如(?![实期何此数约])[^，,。；、\s]{2,24}(?=[，,])|根据需要|视情况?|原则上|确有必要的"
)
_BACKWARD = frozenset("下印批通验到成核同出建完前情条")

_DELIVERABLE = re.compile(
    r"(?:研究(?:制定|提出)|制定|制订|编制|编写|起草|出台|印发|形成|提出|提交|报送|上报|发布|公布|建立|修订|拟定|拟订|绘制|签订)(?:出台|完成|并?印发|健全|完善)?"
    r"(?P<what>《[^》\n\v]{2,50}》|[^，,。；;：、《》（）()\s]{0,36}?"
    r"(?:方案|计划|规划|办法|细则|意见|清单|台账|报告|制度|预案|标准|目录|名录|规范|指南|责任书|协议|任务书|时间表|路线图|数据库|项目库|图谱|总结|材料|章程|条例|规定))"
    r"(?=[，,。；;、）)和及与并]|$)"
)

_CAMPAIGN = re.compile(
    r"“[^”\s]{2,14}”(?:专项|重点)?(?:行动计划|行动|工程|计划|活动|整治|攻坚战|战役|回头看|工作)"
    r"|“回头看”|[一二三四五六七八九十两0-9０-９]{1,3}[大项件](?:重点|专项|民生|重大)?(?:工作任务|工作|任务|实事|行动|工程)"
    r"|(?:专项(?:整治|治理|提升)?|整治提升|提升|三年)行动|攻坚战|百日攻坚"
)
_QUOTED = frozenset("“一二三四五六七八九十两0123456789０１２３４５６７８９")
_STOPS = re.compile(
    r"[，,。；;：:、！？\s“”《》（）()的开实推抓打启深继扎统](?:(?<![开实推抓打启深继扎统])|(?<=开)展|(?<=实)施|(?<=推)进|(?<=抓)好"
    r"|(?<=打)[好赢]|(?<=启)动|(?<=深)入|(?<=继)续|(?<=扎)实|(?<=统)筹)"
)


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of a text, each kind in the order of the text."""

    aims: Sequence[Phrase]
    conditions: Sequence[Phrase]
    deliverables: Sequence[Phrase]
    campaigns: Sequence[Phrase]


def find_phrases(text: str) -> Phrases:
    """All aims (力争), conditions (待方案下发后), deliverables and campaigns of *text*."""
    return Phrases(
        aims=[_phrase(text, *found.span()) for found in _AIM.finditer(text)],
        conditions=list(_conditions(text)),
        deliverables=[_phrase(text, *found.span("what")) for found in _DELIVERABLE.finditer(text)],
        campaigns=list(_campaigns(text)),
    )


def modality(text: str, words: Span, aims: Sequence[Phrase]) -> tuple[Modality, Span | None]:
    """Whether *words* bind or only aim, and where they say they aim; *aims* are those in them.

    A sentence that binds at first and aims only at its end (要加快建设，力争年内完工) binds.
    """
    if not aims:
        return Modality.BINDING, None
    aim = aims[0].span
    late = aim.start - words.start > len(words) // 2
    if late and _BINDING.search(text, words.start, aim.start):
        return Modality.BINDING, None
    return Modality.AIM, aim


def _conditions(text: str) -> Iterator[Phrase]:
    ended = 0
    for found in _CONDITION.finditer(text):
        start = found.start()
        if found.group()[0] in _BACKWARD:
            start = max(ended, _begin(text, start, "，,。；;：:！？\n\r\t\v"))
        if start < found.end():
            ended = found.end()
            yield _phrase(text, start, ended)


def _campaigns(text: str) -> Iterator[Phrase]:
    ended = 0
    for found in _CAMPAIGN.finditer(text):
        first = found.start()
        if found.group()[0] not in _QUOTED:
            floor = max(ended, first - 12)
            first = max((stop.end() for stop in _STOPS.finditer(text, floor, first)), default=floor)
        ended = found.end()
        yield _phrase(text, first, ended)


def _begin(text: str, at: int, stops: str) -> int:
    floor = max(0, at - _FAR)
    while at > floor and text[at - 1] not in stops:
        at -= 1
    return at


def _phrase(text: str, start: int, end: int) -> Phrase:
    return Phrase(Span(start, end), text[start:end])
