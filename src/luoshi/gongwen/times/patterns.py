"""The one pass that finds times, and the pattern that takes a point of time apart.

Every repetition is bounded and every branch opens on a small class of characters, so that
the cost is linear in the text.  Forms of writing met in official texts: figures of both
widths, Han numerals (GB/T 15835-2011), masks (x, ×, 某), single spaces left by converters.
"""

from __future__ import annotations

import re

from luoshi.gongwen.lazy import compile_later

_D = "0-9０-９"
_H = "一二三四五六七八九"
_M = "xXｘＸ×*＊某"
# One space at most, written as an alternation: a set of far-apart characters is slow to compile.
_SP = r"(?:\x20|\xa0|　|)"
_SEP = f"{_SP}(?:[—―─-]{{1,2}}|[－–~～至到]|起至|起到|日至){_SP}"

_YEAR = (
    f"(?:(?:19|2[01]|１９|２[０１])[{_D}]{{2}}|[一二][九〇○零Ｏ一][{_H}〇○零Ｏ]{{2}}|[{_M}]{{1,4}}"
    f"|[2２][0０{_M}]?[{_M}]{{1,2}}|[2２][{_D}](?=年[底末])|○○|〇〇)"
)
# 年 that belongs to another word: 2026年级, 年轻, 年均.
_NIAN = f"{_SP}年(?![级龄轻均画货味鉴检薪会])"
_YEAR_WORD = "(?:今年|明年|后年|次年|翌年|本年度?|当年|去年度?|前年|上一?年度?|(?<!多)年度(?=内))"
_MONTH_NUMBER = f"(?:[{_D}]{{1,2}}|十[一二]|[{_H}十]|元(?=月)|[{_M}]{{1,2}})"
_MONTH = f"{_MONTH_NUMBER}{_SP}月(?![球亮饼嫂薪刊租供息均经子色牙光]|度|三(?![日号月十]))份?"
_DAY_NUMBER = f"(?:[{_D}]{{1,2}}|三十一?|二?十[{_H}]?|[{_H}]|[{_M}]{{1,2}})"
_DAY = f"{_DAY_NUMBER}{_SP}[日号](?![常益夜报均])"
# What narrows a day down: （星期五）下午5时, 17:30, 下班. It does not change the day.
_CLOCK = (
    f"(?:[（(](?:星期|周)[一二三四五六日天][）)])?"
    f"(?:(?:上午|下午|中午|晚上?|早上)?(?:[{_D}]{{1,2}}[:：][{_D}]{{2}}|[{_D}{_H}十]{{1,3}}[时点](?:[{_D}]{{1,2}}分|半|整)?)|下班)"
)
_MONTH_WORD = "(?:本月|当月|下个?月|次月|上个?月)"
_MONTH_PART = "(?:[上中下]{1,2}旬|底|末|初|中(?=前|[，。；、）]))"
_QUARTER = (
    "(?:第?[一二三四1-4１-４](?:[、至到—-]第?[二三四2-4])?季度|前[一二三两2-3]个?季度|头三季度|[本下]个?季度)[末底初]?"
)
_HALF = "[上下]半年[末底]?"
_YEAR_PART = "(?:年?底|年?末|年[中初终]|初(?![步中级心次期])|中(?=前|[，。；、）]))"
_QUOTE_OPEN, _QUOTE_CLOSE = "[“\"‘']", "[”\"’']"
_PLAN = (
    f"(?:{_QUOTE_OPEN}[{_H}十]{{1,3}}五{_QUOTE_CLOSE}|十[{_H}]?五(?=[末时期规])"
    f"|第[{_H}十]{{1,3}}个五年)(?:[计规]划)?(?:时期|期间|期末|期内|末期?|中期)"
)
# 前 and 内 that open another word: 前10个月, 前期, 内蒙, 内部 (but 内部署).
_QIAN = rf"前(?![期几景瞻往半夕]|[{_D}{_H}两十]{{1,3}}(?:个月|个?季度|年|天|周|位|名|强))"
_NEI = "内(?!蒙|需(?!要)|部(?![署门])|容(?!纳))"
_SUFFIX = (
    f"(?:(?:之|以)?{_QIAN}后?|(?:之|以)?{_NEI}|期间|左右|起(?![步草点来降飞势诉])|以来"
    "|(?:之|以)?后(?![续期勤备发劲方])|开始)"
)


def _point(dated: str, *, named: bool = False) -> str:
    """A point of time; *dated* names the group of its year, *named* makes groups of its parts, too.

    A part of a year stands in the pattern only once, for a point with a year and for one
    without: large patterns are slow to compile.
    """

    def group(key: str, body: str) -> str:
        return f"(?P<{key}>{body})" if named else body

    month = f"(?:{group('month', _MONTH)}|{group('mword', _MONTH_WORD)})"
    within_month = f"{month}(?:{_SP}{group('day', _DAY)}(?:{_CLOCK})?|{group('mpart', _MONTH_PART)})?"
    within_year = f"(?:{group('half', _HALF)}|{group('quarter', _QUARTER)}|{within_month})"
    year = f"(?:{group('year', _YEAR)}{_NIAN}度?|{group('yword', _YEAR_WORD)})"
    return (
        f"(?:(?P<{dated}>{year})?"
        f"(?:(?({dated})的?{_SP}){within_year}|(?({dated})(?:{group('ypart', _YEAR_PART)})?|(?!))))"
    )


