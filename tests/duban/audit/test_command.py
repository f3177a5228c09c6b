"""``luoshi audit`` at the command line."""

import json

import pytest
from django.db import transaction

from luoshi.cli import main
from luoshi.duban.audit import triggers
from luoshi.duban.audit.models import Event, Head, Tip
from luoshi.duban.audit.recording import SYSTEM, record


@pytest.fixture
def luoshi(capsys):
    def call(*arguments):
        status = main(["audit", *map(str, arguments)])
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return call


@pytest.fixture
def events(cast):
    with transaction.atomic():
        return [record("unit.renamed", cast.office, office="qinghe", actor=SYSTEM) for _ in range(3)]


@pytest.fixture
def founded(cast):
    """The other office was opened, and administrators appointed: every chain has its beginning."""
    with transaction.atomic():
        record("office.opened", cast.other_office, office="baisha", actor=SYSTEM)
        record("role.granted", cast.feng, office="", actor=SYSTEM)


def test_a_whole_record_ends_with_status_0(events, founded, luoshi):
    status, out, _ = luoshi("verify")
    assert status == 0
    assert "记录完整" in out


def test_an_office_without_any_record_is_named(events, founded, luoshi):
    triggers.take_down("default")
    for model in (Event, Head, Tip):
        model.objects.filter(office="baisha").delete()
    triggers.put_up("default")
    status, out, _ = luoshi("verify")
    assert status == 1
    assert "baisha: 全部记录被删除 · the whole chain was removed\n" in out
    assert luoshi("verify", "--office", "baisha")[0] == 1


def test_each_finding_is_a_line_in_both_languages(events, luoshi):
    triggers.take_down("default")
    Event.objects.filter(sequence=2).update(reason="x")
    triggers.put_up("default")
    status, out, _ = luoshi("verify", "--office", "qinghe")
    assert status == 1
    assert f"qinghe {events[0].day} #2: 记录被改动 · the event was altered\n" in out


def test_a_head_goes_out_and_comes_back_as_proof(events, founded, luoshi, tmp_path):
    kept = tmp_path / "head.json"
    kept.write_text(luoshi("head", "--json")[1], "utf-8")
    assert luoshi("verify", "--head", kept)[0] == 0
    triggers.take_down("default")
    Event.objects.filter(sequence=3).delete()
    triggers.put_up("default")
    status, out, _ = luoshi("verify", "--head", kept)
    assert status == 1
    assert "与留存的封条不一致" in out


def test_a_head_reads_well_on_paper(events, founded, luoshi):
    out = luoshi("head", "--office", "qinghe")[1]
    assert out.startswith(f"qinghe {events[0].day} 共 3 条")
    digest = out.split("\n")[1]
    assert digest.replace(" ", "") == events[-1].mac
    assert luoshi("verify", "--head", digest.strip())[0] == 0


def test_the_json_names_every_chain(events, luoshi):
    rows = json.loads(luoshi("head", "--json")[1])["luoshi-record-heads"]
    assert [(row["office"], row["events"], row["closed"]) for row in rows] == [("qinghe", 3, False)]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("verify", "--office", "nowhere"), "没有标识为“nowhere”"),
        (("head", "--office", "nowhere"), "没有标识为“nowhere”"),
        (("verify", "--head", "no-such-file.json"), "不存在"),
        (("verify", "--unknown"), "命令用法不对"),
    ],
)
def test_misuse_ends_with_status_2_and_a_sentence(events, luoshi, arguments, words):
    status, _, err = luoshi(*arguments)
    assert status == 2
    assert words in err


def test_nothing_recorded_yet_is_said(db, luoshi):
    assert "还没有任何记录" in luoshi("head")[1]
