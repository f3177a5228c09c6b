"""经过: what the record holds, told as sentences."""

from datetime import datetime
from types import SimpleNamespace

import pytest
from django.utils.translation import override

from luoshi.duban import clock
from luoshi.duban.audit.verbs import VERBS
from luoshi.duban.tasks.story import tell_story

WATER = "青禾县水利局"


def event(verb, who="陈明", after=None, before=None, reason="", day=28, hour=10):
    at = datetime(2026, 7, day, hour, 0, tzinfo=clock.ZONE)
    return SimpleNamespace(verb=verb, actor_name=who, after=after, before=before, reason=reason, at=at)


def told(*events):
    return [line.sentence for line in tell_story(events)]


REPORT = {"kind": "progress", "unit": WATER, "by": "孙联络", "text": "溢洪道开工。", "channel": "page"}

CASES = [
    (
        event(
            "task.issued",
            "王主任",
            {"limit": "9月底前", "units": [[WATER, "lead"], ["青禾县财政局", "supporting"], ["临川镇", "supporting"]]},
        ),
        "王主任 交办。牵头：青禾县水利局；配合：青禾县财政局、临川镇；完成时限 9月底前",
    ),
    (event("task.taken-over"), "陈明 从原有台账导入任务"),
    (event("task.source-added", after={"sources": [{"quote": "8月底前完成。"}]}), "陈明 增加来源：8月底前完成。"),
    (
        event(
            "task.changed",
            before={"limit": "9月底前", "due": "2026-09-30", "units": [[WATER, "lead"]]},
            after={"limit": "11月底前", "due": "2026-11-30", "units": [["青禾县财政局", "lead"]]},
        ),
        "陈明 变更：完成时限 由“9月底前”改为“11月底前”；单位 由“牵头：青禾县水利局”改为“牵头：青禾县财政局”",
    ),
    (
        event("task.changed", before={"due": None, "note": ""}, after={"due": "2026-11-30", "note": "先急后缓"}),
        "陈明 变更：截止日期 由“无”改为“2026年11月30日”；备注 由“无”改为“先急后缓”",
    ),
    (event("task.paper-attached", after={"paper": "纪要.pdf"}), "陈明 补附书面依据：纪要.pdf"),
    (
        event("task.unit-merged", before={"unit": WATER}, after={"unit": "青禾县农业农村局"}),
        "机构调整：青禾县水利局的这项任务由青禾县农业农村局承接",
    ),
    (event("task.withdrawn", after={"units": [WATER]}), "陈明 撤销任务，当时承办的有：青禾县水利局"),
    (event("task.withdrawn", after={}), "陈明 撤销任务"),
    (event("report.filed", "孙联络", REPORT), "青禾县水利局 孙联络 反馈：溢洪道开工。"),
    (
        event("report.filed", "陈明", {**REPORT, "channel": "telephone"}),
        "青禾县水利局 孙联络 反馈：溢洪道开工。（电话，陈明代录）",
    ),
    (
        event("report.filed", "陈明", {**REPORT, "channel": "paper", "percent": "60.50"}),
        "青禾县水利局 孙联络 反馈：溢洪道开工。完成60.5%。（纸质，陈明代录）",
    ),
    (
        event("report.filed", "孙联络", {**REPORT, "channel": "link"}),
        "青禾县水利局 孙联络 反馈：溢洪道开工。（链接）",
    ),
    (
        event("report.filed", "陈明", {**REPORT, "channel": "file"}),
        "青禾县水利局 孙联络 反馈：溢洪道开工。（回填表，陈明录入）",
    ),
    (event("report.filed", "孙联络", {**REPORT, "kind": "no-change"}), "青禾县水利局 孙联络 反馈：进展无变化"),
    (
        event("report.filed", "孙联络", {**REPORT, "kind": "completion", "done_on": "2026-07-25"}),
        "青禾县水利局 孙联络 申请销号（2026年7月25日完成）：溢洪道开工。",
    ),
    (
        event("report.submitted", "孙联络", REPORT),
        "青禾县水利局 孙联络 反馈：溢洪道开工，待单位负责人审签",
    ),
    (event("report.approved", "周局长", {"unit": WATER}), "周局长 审签通过青禾县水利局的反馈"),
    (event("report.refused", "周局长", {"unit": WATER}), "周局长 未通过青禾县水利局反馈的审签"),
    (
        event("report.objected", "孙联络", {"unit": WATER, "objection": "没有开工。"}),
        "青禾县水利局 孙联络 对代录提出异议：没有开工。",
    ),
    (
        event("report.objection-answered", "李静", {"unit": WATER, "answer": "请再报一次。"}),
        "李静 答复青禾县水利局的异议：请再报一次。",
    ),
    (
        event("extension.asked", "孙联络", {"unit": WATER, "due": "2026-10-31", "by": "孙联络", "channel": "page"}),
        "青禾县水利局 孙联络 申请延期至2026年10月31日",
    ),
    (
        event("extension.asked", "陈明", {"unit": WATER, "due": "2026-10-31", "by": "孙联络", "channel": "telephone"}),
        "青禾县水利局 孙联络 申请延期至2026年10月31日（电话，陈明代录）",
    ),
    (
        event("extension.decided", "王主任", {"unit": WATER, "decision": "granted", "due": "2026-10-31"}),
        "王主任 同意青禾县水利局延期至2026年10月31日",
    ),
    (event("extension.decided", "王主任", {"unit": WATER, "decision": "refused"}), "王主任 不同意青禾县水利局延期"),
    (
        event("return.asked", "孙联络", {"unit": WATER, "right_unit": "青禾县住房和城乡建设局"}),
        "青禾县水利局 孙联络 申请退回，认为应由青禾县住房和城乡建设局承办",
    ),
    (
        event("return.decided", after={"unit": WATER, "decision": "granted", "given": "青禾县财政局"}),
        "陈明 同意青禾县水利局退回，改交青禾县财政局",
    ),
    (event("return.decided", after={"unit": WATER, "decision": "granted"}), "陈明 同意青禾县水利局退回"),
    (event("return.decided", after={"unit": WATER, "decision": "refused"}), "陈明 不同意青禾县水利局退回"),
    (
        event("assignment.verified", after={"unit": WATER, "means": ["查阅资料", "约谈"], "conclusion": "属实。"}),
        "陈明 核查通过青禾县水利局的反馈（查阅资料、约谈）：属实。",
    ),
    (event("assignment.sent-back", after={"unit": WATER}), "陈明 退办青禾县水利局的反馈"),
    (
        event("assignment.closed-out", "王主任", {"unit": WATER, "late_days": 12, "with": ["青禾县财政局"]}),
        "王主任 为青禾县水利局销号，青禾县财政局一并办结（曾逾期12天）",
    ),
    (
        event("assignment.closed-out", "王主任", {"unit": WATER, "late_days": 0, "with": []}),
        "王主任 为青禾县水利局销号",
    ),
    (
        event("assignment.reopened", "王主任", {"units": [WATER], "due": "2026-12-31"}, {"due": "2026-09-30"}),
        "王主任 决定重新办理：青禾县水利局；新时限2026年12月31日",
    ),
    (event("task.suspended"), "陈明 中止任务"),
    (
        event("task.resumed", after={"due": "2026-11-09"}, before={"due": "2026-09-30"}),
        "陈明 恢复办理，时限顺延至2026年11月9日",
    ),
    (event("task.resumed", after={"due": None}, before={"due": None}), "陈明 恢复办理"),
    (
        event("task.merged", after={"into": "督2026-001", "into_title": "水库除险加固"}),
        "陈明 将本任务并入 督2026-001 水库除险加固",
    ),
    (
        event("task.merged", after={"other": "督2026-002", "other_title": "水库加固", "units": ["青禾县财政局"]}),
        "陈明 将 督2026-002 水库加固 并入本任务，增加配合单位：青禾县财政局",
    ),
    (
        event(
            "task.carried-over",
            "王主任",
            {"register": "台账（2027）", "overdue_days": 92},
            {"register": "台账（2026）"},
        ),
        "王主任 将任务由台账（2026）结转到台账（2027）（当时逾期92天）",
    ),
    (
        event(
            "task.carried-over", "王主任", {"register": "台账（2027）", "overdue_days": 0}, {"register": "台账（2026）"}
        ),
        "王主任 将任务由台账（2026）结转到台账（2027）",
    ),
    (event("task.remarked", "孙联络", {"text": "下月开工。"}), "孙联络 留言：下月开工。"),
    (event("task.instructed", "赵县长", {"text": "请倒排工期。"}), "赵县长 批示：请倒排工期。"),
    (
        event("assignment.broken-down", "孙联络", {"unit": WATER, "part": "河湖中心", "words": "清淤6公里。"}),
        "青禾县水利局 孙联络 分办给河湖中心：清淤6公里。",
    ),
    (event("assignment.submission-taken-back", "孙联络", {"unit": WATER}), "青禾县水利局 孙联络 撤回销号申请"),
]


