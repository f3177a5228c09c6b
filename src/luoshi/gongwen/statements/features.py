"""What the statement model looks at: the words, the place, and the headings above.

A feature is a string; the model sums its weights (:mod:`luoshi.gongwen.statements.weights`).
Pairs of neighbouring characters carry the words: they need no segmenter and no word list,
so nothing here knows any one document.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from operator import add

from luoshi.gongwen.model import Heading, Numbering
from luoshi.gongwen.statements.cues import squeeze
from luoshi.gongwen.statements.setting import Setting

_GENRES = (
    ("report", re.compile(r"工作报告|政府报告")),
    ("speech", re.compile(r"讲话|致辞|发言")),
    ("minutes", re.compile(r"纪要")),
    ("bulletin", re.compile(r"通报|公报|简报|快报|经验|事迹|调研|情况的函|督查情况|情况报告")),
    ("letter", re.compile(r"函$|复函|答复|批复|回复")),
    ("regulation", re.compile(r"条例|规定$|办法$|规则|规程|细则|办法》|办法的通知|规定的通知")),
    ("decision", re.compile(r"决定|任免|公告|命令|通告")),
    ("opinion", re.compile(r"意见|措施|决议")),
    ("plan", re.compile(r"方案|计划|规划|纲要|要点|清单|分工")),
    ("notice", re.compile(r"通知")),
)
_LOOKS_BACK = re.compile(
    r"回顾|总结|过去|[年月]来|情况$|情况和|成绩|成就|进展|取得|问题$|原因|教训|现状|形势|经过|经验|体会"
)
_LOOKS_AHEAD = re.compile(
    r"安排|部署|任务|措施|要求|建议|意见|目标|保障|下一步|今后|重点工作|打算|计划|方案|落实|推进|加强|完善|实施|推动|提升|加快"
)
_LENGTHS = (6, 10, 14, 18, 22, 28, 36, 48, 64, 90, 130)
_LONGEST_TITLE = 26
_OPENER_END = 14
_FAR = 200
_ENDINGS = frozenset("。；：！？:;!?")
_ITEMS = frozenset({Numbering.ORDINAL_IS, Numbering.ORDINAL_MUST, Numbering.SEQUENCE})

#: A name and the values that a group of features is made of.
Group = tuple[str | int | None, ...]


def genre_of(title: str) -> str:
    """The genre that a title names (工作报告, 讲话, 意见 …), else ``other``."""
    for genre, pattern in _GENRES:
        if pattern.search(title):
            return genre
    return "other"


def pairs(words: str) -> Iterable[str]:
    """The pairs of neighbouring characters of *words*, its two ends marked."""
    return map(add, "^" + words, words + "$")


def end_features(words: str) -> tuple[str, ...]:
    """The features of a statement's first and last characters."""
    return "<" + words[:2], "<" + words[:3], "<" + words[:4], ">" + words[-3:], ">" + words[-4:]


def heading_features(path: Sequence[Heading]) -> list[str]:
    """The features that the headings above lend to a statement; items do not count."""
    titles = [heading.title.text for heading in path if not heading.is_item]
    if not titles:
        return ["@depth=0", "@direction=none"]
    directions = [_direction(title) for title in titles]
    plain = next((direction for direction in directions if direction in "ab"), "-")
    return [
        f"@depth={len(titles)}",
        f"@direction={plain}",
        f"@directions={'/'.join(directions[:2])}",
        *("1" + pair for pair in pairs(squeeze(titles[0]))),
        *("2" + pair for pair in pairs(squeeze(titles[-1]))),
    ]


def opener_features(words: str) -> list[str]:
    """The features that the sentence which opened a list lends to its items: those of its end."""
    return ["O" + pair for pair in pairs(squeeze(words[-_OPENER_END:]))]


