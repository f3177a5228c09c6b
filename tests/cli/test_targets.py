"""Where the ledgers are written."""

from pathlib import Path

import pytest

from luoshi.cli.targets import plan_targets
from luoshi.errors import LuoshiError

A, B = Path("in/甲.txt"), Path("in/乙.docx")


@pytest.mark.parametrize(
    ("files", "outputs", "formats", "expected"),
    [
        ([A], [], ["xlsx"], [[]]),
        ([A], ["out.json"], ["xlsx"], [["out.json"]]),
        ([A], ["out.XLSX"], ["xlsx"], [["out.XLSX"]]),
        ([A], ["out"], ["xlsx"], [["out/甲.xlsx"]]),
        ([A, B], ["out"], ["csv", "md"], [["out/甲.csv", "out/甲.md"], ["out/乙.csv", "out/乙.md"]]),
        ([A], ["a.xlsx", "out"], ["json"], [["a.xlsx", "out/甲.json"]]),
        (
            [A, Path("x/甲.md"), Path("y/甲.md")],
            ["out"],
            ["csv"],
            [["out/甲.csv"], ["out/甲.md.csv"], ["out/甲.md-2.csv"]],
        ),
    ],
)
def test_a_file_or_a_folder_says_where(files, outputs, formats, expected):
    planned = plan_targets(files, [Path(output) for output in outputs], formats)
    assert planned == [[Path(path) for path in paths] for paths in expected]


def test_a_folder_that_is_there_may_have_a_dot_in_its_name(tmp_path):
    folder = tmp_path / "台账.v2"
    folder.mkdir()
    assert plan_targets([A], [folder], ["csv"]) == [[folder / "甲.csv"]]


@pytest.mark.parametrize(
    ("files", "output", "code"),
    [
        ([A, B], "a.xlsx", "one-output"),
        ([A], "a.pdf", "unknown-format"),
        ([Path("甲.md")], "甲.md", "overwrites-input"),
    ],
)
def test_what_cannot_be_written_is_refused(files, output, code):
    with pytest.raises(LuoshiError) as refused:
        plan_targets(files, [Path(output)], ["xlsx"])
    assert refused.value.code == code
