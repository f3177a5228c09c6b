"""The words behind a unit's name that tell it to act, as compiled patterns."""

from __future__ import annotations

from luoshi.gongwen.lazy import compile_later
from luoshi.gongwen.lexicon import words
from luoshi.gongwen.units.names import LAST

# What must not follow a one-character cue, lest it be part of another word (要求, 应急).
_NOT_AFTER = {
    "要": "求素点件闻害务塞领么",
    "应": "用急届收邀税聘变付",
    "需": "求",
    "可": "持行靠能再见",
    "将": "来军",
    "到": "位底",
    "对": "接口外象策比应于台",
    "为": "主民何",
    "在": "内建职编",
    "于": "是",
    "向": "上",
    "以": "及上下内外前后",
    "从": "业事",
    "依": "据",
    "按": "揭",
    "凭": "证",
    "先": "进导",
    "再": "生次",
    "把": "关握",
    "就": "业近诊",
    "自": "然治主贸律身我营",
    "报": "告社表刊账名",
    "送": "达",
    "经": "济营费办贸信理开",
    "牵头": "单部人领",
    "统筹": "区层",
    "商": "旅务业会品铺标城贸户人量场住圈法检",
    "协调": "机",
    "管理": "人体制办局机层",
    "监管": "机体部局总",
    "指导": "意思性",
    "审批": "制服",
    "主要": "领负职",
    "科学": "院技家研",
    "重点": "项任工",
    "组织": "部机体人法",
    "规范": "性",
    "建设": "用单部局",
    "统计": "局数机",
    "执行": "力局",
    "安排": "的",
    "综合": "执部",
    "公开": "的",
    "保障": "机体",
    "检查": "组站",
    "监督": "管机",
    "调查": "队组",
    "服务": "中平",
    "发展": "改",
    "参与": "度者",
    "联合": "会体社",
    "共同": "体",
    "通报": "的",
    "处理": "厂",
    "办理": "情",
    "落实": "情",
    "承担": "的",
    "维护": "费",
    "考核": "办",
    "研究": "院所中生室",
    "开发": "区",
    "报送": "的",
    "认定": "的",
    "增加": "值",
    "现场": "会",
    "实地": "的",
    "评估": "机",
    "督导": "组",
    "推广": "站中",
    "监测": "站中点",
    "预警": "中信",
    "调度": "中",
    "使用": "单人者",
    "申请": "人",
    "动态": "的",
    "分级": "诊",
    "执法": "队局",
    "审核": "转",
    "召集": "人",
    "拟": "稿任录聘合态人",
}
# The same, told by more than one character: 行长负责制 but 负责制定, 负责任 but 负责任务.
_PART_OF_A_WORD = {
    "负责": "负责(?!人|同|制(?![定订作造])|任(?!务))",
    "编制": "(?<!机构)编制",
    "组成": "组成(?!人员|部门|单位|成员|情况|结构|的|$|[，。；、])",
}


def _alternatives(*ids: str) -> str:
    found = {word for entry in ids for word in words("roles", entry)}
    ordered = sorted(found, key=lambda word: (-len(word), word))
    # Grouped by their first characters, one of which decides which few words the engine has to try.
    tails: dict[str, list[str]] = {}
    for word in ordered:
        if word not in _PART_OF_A_WORD:
            barred = f"(?![{_NOT_AFTER[word]}])" if word in _NOT_AFTER else ""
            tails.setdefault(word[0], []).append(word[1:] + barred)
    apart = [_PART_OF_A_WORD[word] for word in ordered if word in _PART_OF_A_WORD]
    return "|".join([*apart, *(f"{first}(?:{'|'.join(rest)})" for first, rest in tails.items())])


_ORDER = _alternatives("order")
_CUES = _alternatives("order", "role", "doing", "when")
_FIRST = "".join(sorted({word[0] for entry in ("order", "role", "doing", "when") for word in words("roles", entry)}))
_DATE = (
    "[0-9０-９xX]{1,4}(?:年[0-9０-９xX月日年]{0,8}(?:底|末|前|内|起|[上下]半年)"
    "|月(?:[0-9０-９xX]{1,2}日)?(?:底|末|前|内|[上中下]旬))"
)

