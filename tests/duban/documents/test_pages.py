"""The pages of documents, through their addresses."""

import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from luoshi.duban import clock
from luoshi.duban.documents.actions.take_in import Incoming, take_in
from luoshi.duban.documents.models import Document, DocumentState
from luoshi.duban.documents.undecided import _providers, provide_undecided
from luoshi.duban.documents.views import detail
from tests.duban.documents.given import NOTICE, document_of

NEW = "/documents/new/"


@pytest.fixture
def page(client, cast):
    client.force_login(cast.chen)
    return client


@pytest.fixture
def document(cast, work) -> Document:
    taken = take_in(Incoming("通知.txt", NOTICE.encode()), actor=cast.chen).document
    work()
    taken.refresh_from_db()
    return taken


def _at(name, document):
    return reverse(f"documents:{name}", args=[document.pk])


def _file(name="通知.txt", content=NOTICE, content_type="text/plain"):
    return SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content, content_type)


def _html(response):
    return response.content.decode()


def _facts(document, **changed):
    facts = {"title": document.title, "number": document.number, "issuer": document.issuer}
    return {**facts, "issued_on": "2026-03-18", "version": document.version, **changed}


# ------------------------------------------------------------------ taking in


def test_one_file_leads_to_its_document(page):
    response = page.post(NEW, {"files": _file()})
    assert response.status_code == 302
    assert response.url == _at("detail", Document.objects.get())


def test_several_files_are_told_one_by_one(page):
    response = page.post(NEW, {"files": [_file(), _file("空.txt", " "), _file("报告.pdf", "%PDF-1.4")]})
    assert response.status_code == 422
    assert Document.objects.count() == 1
    for words in ("已入库", "“空.txt”里没有文字", "PDF 文件"):
        assert words in _html(response)


def test_a_script_gets_a_line_for_each_file(page):
    response = page.post(NEW, {"files": _file()}, headers={"HX-Request": "true"})
    assert f'data-document="{_at("detail", Document.objects.get())}"' in _html(response)
    assert "<html" not in _html(response)


def test_the_same_file_again_is_said_and_leads_to_the_document(page, document):
    response = page.post(NEW, {"files": _file("别名.txt")}, follow=True)
    assert response.redirect_chain[0][0] == _at("detail", document)
    assert "没有重复保存" in _html(response)


def test_a_name_with_markup_is_shown_as_words(page):
    response = page.post(NEW, {"files": _file("<img src=x onerror=alert(1)>.txt", " ")})
    assert "<img src=x" not in _html(response)
    assert "&lt;img src=x" in _html(response)


def test_a_wrong_content_type_changes_nothing(page):
    page.post(NEW, {"files": _file(content_type="text/html; charset=evil" + "x" * 300)})
    assert Document.objects.get().source.name == "通知.txt"


def test_without_a_file_the_page_says_so(page):
    assert "请选择文件" in _html(page.post(NEW, {}))


def test_a_file_over_the_limit_is_not_even_read(page, settings):
    settings.MAX_UPLOAD = 10
    response = page.post(NEW, {"files": _file()})
    assert "上限" in _html(response)
    assert not Document.objects.exists()


def test_a_secret_file_is_refused_without_its_name(page):
    response = page.post(NEW, {"files": _file("关于某案.txt", "机密\n" + NOTICE)})
    assert response.status_code == 422
    assert "涉密文件不得上传" in _html(response)
    assert "某案" not in _html(response)


@pytest.mark.parametrize("sent", [{"paste-text": "机密\n" + NOTICE}, {"files": ("某案.txt", "机密\n" + NOTICE)}])
def test_who_is_refused_for_a_secrecy_mark_sees_where_to_state_that_it_is_none_any_more(page, sent):
    marked = {name: _file(*value) if isinstance(value, tuple) else value for name, value in sent.items()}
    assert _html(page.post(NEW, marked)).count('<details class="declassified" open>') == 1
    assert '<details class="declassified" open>' not in _html(
        page.post(NEW, {"paste-text": "", "files": _file("空.txt", " ")})
    )


def test_a_declassified_file_needs_its_basis(page):
    sent = {"upload-declassified": "on", "upload-basis": ""}
    response = page.post(NEW, {**sent, "files": _file("旧.txt", "机密\n" + NOTICE)})
    assert response.status_code == 422
    assert "请写明解密依据" in _html(response)
    response = page.post(NEW, {**sent, "upload-basis": "青密解1号", "files": _file("旧.txt", "机密\n" + NOTICE)})
    assert response.status_code == 302


