"""Whether some words are a unit's name, judged by how the name is built.

No list of all offices is kept: a name is told by its ending (县财政局, 社会管控组), by its
opening (各乡镇), or, in a list, by the field of work it names (发改、住建).
"""

from __future__ import annotations

from functools import lru_cache

from luoshi.gongwen.lazy import compile_later
from luoshi.gongwen.lexicon import words
from luoshi.gongwen.model import UnitKind, UnitMention

_ENDINGS: dict[str, UnitKind | None] = {}
for _entry, _kind in (
    ("region", UnitKind.GROUP),
    ("enterprise", UnitKind.ENTERPRISE),
    ("organisation-letter", UnitKind.ORGANISATION),
    ("organisation", UnitKind.ORGANISATION),
    ("finance", UnitKind.ORGANISATION),
    ("body", UnitKind.BODY),
    ("post", UnitKind.POST),
):
    _ENDINGS.update(dict.fromkeys(words("units", _entry), _kind))
_ENDINGS.update(dict.fromkeys(words("units", "not-organisation")))
_REGIONS = frozenset(words("units", "region"))
_NOT_REGIONS = frozenset(words("units", "not-region"))
_GROUPS = frozenset(words("units", "group"))
_SPEAKERS = frozenset(words("units", "speaker"))
_LONGEST = max(map(len, _ENDINGS))
_SECTORS = frozenset(words("units", "sector"))

_NUMERALS = frozenset("一二两三四五六七八九十百几数多")

# Names that are as often part of another word (部门联合监管, 政府采购).
_TOO_PLAIN = frozenset(
    {"部门", "政府", "单位", "机关", "地方", "各方", "各方面", "国务院", "委员会", "领导", "党委领导", "办公室"}
)

#: Any character that a name which can act may end with.
LAST = "".join(sorted({word[-1] for word in (*_ENDINGS, *_GROUPS)}))

_OPENINGS: dict[str, tuple[str, ...]] = {}
for _word in sorted(words("roles", "opening-verb"), key=len, reverse=True):
    _OPENINGS[_word[0]] = (*_OPENINGS.get(_word[0], ()), _word)

