"""The short form: only the progress is asked for; figures stand beside their targets; files become evidence."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from luoshi.duban import clock
from luoshi.duban.problems import Refused
from luoshi.duban.tasks.actions.file_report import file_report
from luoshi.duban.tasks.evidence import MOST, keep_evidence
from luoshi.duban.tasks.forms.report import ReportForm
from luoshi.duban.tasks.models import Comparator, Evidence, ReportKind, Target
from tests.duban.tasks.life.given import an_issued_task, by_page, the

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def late_july():
    with clock.standing_at(datetime(2026, 7, 28, 10, 0, tzinfo=clock.ZONE)):
        yield


@pytest.fixture
def row(cast):
    return the(an_issued_task(cast))


def filled(row, files=(), **values):
    data = {f"a{row.pk}-{name}": value for name, value in {"version": row.version, **values}.items()}
    return ReportForm(data, MultiValueDict({f"a{row.pk}-evidence": list(files)}), assignment=row)


def test_progress_alone_is_enough(row):
    form = filled(row, text="大坝加固完成。")
    assert form.is_valid(), form.errors
    assert (form.said.kind, form.said.text, form.said.percent) == (ReportKind.PROGRESS, "大坝加固完成。", None)


def test_done_needs_its_day(row):
    assert filled(row, text="完工。", is_done="on").errors["done_on"]
    form = filled(row, text="完工。", is_done="on", done_on="2026-07-25")
    assert form.is_valid(), form.errors
    assert (form.said.kind, form.said.done_on) == (ReportKind.COMPLETION, date(2026, 7, 25))


def test_a_day_without_done_says_nothing(row):
    form = filled(row, text="在建。", done_on="2026-07-25")
    assert form.is_valid()
    assert form.said.done_on is None


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"text": " "}, "text"),
        ({"text": "在建。", "percent": "101"}, "percent"),
        ({"text": "在建。", "percent": "七成"}, "percent"),
        ({"text": "字" * 3001}, "text"),
        ({"text": "完工。", "is_done": "on", "done_on": "下周"}, "done_on"),
    ],
)
def test_errors_stand_beside_their_field(row, values, field):
    assert field in filled(row, **values).errors


def test_a_figure_has_a_field_that_names_its_aim(row):
    target = Target.objects.create(
        task=row.task, words="3座", measured="水库除险加固", comparator=Comparator.AT_LEAST, value=3, unit="座"
    )
    Target.objects.create(task=row.task, words="全部销号", is_figure=False)
    form = filled(row, text="完成两座。", **{f"figure-{target.pk}": "2"})
    assert [field.label for field in form.figures] == ["水库除险加固（不少于3座）"]
    assert form.is_valid(), form.errors
    assert form.said.figures == {target.pk: Decimal(2)}


def test_files_become_evidence_with_their_digest(cast, row, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    form = filled(
        row,
        [SimpleUploadedFile("验收单.pdf", b"%PDF-1.4 1"), SimpleUploadedFile("照片.jpg", b"\xff\xd8\xff1")],
        text="完工。",
    )
    assert form.is_valid(), form.errors
    rows = keep_evidence(form.cleaned_data["evidence"], row, actor=cast.sun)
    report = file_report(row, actor=cast.sun, said=form.said, came=by_page(), evidence=rows)
    assert [one.name for one in report.evidence.all()] == ["验收单.pdf", "照片.jpg"]
    assert all(len(one.source.sha256) == 64 for one in report.evidence.all())


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ([SimpleUploadedFile("验收单.pdf", b"MZ not what it says")], "kind"),
        ([SimpleUploadedFile(f"{number}.pdf", b"%PDF-1.4 1") for number in range(MOST + 1)], "too-many"),
    ],
)
def test_what_is_no_evidence_is_refused(cast, row, settings, tmp_path, files, code):
    settings.MEDIA_ROOT = tmp_path
    with pytest.raises(Refused) as refused:
        keep_evidence(files, row, actor=cast.sun)
    assert refused.value.code == code
    assert not Evidence.objects.exists()
