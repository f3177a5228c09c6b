"""``luoshi check``: what a draft leaves open."""

from pathlib import Path

SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "qinghe-plenary-speech.txt"


def test_it_groups_what_is_open_by_section_and_question(luoshi_cli, plan):
    done = luoshi_cli("check", "重点工作.txt")
    assert done.status == 1
    lines = [line.strip() for line in done.out.splitlines()]
    assert lines[0] == "重点工作.txt：6 项任务，3 项有待明确"
    first, second = lines.index("一、稳住粮食生产"), lines.index("二、办好民生实事")
    asked = lines.index("未写明责任单位（2项）：由谁负责？")
    assert first < asked < second
    assert lines[asked + 1 : asked + 3] == [
        "2. 石桥灌区渠道开展清淤（第9句）",
        "3. 早稻集中育秧面积提高到6000亩（第11句）",
    ]


def test_it_quotes_the_words_that_are_in_question(luoshi_cli, plan):
    out = luoshi_cli("check", "a.txt").out
    assert "「x月底前」" in out
    assert "「乐民集团」" in out


def test_it_counts_each_question_at_the_end(luoshi_cli, plan):
    last = luoshi_cli("check", "a.txt").out.split("合计：")[1]
    assert "未写明责任单位2项" in last
    assert "只有力争性表述1项" in last


def test_nothing_open_is_status_zero(luoshi_cli, nothing_to_do):
    done = luoshi_cli("check", "便条.txt")
    assert done.status == 0
    assert "没有发现遗漏" in done.out


def test_a_real_draft_is_checked_from_end_to_end(luoshi_cli):
    done = luoshi_cli("check", SAMPLE)
    assert done.status == 1
    assert "成文日期 2026-07-10" in done.out
    assert "未写明完成时限" in done.out
