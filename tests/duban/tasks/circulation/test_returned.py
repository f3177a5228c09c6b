"""Files that come back: matched, looked at, taken in; what does not fit is refused with its place."""

import io
import zipfile

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from lxml import etree

from luoshi.duban.audit.models import Event
from luoshi.duban.documents import storage
from luoshi.duban.documents.models import SourceFile
from luoshi.duban.tasks.actions.receive_files import receive_files
from luoshi.duban.tasks.actions.take_answers_in import set_aside, take_answers_in
from luoshi.duban.tasks.circulation.queries import standing_comments
from luoshi.duban.tasks.models import Comment, ReturnedFile, Through
from luoshi.duban.tasks.returning.codes import row_code
from tests.duban.tasks.circulation.given import HEAD, a_draft, a_round, filled, filled_word, invitation_of, sent_file

WATER, MONEY = "青禾县水利局", "青禾县财政局"


@pytest.fixture
def circulation(cast):
    return a_round(cast).circulation


@pytest.fixture
def drop(cast, circulation):
    def drop(*named):
        return receive_files(circulation, named, actor=cast.chen).new

    return drop


def found(file):
    return [(one["field"], one["proposed"], one["remark"]) for one in file.found]


def problem(file):
    assert len(file.problems) == 1, file.problems
    assert not file.found
    return file.problems[0]["chinese"], file.problems[0]["english"]


@pytest.mark.parametrize("ending", ["xlsx", "docx"])
def test_a_proposal_in_the_answer_columns_is_read(circulation, drop, ending):
    fill = filled if ending == "xlsx" else filled_word
    answers = {
        1: {"意见（同意/修改建议）": "修改建议", "建议修改为": "完成2座水库除险加固。", "理由": "1座已完工"},
        2: {"意见（同意/修改建议）": "同意"},
    }
    (file,) = drop((f"回复.{ending}", fill(sent_file(circulation, WATER, ending), answers)))
    assert file.problems == []
    assert file.invitation.unit.name == WATER
    assert found(file) == [("text", "完成2座水库除险加固。", "1座已完工")]
    assert file.agreed == 1


@pytest.mark.parametrize("ending", ["xlsx", "docx"])
def test_wording_that_was_edited_where_it_stands_is_a_proposal(circulation, drop, ending):
    fill = filled if ending == "xlsx" else filled_word
    edited = {
        1: {"工作任务": "完成2座水库除险加固。", "配合单位": "青禾县财政局、临川镇人民政府"},
        2: {"完成时限": "11月底前"},
    }
    (file,) = drop((f"回复.{ending}", fill(sent_file(circulation, WATER, ending), edited)))
    assert found(file) == [
        ("text", "完成2座水库除险加固。", ""),
        ("supporting", "青禾县财政局、临川镇人民政府", ""),
        ("limit", "11月底前", ""),
    ]


def test_an_untouched_file_says_nothing(circulation, drop):
    (file,) = drop(("回复.xlsx", sent_file(circulation, WATER)))
    assert (file.found, file.agreed, file.problems) == ([], 0, [])


def test_words_about_a_task_are_not_taken_for_its_wording(circulation, drop):
    answers = {
        1: {"建议修改为": "牵头单位改为县应急局"},
        2: {"意见（同意/修改建议）": "我局不具备执法权，建议由城管局负责"},
    }
    (file,) = drop(("回复.xlsx", filled(sent_file(circulation, WATER), answers)))
    assert found(file) == [("other", "牵头单位改为县应急局", ""), ("other", "", "我局不具备执法权，建议由城管局负责")]


def test_nothing_counts_before_the_button_is_pressed(cast, circulation, drop):
    (file,) = drop(("回复.xlsx", filled(sent_file(circulation, WATER), {1: {"理由": "经费不足"}})))
    assert not Comment.objects.exists()
    take_answers_in(circulation, [file.pk], actor=cast.li)
    invitation = invitation_of(circulation, WATER)
    (comment,) = standing_comments(invitation)
    assert (comment.remark, comment.through, comment.source_name) == ("经费不足", Through.FILE, "回复.xlsx")
    assert (invitation.answered_through, invitation.entered_by) == (Through.FILE, cast.li)
    assert Event.objects.get(verb="invitation.answered").after["file"] == "回复.xlsx"


