"""The title of a document: over several lines, with a subtitle, under a letterhead or navigation."""

from __future__ import annotations

import re
from collections.abc import Sequence

from luoshi.gongwen.lazy import compile_later
from luoshi.gongwen.model import HeadingHint, Phrase
from luoshi.gongwen.outline.facts_lines import DAY, ORGANISATION_END, Head, Line, phrase

_GENRE = compile_later(
    r"(?:通\s?知|意\s?见|方\s?案|办\s?法|报\s?告|决\s?定|规\s?定|规\s?则|细则|计划|规划|纲要|通\s?报|公\s?告|通\s?告|批\s?复|函|请\s?示|"
    r"议\s?案|讲\s?话|纪\s?要|条\s?例|要点|措施|答\s?复|致\s?辞|发\s?言|提纲|清单|台账|预案|说明|安排|命令|总结|倡议书|情况|分工|"
    r"分解表|任务表|一览表|汇总表|制度|章程|标准|指南|指引|目录|政策|决议|公报|讲稿|汇报|打算|思路|建议|简报|专报|举措)"
    r"(?:\s?[（(〔][^（）()〔〕]{1,30}[）)〕])?[”》]?(?:印发|的通知)?$"
)
_LINKS = compile_later(r"关于|印发|转发|批转|对.{2,40}的答复")
_NOISE = compile_later(
    r"首页|当前位置|您(?:现在)?(?:所在|的位置)|所在位置|字[体号][：:]|打印|分享|来源|责任编辑|编辑[：:]|作者|记者|阅读|浏览|点击|"
    r"索引号|主题(?:分类|词)|发布(?:机构|时间|日期)|发文(?:机关|字号|日期)|成文日期|标\s?题[：:]|有效性|文件编号|组配分类|信息公开$|公开方式|"
    r"移动版|无障碍|网站|下载|扫一扫|机构职能|微信|微博|客户端|登录|注册|导航|[Cc]opyright|https?:|要闻$|动态$|资讯$|政务信息$|"
    r"通知公告$|政策文件$|公示公告$|[>»›]|(?:摄|电)$|文\s?件$|^第?\s?\d+\s?[号期]$|^[\d\s:：./-]+$|^【|急$|密|^抄送|^份号|^签发人"
)
_DATED = compile_later(rf"[—―－–（(\s-]{{0,4}}(?:{DAY}|(?:19|20)\d\d[-/.]\d)")
_NUMBERED = compile_later(r"[〔\[［（(【〈]\s?[12１２]\d{3}\s?[〕\]］）)】〉].{0,6}号")
_PERSON = compile_later(
    r"(?:长|主席|书记|主任|总理|专员|代表)\s?(?:[\u4e00-\u9fff]\s?){2,4}$|^[\u4e00-\u9fff·\s]{2,12}$"
)
_ORGANISATION = compile_later(rf"[\u4e00-\u9fff（）()、·\s　]{{1,60}}(?:{ORGANISATION_END})")
_NAMES = compile_later(rf"[\u4e00-\u9fff、·]{{6,40}}(?:{ORGANISATION_END})[\u4e00-\u9fff、·]{{4,40}}")
_OPENS = compile_later(
    r"[^，。、]{0,12}?(?:省|市|县|区|州|盟|旗|镇|乡|街道|国|中央|中共|[委局厅部]|年|全)|在|关于|《|政\s?府\s?工\s?作\s?报\s?告"
)
_SUBTITLE = compile_later(r"[—―－–-]{1,4}\s?\S")
_CONTINUES = compile_later(r"[的和与及暨》）]|[（(][^（）()]{1,30}[）)](?:[》的].{0,8})?$")
_ORDER = compile_later(r"令$")
_MOST_LINES = 6
_SHORTEST = 4


def find_title(text: str, head: Head, hints: Sequence[HeadingHint]) -> Phrase | None:
    """The title, or ``None`` where the head shows none."""
    marked = [hint.span for hint in hints if hint.level == 0 and hint.span.end <= head.end]
    if marked:
        end = marked[0].end
        for span in marked[1:]:
            if text[end : span.start].strip():
                break
            end = span.end
        return phrase(text, marked[0].start, end)
    zone = head.zone
    enacted = _enacted(head) if any(_ORDER.search(line.text) for line in zone) else None
    if enacted is not None:
        return phrase(text, enacted.start, enacted.end)
    chosen = _choose(zone)
    if chosen is None:
        return _lone_hint(text, head, hints)
    first, last = _backwards(zone, chosen), _forwards(zone, chosen)
    return phrase(text, zone[first].start, zone[last].end)


