"""The pages in English, wide and on a telephone: longer words break nothing."""

import pytest
from django.urls import reverse

from luoshi.duban.tasks.actions.decide import accept
from tests.browser.pictures import PICTURES
from tests.duban.scene import Scene
from tests.duban.tasks.circulation.given import a_round
from tests.duban.tasks.circulation.test_office_pages import comment_by_telephone
from tests.duban.tasks.desk.given import SAMPLE, a_desk, everything


def _desk(cast):
    plan = a_desk(cast, SAMPLE.read_text("utf-8"))
    accept(plan, everything(plan)[:12], actor=cast.chen)
    return reverse("tasks:desk", args=[plan.pk])


def _approval(cast):
    plan = a_desk(cast, SAMPLE.read_text("utf-8"))
    accept(plan, everything(plan), actor=cast.chen)
    return reverse("tasks:approval", args=[plan.pk])


def _round(cast):
    circulation = a_round(cast).circulation
    comment_by_telephone(cast, circulation)
    return reverse("tasks:circulation-round", args=[circulation.plan_id, circulation.number])


def _comments(cast):
    return _round(cast) + "comments/"


def _task(cast):
    return reverse("tasks:task", args=[Scene(cast).issued_task.pk])


PAGES = {
    # page: who, and where
    "home": ("chen", lambda cast: "/"),
    "desk": ("chen", _desk),
    "approval": ("chen", _approval),
    "round": ("chen", _round),
    "comments": ("chen", _comments),
    "task": ("chen", _task),
    "units": ("wei", lambda cast: reverse("organisations:units")),
    "unit": ("chen", lambda cast: reverse("organisations:unit", args=[cast.unit("青禾县水利局").pk])),
    "documents": ("chen", lambda cast: reverse("documents:new")),
    "document": ("chen", lambda cast: reverse("documents:detail", args=[Scene(cast).document.pk])),
    "register": ("wang", lambda cast: reverse("registers:register", args=[cast.register.pk])),
    "account": ("chen", lambda cast: reverse("accounts:me")),
    "roles": ("wei", lambda cast: reverse("accounts:roles")),
    "record": ("feng", lambda cast: reverse("accounts:record")),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_in_english_holds_its_words(cast, page_as, fits, no_axe_violations, name):
    who, find = PAGES[name]
    url = find(cast)
    for width, height in ((1440, 900), (390, 844)):
        page = page_as(cast.people[who], width, height, language="en")
        page.goto(url)
        assert page.locator("html").get_attribute("lang") == "en"
        fits(page)
        page.screenshot(path=PICTURES / f"english-{name}-{width}.png", full_page=name != "desk")
    no_axe_violations(page)
