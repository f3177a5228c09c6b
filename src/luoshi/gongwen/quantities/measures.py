"""Which figures of a directive are goals: how much must be reached or worked off.

A figure in a directive counts as a goal unless something beside it says that it only
describes: what a thing is (总投资5亿元的项目), which class it belongs to (20蒸吨及以下锅炉),
where things stood before, what a rule pays or punishes, or how many names were just
listed.  A small count in Chinese numerals (三条控制线) is the other way round: it counts
only behind a word of making or reaching.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from decimal import Decimal

from luoshi.gongwen.lazy import compile_later
from luoshi.gongwen.lexicon import alternatives, words
from luoshi.gongwen.model import Comparator, Quantity
from luoshi.gongwen.quantities.asides import is_aside
from luoshi.gongwen.quantities.view import View, view_of

_SMALL = Decimal(20)
_LISTED = Decimal(12)

_SHARES = frozenset(words("quantities", "unit-share"))
_COUNTS = frozenset(
    word for entry in ("unit-count", "unit-people", "unit-animals") for word in words("quantities", entry)
)
_NAMEPLATE = frozenset(words("quantities", "mark-nameplate"))
_MONEY = frozenset(words("quantities", "unit-money"))
_CAPACITY = frozenset(
    word for entry in ("unit-weight", "unit-energy", "unit-volume", "unit-money") for word in words("quantities", entry)
)

_ATTRIBUTE = compile_later(f"(?:{alternatives('quantities', 'mark-attribute')})(?:约|近|超|超过|达|达到|为|共)?$")
_CAPACITY_BEFORE = compile_later(f"(?:{alternatives('quantities', 'mark-capacity')})(?:约|近|超|超过)?$")
_THING = compile_later(rf"^[^，。；：,;:的]{{0,18}}?(?:{alternatives('quantities', 'mark-thing')})")
_AT_LEAST_CLAUSE = compile_later(r"至少|不少于|不低于|不得少于|最少")
_NOW = compile_later(
    f"(?<![比较])(?:{alternatives('quantities', 'mark-before-now')})"
    r"(?!.{0,30}(?:(?<!达)到|至|提高|提升|增长|增加|下降|降低|上升|减少|压减|基础上|相比))"
)
_GRANT = compile_later(f"(?:{alternatives('quantities', 'mark-grant')})(?:不超过|不高于|不低于|不少于|约|超过|达|为)?$")
_GRANT_BEHIND = compile_later(r"^(?:以上|以下|以内)?(?:的)?(?:[^，。；,;]{0,6}(?:罚款|奖励|奖补|补助|补贴|资助|奖金))")
_RATE = compile_later(r"按(?:照)?[^，。；,;]{0,24}$")
_RATE_BEHIND = compile_later(
    r"^[^，。；,;]{0,10}(?:比例|标准|给予|计算|计提|征收|缴|收取|扣除|税率|费率|掌握|执行)|^，(?:给予|予以|最高|补)"
)
_PER_HEAD = compile_later(r"每[百千万]?[名个]?[人户亩头村][^，。；,;]{0,4}$|人均[^，。；,;]{0,6}$")
_ABSTRACT = compile_later(
    rf"^[^，。；：、,;:的按对将由以在要于为并应须]{{0,5}}?(?<!有)(?:{alternatives('quantities', 'mark-abstract')})"
    r"(?!项目|企业|产业|平台|基地|园|车间|站|点|村|镇|县)"
)
_ACTOR = compile_later(rf"^[^，。；：、,;:的]{{0,6}}?(?:{alternatives('quantities', 'mark-actor')})")
_AGENT_LEADS = ("", "由", "等", "会同", "协调", "组织")
_PLACES = compile_later(r"^(?:省|州|盟|设区|地级|地市|市|县|旗|区|乡镇|街道|国家和地区|国家)")
_WHOLE = compile_later(r"(?:[全我]?[国省市县区州盟旗]|所辖|下辖|涉及|沿线|等)(?:的)?$")
_BASE = compile_later(r"(?:从|由|较|(?<![占对之配环同可例率性])比)(?:[^，。；、,;到至]{0,8}的)?$")
_FROM = compile_later(r"(?:从|由)[^，。；、,;到至]{0,14}$")
_TO_BEHIND = compile_later(r"^[^，。；、,;到至为]{0,4}[到至为]")
_GROUND_BEHIND = compile_later(r"^的?基础[上之]")
_LIMIT_BEHIND = compile_later(r"^的?(?:限额|额度|部分)")
_EVERY = compile_later(r"每[^，。；,;]{0,12}$")
_NOT_MET = compile_later(r"(?:不足|不到|不满|未满|未达到|达不到|未达)$")
_CONDITION = compile_later(r"^[^，。；：、,;:]{0,10}(?:的|时|后|者)(?=[，、：；）)]|，|$)")
_OF_GOAL = compile_later(r"^的(?:目标|任务|标准|速度|增速|增长|比例|要求|水平|[^，。；、]{0,8}(?:任务|目标))")
_CLASS = frozenset(("及以上", "及以下", "或以上", "（含）以上", "(含)以上"))
_NOUN_BEHIND = compile_later(r"^[^，。；：、！？,;:!?（(）)\s和及与]")
_OWNER_BEHIND = compile_later(
    r"^[^，。；：、,;:的（(]{0,6}?(?:企业|项目|产业|产业链|园区|集群|开发区|强镇|强村|村|镇|县|大户)"
)
_HAN_NUMERAL = "零〇○一二两三四五六七八九十百千万亿廿卅几数"


def measures_in(text: str, start: int, end: int, quantities: Sequence[Quantity]) -> list[Quantity]:
    """Those of *quantities* that the directive ``[start, end)`` of *text* wants reached.

    *quantities* are sorted, as :func:`find_quantities` gives them; those outside the
    statement are passed over.  The rules follow the annotation guide's "Measures".
    """
    chosen: list[Quantity] = []
    first = bisect_left(quantities, start, key=_start_of)
    for index in range(first, len(quantities)):
        quantity = quantities[index]
        if quantity.span.end > end:
            break
        view = view_of(text, start, end, quantity)
        for rule in _RULES:
            if rule(view):
                break
        else:
            chosen.append(quantity)
    return chosen


def _start_of(quantity: Quantity) -> int:
    return quantity.span.start


def _ranks_owners(view: View) -> bool:
    """营收过百亿元企业, 产值超10亿元企业3家: the sum says which ones are meant."""
    if view.unit not in _MONEY:
        return False
    if view.quantity.text[0] in "百千万亿" and _NOUN_BEHIND.match(view.behind):
        return True
    return not view.exact and not view.verb_amounts and bool(_OWNER_BEHIND.match(view.behind))


def _states_class(view: View) -> bool:
    """20蒸吨及以下燃煤锅炉, 60岁以上老人, 500万元以上项目: a class of things."""
    if view.after in _CLASS or (view.after and view.unit == "类"):
        return bool(_NOUN_BEHIND.match(view.behind))
    if "岁" in view.unit:
        return "寿命" not in view.before and "年龄" not in view.before
    if view.after not in ("以上", "以下", "以内") or view.unit in _SHARES or not view.unit:
        return False
    if not _NOUN_BEHIND.match(view.behind) or (view.behind.startswith("的") and view.unit in _COUNTS):
        return False
    return view.unit not in _COUNTS and (view.after != "以上" or not (view.amounts or view.enough))


def _is_condition(view: View) -> bool:
    """投资超过1000万元的, 不足3人的: who or what a rule applies to."""
    if _NOT_MET.search(view.before):
        return True
    if not view.behind.startswith(("的", "时", "者")):
        return view.before.startswith(("对", "凡", "如", "若")) and bool(_CONDITION.match(view.behind)) and (
            "的" in view.behind[:12]
        )  # fmt: skip
    if _OF_GOAL.match(view.behind):
        return False
    if view.before.startswith(("对", "凡", "如", "若")) or view.behind[1:2] in tuple("，,、；：）)"):
        return True
    if view.unit in _COUNTS and (view.exact or view.after == "左右"):
        return False  # 解决3000人的饮水问题
    return view.unit not in _SHARES and bool(view.unit) and not view.verb_amounts


def _describes_thing(view: View) -> bool:
    """总投资5亿元的项目, 年产60万吨油料项目, 220千伏线路."""
    noun = bool(_NOUN_BEHIND.match(view.behind))
    # 220千伏线路 says which line; 总动力达到2000万马力 says how much.
    if _ATTRIBUTE.search(view.before) or (view.unit in _NAMEPLATE and (noun or not view.amounts or "米" in view.unit)):
        return True
    if noun and _CAPACITY_BEFORE.search(view.before):
        return True
    if not noun or view.unit not in _CAPACITY or view.amounts or view.context.comparator:
        return False
    makes_power = "瓦" in view.unit and view.quantity.verb is not None and view.led.endswith(view.quantity.verb.text)
    return not makes_power and bool(_THING.match(view.behind))


def _tells_past(view: View) -> bool:
    """由5%提高到8%: the 5 %; 目前3万亩: where things stand."""
    if _BASE.search(view.before) or _GROUND_BEHIND.match(view.behind):
        return True
    if _FROM.search(view.before) and _TO_BEHIND.match(view.behind):
        return True
    return bool(_NOW.search(view.before))


def _is_rate(view: View) -> bool:
    """按15%的税率, 给予10万元奖励, 处1万元罚款: what a rule pays or takes."""
    if view.unit in _COUNTS or (view.context.comparator is Comparator.AT_LEAST and _PER_HEAD.search(view.led)):
        return False  # 按每百户不少于20平方米配建
    if (_RATE.search(view.before) and _RATE_BEHIND.match(view.behind)) or _LIMIT_BEHIND.match(view.behind):
        return True
    if _PER_HEAD.search(view.before):
        return False
    if _GRANT.search(view.before):
        return True
    return view.unit in _MONEY and not view.amounts and bool(_GRANT_BEHIND.match(view.behind))


def _counts_names(view: View) -> bool:
    """长岭、白水2个乡镇: a count that repeats how many names stand before it."""
    value = view.quantity.value
    if view.unit not in _COUNTS or value is None:
        return False
    if view.before.endswith("每"):
        return True
    if view.unit == "次" and value == 1 and _is_rhythm(view):
        return True
    if value > _SMALL or not view.exact:
        return False
    if view.before.endswith("等"):
        return value < 10
    return view.names >= 1 and value == view.names + 1 and view.quantity.span.start == view.context.lead


def _is_rhythm(view: View) -> bool:
    """每年召开1次: how often, not how much."""
    return view.exact and bool(_EVERY.search(view.before)) and not _AT_LEAST_CLAUSE.search(view.before)


def _counts_abstract(view: View) -> bool:
    """4个重点领域, 3项工作: a count that announces a list; 6个部门要…: who is to act."""
    value = view.quantity.value
    if view.unit not in _COUNTS or value is None or value > _LISTED or not view.exact:
        return False
    if _ACTOR.match(view.behind) and view.led in _AGENT_LEADS:
        return True
    if _WHOLE.search(view.before) and _PLACES.match(view.behind):
        return True
    return bool(_ABSTRACT.match(view.behind)) and not view.enough


def _is_small_han_count(view: View) -> bool:
    """三条控制线, 两个确立: Chinese numerals below twenty count things by the way."""
    if view.unit not in _COUNTS or view.quantity.text[0] not in _HAN_NUMERAL or view.quantity.masked:
        return False
    value = view.quantity.value
    if value is None or value >= _SMALL or view.quantity.upper is not None:
        return False
    if _AT_LEAST_CLAUSE.search(view.before):
        return False
    return not view.enough or bool(_ABSTRACT.match(view.behind))


_RULES: tuple[Callable[[View], bool], ...] = (
    _ranks_owners,
    _states_class,
    _is_condition,
    _describes_thing,
    _tells_past,
    _is_rate,
    _counts_names,
    _counts_abstract,
    _is_small_han_count,
    is_aside,
)