@pytest.mark.parametrize(("happened", "sentence"), CASES, ids=[f"{one.verb} {at}" for at, (one, _) in enumerate(CASES)])
def test_a_sentence(happened, sentence):
    assert told(happened) == [sentence]


def test_units_that_sign_on_one_day_make_one_line():
    signed = [
        event("assignment.acknowledged", "吴联络", {"unit": "住建局"}, hour=11),
        event("assignment.acknowledged", "孙联络", {"unit": "水利局"}, hour=10),
        event("assignment.acknowledged", "郑联络", {"unit": "临川镇"}, day=27),
        event("task.issued", "王主任", {"units": []}, day=20),
    ]
    assert told(*signed)[:2] == ["水利局（孙联络）、住建局（吴联络） 签收", "临川镇（郑联络） 签收"]
    assert [line.at.day for line in tell_story(signed)] == [28, 27, 20]


def test_what_stands_between_parts_them():
    signed = event("assignment.acknowledged", "孙联络", {"unit": "水利局"})
    other = event("assignment.acknowledged", "吴联络", {"unit": "住建局"})
    assert len(told(signed, event("task.suspended"), other)) == 3


def test_the_reason_stands_below_and_a_long_text_is_cut():
    (line,) = tell_story([event("task.withdrawn", after={}, reason="文件：青政办发〔2026〕30号")])
    assert line.because == "文件：青政办发〔2026〕30号"
    (long,) = told(event("report.filed", "孙联络", {**REPORT, "text": "清淤。" * 200}))
    assert long.endswith("…")
    assert len(long) < 160


def test_what_has_no_sentence_says_who_did_what():
    assert told(event("evidence.removed-by-nobody")) == ["陈明 evidence.removed-by-nobody"]


@pytest.mark.parametrize("verb", [verb for verb in VERBS if verb.split(".")[0] in {"task", "report", "assignment"}])
@pytest.mark.parametrize("values", [None, {}, {"units": None, "with": 3, "sources": [1], "due": "later"}])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_whatever_an_older_record_holds_is_told(verb, values, language):
    with override(language):
        (line,) = tell_story([event(verb, after=values, before=values)])
    assert line.sentence


def test_it_is_told_in_english():
    with override("en"):
        (line,) = told(event("report.filed", "陈明", {**REPORT, "channel": "telephone"}))
    assert line == "青禾县水利局, 孙联络, reported: 溢洪道开工。 (Telephone, typed by 陈明)"
