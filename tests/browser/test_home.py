"""我的工作, as each role meets it on a desk's screen and on a telephone."""

import pytest

from luoshi.duban import clock
from luoshi.duban.documents.models import Document, DocumentState, Reading, SourceFile, Statement
from luoshi.duban.tasks.models import Circulation, Comment, Invitation, Plan, PlanState, StatementDecision


@pytest.fixture
def busy(cast):
    """Something of everything awaits the county's people."""

    def document(title, state=DocumentState.READY, progress=0):
        number = f"{SourceFile.objects.count():064}"
        source = SourceFile.objects.create(office=cast.office, sha256=number, name="讲话.txt", size=1, stored="x")
        return Document.objects.create(
            office=cast.office, source=source, title=title, state=state, progress=progress
        )  # fmt: skip

    def plan(title, state, **more):
        return Plan.objects.create(office=cast.office, register=cast.register, title=title, state=state, **more)

    document("关于印发《青禾县防汛抗旱应急预案》的通知")
    document("青禾县2026年第3次常务会议纪要", DocumentState.READING, 40)
    document("扫描件不清楚的旧文件.docx", DocumentState.FAILED)
    speech = document("在县委十四届十一次全体会议上的讲话")
    reading = Reading.objects.create(document=speech, reader="txt", engine="1", text="。" * 40)
    statements = Statement.objects.bulk_create(
        Statement(
            reading=reading, index=i, start=i, end=i + 1, extent_start=i, extent_end=i + 1, kind="directive",
            confidence=0.9,
        )
        for i in range(40)
    )  # fmt: skip
    draft = plan("县委全会讲话任务分解", PlanState.DRAFTING, document=speech, reading=reading)
    for statement in statements[:14]:
        StatementDecision.objects.create(plan=draft, statement=statement, outcome="task", decided_by=cast.chen)
    plan("政府工作报告任务分解（送审稿）", PlanState.PROPOSED, proposed_by=cast.chen)
    plan("安全生产专题会议议定事项分解", PlanState.APPROVED, proposed_by=cast.li)
    circulating = plan("乡村振兴重点工作分解", PlanState.CIRCULATING)
    round_ = Circulation.objects.create(plan=circulating, answer_by=clock.today(), opened_by=cast.chen)
    for number, name in enumerate(("青禾县水利局", "青禾县财政局", "临川镇人民政府"), 1):
        invitation = Invitation.objects.create(circulation=round_, unit=cast.unit(name), number=number)
    Comment.objects.create(invitation=invitation, field="limit", proposed="10月底前")
    return cast


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("name", ["chen", "wang", "zhao", "sun", "jiang", "feng"])
def test_home_of_each_role(busy, page_as, shot, no_axe_violations, fits, name, width):
    page = page_as(busy.people[name], width=width)
    page.goto("/")
    assert page.title() == "我的工作 · 落实"
    shot(page, f"home-{name}")
    fits(page)
    no_axe_violations(page)


@pytest.mark.parametrize("width", [1440, 390])
def test_home_in_english(busy, page_as, shot, fits, width):
    page = page_as(busy.chen, width=width, language="en")
    page.goto("/")
    assert page.locator("html").get_attribute("lang") == "en"
    shot(page, "home-english")
    fits(page)


@pytest.mark.parametrize("width", [360, 1024, 2560])
def test_home_from_the_smallest_telephone_to_a_wall_screen(busy, page_as, shot, fits, width):
    page = page_as(busy.wang, width=width)
    page.goto("/")
    shot(page, "home-wang")
    fits(page)
