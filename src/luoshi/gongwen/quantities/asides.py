"""Figures that a directive gives by the way: how many are sent, how many a list has, whom it serves."""

from __future__ import annotations

from luoshi.gongwen.lazy import compile_later
from luoshi.gongwen.lexicon import words
from luoshi.gongwen.quantities.view import View

_PEOPLE = frozenset(words("quantities", "unit-people"))
_FEW = 2

_FIELD = ("方面", "领域", "板块", "方面共", "领域共", "方面有", "领域有")
_STOP = compile_later(r"^(?:[，。；、（(,;]|$)")
_CODE = compile_later(r"(?:字符|编码|代码|数字|号码|密码|编号|字母)[^，。；]{0,4}(?:共|为|由|计)?$")
_SPLIT = ("组成", "分成", "编成", "划分成", "组成了", "分成了")
_SENT = compile_later(r"(?:派出?|选派|明确|确定|指定|安排|落实|推荐|抽调|选出|选定)$")
_SENT_ONE = compile_later(
    r"^[^，。；、]{0,12}?(?:代表|联络员|联系人|负责人|负责同志|责任人|分管领导|领导|专职人员|专人|同志|业务骨干|信息员|股级干部|工作人员|人员|教师)"
)
_EFFECT = compile_later(r"惠及[^，。；]{0,10}$")
_AIMED = compile_later(r"力争|确保|争取|努力|要|达到|不少于|不低于|至少|预期")
_EACH_LOOKED_AT = compile_later(
    r"^[^，。；]{0,12}?(?:逐个|逐一|逐项|逐条|逐户|一个一个|挨个)(?:地)?(?:进行)?"
    r"(?:会诊|过(?!关)|过筛|分析|研判|走访|梳理|排查|点评|剖析|约谈|调度|核实|核查|摸排|听取|诊断|研究)"
)
_ABOUT = compile_later(r"(?:^|[要将，])对(?![外口])[^，。；]{0,18}的$")
_TREATED = compile_later(
    r"^[^，。；要]{0,14}?(?:逐|实行[“一]|挂牌|一[个项户村厂企][一—]|重点关注|重点监测|跟踪|紧盯|蹲点|包保|[，,](?!要|抓紧|加快)[一-龥]{2,8}[委局部厅办]正)"
)


def is_aside(view: View) -> bool:
    """Whether the figure is given by the way, so that it is no goal."""
    if view.unit in _PEOPLE and (_sends_few(view) or _tells_effect(view) or _describes_code(view)):
        return True
    if view.before.endswith(_FIELD) and view.exact and _STOP.match(view.behind):
        return True  # 军民融合方面6项，由…: how many a list has in a field
    if view.before.endswith(_SPLIT) and view.exact:
        return True  # 组成3个督查组: how those who act are divided
    return _is_looked_at(view)


def _describes_code(view: View) -> bool:
    """编码字符共18位: how long a code is."""
    return view.unit == "位" and bool(_CODE.search(view.before))


def _sends_few(view: View) -> bool:
    """各派1名代表, 明确一名联络员: who is to come or to be named."""
    value = view.quantity.value
    if value is None or value > _FEW or not view.exact:
        return False
    return bool(_SENT.search(view.before)) and bool(_SENT_ONE.match(view.behind))


def _tells_effect(view: View) -> bool:
    """惠及3万余人: whom the work serves, unless that is the aim."""
    return "惠及" in view.before and bool(_EFFECT.search(view.before)) and not _AIMED.search(view.before)


def _is_looked_at(view: View) -> bool:
    """对没有开工的11个项目逐个会诊: what is looked at, not worked off."""
    one_by_one = "逐" in view.behind or "个" in view.behind
    if not (one_by_one or view.before.endswith("的")) or not view.exact or "剩余" in view.before:
        return False
    if one_by_one and _EACH_LOOKED_AT.match(view.behind):
        return True
    return bool(_ABOUT.search(view.before)) and bool(_TREATED.match(view.behind))
