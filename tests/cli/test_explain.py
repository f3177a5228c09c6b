"""``luoshi explain``: why each statement was read as it was."""


def test_it_says_the_kind_the_confidence_and_the_reasons(luoshi_cli, plan):
    out = luoshi_cli("explain", "a.txt", "--statement", "7").out
    assert "第7句 任务 把握90%" in out
    assert "依据：made by hand" in out
    assert "新建高标准农田1.2万亩" in out


def test_it_says_where_a_unit_comes_from(luoshi_cli, plan):
    out = "".join(luoshi_cli("explain", "a.txt", "-n", "7").out.split())
    assert "责任单位：县农业农村局（项末括号，见第8句" in out
    assert "配合单位：县财政局（写明配合，见第8句" in out


def test_it_says_what_limits_and_figures_come_to(luoshi_cli, plan):
    out = luoshi_cli("explain", "a.txt", "-n", "7").out
    assert "时限：年底前（相对成文日期，2026-12-31）" in out
    assert "粮食总产量：3.5亿斤（>= 350000000 斤）" in out


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