def place_groups(setting: Setting, index: int) -> list[Group]:
    """The statement's place and shape, in groups that recur; :func:`features_of` gives their features."""
    text, pieces, words = setting.text, setting.pieces, setting.words[index]
    piece = pieces[index]
    last = setting.last[index]
    length = bisect_left(_LENGTHS, len(words))
    commas = min(words.count("，") + words.count(","), 4)
    ending = words[-1:] if words[-1:] in _ENDINGS else "-"
    place = ("fl" if last else "fn") if piece.first else ("ml" if last else "mn")
    following = None if last else pieces[index + 1]
    ahead = -1 if following is None else min(3, (following.end - following.start) // 30)
    opened = index > 0 and text[pieces[index - 1].end - 1] in "：:"
    mark = piece.mark.numbering if piece.mark is not None else None
    groups: list[Group] = [
        ("shape", length, commas, place, ending, ahead),
        ("place", mark, setting.genre, place, opened, setting.opener[index] is not None, setting.answered[index]),
        ("where", "0" in words, min(piece.line, 6), 10 * index // len(pieces)),
    ]
    if setting.cues[index]:
        groups.append(("cues", *setting.cues[index]))
    groups.append(("mood", *setting.mood[index]))
    if following is not None and piece.first:
        groups.append(("opening", setting.titled, length, min(commas, 2), ahead))
    if following is not None and len(words) <= _LONGEST_TITLE:
        groups.append(_title_group(setting, index))
    return groups


def features_of(group: Group) -> tuple[str, ...]:
    """The features that a group stands for."""
    name, *values = group
    return _EXPAND[str(name)](*values)


def _shape(length: object, commas: object, place: object, ending: object, ahead: object) -> tuple[str, ...]:
    few = min(int(str(commas)), 2)
    return (
        f"@length={length}",
        f"@commas={commas}",
        f"@shape={length}/{few}/{place}",
        f"@run={length}/{few}/{ending}/{ahead}",
        f"@ending={ending}",
    )


def _place(*values: object) -> tuple[str, ...]:
    mark, genre, place, opened, listed, answered = values
    return (
        "@bias",
        f"@mark={mark}",
        f"@genre={genre}",
        f"@genre={genre}/{place}",
        f"@opened={opened}",
        f"@item={mark in _ITEMS}/{place}",
        f"@listed={listed}",
        f"@answered={answered}",
    )


def _where(number: object, line: object, tenth: object) -> tuple[str, ...]:
    return f"@number={number}", f"@line={line}", f"@tenth={tenth}"


def _mood(told: object, past: object) -> tuple[str, ...]:
    return (f"@here={told}/{past}",)


def _cues(*cues: object) -> tuple[str, ...]:
    return tuple(f"@cue={cue}" for cue in cues)


def _opening(titled: object, length: object, commas: object, ahead: object) -> tuple[str, ...]:
    return f"@opening={titled}/{length}/{commas}", f"@opening={titled}/{length}/{commas}/{ahead}"


def _title(*values: object) -> tuple[str, ...]:
    echo, plain, alike, longer, first, marked, size = values
    return (
        f"@echo={echo}/{plain}",
        f"@title={plain}/{alike}/{longer}/{first}",
        f"@title={plain}/{alike}/{longer}/{first}/{echo != 0}",
        f"@title={marked}/{longer}/{size}",
    )


_EXPAND: dict[str, Callable[..., tuple[str, ...]]] = {
    "shape": _shape,
    "place": _place,
    "where": _where,
    "mood": _mood,
    "cues": _cues,
    "opening": _opening,
    "title": _title,
}


def _title_group(setting: Setting, index: int) -> Group:
    """What tells a short title inside a paragraph from a short task.

    The sentences after a title take up its words, and a paragraph that has one inside
    usually begins with another of the same make.
    """
    text, piece, words = setting.text, setting.pieces[index], setting.words[index]
    after, lead = setting.pieces[index + 1], setting.pieces[setting.leads[index]]
    following = text[after.start : min(after.end, after.start + _FAR)]
    echo = sum([words[place : place + 2] in following for place in range(len(words) - 2)])
    opening = text[lead.words_start : lead.end]
    alike = len(opening) <= _LONGEST_TITLE and "，" not in opening and abs(len(opening) - len(words)) <= 8
    plain = "，" not in words and piece.mark is None
    longer = len(following) >= 2 * len(words)
    return "title", min(echo, 4), plain, alike, longer, piece.first, piece.mark is not None, len(words) // 4


def _direction(title: str) -> str:
    """Whether a heading announces a look back (b), a look ahead (a), both, or neither."""
    return ("b" if _LOOKS_BACK.search(title) else "") + ("a" if _LOOKS_AHEAD.search(title) else "") or "-"