def _choose(zone: Sequence[Line]) -> int | None:
    """The line in which the title ends: one that closes with the name of a genre, else the first that may be one."""
    able = [place for place, line in enumerate(zone) if _may_be_title(line)]
    named = [place for place in able if _GENRE.search(zone[place].text)]
    linked = [
        place for place in named if _LINKS.search("".join(line.text for line in zone[max(0, place - 3) : place + 1]))
    ]
    if linked or named:
        return (linked or named)[0]
    return next((place for place in able if _introduced(zone, place)), None)


def _introduced(zone: Sequence[Line], place: int) -> bool:
    """Whether a line without a genre's name may be a title: the first line, or one above a dated subtitle."""
    words = zone[place].text
    if words[-1] in "，、：:；" or not _SHORTEST < len(words) <= 80 or _PERSON.search(words):
        return False
    following = zone[place + 1].text if place + 1 < len(zone) else ""
    return place == 0 or _DATED.match(following) is not None


def _may_be_title(line: Line) -> bool:
    words = line.text
    if line.cell or _DATED.match(words) or _NUMBERED.search(words) or len(words) < _SHORTEST:
        return False
    return _NOISE.search(words) is None or (len(words) >= 8 and _LINKS.search(words) is not None)


def _backwards(zone: Sequence[Line], last: int) -> int:
    """The line in which the title begins that ends in line *last*."""
    first = last
    while first and last - first < _MOST_LINES:
        above, words = zone[first - 1], "".join(line.text for line in zone[first : last + 1])
        if not _may_be_title(above) or above.text[-1] in "。：；":
            break
        is_name = _ORGANISATION.fullmatch(above.text) is not None
        if words.startswith(("关于", "印发", "转发", "批转")):
            wanted = is_name
        elif _SUBTITLE.match(words):
            wanted = True
        elif (link := _LINKS.search(words)) is not None and words[0] not in "的和与及》）":
            # Many names before 关于 may fill a line and more.
            wanted = link.start() > 1 and _NAMES.fullmatch(above.text) is not None
        else:
            wanted = _LINKS.search(above.text) is not None or not _OPENS.match(words)
            wanted = wanted or any("关于" in line.text for line in zone[max(0, first - 3) : first])
            wanted = wanted and not (_GENRE.search(above.text) and _OPENS.match(words))
        if not wanted:
            break
        first -= 1
    return first


def _forwards(zone: Sequence[Line], last: int) -> int:
    """The last line of the title: what is still open, and an undated subtitle, belong to it."""
    while last + 1 < len(zone):
        words, following = zone[last].text, zone[last + 1].text
        if _DATED.match(following) is not None or _NUMBERED.search(following) is not None:
            break
        is_open = any(words.count(mark) > words.count(close) for mark, close in ("《》", "“”", "（）"))
        continues = _CONTINUES.match(following) or (is_open and len(following) <= 40)
        # “…制度 / …制度的意见”: the first line only happens to end with the name of a genre.
        runs_on = "的" not in words[-6:] and re.search(r"的\S{0,4}$", following) and _GENRE.search(following)
        if not (continues or _SUBTITLE.match(following) or (runs_on and _may_be_title(zone[last + 1]))):
            break
        last += 1
    return last


def _enacted(head: Head) -> Line | None:
    """The rules that an order (令) brings into force: the title above their first chapter or article."""
    for place in range(head.body, len(head.lines) - 1):
        line, following = head.lines[place], head.lines[place + 1].text
        opened = following.startswith(("（", "(")) or re.match(r"第[一1１][章条节编部]", following)
        if opened and len(line.text) <= 60 and _GENRE.search(line.text):
            return line
    return None


def _lone_hint(text: str, head: Head, hints: Sequence[HeadingHint]) -> Phrase | None:
    """The only heading of the highest level, if it stands before the text proper."""
    top = min((hint.level for hint in hints), default=0)
    spans = [hint.span for hint in hints if hint.level == top]
    if len(spans) != 1 or not head.zone or spans[0].end > head.zone[-1].end:
        return None
    words = spans[0].of(text)
    return None if re.fullmatch(r"(?:[Ss]heet|工作表)\d*", words) else phrase(text, spans[0].start, spans[0].end)
