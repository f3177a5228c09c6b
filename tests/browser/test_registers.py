"""Registers in a browser: settings with their consequences, columns as a table."""

import pytest
from django.urls import reverse

from luoshi.duban.registers.models import Register
from luoshi.duban.registers.schema import Column, ColumnKind, Schema


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)])
def test_the_pages_fit_and_can_be_read(page_as, cast, shot, fits, no_axe_violations, width, height):
    stage = Column("c1", "建设阶段", ColumnKind.CHOICE, required=True, choices=("前期", "在建", "竣工"))
    schema = Schema((stage, Column("c2", "总投资（万元）", ColumnKind.NUMBER))).as_data()
    Register.objects.filter(pk=cast.register.pk).update(schema=schema)
    page = page_as(cast.wang, width, height)
    for name, address in (
        ("registers", reverse("registers:list")),
        ("register-settings", reverse("registers:register", args=[cast.register.pk])),
        ("register-columns", reverse("registers:columns", args=[cast.register.pk])),
    ):
        page.goto(address)
        shot(page, name)
        fits(page)
        no_axe_violations(page)


def test_a_register_is_closed_after_a_question(page_as, cast):
    page = page_as(cast.wang)
    page.goto(reverse("registers:register", args=[cast.register.pk]))
    page.get_by_role("button", name="停用").first.click()
    page.get_by_role("dialog").get_by_role("button", name="停用").click()
    page.get_by_text("不再接收新任务").first.wait_for()
    assert not Register.objects.get(pk=cast.register.pk).is_open
