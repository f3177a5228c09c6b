"""A file is taken in whole, or not at all."""

import hashlib
import io
import stat
import zipfile

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.duban.audit.models import Event
from luoshi.duban.documents import storage
from luoshi.duban.documents.actions import take_in as module
from luoshi.duban.documents.actions.take_in import Incoming, take_in, take_in_text
from luoshi.duban.documents.models import Document, DocumentState, Reading, SourceFile
from luoshi.duban.documents.names import LONGEST, tidy_name
from luoshi.duban.jobs.models import Job
from luoshi.errors import LuoshiError
from tests.duban.documents.given import NOTICE

CONTENT = NOTICE.encode()


def _take(actor, content=CONTENT, name="通知.txt", **more):
    return take_in(Incoming(name, content, **more), actor=actor)


def _text(words):
    return {"title": "", "declassified": False, "basis": "", "text": words}


def _bomb():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", b"<w>" + b" " * 400_000_000)
    return packed.getvalue()


def _nothing_is_kept(files):
    return not (files() or Document.objects.exists() or SourceFile.objects.exists() or Job.objects.exists())


def test_the_file_is_stored_unchanged_under_its_digest(cast, files):
    source = _take(cast.chen).document.source
    assert files()[0].read_bytes() == CONTENT
    assert files()[0].name == source.sha256 == hashlib.sha256(CONTENT).hexdigest()
    assert storage.content_of(source) == CONTENT


def test_others_on_the_machine_cannot_read_or_run_it(cast, files):
    _take(cast.chen)
    assert stat.S_IMODE(files()[0].stat().st_mode) == 0o640


def test_who_took_it_in_and_when_is_kept_and_on_the_record(cast):
    document = _take(cast.chen).document
    event = Event.objects.get(verb="document.taken-in")
    assert (document.taken_by, document.source.taken_by) == (cast.chen, cast.chen)
    assert (event.actor_name, event.after["sha256"]) == ("陈明", document.source.sha256)


def test_it_is_read_in_the_background(cast, work):
    document = _take(cast.chen).document
    assert document.state == DocumentState.QUEUED
    work()
    document.refresh_from_db()
    assert (document.state, document.progress) == (DocumentState.READY, 100)
    assert document.title.endswith("关于做好汛期工作的通知")
    assert Event.objects.get(verb="document.read").origin == "job"


def test_the_same_file_twice_is_one_document(cast, files):
    first = _take(cast.chen)
    second = _take(cast.li, name="另一个名字.txt")
    assert (first.is_new, second.is_new) == (True, False)
    assert second.document == first.document
    assert (len(files()), Job.objects.count()) == (1, 1)


def test_the_same_file_in_another_office_is_a_document_of_its_own(cast, files):
    assert _take(cast.chen).document != _take(cast.shen).document
    assert len(files()) == 2


def test_a_file_that_was_kept_for_something_else_becomes_a_document(cast, files):
    place, _ = storage.keep("qinghe", CONTENT)
    SourceFile.objects.create(
        office=cast.office, sha256=storage.digest(CONTENT), name="依据.txt", size=len(CONTENT), stored=place
    )
    assert _take(cast.chen).is_new
    assert len(files()) == 1


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "空.txt", "empty"),
        (b"  \n ", "空白.txt", "empty"),
        (b"%PDF-1.7 \n", "报告.pdf", "unsupported"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "旧.doc", "old-format"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "密码.docx", "password"),
        (b"PK\x03\x04broken", "坏.docx", "damaged"),
        (b"\x7fELF" + b"\0" * 2000, "通知.txt", "not-text"),
        (b"Only English words stand here, line after line. " * 40, "english.txt", "not-chinese"),
        (("秘密\n" + NOTICE).encode(), "某案.txt", "secret"),
        ((NOTICE * 1500 + "\0" + NOTICE).encode(), "零.txt", "not-text"),
    ],
)
def test_what_cannot_be_used_is_refused_and_nothing_of_it_is_kept(cast, files, content, name, code):
    with pytest.raises(LuoshiError) as refused:
        _take(cast.chen, content, name)
    assert refused.value.code == code
    assert _nothing_is_kept(files)


def test_a_package_that_unpacks_without_end_is_refused(cast, files):
    with pytest.raises(LuoshiError) as refused:
        _take(cast.chen, _bomb(), "方案.docx")
    assert refused.value.code == "bomb"
    assert _nothing_is_kept(files)


def test_a_file_over_the_limit_is_refused(cast, files, settings):
    settings.MAX_UPLOAD = 100
    with pytest.raises(LuoshiError, match="上限"):
        _take(cast.chen)
    assert _nothing_is_kept(files)