#: What parts the two ends of a range.
SEPARATOR = compile_later(_SEP)

#: A point and nothing else, with its parts as groups.
POINT = compile_later(_point("dated", named=True))

_N = (
    rf"(?:[{_D}]{{1,4}}(?:{_SEP}[{_D}]{{1,4}})?|[{_H}两十百]{{1,4}}(?:[至到、—][{_H}两十]{{1,3}})?|半|[几数]|若干"
    f"|[{_M}]{{1,2}})"
)
_UNIT = "(?:个?(?:工作日|自然日)|个半?月|个?(?:季度|星期|学期|小时)|分钟(?=[之以]?内)|年|天|日|周|月(?=[之以]?内))"
_ABOUT = "(?:左右|多|半)?"

_START = f"{_D}{_H}十两〇○零半几数若{_M}元正腊今明后次翌本当去前头上下年月季全这每按逐第即之以期春夏秋冬“\"‘'"

_GATE = (
    f"(?=[{_D}{_H}十两〇○零半几数若{_M}元正腊]{{1,9}}{_SP}[年月日号季个天周星小工自分—\\-－–―─~～至到、])(?<![{_D}.．])"
)

_PATTERN = rf"""
(?=[{_START}FIRST])(?:
  (?:
    (?P<numeric>(?<![{_D}.．-])(?:19|20)[0-9]{{2}}[-./．](?:1[0-2]|0?[1-9])(?:[-./．][0-3]?[0-9](?![0-9])|(?![0-9./%％万亿元个人吨公亩米平倍年岁号-])))
    | {_GATE}(?:
        {_YEAR}(?:{_NIAN})?{_SEP}{_YEAR}{_NIAN}度?[底末]?(?P<years>)(?![{_D}{_H}])
      | (?:{_YEAR}{_NIAN})?(?:
            {_MONTH_NUMBER}(?:{_SEP}|、){_MONTH}[底末]?(?P<months>)(?![{_D}])
          | {_MONTH}{_DAY_NUMBER}[日号]?{_SEP}{_DAY}(?P<days>)
        )
    )
    | (?:{_GATE}|(?=[今明后次翌本当去前上下头第年]))
      (?P<point>{_point("from")}(?:(?:{_SUFFIX})?{_SEP}(?:{_point("to")}|年[底末]))?)
    | (?P<plain>(?<![几数多干近历往去])年(?:[底末终](?![考总决人])|[中初]|{_NEI})|全年(?![龄制度])(?<![健安完齐]全年)
        |月(?:[底末初]|{_NEI})|季[末底](?!节))
    | (?P<term>[春夏秋冬]季(?:学期(?:开学)?)?|今冬明春|[今明去][春夏秋冬])
    | (?P<week>(?:[本这]周|下+周)[一二三四五六日天末内底]?(?:{_CLOCK}(?=前))?)
    | (?P<plan>{_PLAN})
    | (?P<recurring>每(?:隔?{_N}?个?(?:半?年|半?月|季度?|周|星期|天|日|旬|学期)度?)(?:{_SP}(?:{_QUARTER}
        |{_MONTH}(?:{_DAY}|{_MONTH_PART})?|[年月季]?[末底初首]月?(?:{_DAY})?|[上中下]旬|(?:一(?=[前、，]|[上下]午|[早晚])|[二三四五六日天](?![{_H}月天次场轮期个项回]))(?:{_CLOCK}(?=前))?|{_DAY}(?:{_CLOCK}(?=前))?|{_CLOCK}(?=前)))?
        (?:{_SEP}(?:{_MONTH}(?:{_DAY})?|{_DAY}))?
        |[按逐](?:季度?|月|周|旬|半?年度?)(?![份度均]))
  )(?:{_SUFFIX})?
  | {_GATE}(?:
        (?P<day>{_DAY}(?:{_CLOCK})?(?:[之以]?前|起)(?![{_D}{_H}]))
      | (?P<length>{_N}{_SP}{_UNIT}{_ABOUT}(?:的?(?:时间|努力|奋斗))?(?:[之以]?{_NEI}|期限内)?)
    )
  | (?P<today>即日起|今明两年|明后两年)
  | (?P<century>本世纪(?:末|中叶))
  | (?P<around>[之以]?(?:前(?![夕者期列沿续勤景端瞻])|后(?![夕者期列沿续勤备景端瞻]))后?|(?<![{_D}])期间)
  | (?<![^，、；。：:,;（(\s])(?P<long_term>LONG_TERM)(?=[，、；。,;）)\s]|\Z)
  | (?P<without_date>WITHOUT_DATE)
)
"""


def compile_pass(long_term: str, without_date: str) -> re.Pattern[str]:
    """The pass over the text; the arguments are the alternatives of two entries of the lexicon."""
    first = "".join(sorted({word[0] for word in f"{long_term}|{without_date}".split("|")}))
    pattern = _PATTERN.replace("FIRST", first).replace("LONG_TERM", long_term).replace("WITHOUT_DATE", without_date)
    return compile_later(pattern, re.VERBOSE)