def test_a_pasted_text_leads_to_its_document(page):
    response = page.post(NEW, {"paste-text": NOTICE, "paste-title": "汛期通知"})
    assert response.status_code == 302
    assert Document.objects.get().title == "汛期通知"


def test_a_refused_text_stays_in_the_form(page):
    response = page.post(NEW, {"paste-text": "Only English words stand here. " * 60, "paste-title": "题"})
    assert response.status_code == 422
    assert "Only English words stand here. </textarea>" in _html(response)
    assert "不是中文材料" in _html(response)


def test_an_empty_text_is_an_error_beside_its_field(page):
    response = page.post(NEW, {"paste-text": ""})
    assert response.status_code == 422
    assert 'id="id_paste-text_error"' in _html(response)


# ------------------------------------------------------------------ the list


def test_the_list_shows_the_newest_first_with_what_was_found(page, cast, document):
    document_of(cast.office, "另一份文件的正文。", name="另一份.txt")
    html = _html(page.get("/documents/"))
    assert html.index("另一份.txt") < html.index(document.title)
    assert f'data-label="任务">{document.readings.get().directives.count()}<' in html


def test_the_list_shows_what_nobody_has_decided(page, document):
    provide_undecided(lambda documents: {document.pk: 5})
    try:
        assert 'data-label="未审">5<' in _html(page.get("/documents/"))
    finally:
        _providers.pop()


@pytest.mark.parametrize(
    ("query", "found"),
    [("q=汛期", True), ("q=青政办 12号", True), ("q=没有的词", False), ("state=ready", True), ("state=failed", False)],
)
def test_the_list_is_searched_and_filtered(page, document, query, found):
    assert (document.title in _html(page.get(f"/documents/?{query}"))) is found


def test_the_list_is_paged_by_fifty_with_few_queries(page, cast, django_assert_max_num_queries):
    for number in range(60):
        document_of(cast.office, f"第{number}份文件的正文。", name=f"{number}号.txt", state=DocumentState.READY)
    with django_assert_max_num_queries(12):
        html = _html(page.get("/documents/"))
    assert html.count("<tr") == 51
    assert "9号.txt" in _html(page.get("/documents/?page=2"))


def test_an_empty_list_says_what_to_do(page):
    assert "还没有公文" in _html(page.get("/documents/"))


def test_nobody_sees_documents_of_another_office(client, cast, document):
    client.force_login(cast.shen)
    assert document.title not in _html(client.get("/documents/"))
    for name in ("detail", "state", "row", "file"):
        assert client.get(_at(name, document)).status_code == 404
    for name in ("facts", "again"):
        assert client.post(_at(name, document), _facts(document)).status_code == 404


# ------------------------------------------------------------------ a document