def test_the_record_of_a_refusal_names_no_file(cast):
    secret = ("机密★20年\n" + NOTICE).encode()
    with pytest.raises(LuoshiError):
        _take(cast.chen, secret, "关于某案的情况.txt")
    event = Event.objects.get(verb="document.refused")
    assert event.after == {"reason": "secret", "sha256": storage.digest(secret), "size": len(secret)}
    assert "某案" not in str(vars(event))


def test_a_declassified_file_is_taken_in_with_its_basis_on_the_record(cast):
    secret = ("秘密\n" + NOTICE).encode()
    document = _take(cast.chen, secret, declassified=True, basis="青密解〔2026〕3号").document
    event = Event.objects.get(verb="document.taken-in")
    assert document.declassified
    assert (event.after["declassified"], event.reason) == (True, "青密解〔2026〕3号")


def test_a_declassified_file_is_read(cast, work):
    document = _take(cast.chen, ("秘密\n" + NOTICE).encode(), declassified=True, basis="青密解〔2026〕3号").document
    work()
    document.refresh_from_db()
    assert document.state == DocumentState.READY


def test_declassified_without_a_basis_is_refused(cast, files):
    with pytest.raises(LuoshiError, match="解密依据"):
        _take(cast.chen, declassified=True)
    assert _nothing_is_kept(files)


@pytest.mark.parametrize("person", ["jiang", "sun", "qian", "feng", "chu", "wei"])
def test_who_may_not_take_in_is_refused(cast, files, person):
    with pytest.raises(PermissionDenied):
        _take(getattr(cast, person))
    assert _nothing_is_kept(files)


def test_a_failure_in_the_database_leaves_no_file(cast, files, monkeypatch):
    monkeypatch.setattr(module, "queue_reading", lambda document: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        _take(cast.chen)
    assert _nothing_is_kept(files)


def test_a_file_that_another_upload_dropped_meanwhile_is_there_in_the_end(cast, files, monkeypatch):
    def dropped(document):
        storage.drop(str(document.source.stored))

    monkeypatch.setattr(module, "queue_reading", dropped)
    assert storage.content_of(_take(cast.chen).document.source) == CONTENT


def test_a_write_that_breaks_off_leaves_nothing(cast, files, monkeypatch):
    monkeypatch.setattr(storage.os, "fsync", lambda handle: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        _take(cast.chen)
    assert _nothing_is_kept(files)


@pytest.mark.parametrize("place", ["", "qinghe", "qinghe/nothing"])
def test_a_file_that_is_not_in_the_store_is_said_to_be_missing(cast, place):
    _take(cast.chen)
    with pytest.raises(LuoshiError, match="不在存储中"):
        storage.content_of(SourceFile(name="通知.txt", stored=place))


def test_a_store_that_cannot_be_read_is_said_so(cast, monkeypatch):
    source = _take(cast.chen).document.source

    def broken(path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(storage.Path, "read_bytes", broken)
    with pytest.raises(LuoshiError, match="Permission denied"):
        storage.content_of(source)


def test_a_pasted_text_is_kept_as_it_was_pasted(cast, work):
    taken = take_in_text(**_text("　　" + NOTICE.replace("\n", "\r\n")), actor=cast.chen)
    work()
    assert Reading.objects.get(document=taken.document).text == "　　" + NOTICE


def test_a_title_given_with_a_text_stays(cast, work):
    taken = take_in_text(**{**_text(NOTICE), "title": "汛期通知"}, actor=cast.chen)
    work()
    taken.document.refresh_from_db()
    assert (taken.document.title, taken.document.source.name) == ("汛期通知", "汛期通知.txt")
    assert taken.document.number == "青政办发〔2026〕12号"


def test_half_a_character_is_refused(cast, files):
    with pytest.raises(LuoshiError, match="无法保存"):
        take_in_text(**_text(NOTICE + "\ud800"), actor=cast.chen)
    assert _nothing_is_kept(files)


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\文件\\通知.docx", "通知.docx"),
        ("<script>alert(1)</script>.txt", "script>.txt"),
        ("a\x00b\r\nc.txt", "a b c.txt"),
        ("\u202e方案.docx", "方案.docx"),
        ("...", "未命名"),
        ("", "未命名"),
        ("通知.txt", "通知.txt"),
    ],
)
def test_a_name_is_only_a_name(given_name, kept):
    assert tidy_name(given_name) == kept


@settings(max_examples=200)
@given(st.text(max_size=600))
def test_any_name_becomes_one_printable_line(name):
    kept = tidy_name(name)
    assert kept
    assert len(kept) <= LONGEST
    assert kept.isprintable()
    assert "/" not in kept
    assert "\\" not in kept


def test_a_long_name_keeps_its_ending():
    assert tidy_name("长" * 5000 + ".docx") == "长" * (LONGEST - 5) + ".docx"
