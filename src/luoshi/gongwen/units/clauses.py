"""Where a clause begins and ends, and what may stand in it before its subject."""

from __future__ import annotations

from luoshi.gongwen.lazy import compile_later
from luoshi.gongwen.lexicon import words

_BOUNDARY = frozenset("，。；：！？,;:!?\n\r\v\t（(“”【】[]〔〕")
# A short bracket or quotation is part of the words around it; other marks part clauses.
_EDGE = compile_later(r"[，。；：！？,;:!?\n\r\v\t（(“”【】\[\]〔〕](?:(?<=[（(〔“])[^（(）)〔〕“”\n]{0,40}+[）)〕”])?")
_OPENING, _CLOSING = frozenset("（(〔“"), frozenset("）)〕”")
_MARK = (
    r"(?:[一二三四五六七八九十]{1,3}[是要、．.]|[（(][一二三四五六七八九十0-9０-９]{1,3}[）)]|"
    r"[0-9０-９]{1,3}(?:[.．、][0-9０-９]{0,2}){1,3}|[0-9０-９]{1,2}[）)]"
    r"|[①-⑳]|第[一二三四五六七八九十百零]{1,4}[条章节][\s　]{0,2}|——|[\s　]+)"
)
_LEAD_WORDS = "|".join(sorted(words("roles", "lead-in"), key=lambda word: -len(word)))
_WHEN = (
    r"(?:(?:到|至|于|在|从|自)?[0-9０-９xX]{1,4}(?:年|月)(?:[0-9０-９xX]{1,2}(?:月|日)){0,2}(?:[上中下]旬|"
    r"[0-9xX一二三四]季度)?(?:年?底|末|初)?(?:以?前|之前|内|起|后|以来)?"
    r"|年底(?:以?前|之前)?|(?:[上下]半年|[一二三四]季度|月底|季末|季度末)(?:以?前|之前|内)?|[两三四五六七八九十]{1,2}年(?:之?内|时间)?|每年[0-9]{1,2}月(?:底|初|[0-9]{1,2}日)?(?:以?前|之前)?)"
)
#: What :data:`MARKED`, other than white space, and :data:`LEAD_IN` begin with: asked before they are tried.
MARK_STARTS = frozenset("一二三四五六七八九十（(0123456789０１２３４５６７８９①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳第—")
LEAD_IN_STARTS = frozenset("到至于在从自0123456789０１２３４５６７８９xX年上下一二三四五六七八九十两月季每") | {
    word[0] for word in words("roles", "lead-in")
}
MARKED = compile_later(f"{_MARK}{{0,2}}")
LEAD_IN = compile_later(rf"(?:{_LEAD_WORDS}){{0,2}}(?:{_WHEN})?")
LINK = compile_later(r"[^，。；、]{0,12}?(?:牵头|负责|配合|参与|指导|落实)(?:[^，。；、]{0,6})[、]|[、和及]")
# Places inside a clause where its subject may begin after all.
INNER = compile_later(
    r"[由请责内前后时中间起末期底日的牵负配参指](?:"
    r"(?<=由)(?<![理自缘事经]由)(?![于此来衷])(?P<by>)|(?<=请)(?<![提申邀聘报商敬恳呈]请)(?![求示假教])(?P<ask>)"
    r"|(?<=责)[成令](?P<charge>)|(?<=[内前后时中间起末期底日])(?=[各县市省有])(?P<then>)|(?<=的)(?P<of>)"
    r"|(?:(?<=牵)头|(?<=负)责|(?<=配)合|(?<=参)与|(?<=指)导)、(?P<also>))"
)
FRAME = compile_later(
    r"(?:逐步|加快|积极|要|应|进一步)?(?:建立|形成|构建|健全|成立|组建|设立|同意|完善|探索|实行|推行|支持|鼓励|引导|推动|强化|坚持|改变|把|除)"
)
CONDITION = compile_later(r"[对凡因如若经按依在]|以上|上述|前述|由|请|本|该|此|其")
RELATIVE = compile_later(
    r"指定|作为|承担|涉及|负有|具备|列入|纳入|未|尚|没有|存在|符合|有|需|正在|已|被|受|设有|开展|实施"
)
MEETING = compile_later(r"建议|会议(?:要求|强调|指出|明确|决定|议定|确定)|责成|责令")


class Clauses:
    """The clauses of a stretch of text, asked for from left to right."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self._edges = _EDGE.finditer(text, start, end)
        self._start = start
        self._edge = (start, start)  # the last edge that was looked at
        self._end = end

    def start_of(self, at: int) -> int | None:
        """Where the clause begins in which *at* stands; ``None`` inside a bracket or a quotation.

        *at* must not be less than it was before.
        """
        first, last = self._edge
        while last <= at:
            if last - first == 1:
                self._start = last
            found = next(self._edges, None)
            if found is None:
                first = last = self._end + 1
            else:
                first, last = found.span()
        self._edge = first, last
        return None if first < at else self._start


def clause_end(text: str, at: int, end: int) -> int:
    """Where the clause ends that ``text[at]`` stands in, outside brackets, at most *end*."""
    depth = 0
    for index in range(at, end):
        char = text[index]
        if char in _OPENING:
            depth += 1
        elif char in _CLOSING:
            if not depth:
                return index
            depth -= 1
        elif not depth and char in _BOUNDARY:
            return index
    return end