def test_the_same_file_twice_changes_nothing(cast, circulation, drop):
    content = filled(sent_file(circulation, WATER), {1: {"理由": "经费不足"}})
    drop(("回复.xlsx", content))
    received = receive_files(circulation, [("又一份.xlsx", content)], actor=cast.chen)
    assert (received.new, len(received.known)) == ([], 1)
    file = ReturnedFile.objects.get()
    take_answers_in(circulation, [file.pk], actor=cast.chen)
    assert take_answers_in(circulation, [file.pk], actor=cast.li) == []
    assert Comment.objects.count() == 1


def test_a_corrected_file_takes_the_place_of_the_first(cast, circulation, drop):
    sent = sent_file(circulation, WATER)
    files = drop(
        ("一.xlsx", filled(sent, {1: {"理由": "经费不足"}, 2: {"理由": "时间紧"}})),
        ("二.xlsx", filled(sent, {1: {"理由": "经费"}})),
    )
    take_answers_in(circulation, [file.pk for file in files], actor=cast.chen)
    assert [one.remark for one in standing_comments(invitation_of(circulation, WATER))] == ["经费"]


def test_a_file_that_was_set_aside_can_be_dropped_again(cast, circulation, drop):
    content = sent_file(circulation, WATER)
    (file,) = drop(("回复.xlsx", content))
    set_aside(circulation, file, actor=cast.chen)
    assert take_answers_in(circulation, [file.pk], actor=cast.chen) == []
    assert len(drop(("回复.xlsx", content))) == 1


def test_an_unknown_row_is_refused_with_its_place_and_the_other_files_go_on(cast, circulation, drop):
    sent = sent_file(circulation, WATER)

    def add_row(sheet):
        sheet.cell(HEAD + 4, 1).value = row_code(circulation.code, 99)
        sheet.cell(HEAD + 4, 2).value = "新增任务"

    bad, good = drop(("水利局.xlsx", filled(sent, change=add_row)), ("财政局.xlsx", sent_file(circulation, MONEY)))
    chinese, english = problem(bad)
    code = row_code(circulation.code, 99)
    assert chinese == f"“水利局.xlsx”工作表“征求意见表”第7行第1列（A列）：没有编号为“{code}”的条目。"
    assert english == f"“水利局.xlsx” (sheet “征求意见表”, row 7, column 1 (A)): there is no row {code}."
    assert good.problems == []
    taken = take_answers_in(circulation, [bad.pk, good.pk], actor=cast.chen)
    assert [one.name for one in taken] == ["财政局.xlsx"]


def test_a_row_without_a_number_is_refused(circulation, drop):
    def add_row(sheet):
        sheet.cell(HEAD + 4, 2).value = "新增任务"
        sheet.cell(HEAD + 4, 4).value = WATER

    (file,) = drop(("水利局.xlsx", filled(sent_file(circulation, WATER), change=add_row)))
    assert "第7行第1列（A列）：编号是空的，不是表中原有的行" in problem(file)[0]


def test_a_signature_below_the_table_is_no_row(circulation, drop):
    def sign(sheet):
        sheet.cell(HEAD + 5, 1).value = "联系人：孙联络"

    (file,) = drop(("水利局.xlsx", filled(sent_file(circulation, WATER), change=sign)))
    assert file.problems == []


def test_a_doubled_row_is_refused(circulation, drop):
    def double(sheet):
        sheet.cell(HEAD + 2, 1).value = sheet.cell(HEAD + 1, 1).value

    (file,) = drop(("水利局.xlsx", filled(sent_file(circulation, WATER), change=double)))
    assert "第5行第1列（A列）" in problem(file)[0]
    assert "重复，前面工作表“征求意见表”第4行第1列（A列）已有" in problem(file)[0]


