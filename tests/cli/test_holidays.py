"""The table of holidays that the user brings."""

NOTICE = "关于复核的通知\n各乡镇：\n县水务局要在3个工作日内完成石桥渠道复核。\n青禾县人民政府\n2026年7月10日\n"


def test_a_table_of_holidays_moves_a_limit_in_working_days(luoshi_cli, tmp_path):
    (tmp_path / "notice.txt").write_text(NOTICE, "utf-8")
    (tmp_path / "holidays.txt").write_text("[2026]\n2026-07-13 休 县庆\n", "utf-8")
    notice, holidays = str(tmp_path / "notice.txt"), str(tmp_path / "holidays.txt")
    assert "2026-07-15" in luoshi_cli("extract", notice).out
    assert "2026-07-16" in luoshi_cli("extract", notice, "--holidays", holidays).out


def test_a_faulty_table_is_named_with_its_line(luoshi_cli, tmp_path):
    (tmp_path / "notice.txt").write_text(NOTICE, "utf-8")
    (tmp_path / "holidays.txt").write_text("[2026]\n07-13 县庆\n", "utf-8")
    found = luoshi_cli("extract", str(tmp_path / "notice.txt"), "--holidays", str(tmp_path / "holidays.txt"))
    assert found.status == 2
    assert "holidays.txt第2行" in found.err
    assert "line 2" in found.err
