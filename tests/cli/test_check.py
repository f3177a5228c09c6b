"""``luoshi check``: what a draft leaves open."""

from pathlib import Path

from rich.cells import cell_len

SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "qinghe-plenary-speech.txt"


def test_it_groups_what_is_open_by_section_and_question(luoshi_cli, plan):
    done = luoshi_cli("check", "重点工作.txt")
    assert done.status == 1
    lines = [line.strip() for line in done.out.splitlines()]
    assert lines[0] == "重点工作.txt：6 项任务，3 项有待明确"
    first = lines.index("一、稳住粮食生产（3项任务，2项有待明确）")
    second = lines.index("二、办好民生实事（3项任务，1项有待明确）")
    asked = lines.index("未写明责任单位（2项）：由谁负责？")
    assert first < asked < second
    assert lines[asked + 1].startswith("建议：逐项写明“由××牵头（负责）”")
    assert lines[asked + 2 : asked + 4] == [
        "2. 第9句：方案下发后，抓紧对石桥灌区渠道开展清淤，x月底前完成清淤x公里。",
        "3. 第11句：力争早稻集中育秧面积提高到6000亩。",
    ]


def test_a_section_without_questions_is_left_out(luoshi_cli, notice):
    out = luoshi_cli("check", notice).out
    assert "2. 第4句：由县应急局牵头开展防汛演练" in out
    assert "未写明责任单位" not in out


def test_every_question_comes_with_advice(luoshi_cli, plan):
    lines = luoshi_cli("check", "a.txt").out.splitlines()
    asked = [at for at, line in enumerate(lines) if line.rstrip().endswith("？")]
    assert asked
    assert all(lines[at + 1].strip().startswith("建议：") for at in asked)


def test_limits_that_contradict_each_other_are_both_quoted(luoshi_cli, plan):
    assert "6. 第15句「长期坚持」「2027年3月1日至9月底」：" in luoshi_cli("check", "a.txt").out


def test_a_long_sentence_is_cut_to_its_line(luoshi_cli):
    lines = luoshi_cli("check", SAMPLE).out.splitlines()
    tasks = [line for line in lines if line.startswith("    ") and "句：" in line]
    assert tasks
    assert all(cell_len(line) <= 100 for line in tasks)
    assert any(line.endswith("…") for line in tasks)


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
