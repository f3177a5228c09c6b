"""``luoshi explain``: why each statement was read as it was."""

import luoshi
from luoshi.cli.reasons import marked
from luoshi.gongwen.explain import explain_all


def test_it_says_the_kind_the_confidence_and_the_words(luoshi_cli, plan):
    out = luoshi_cli("explain", "a.txt", "--statement", "7").out
    assert "第7句 任务 把握90%" in out
    assert "新建高标准农田1.2万亩" in out


def test_it_says_what_the_model_weighed(luoshi_cli, notice):
    out = "".join(luoshi_cli("explain", notice, "-n", "3").out.split())
    assert "判定：单看本句：任务" in out
    assert "；连同前后句：任务" in out
    assert "用语像任务：“" in out
    assert "其他依据：" in out
    assert "约使把握（几率）翻倍" in out


def test_it_says_which_form_decided_and_weighs_nothing_then(luoshi_cli, notice):
    out = "".join(luoshi_cli("explain", notice, "-n", "2").out.split())
    assert "判定：独占一行的标题（由格式决定，不看用语）" in out
    assert "单看本句" not in out


def test_the_words_are_marked_on_a_terminal_only(notice):
    (found,) = [one for one in explain_all(luoshi.read(notice)) if one.index == 2]
    words = found.span.of(luoshi.read(notice).text)
    shown = marked(words, found, 30, 2)
    assert "".join(shown.plain.split()) == words
    styled = "".join(shown.plain[span.start : span.end] for span in shown.spans if span.style == "bold green")
    assert styled
    best = max(found.stretches, key=lambda one: one.amount)
    assert best.text in styled


def test_the_output_for_a_file_has_no_colours(luoshi_cli, notice):
    assert "\x1b" not in luoshi_cli("explain", notice).out


def test_a_unit_of_the_same_sentence_is_not_quoted_again(luoshi_cli, notice):
    assert "责任单位：县水利局（句中主语，见本句）" in luoshi_cli("explain", notice, "-n", "3").out


def test_it_says_where_a_unit_comes_from(luoshi_cli, plan):
    out = "".join(luoshi_cli("explain", "a.txt", "-n", "7").out.split())
    assert "责任单位：县农业农村局（项末括号，见第8句" in out
    assert "配合单位：县财政局（写明配合，见第8句" in out


def test_it_says_what_limits_and_figures_come_to(luoshi_cli, plan):
    out = luoshi_cli("explain", "a.txt", "-n", "7").out
    assert "时限：年底前（按成文日期2026-03-02推算，2026-12-31截止）" in out
    assert "粮食总产量：3.5亿斤（不低于 350,000,000 斤）" in out


def test_it_names_what_stays_open(luoshi_cli, plan):
    out = luoshi_cli("explain", "a.txt", "-n", "9").out
    assert "数字被隐去" in out
    assert "待明确：时限数字以字母代替「x月底前」" in out


def test_without_a_number_it_goes_through_all(luoshi_cli, plan):
    out = luoshi_cli("explain", "a.txt").out
    assert all(f"第{statement.index + 1}句 " in out for statement in plan.statements)


def test_a_number_beyond_the_last_is_refused(luoshi_cli, plan):
    done = luoshi_cli("explain", "a.txt", "-n", "999")
    assert done.status == 2
    assert "没有第 999 句" in done.err