def test_another_units_row_is_refused(circulation, drop):
    def swap(sheet):
        sheet.cell(HEAD + 1, 1).value = row_code(circulation.code, 2)

    (file,) = drop(("财政局.xlsx", filled(sent_file(circulation, MONEY), change=swap)))
    assert "是其他单位的条目" in problem(file)[0]


def test_another_plans_file_is_refused_by_name(cast, circulation, drop):
    other = a_round(cast, a_draft(cast)).circulation
    type(other.plan).objects.filter(pk=other.plan_id).update(title="防汛工作分解")
    (file,) = drop(("水利局.xlsx", sent_file(other, WATER)))
    assert problem(file)[0] == "“水利局.xlsx”是“防汛工作分解”的文件，不属于本轮。"


def test_a_file_of_an_unknown_code_is_refused(circulation, drop):
    def recode(sheet):
        sheet["A2"].value = sheet["A2"].value.replace(circulation.code, "QQQQQ")

    (file,) = drop(("水利局.xlsx", filled(sent_file(circulation, WATER), change=recode)))
    assert "回收码“QQQQQ”不是本轮的" in problem(file)[0]


def test_a_changed_heading_is_refused_with_its_place(circulation, drop):
    def rename(sheet):
        sheet.cell(HEAD, sheet.max_column - 1).value = "修改"

    (file,) = drop(("水利局.xlsx", filled(sent_file(circulation, WATER), change=rename)))
    assert "第3行第8列（H列）：表头应有“建议修改为”，此处为“修改”" in problem(file)[0]


def test_a_copied_table_without_its_code_is_told_by_the_name_of_the_file(circulation, drop):
    def forget(sheet):
        sheet["A1"].value = sheet["A2"].value = None

    content = filled(sent_file(circulation, WATER), change=forget)
    (named,) = drop((f"{WATER}（盖章）.xlsx", content))
    assert named.invitation.unit.name == WATER
    (nameless,) = drop(("新建表格.xlsx", filled(content, {1: {"理由": "无"}})))
    assert "看不出是哪个单位的" in problem(nameless)[0]


def test_a_proposal_without_content_is_refused(circulation, drop):
    (file,) = drop(("水利局.xlsx", filled(sent_file(circulation, WATER), {3: {"意见（同意/修改建议）": "修改建议"}})))
    assert "第6行第7列（G列）：写了有修改建议，但没有写改成什么" in problem(file)[0]


def test_every_flaw_of_a_file_is_named(circulation, drop):
    def spoil(sheet):
        sheet.cell(HEAD + 1, 1).value = "甲"
        sheet.cell(HEAD + 2, 1).value = "乙"

    (file,) = drop(("水利局.xlsx", filled(sent_file(circulation, WATER), change=spoil)))
    assert len(file.problems) == 2


def test_formulas_are_text(cast, circulation, drop):
    (file,) = drop(("水利局.xlsx", filled(sent_file(circulation, WATER), {1: {"建议修改为": '=HYPERLINK("x","y")'}})))
    assert found(file) == [("other", '=HYPERLINK("x","y")', "")]


def test_a_remark_pinned_to_a_cell_is_read(circulation, drop):
    def pin(sheet):
        sheet.cell(HEAD + 1, 2).comment = openpyxl.comments.Comment("应为2座", "孙")

    (file,) = drop(("水利局.xlsx", filled(sent_file(circulation, WATER), change=pin)))
    assert found(file) == [("other", "", "批注：应为2座")]