def test_the_page_shows_facts_file_and_every_word_of_the_text(page, document, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        html = _html(page.get(_at("detail", document)))
    for words in (document.number, document.source.sha256, 'value="2026-03-18"', "陈明"):
        assert words in html
    for line in NOTICE.splitlines():
        assert line.replace("“", "&ldquo;") in html or all(part in html for part in line.split("，"))


def test_each_statement_is_marked_with_its_kind(page, document):
    html = _html(page.get(_at("detail", document)))
    for one in document.readings.get().statements.all():
        assert f'class="said said-{one.kind}" id="s{one.index}"' in html


def test_a_long_text_is_shown_in_parts(page, document, monkeypatch):
    monkeypatch.setattr(detail, "PART", 4)
    html = _html(page.get(_at("detail", document)))
    assert html.count('class="said said-') == 4 + 4
    assert "第 1–4 条" in html
    rest = _html(page.get(_at("detail", document) + "?page=2"))
    assert 'id="s4"' in rest
    assert 'id="s3"' not in rest


def test_who_only_reads_gets_no_form(client, cast, document):
    client.force_login(cast.jiang)
    html = _html(client.get(_at("detail", document)))
    assert document.number in html
    assert "保存更正" not in html


def test_while_it_is_read_the_page_asks_how_far_it_is(page, cast):
    document = take_in(Incoming("通知.txt", NOTICE.encode()), actor=cast.chen).document
    assert _at("state", document) in _html(page.get(_at("detail", document)))
    response = page.get(_at("state", document))
    assert "HX-Refresh" not in response
    assert "等待读取" in _html(response)


def test_once_it_is_read_the_page_loads_anew(page, document):
    assert page.get(_at("state", document))["HX-Refresh"] == "true"


def test_a_row_under_way_asks_for_itself_until_it_is_read(page, cast, work):
    document = take_in(Incoming("通知.txt", NOTICE.encode()), actor=cast.chen).document
    assert "hx-get" in _html(page.get(_at("row", document)))
    work()
    assert "hx-get" not in _html(page.get(_at("row", document)))


def test_a_failure_says_why_and_can_be_run_again(page, document, work):
    problem = "原文件“通知.txt”不在存储中。\nThe original is missing."
    Document.objects.update(state=DocumentState.FAILED, problem=problem)
    assert "不在存储中" in _html(page.get(_at("detail", document)))
    page.post(_at("again", document))
    document.refresh_from_db()
    assert document.state == DocumentState.QUEUED
    work()
    document.refresh_from_db()
    assert document.state == DocumentState.READY


def test_facts_are_corrected(page, document):
    assert page.post(_at("facts", document), _facts(document, title=" 新 标题 ")).status_code == 302
    document.refresh_from_db()
    assert document.title == "新 标题"


def test_a_wrong_date_stands_beside_its_field_and_what_was_typed_is_kept(page, document):
    response = page.post(_at("facts", document), _facts(document, number="新号", issued_on="昨天"))
    assert response.status_code == 422
    assert 'id="id_issued_on_error"' in _html(response)
    assert 'value="新号"' in _html(response)


def test_a_stale_correction_shows_both_versions(page, document):
    page.post(_at("facts", document), _facts(document, title="先改的"))
    response = page.post(_at("facts", document), _facts(document, title="后改的"))
    html = _html(response)
    document.refresh_from_db()
    assert response.status_code == 409
    assert document.title == "先改的"
    assert "先改的" in html
    assert "后改的</textarea>" in html
    assert f'name="version" value="{document.version}"' in html


def test_resubmitting_over_a_conflict_does_not_take_back_what_the_other_changed(page, document):
    seen = json.dumps({**_facts(document), "issued_on": "2026-03-18"})
    page.post(_at("facts", document), _facts(document, title="先改的", seen=seen))
    html = _html(page.post(_at("facts", document), _facts(document, number="后改的号", seen=seen)))
    assert "先改的</textarea>" in html
    assert 'value="后改的号"' in html


def test_a_document_that_waits_long_says_that_nobody_may_be_working(page, cast):
    document = take_in(Incoming("通知.txt", NOTICE.encode()), actor=cast.chen).document
    assert "后台程序" not in _html(page.get(_at("detail", document)))
    with clock.standing_at(clock.now() + timedelta(seconds=20)):
        assert "后台程序" in _html(page.get(_at("detail", document)))


def test_a_statement_says_why_it_was_read_so(page, document):
    url = reverse("documents:why", args=[document.pk, 0])
    assert "独占一行的标题" in _html(page.get(url))


def test_a_reading_of_another_engine_is_not_explained_by_todays(page, document):
    document.readings.update(engine="0.0.1+abc")
    assert "已不可查" in _html(page.get(reverse("documents:why", args=[document.pk, 0])))


def test_a_statement_that_is_not_there_has_no_explanation(page, document):
    assert "已不可查" in _html(page.get(reverse("documents:why", args=[document.pk, 999])))


def test_a_changed_date_offers_to_read_again(page, document):
    page.post(_at("facts", document), _facts(document, issued_on="2027-02-01"))
    assert "按新日期重新读取" in _html(page.get(_at("detail", document)))


def test_the_original_comes_as_an_attachment_that_no_browser_runs(page, cast):
    hostile = "<script>alert(1)</script><p>" + NOTICE
    document = take_in(Incoming("通知.html", hostile.encode(), "text/html"), actor=cast.chen).document
    response = page.get(_at("file", document))
    assert response.content == hostile.encode()
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].startswith("sandbox")


def test_an_original_that_is_gone_is_said(page, document, files):
    files()[0].unlink()
    assert "不在存储中" in _html(page.get(_at("file", document), follow=True))


@pytest.mark.parametrize("name", ["facts", "again"])
def test_a_change_is_never_made_by_looking(page, document, name):
    assert page.get(_at(name, document)).status_code == 405
