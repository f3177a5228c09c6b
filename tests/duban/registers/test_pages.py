"""The pages of registers, through their addresses."""

import pytest
from django.urls import reverse

from luoshi.duban.registers.models import Register
from luoshi.duban.registers.schema import Column, ColumnKind, Schema
from luoshi.duban.tasks.models import Task
from tests.duban.tasks.given import a_plan, a_task

SETTINGS = {
    "name": "重点工作任务台账",
    "year": 2026,
    "prefix": "督",
    "legal_profile": "government",
    "completion": "lead-gathers",
    "rhythm": "monthly",
    "visibility": "own",
}


@pytest.fixture
def head(client, cast):
    client.force_login(cast.wang)
    return client


def _at(name, *arguments):
    return reverse(f"registers:{name}", args=arguments)


def _rows(*rows, there=0):
    data = {"column-TOTAL_FORMS": len(rows), "column-INITIAL_FORMS": there, "version": Register.objects.get().version}
    for number, row in enumerate(rows):
        data |= {f"column-{number}-{name}": value for name, value in row.items()}
    return data


def test_each_setting_says_what_follows_from_it(head, cast):
    words = head.get(_at("register", cast.register.pk)).content.decode()
    for consequence in ("督2026-001", "每个单位都办结才算办结", "只有主要领导能批准立项", "单位看不到别人的任务"):
        assert consequence in words


def test_settings_are_changed_in_one_form(head, cast):
    typed = SETTINGS | {"version": 1, "completion": "each-reports", "first_leads": "on", "rhythm": "quarterly"}
    head.post(_at("register", cast.register.pk), typed)
    register = Register.objects.get()
    assert (register.completion, register.first_leads, register.rhythm) == ("each-reports", True, "quarterly")


def test_a_stale_form_shows_both_versions(head, cast):
    Register.objects.update(version=2, rhythm="weekly")
    response = head.post(_at("register", cast.register.pk), SETTINGS | {"version": 1})
    assert response.status_code == 409
    assert "每周" in response.content.decode()
    assert Register.objects.get().rhythm == "weekly"


def test_a_year_that_cannot_be_is_refused_beside_its_field(head, cast):
    response = head.post(_at("register", cast.register.pk), SETTINGS | {"version": 1, "year": 26})
    assert response.status_code == 422
    assert "field-wrong" in response.content.decode()


def test_next_years_register_takes_over_settings_and_columns(head, cast):
    Register.objects.update(schema=Schema((Column("c1", "阶段"),)).as_data(), rhythm="weekly")
    page = head.get(_at("new") + f"?like={cast.register.pk}").content.decode()
    assert 'value="2027"' in page
    head.post(_at("new") + f"?like={cast.register.pk}", SETTINGS | {"year": 2027, "rhythm": "weekly"})
    assert Schema.of(Register.objects.get(year=2027)).columns[0].name == "阶段"


def test_columns_are_added_ordered_renamed_and_removed(head, cast):
    address = _at("columns", cast.register.pk)
    first = {"name": "总投资", "kind": "number", "show": "on", "position": 2}
    second = {"name": "阶段", "kind": "choice", "choices": "前期、在建", "required": "on", "position": 1}
    head.post(address, _rows(first, second, {"name": ""}))
    assert [(column.key, column.name, column.kind) for column in Schema.of(Register.objects.get()).columns] == [
        ("c2", "阶段", ColumnKind.CHOICE),
        ("c1", "总投资", ColumnKind.NUMBER),
    ]
    kept = {"key": "c1", "name": "总投资（万元）", "kind": "number", "position": 1}
    head.post(address, _rows({**second, "key": "c2", "remove": "on"}, kept, there=2))
    assert [column.name for column in Schema.of(Register.objects.get()).columns] == ["总投资（万元）"]


def test_a_column_in_use_is_kept_and_what_was_typed_too(head, cast):
    Register.objects.update(schema=Schema((Column("c1", "阶段"),)).as_data())
    task = a_task(cast, a_plan(cast))
    Task.objects.filter(pk=task.pk).update(extra={"c1": "在建"})
    address = _at("columns", cast.register.pk)
    assert "1项在用" in head.get(address).content.decode()
    response = head.post(address, _rows({"key": "c1", "name": "新名", "kind": "number", "position": 1}, there=1))
    assert response.status_code == 409
    words = response.content.decode()
    assert "已有1项任务填写" in words
    assert 'value="新名"' in words


def test_a_register_is_closed_and_opened_again_never_deleted(head, cast):
    address = _at("close", cast.register.pk)
    head.post(address)
    assert "已停用" in head.get(_at("list")).content.decode()
    head.post(address, {"reopen": "1"})
    assert Register.objects.get().is_open


def test_a_supervisor_reads_and_does_not_set(client, cast):
    client.force_login(cast.chen)
    page = client.get(_at("register", cast.register.pk)).content.decode()
    assert "牵头汇总" in page
    assert "保存设置" not in page
    assert client.post(_at("register", cast.register.pk), SETTINGS | {"version": 1, "year": 2025}).status_code == 403


def test_the_pages_take_few_queries(head, cast, django_assert_max_num_queries):
    for address in (_at("list"), _at("register", cast.register.pk), _at("columns", cast.register.pk)):
        with django_assert_max_num_queries(12):
            head.get(address)
