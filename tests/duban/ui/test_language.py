"""A clerk who reads the pages in English issues, exports and records the same Chinese as everybody else."""

import re
import threading

from django.utils.translation import gettext, override

from luoshi.duban import clock
from luoshi.duban.language import chinese, in_chinese, is_chinese
from luoshi.duban.organisations.models import UnitKind
from luoshi.duban.organisations.sheets.library_form import as_toml
from luoshi.duban.organisations.sheets.writing import unit_rows
from luoshi.duban.problems import Refused, sentence
from luoshi.duban.tasks.circulation.adoption import adoption_grid, summary
from luoshi.duban.tasks.circulation.files import extract_grid
from luoshi.duban.tasks.issuing.tables import plan_table, unit_table
from luoshi.duban.tasks.models import LimitKind
from tests.duban.scene import Scene


def test_a_sentence_follows_the_page():
    error = Refused("closed", "已结束。", "It is over.")
    with override("en"):
        assert (gettext("公文"), sentence(error), is_chinese()) == ("Documents", "It is over.", False)
    with override("zh-hans"):
        assert (gettext("公文"), sentence(error), is_chinese()) == ("公文", "已结束。", True)


def test_what_is_made_in_chinese_leaves_the_page_as_it_was():
    made = in_chinese(gettext)
    with override("en"):
        assert made("公文") == "公文"
        assert chinese(UnitKind.GROUP.label) == "单位组"
        assert gettext("公文") == "Documents"


def test_one_person_s_paper_does_not_turn_another_s_page_chinese():
    """Two threads at once: each has its own language."""
    started, over, seen = threading.Event(), threading.Event(), []

    @in_chinese
    def slow():
        started.set()
        over.wait(120)

    worker = threading.Thread(target=slow)
    with override("en"):
        worker.start()
        started.wait(120)
        seen.append(gettext("公文"))
        over.set()
        worker.join()
        assert [*seen, gettext("公文")] == ["Documents", "Documents"]


def test_tables_that_are_issued_are_chinese(cast):
    scene = Scene(cast)
    scene.issued_task.limit_kind = LimitKind.LONG_TERM
    scene.issued_task.save()
    with override("en"):
        grids = [plan_table(scene.issued_plan), unit_table(scene.issued_plan, scene.unit)]
    assert "长期坚持" in _words(grids[0])
    assert "牵头" in _words(grids[1])
    assert not [word for grid in grids for word in re.findall("[A-Za-z]{3,}", _words(grid))]


def test_files_of_a_circulation_are_chinese(cast):
    scene = Scene(cast)
    comments, invitation = [scene.comment], scene.invitation
    with override("en"):
        table = adoption_grid(scene.circulation, comments, [invitation])
        form = extract_grid(invitation, [])
    assert "待处理" in _words(table)
    assert "共收到意见1条" in table.note
    assert table.columns[1].title == "单位"
    assert form.title.endswith("征求意见表")


def test_the_page_says_in_english_what_became_of_the_comments(cast):
    scene = Scene(cast)
    with override("en"):
        told = summary(scene.circulation, [], [scene.invitation])
    assert told.endswith("answered: 0, without comments: 0; comments: 0, taken: 0, partly taken: 0, not taken: 0.")


def test_the_list_of_units_goes_out_in_chinese(cast):
    with override("en"):
        rows, library = unit_rows(cast.office, clock.today()), as_toml(cast.office, clock.today()).decode()
    assert {row[2] for row in rows} == {"单位", "单位组"}
    assert 'kind = "group"' in library


def _words(grid) -> str:
    return "\n".join(cell.text for row in grid.rows for cell in getattr(row, "cells", ()))