# 组织部门 and 建设单位 are names although 组织 and 建设 are verbs.
_NAMED_LIKE_A_VERB = compile_later(
    r"(?:本级|本溪|其[他它]|有(?:关|色|线|机|限)|指挥|建设(?:部|局|厅|委|单位|主管|行政|银行|集团|工程|方|兵团|、|$|和)|发展(?:改革|和改革|研究|中心|规划)|"
    r"集中(?:采购|供养|办)|应急|应城|要塞|组织(?:部|人事)|(?:改革|规划)(?:办|局|委|部门)|监督(?:局|管理|部门|机关|委员)"
    r"|协调(?:小组|组|办|机制|机构|委员)|推进(?:组|办|小组|专班)|保障(?:组|局|部门|中心|专班|单位)"
    r"|指导(?:组|中心)|督(?:导|查|察)(?:组|局|室|办)|配合(?:单位|部门)|执行(?:局|机构|单位)|服务|保护(?:局|区)"
    r"|实施(?:单位|机构|主体)|承办|处理(?:组|局|者)|推广(?:中心|站|单位)|受理(?:单位|机关|机构|部门)|对外|对口[一-龥]{0,4}(?:单位|部门)|向阳|使用|新[一-龥]{1,3}[省市县区镇乡局厅旗]"
    r"|(?:审核|制定|执行|实施|办理|处理|认定|推荐|提供|评选|使用|运营|研究|培养|培训|评审|鉴定|检测|认证|申请|申报|维护|清理|保障|改造|遴选|主办|承办|经营|选择|采取|"
    r"确定)(?:机构|机关|单位|部门|主体|者|人员|方)"
    r"|领导(?:小组|班子|机构)|领导$|投资(?:促进)?(?:局|集团|公司|公司)|动员(?:办|局)|检查(?:组|站|院)|改造(?:办|指挥部)|管理|整治(?:组|办|专班)"
    r"|用人单位|好[一-龥]{0,2}(?:县|镇|乡)|同(?:江|级|心|仁|德)|和(?:平|田|县|林|静|硕|龙|顺)|从(?:化|江)|与(?:会)|同志|在(?:建|岗)|经(?:信|开|"
    r"济|贸|委|办|营|侦)|以工)"
)
# What may stand at the end of a list: the last two characters of endings, groups, fields and levels
# (市县两级).  A common noun of three characters or more may begin before the name does.
_TAIL_PAIRS = (
    {
        word[-2:]
        for word in (*_ENDINGS, *_GROUPS, *_SECTORS, "两级", "三级", "四级", "五级")
        if len(word) > 1 and (len(word) > 2 or _ENDINGS.get(word, UnitKind.GROUP) is not None)
    }
    | _GROUPS
    | _SECTORS
    | _SPEAKERS
)
# Endings of one character, and what ends a list in another way: 等, 等地, 等乡镇, brackets.
_TAIL_LETTERS = {word for word in _ENDINGS if len(word) == 1} | frozenset("等地镇乡）)”")
_NEVER = {word for word, kind in _ENDINGS.items() if len(word) == 2 and kind is None} - _TAIL_PAIRS
_BRACKETS = frozenset("）)“”")
# 市县两级, 省、市、县三级: levels of government as one group.
_LEVELS = compile_later("[中央省市县区乡镇村、和]{2,9}[两三四五]级")
_MARKS = compile_later("[（(][^）)]*[）)]|[“”]")
_WITHIN = compile_later(
    r"[的了是把被！？。；：，,;:《》\s]|要求|会同|谁|已|(?<!^)(?<!各)牵头|(?<!主)要(?!塞)|积极|与|由|为|负责(?!人|同志)"
    r"|以(?![上下外内])|[对向](?![外口台阳])|关于|提请|划交|代表(?=[国全省市县])|支持(?!中心)|加快|开展|(?:推进|落实|推动)(?!组|办|中心|小组|委|局|专班)|"
    r"(?<=[部门局委府厅会院组])(?:报(?![社业告])|商(?![务业]))|通过|按照|建议|包括|涉及|设[在于立]|专人|本人|个人|配合(?!单位)|曾经|责成|(?<=.)请|组织(?=各|有关|三级|国家)|实行|"
    r"入选|[^斩收]获|得到|赴|组成(?!部门|单位|员)|至少|不少于|[0-9０-９](?:[个家所户座名位条项次件批]|多个|余家)"
)
_COUNTED = compile_later(
    r"[0-9０-９x×xX一二两三四五六七八九十百千多几余数]+(?:多|余)?(?:家|个|所|户|座|名|位|条|项|处|人|批)"
)
_PROPER = compile_later(r"(?=.{0,3}[一-龥])[一-龥A-Za-z0-9“”‘’·（）()、〔〕\-—+＋•０-９Ａ-Ｚａ-ｚ]+")
_GROUP_OPENING = compile_later(
    r"(?:地方|区域内|全[省市县区州])?各(?!位|项|种|类型|自|界人|族|方面|环节|领域)|(?:[国省市县区州盟旗镇乡]|全县)?直(?:各|机关|有关|单位|部门|属)|所有|(?:有关|"
    r"相关|其他|其它)"
)
_REGION_OPENING = compile_later(
    r"(?:各|试点|示范|帮扶|受|支援|所在|有关|相关|其他|其它|承办|申报|先行|有条件|迁[入出]|输[入出]|省级|重点城|设区|计划单列|中央|地级|县级)"
)

# 青禾县县长 is a post; with a person's name before the title the words name a citizen.
_TITLES = frozenset(
    {
        "书记",
        "县长",
        "市长",
        "省长",
        "区长",
        "镇长",
        "乡长",
        "旗长",
        "州长",
        "局长",
        "厅长",
        "部长",
        "主任",
        "秘书长",
        "行长",
        "校长",
        "组长",
        "主席",
    }
)
_OFFICE_BEFORE_TITLE = compile_later(
    r"(?:[一-龥]{2,12}(?:局|厅|委|部|办|组|会|县|市|区|镇|乡|村|州|旗|盟|院|社区|街道|政府|部门|单位|中心|小组|指挥部|支部))?"
    r"(?:各级|各|乡镇|街道|县|市|省|区|村|第一|分管|主管|副|常务|主要|党委|党组|党支部|支部|党政|党工委|办公室|总|常务副|正|政府|村委会|两委|、|和)*"
)

_CUT_OFF = ("部门", "单位", "等")
_TAIL = compile_later(r"(?:等?(?:有关|相关|责任|各)?(?:部门|单位)|等)$")
_WHOLE = compile_later(
    r".*(?:各|有关|相关|主管|其他|其它|组成|各个|直属|所属|下属|职能|行政|责任|牵头|配合|上级|下级|同级|对口|[省市县区州盟旗镇乡][直级]|国务院|政府|和|其)(?:部门|单位)"
    r"|(?:.*各级|.*成员|各级各)?部门|.*(?<!成员)单位"
)


