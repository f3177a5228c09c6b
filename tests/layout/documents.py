"""A document of our own, with a fictional county, for the tests of the official layout."""

import datetime

from luoshi.layout.grid import Align, Cell, Column, Grid, Row, Section
from luoshi.layout.official import OfficialDocument, Paragraph

_COLUMNS = (
    Column("序号", 12, Align.CENTRE, numeric=True),
    Column("工作任务", 80),
    Column("目标", 52),
    Column("牵头单位", 30, Align.CENTRE),
    Column("配合单位", 50),
    Column("完成时限", 28, Align.CENTRE),
)
_WORK = (
    ("完成临川灌区干渠清淤和12座闸门更换", "恢复灌溉面积3.2万亩", "县水利局", "临川镇、柳河镇", "5月底前"),
    (
        "新建高标准农田，配套田间道路和排水沟",
        "新建2.1万亩，亩均节水15%",
        "县农业农村局",
        "县水利局、县财政局",
        "年底前",
    ),
    ("推行“一件事”集成办理，压减证明材料", "高频事项平均跑动次数降到1次以内", "县行政审批局", "各有关部门", "6月底前"),
    ("改造老旧小区供水管网", "改造8个小区、惠及3100户", "县住房城乡建设局", "县供水公司、城关街道", "10月底前"),
)
_FIELDS = ("农业", "工业", "服务", "民生", "治理", "其他")


def decomposition(rows: int) -> Grid:
    """An allocation table of *rows* tasks in sections of twelve."""
    body: list[Row | Section] = []
    for place in range(rows):
        if place % 12 == 0:
            number = place // 12
            body.append(Section(f"{'一二三四五六七八九十'[number]}、{_FIELDS[number % len(_FIELDS)]}"))
        task, target, lead, support, limit = _WORK[place % len(_WORK)]
        cells = (str(place + 1), task, target, lead, support, limit)
        body.append(Row(tuple(Cell(text) for text in cells)))
    return Grid("分解表", "2026年青禾县重点工作任务分解表", _COLUMNS, tuple(body))


BODY = (
    Paragraph(
        "为确保县委经济工作会议和县《政府工作报告》确定的各项任务落到实处，经县政府同意，现将"
        "《2026年青禾县重点工作任务分解表》印发你们，请对照分工抓好落实。"
    ),
    Paragraph("一、总体要求", 1),
    Paragraph("坚持清单化管理、节点化推进、闭环式落实，做到事事有回音、件件有着落，全年任务按期办结率不低于95%。"),
    Paragraph("二、重点任务", 1),
    Paragraph(
        "（一）细化分解任务。",
        2,
        "各牵头单位要在10个工作日内制定实施方案，明确责任领导、责任科室和时间节点，报县政府督查室备案。",
    ),
    Paragraph(
        "（二）强化协同配合。",
        2,
        "牵头单位负总责，配合单位主动对接，遇有分歧及时会商；跨领域事项由分管副县长召集研究。",
    ),
    Paragraph("1.按季报送进展。", 3, "每季度末月25日前在系统中填报一次，不另行报送纸质材料。"),
    Paragraph("（1）数据只填一次，各类报表由系统汇总生成。", 4),
    Paragraph("三、工作保障", 1),
    Paragraph("县政府督查室对任务落实情况开展督查，对进度滞后的按程序提醒、通报；对成效明显的予以表扬。"),
)

LETTER = OfficialDocument(
    issuer_mark="青禾县人民政府办公室文件",
    number="青政办发〔2026〕12号",
    title="青禾县人民政府办公室关于印发《2026年青禾县重点工作任务分解表》的通知",
    addressee="各乡镇人民政府，各街道办事处，县政府各部门、各直属机构",
    body=BODY,
    signature="青禾县人民政府办公室",
    date=datetime.date(2026, 3, 18),
    urgency="特急",
    note="此件公开发布",
    copies_to=("县委各部门", "县人大常委会办公室", "县政协办公室", "县法院", "县检察院", "县人武部", "各人民团体"),
    printed_by="青禾县人民政府办公室",
    annexes=(decomposition(60),),
)
