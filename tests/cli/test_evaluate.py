"""``luoshi evaluate``: scores of each document and of all together."""

import pytest

GOLD = "# made for this test\n" + "\n".join(
    [
        "1\tH\t-\t-\t-\t-",
        "2\tH\t-\t-\t-\t-",
        "3\tD\t县水利局\t-\t6月底前\t3座",
        "4\tD\t县应急局\t县财政局\t-\t-",
        "5\tD\t各乡镇\t-\t年底前\t18公里",
        "6\tC\t-\t-\t-\t-",
        "7\tC\t-\t-\t-\t-",
    ]
)


@pytest.fixture
def gold(notice):
    path = notice.with_name("防汛方案.gold.tsv")
    path.write_text(GOLD + "\n", "utf-8")
    return path


def test_it_finds_the_text_beside_the_annotation(luoshi_cli, gold):
    done = luoshi_cli("evaluate", gold)
    assert done.status == 0
    assert "防汛方案" in done.out
    assert "合计" not in done.out, "one document needs no pooling"


def test_it_finds_the_text_in_the_folder_it_is_told(luoshi_cli, gold, tmp_path):
    moved = tmp_path / "gold" / gold.name
    moved.parent.mkdir()
    gold.rename(moved)
    assert luoshi_cli("evaluate", moved, "--texts", tmp_path).status == 0
    missing = luoshi_cli("evaluate", moved)
    assert missing.status == 2
    assert "--texts" in missing.err


def test_several_documents_are_pooled(luoshi_cli, gold, notice):
    second = gold.with_name("第二份.gold.tsv")
    second.write_text(gold.read_text("utf-8"), "utf-8")
    second.with_name("第二份.txt").write_bytes(notice.read_bytes())
    out = luoshi_cli("evaluate", gold, second).out
    assert out.index("防汛方案") < out.index("第二份") < out.index("合计")


def test_nothing_to_find_is_not_available_rather_than_perfect(luoshi_cli, gold, notice):
    notice.write_text("便条\n天气转凉。\n", "utf-8")
    gold.write_text("1\tH\t-\t-\t-\t-\n2\tC\t-\t-\t-\t-\n", "utf-8")
    assert "n/a" in luoshi_cli("evaluate", gold).out


def test_errors_are_listed_where_they_are_asked_for(luoshi_cli, gold):
    gold.write_text(gold.read_text("utf-8").replace("县水利局", "县公安局"), "utf-8")
    out = luoshi_cli("evaluate", gold, "--errors").out
    assert "应为 县公安局 得到 县水利局" in out


def test_an_annotation_that_does_not_fit_its_text_names_itself(luoshi_cli, gold):
    gold.write_text(GOLD + "\n8\tC\t-\t-\t-\t-\n", "utf-8")
    done = luoshi_cli("evaluate", gold)
    assert done.status == 2
    assert "防汛方案.gold.tsv" in done.err