def bare(name: str) -> str:
    """*name* without 部门, 单位 or 等 at its end, unless little but that is left (各部门, 县直部门)."""
    if not name.endswith(_CUT_OFF):
        return name
    return name if _WHOLE.fullmatch(name) else _TAIL.sub("", name) or name


@lru_cache(maxsize=4096)
def kind_of(name: str) -> UnitKind | None:
    """The kind of the unit that *name* is, or ``None`` where it is not built like a name."""
    if name in _SPEAKERS:
        return UnitKind.ORGANISATION
    if name in _GROUPS or _LEVELS.fullmatch(name):
        return UnitKind.GROUP
    return _kind_by_ending(name) if could_be_listed(name) else None


def _kind_by_ending(name: str) -> UnitKind | None:
    # 村（居）委会, 各村“两委”: brackets and quotes do not count for the ending.
    plain = _MARKS.sub("", name) or name
    found, ending = _by_ending(plain)
    if found is None or (ending in _TITLES and not _OFFICE_BEFORE_TITLE.fullmatch(plain, 0, len(plain) - len(ending))):
        return None
    if _GROUP_OPENING.match(name):
        return UnitKind.POST if found is UnitKind.POST else UnitKind.GROUP
    if ending in _REGIONS and found is UnitKind.GROUP:
        return _region(plain, "（" in name)
    return None if len(name) <= len(ending) and len(ending) == 1 else found


def is_sector(name: str) -> bool:
    """Whether *name* is a field of work that stands for its office (发改, 住建)."""
    return name in _SECTORS or (name[0] in "省市县区州" and name[1:] in _SECTORS)


def opens_group(name: str) -> bool:
    """Whether *name* begins like a group of all and goes on with no office's field (所有生产)."""
    return name.startswith(("所有", "一切", "全部")) and not is_sector(name[2:] or name)


@lru_cache(maxsize=4096)
def could_be_listed(name: str) -> bool:
    """Whether *name* may stand in a list of units (before 等部门, after 责任单位：)."""
    return (
        2 <= len(name) <= 40
        and not _WITHIN.search(name)
        and not opens_with_verb(name)
        and not _COUNTED.match(name)
        and _PROPER.fullmatch(name) is not None
    )


def needs_order(mention: UnitMention) -> bool:
    """Whether the unit acts only where it is plainly told to (要, 应当): companies, places, schools."""
    if mention.name in _TOO_PLAIN or mention.kind is UnitKind.ENTERPRISE:
        return True
    return mention.kind is UnitKind.ORGANISATION and _is_region(mention.name)


@lru_cache(maxsize=4096)
def _is_region(name: str) -> bool:
    return _by_ending(name)[1] in _REGIONS


def opens_with_verb(name: str) -> bool:
    """Whether *name* begins with a verb or preposition, so that it is no name (支持企业)."""
    if name in _SPEAKERS:
        return False
    candidates = _OPENINGS.get(name[0])
    if candidates is None or not name.startswith(candidates):
        return False
    return not _NAMED_LIKE_A_VERB.match(name)


def ends_like_name(words: str) -> bool:
    """Whether *words* end as a unit's name does, so that a bracket after them explains it."""
    return _by_ending(words)[0] is not None


def may_end_a_list(text: str, end: int) -> bool:
    """Whether a list of units can end at *end*, told by the last two characters alone.

    It spares the reading of what only chances to end with a character of a unit's name
    (全面, 重点), and says no only where :func:`kind_of` would, however the words begin.
    """
    pair = text[max(0, end - 2) : end]
    return pair in _TAIL_PAIRS or ((pair[-1] in _TAIL_LETTERS or pair[0] in _BRACKETS) and pair not in _NEVER)


def _by_ending(name: str) -> tuple[UnitKind | None, str]:
    for length in range(min(_LONGEST, len(name)), 0, -1):
        ending = name[-length:]
        if ending in _ENDINGS and not (ending == "部" and name[-2:-1] in _NUMERALS):
            return _ENDINGS[ending], ending
    return None, ""


def _region(name: str, bracketed: bool) -> UnitKind | None:
    if name in _NOT_REGIONS and not bracketed:
        return None
    if bracketed or _REGION_OPENING.match(name):
        return UnitKind.GROUP
    for length in range(2, min(7, len(name) + 1)):
        if name[-length:] in _NOT_REGIONS:
            return None
    return UnitKind.ORGANISATION if len(name) <= 12 else None
