"""Registers are set by the head of supervision, kept for ever, and every change is on record."""

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from luoshi.duban.audit.models import Event
from luoshi.duban.problems import ChangedMeanwhile, Refused
from luoshi.duban.registers.actions.add_register import add_register
from luoshi.duban.registers.actions.change_columns import change_columns
from luoshi.duban.registers.actions.change_register import change_register
from luoshi.duban.registers.actions.close_register import close_register, reopen_register
from luoshi.duban.registers.models import Completion, LegalProfile, Register
from luoshi.duban.registers.queries import open_registers, register_for
from luoshi.duban.registers.schema import Column, ColumnKind, Schema
from luoshi.duban.registers.settings import Settings
from luoshi.duban.tasks.models import Task
from tests.duban.tasks.given import a_plan, a_task

STAGE = Column("c1", "阶段", ColumnKind.CHOICE, choices=("前期", "在建"))


def test_a_change_is_recorded_with_both_sides(cast):
    wanted = replace(Settings.of(cast.register), completion=Completion.EACH_REPORTS.value, first_leads=True)
    change_register(cast.register, wanted, actor=cast.wang, version=1)
    event = Event.objects.get(verb="register.changed")
    assert event.before == {"completion": "lead-gathers", "first_leads": False}
    assert event.after == {"completion": "each-reports", "first_leads": True}
    assert Register.objects.get().version == 2


def test_nothing_is_recorded_where_nothing_changes(cast):
    change_register(cast.register, Settings.of(cast.register), actor=cast.wang, version=1)
    assert not Event.objects.exists()


def test_a_change_over_a_stale_version_is_refused(cast):
    with pytest.raises(ChangedMeanwhile):
        change_register(cast.register, Settings("新名", 2026), actor=cast.wang, version=7)


@pytest.mark.parametrize("person", ["chen", "zhao", "sun", "wei", "shen"])
def test_only_the_head_of_supervision_sets_registers(cast, person):
    with pytest.raises(PermissionDenied):
        change_register(cast.register, Settings("新名", 2026), actor=getattr(cast, person), version=1)


def test_a_new_register_can_take_last_years_columns(cast):
    change_columns(cast.register, Schema((STAGE,)), actor=cast.wang, version=1)
    new = add_register(
        cast.office,
        Settings("重点工作任务台账", 2027, legal_profile=LegalProfile.PARTY.value),
        actor=cast.wang,
        like=cast.register,
    )
    assert Schema.of(new).columns == (STAGE,)
    assert Event.objects.get(verb="register.added").after["legal_profile"] == "party"


@pytest.mark.parametrize(
    ("name", "prefix", "why"), [("重点工作任务台账", "重", "已有名为"), ("另一台账", "督", "编号会重复")]
)
def test_a_name_or_a_prefix_is_used_once_a_year(cast, name, prefix, why):
    with pytest.raises(Refused, match=why):
        add_register(cast.office, Settings(name, 2026, prefix), actor=cast.wang)


def test_a_column_with_values_is_neither_removed_nor_narrowed(cast):
    change_columns(cast.register, Schema((STAGE,)), actor=cast.wang, version=1)
    task = a_task(cast, a_plan(cast))
    Task.objects.filter(pk=task.pk).update(extra={"c1": "在建"})
    for schema in (Schema(), Schema((replace(STAGE, choices=("前期",)),)), Schema((Column("c1", "阶段"),))):
        with pytest.raises(Refused, match="已有1项任务填写"):
            change_columns(cast.register, schema, actor=cast.wang, version=2)
    renamed = Schema((replace(STAGE, name="建设阶段", choices=("前期", "在建", "竣工")),))
    change_columns(cast.register, renamed, actor=cast.wang, version=2)
    assert Schema.of(Register.objects.get()) == renamed


def test_a_column_without_values_can_go(cast):
    change_columns(cast.register, Schema((STAGE,)), actor=cast.wang, version=1)
    change_columns(cast.register, Schema(), actor=cast.wang, version=2)
    assert Event.objects.filter(verb="register.columns-changed").count() == 2


def test_a_closed_register_takes_no_tasks_and_can_be_opened_again(cast):
    close_register(cast.register, actor=cast.wang, version=1, reason="年度结束")
    assert not open_registers(cast.office).exists()
    with pytest.raises(Refused, match="已停用"):
        change_register(cast.register, Settings("新名", 2026), actor=cast.wang, version=2)
    reopen_register(cast.register, actor=cast.wang, version=2)
    assert list(open_registers(cast.office)) == [cast.register]
    assert [event.verb for event in Event.objects.all()] == ["register.closed", "register.reopened"]


def test_a_register_of_another_office_is_not_there(cast):
    assert register_for(cast.chen, cast.register.pk) == cast.register
    with pytest.raises(Http404):
        register_for(cast.shen, cast.register.pk)
    with pytest.raises(Http404):
        register_for(cast.sun, cast.register.pk)
