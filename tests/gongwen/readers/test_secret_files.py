"""A file with a secrecy mark is refused before its text is used."""

import pytest
from office_files import cells, paragraph, word, workbook

from luoshi.errors import LuoshiError
from luoshi.gongwen.readers import read

BODY = "\n关于做好春耕工作的通知\n各乡镇：\n请抓好落实。"
BOX = f"<w:p><w:r><w:pict><w:txbxContent>{paragraph('机密★1年')}</w:txbxContent></w:pict></w:r></w:p>"


@pytest.mark.parametrize(
    "data",
    [
        f"机密★1年{BODY}".encode(),
        word(paragraph("机密★1年") + paragraph("通知")),
        word(paragraph("通知"), header=paragraph("机密★1年")),
        word(paragraph("通知") + BOX),
        workbook(("表", cells(["机密★1年", None], ["序号", "任务"], [1, "修渠"]))),
        workbook(
            ("表", cells(["序号", "任务"]) + "<headerFooter><oddHeader>&amp;R机密★1年</oddHeader></headerFooter>")
        ),
        f"<html><p>机密★1年</p><p>{BODY}</p></html>".encode(),
    ],
    ids=["text", "word", "page header", "text box", "first row", "sheet header", "web page"],
)
def test_a_marked_file_is_refused_unless_declared_declassified(data):
    with pytest.raises(LuoshiError, match="--declassified") as caught:
        read(data, name="文件")
    assert caught.value.code == "secret"
    assert "机密★1年" in caught.value.chinese
    assert read(data, declassified=True).declassified


def test_the_waiver_is_recorded_only_where_a_mark_was_found():
    assert not read("各乡镇抓好落实。".encode(), declassified=True).declassified