# A unit's last character with a cue behind it; brackets in the name may stand between.
CANDIDATE = compile_later(
    rf"[{LAST}等）)”](?:[，,](?=特别是|尤其是|[都也还]?要(?!求|素)|均?应(?!用|急)|必须|须|可)|[：:](?=负责|牵头|要(?!求|素)|承担|组织|做好|抓好|制定|加强|"
    rf"落实)|(?=[{_FIRST}0-9０-９xX])(?={_CUES}|{_DATE}))"
)
TOLD = compile_later(rf"[，,：:]?(?:{_ORDER})|牵头|负责|会同|配合|{_DATE}|特别是")
_HOW = (
    r"(?:要|应当|应该|应|必须|须|需|务必|都|均|也|还|继续|共同|分别|具体|统一|积极|全力|主动|密切|大力|切实|认真|及时|抓好|做好|"
    r"按(?:照)?(?:各自)?(?:的)?(?:职责|职能|分工)+(?:分工)?|各司其职|依(?:照)?(?:各自)?职责){0,4}"
)
ACT = compile_later(
    rf"{_HOW}(?:(?P<with>牵头会同|负责会同|会同|联合(?=[一-龥]{{2}})(?!(?:调[研查]|[检督]查|工作|执法|攻关|考察|督导|专项|课题)小?[组队])|协同(?!推进|发展|配合|联动|创新)|牵头[，,、]?(?:商(?!务)|联合)|"
    rf"商(?=[一-龥]{{2,14}}[部委局厅办署门]))|(?P<lead>(?:负责|总)?牵头)|(?P<duty>(?:组织|分工|全面|抓|直接)?(?:负责|承办|主办)(?!人|同志|制(?![定订作造])))"
    r"|(?P<assist>(?:协调|协作|协同|支持|沟通|联动)?(?:配合|协助|参与|参加|协办|支持(?=[，。；、）]|$))))"
)
# 由X为主, 由X转变为Y, 由X起草的文件: 由 that charges nobody with anything.
_CHARGES_NOBODY = compile_later(
    r"为主|为辅|组成(?:的|[，。；、]|$)|[向到往][^，。；、]{1,14}(?:转|过渡|延伸|拓展|迈进|升级|移|推进|流动|倾斜)|(?:转变|转|变|改|过渡|升级)[为成到]|[一-龥]{2}的(?!要|应|，)"
)


def charges_nobody(text: str, at: int, end: int) -> bool:
    """Whether the words behind units that 由 or 请 brings in charge them with nothing."""
    return _CHARGES_NOBODY.match(text, at, end) is not None


#: What a level's treasury (县财政) does, so that 县财政收入 and 县财政补助资金 stay things.
PAYS = compile_later(
    r"(?:也|都|均|还|并)?(?:要(?!求|素)|应当?(?!急)|将|须|必须|负责|继续|每年|统筹|足额|及时|再|安排(?!的|资金的|[^。；]{0,60}比(?:上年|去年|[12][0-9]))|给予|予以|承担(?!的)|拨付(?!的)|拨出|"
    r"加大(?!对[^，。；]{0,30}的(?!力度|投入|支持))|按)"
)
NAMED_RELATIVE = compile_later(
    r"(?:应当?|所|需)?(?:牵头|负责|承办|主办|参与|会同|管理|组织|推进|实施|开展|制定|主持|指导|承担|落实|认定|印发|发布|建设|确定|批准|审批|主导|监管|监督|配合|建立|提出|提供|使用|出具|"
    r"办理|审核|公布|公开|召开|支持|安排|下达|起草|编制|拟定|拟订|修订|转办|交办|发放|选派|推荐|委托|指定|开发|运营|举办){1,2}的(?!要|应|，)"
)