def test_tracked_changes_in_word_count(circulation, drop):
    def track(document):
        cell = document.tables[0].rows[1].cells[1]
        paragraph = cell.paragraphs[0]._p
        run = paragraph.find(qn("w:r"))
        gone = etree.SubElement(paragraph, qn("w:del"))
        gone.append(run)
        for words in run.iter(qn("w:t")):
            words.tag = qn("w:delText")
        new = etree.SubElement(etree.SubElement(etree.SubElement(paragraph, qn("w:ins")), qn("w:r")), qn("w:t"))
        new.text = "完成2座水库除险加固。"

    (file,) = drop(("水利局.docx", filled_word(sent_file(circulation, WATER, "docx"), change=track)))
    assert found(file) == [("text", "完成2座水库除险加固。", "")]


def test_a_place_in_word_is_told_by_table_row_and_column(circulation, drop):
    def spoil(document):
        document.tables[0].rows[2].cells[0].text = "二"

    (file,) = drop(("水利局.docx", filled_word(sent_file(circulation, WATER, "docx"), change=spoil)))
    assert "“水利局.docx”第1个表格第3行第1列：编号是“二”" in problem(file)[0]
    assert "(table 1, row 3, column 1)" in problem(file)[1]


def test_the_bytes_are_kept_as_they_came(circulation, drop):
    content = sent_file(circulation, WATER)
    (file,) = drop(("水利局.xlsx", content))
    assert storage.content_of(file.source) == content
    (bad,) = drop(("x.pdf", b"%PDF-"))
    assert bad.source is None


def test_of_a_file_with_a_secrecy_mark_nothing_is_kept(cast, circulation):
    def mark(document):
        document.paragraphs[0].insert_paragraph_before("机密★1年")

    content = filled_word(sent_file(circulation, WATER, "docx"), change=mark)
    received = receive_files(circulation, [("某某专项.docx", content)], actor=cast.chen)
    assert (received.new, received.secret) == ([], 1)
    assert not ReturnedFile.objects.exists()
    assert not SourceFile.objects.exists()
    event = Event.objects.get(verb="circulation.file-refused")
    assert "某某专项" not in str(event.after)


def zipped(**members):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/"), content)
    return target.getvalue()


def a_plain_word_file():
    target = io.BytesIO()
    docx.Document().save(target)
    return target.getvalue()


ENTITIES = b"""<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<w:document xmlns:w="w">&b;</w:document>"""


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("空.xlsx", b"", "是空文件"),
        ("扫描.pdf", b"%PDF-1.7 ...", "是 PDF"),
        ("图.xlsx", b"\x89PNG\r\n", "不是 Excel"),
        ("旧.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "请另存为"),
        ("坏.xlsx", b"PK\x03\x04 broken", "已损坏"),
        ("包.zip", zipped(a="x"), "是压缩包"),
        ("假.xlsx", zipped(xl__workbook="<not xml"), "已损坏"),
        ("假.docx", zipped(word__document="x"), "是压缩包"),
        ("无表.docx", a_plain_word_file(), "没有找到征求意见表"),
        ("大.xlsx", b"PK" + b"\0" * (8 * 1024 * 1024), "超过8兆"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_a_sentence(drop, name, content, words):
    chinese, english = problem(drop((name, content))[0])
    assert chinese.startswith(f"“{name}”")
    assert words in chinese
    assert english.startswith(f"“{name}”")


def test_an_archive_that_swells_is_not_read(drop):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"\0" * (61 * 1024 * 1024))
    assert "展开后过大" in problem(drop(("大.docx", target.getvalue()))[0])[0]


def test_entities_are_not_resolved(drop):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("word/document.xml", ENTITIES)
    assert "没有找到征求意见表" in problem(drop(("实体.docx", target.getvalue()))[0])[0]


def test_a_file_of_the_old_excel_is_read(circulation, drop, tmp_path, monkeypatch):
    """Nothing of ours writes .xls; what its reader gives is read in the same way."""
    content = filled(sent_file(circulation, WATER), {1: {"理由": "经费不足"}})
    monkeypatch.setattr("luoshi.duban.tasks.circulation.returned.tables._OLE", b"PK\x03\x04")
    (file,) = drop(("水利局.xls", content))
    assert found(file) == [("other", "", "经费不足")]
