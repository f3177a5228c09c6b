"""Who clicks twice does it once, and may do it again afterwards."""

import pytest
from playwright.sync_api import expect

from luoshi.duban.oversight.letters.models import Letter
from luoshi.duban.tasks.models import Remark
from tests.duban.tasks.life.given import an_issued_task

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_clicks_make_one_letter(cast, page_as):
    task = an_issued_task(cast)
    page = page_as(cast.chen)
    page.goto(f"/letters/new/?task={task.pk}")
    page.get_by_role("button", name="送审").dblclick()
    expect(page.get_by_text("已送审，由另一人审批后发出。")).to_be_visible()
    assert Letter.objects.count() == 1


def test_the_same_form_is_sent_again_once_the_page_came_back(cast, page_as):
    task = an_issued_task(cast)
    page = page_as(cast.chen)
    page.goto(f"/tasks/{task.pk}/")
    for words in ("请尽快报送。", "请附照片。"):
        page.get_by_label("写留言").fill(words)
        page.get_by_role("button", name="留言").dblclick()
        expect(page.get_by_text(words).first).to_be_visible()
    assert Remark.objects.count() == 2
