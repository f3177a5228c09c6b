"""A sheet that another program has saved again: LibreOffice stands for WPS, which writes the same formats."""

import shutil
import subprocess

import pytest

from luoshi.duban import clock
from luoshi.duban.tasks.actions.receive_sheets import receive_sheets
from luoshi.duban.tasks.actions.take_sheets_in import take_sheets_in
from luoshi.duban.tasks.models import Report
from tests.duban.tasks.life.given import the
from tests.duban.tasks.reporting.given import ANSWERS, LATE_JULY, filled

pytestmark = pytest.mark.django_db
OFFICE = shutil.which("soffice")
#: The filters by the ending; of .csv the encoding (76: UTF-8) and that cells are saved as they are shown.
FILTERS = {
    "xlsx": "xlsx:Calc MS Excel 2007 XML",
    "xls": "xls:MS Excel 97",
    "csv": "csv:Text - txt - csv (StarCalc):44,34,76,1",
}


def resaved(content: bytes, ending: str, folder) -> bytes:
    """*content* opened and saved again."""
    source, out = folder / "报送表.xlsx", folder / "out"
    source.write_bytes(content)
    command = [OFFICE, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", FILTERS[ending]]
    subprocess.run([*command, "--outdir", out, source], check=True, capture_output=True, timeout=120)
    return (out / f"报送表.{ending}").read_bytes()


@pytest.mark.skipif(
    OFFICE is None, reason="没有 LibreOffice：apt-get install libreoffice-calc。 LibreOffice is missing."
)
@pytest.mark.parametrize("ending", FILTERS)
def test_it_says_the_same(cast, tasks, sheet, tmp_path, ending):
    content = resaved(filled(sheet, ANSWERS), ending, tmp_path)
    with clock.standing_at(LATE_JULY):
        (file,) = receive_sheets([(f"新建文件.{ending}", content)], actor=cast.chen).new
        assert file.problems == []
        assert take_sheets_in([file.pk], actor=cast.chen).reports == 3
    water, plan, reservoirs = (the(task) for task in tasks)
    assert (water.latest.text, water.latest.percent) == ("已铺设管网12公里。", 65)
    assert [int(one.value) for one in water.latest.figures.all()] == [12, 1500]
    assert plan.latest.kind == "no-change"
    assert str(reservoirs.latest.done_on) == "2026-07-25"
    assert {one.reported_by for one in Report.objects.all()} == {"孙联络"}
