"""The components that every app's pages are made of."""

from datetime import UTC, date, datetime

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import RequestContext, Template
from django.test import RequestFactory
from django.utils import translation

from luoshi.duban.problems import Refused
from luoshi.duban.ui.templatetags.luoshi import percent_of


def rendered(source, **context):
    request = RequestFactory().get("/?q=水库&page=2")
    return Template("{% load luoshi %}" + source).render(RequestContext(request, context))


def component(name, **context):
    return rendered(f'{{% include "ui/components/{name}.html" %}}', **context)


class Sheet(forms.Form):
    title = forms.CharField(label="名称", help_text="写规范名称", max_length=5)
    kind = forms.ChoiceField(label="类型", choices=[("a", "甲"), ("b", "乙")], widget=forms.RadioSelect)
    is_open = forms.BooleanField(label="在用", required=False)
    unit = forms.ChoiceField(label="单位", choices=[("1", "县水利局")], required=False)

    def clean(self):
        raise forms.ValidationError("前后矛盾")


def test_a_field_ties_its_label_help_and_errors_to_its_control():
    shown = component("field", field=Sheet({"title": "太长太长太长"})["title"])
    assert '<label class="form-label" for="id_title">' in shown
    assert 'aria-describedby="id_title_helptext id_title_error"' in shown
    assert 'id="id_title_helptext"' in shown
    assert 'id="id_title_error"' in shown
    assert 'aria-invalid="true"' in shown
    assert 'value="太长太长太长"' in shown


def test_a_single_tick_has_its_label_beside_it():
    shown = component("field", field=Sheet()["is_open"])
    assert 'class="form-check-input"' in shown
    assert "必填" not in shown


def test_a_choice_of_several_is_a_group_with_a_legend():
    shown = component("field", field=Sheet()["kind"])
    assert "<fieldset" in shown
    assert "<legend" in shown
    assert 'for="id_kind"' not in shown


def test_a_form_shows_what_is_wrong_with_it_as_a_whole_and_keeps_what_was_typed():
    shown = component("form", form=Sheet({"title": "水库", "kind": "a"}), submit="送审", cancel="/back/", keep="sheet")
    assert "前后矛盾" in shown
    assert 'value="水库"' in shown
    assert "送审" in shown
    assert 'href="/back/"' in shown
    assert 'data-keep="sheet"' in shown


def test_an_alert_tells_an_error_in_the_language_of_the_page():
    error = Refused("late", "已过期。", "Too late.")
    assert "已过期。" in component("alert", level="error", error=error)
    with translation.override("en"):
        assert "Too late." in component("alert", level="error", error=error)


@pytest.mark.parametrize("tone", ["good", "bad", "wait", "todo"])
def test_a_badge_has_words_and_a_sign_beside_its_colour(tone):
    shown = component("badge", text="已签收", tone=tone)
    assert "已签收" in shown
    assert "<svg" in shown


def test_the_pager_keeps_the_query():
    shown = component("pager", page=Paginator(range(120), 50).page(2))
    assert "page=3" in shown
    assert "q=%E6%B0%B4%E5%BA%93" in shown
    assert "第 51–100 条，共 120 条" in shown


def test_one_page_needs_no_pager():
    shown = component("pager", page=Paginator(range(3), 50).page(1))
    assert "<nav" not in shown
    assert "共 3 条" in shown


def test_a_conflict_shows_both_versions_and_marks_what_differs():
    rows = [{"label": "名称", "theirs": "甲", "mine": "乙"}, {"label": "时限", "theirs": "年底前", "mine": "年底前"}]
    shown = component("conflict", rows=rows, who="李静")
    assert "甲" in shown
    assert "乙" in shown
    assert shown.count('class="differs"') == 1
    assert "李静已修改了这一项" in shown


def test_a_question_is_asked_in_a_dialog_that_posts():
    shown = component("confirm", id="withdraw", label="撤销", title="确定撤销？", action="/x/", danger=True)
    assert 'data-dialog="withdraw"' in shown
    assert '<dialog id="withdraw"' in shown
    assert "btn-danger" in shown


def test_an_empty_list_says_what_to_do():
    shown = component("empty", title="还没有公文", text="上传第一份。", url="/up/", action="上传公文")
    assert 'href="/up/"' in shown
    assert "上传公文" in shown


def test_progress_is_complete_only_when_all_is_done():
    assert percent_of(0, 0) == 0
    assert percent_of(199, 200) == 99
    assert percent_of(200, 200) == 100
    assert 'max="8" value="3"' in component("progress", done=3, total=8, label="已定")


def test_tabs_mark_the_one_that_is_shown():
    tabs = [{"title": "全部", "url": "?", "here": True, "count": 0}, {"title": "未定", "url": "?s=open"}]
    shown = component("tabs", tabs=tabs, label="筛选")
    assert shown.count("aria-current") == 1
    assert shown.count("page-tabs-count") == 1


def test_a_toolbar_keeps_what_was_searched():
    shown = component("toolbar", query="水库", placeholder="标题、文号", hidden={"state": "open"})
    assert 'value="水库"' in shown
    assert 'name="state" value="open"' in shown


def test_days_are_written_in_the_language_of_the_page():
    july = date(2026, 7, 10)
    late = datetime(2026, 7, 9, 16, 30, tzinfo=UTC)  # half past midnight in Shanghai
    source = "{{ july|day }} {{ late|day }} {{ july|short_day }} {{ late|moment }} {{ none|day }}"
    assert rendered(source, july=july, late=late, none=None) == (
        "2026年7月10日 2026年7月10日 2026-07-10 2026-07-10 00:30 "
    )
    with translation.override("en"):
        assert rendered("{{ july|day }}", july=july) == "10 Jul 2026"


def test_an_icon_without_a_label_is_decoration():
    assert 'aria-hidden="true"' in rendered('{% icon "home" %}')
    assert 'aria-label="首页"' in rendered('{% icon "home" "首页" %}')
