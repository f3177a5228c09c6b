"""The way from a document to issued tasks as people go it in a browser, stage by stage."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Locator, Page

from luoshi.duban.documents.models import Reading
from luoshi.duban.tasks.counting import undecided_count
from luoshi.duban.tasks.models import LimitKind, Plan, Task
from tests.browser import papers
from tests.browser.going import work, work_until
from tests.browser.hand import Hand, Tally

DOCUMENT = re.compile(r"/documents/\d+/$")


@dataclass
class Way:
    """The people's pages, what they did, and the pictures of it."""

    page_as: Callable[..., Page]
    shot: Callable[[Page, str], Path]
    name: str
    folder: Path
    tally: Tally = field(default_factory=Tally)
    waits: list[float] = field(default_factory=list)

    def hand(self, person=None, **more) -> Hand:
        """The hand of *person* on a page of their own; what the desk takes to answer is noted."""
        page = self.page_as(person, **more)
        page.on("requestfinished", self._note)
        return Hand(page, self.tally)

    def _note(self, request) -> None:
        if request.method == "POST" and "/desk/" in request.url:
            self.waits.append(request.timing["responseStart"] - request.timing["requestStart"])

    def keep(self, page: Page, stage: str) -> None:
        """A picture of the stage; the desk as it stands on the screen, other pages from top to bottom."""
        self.shot(page, f"way-{self.name}-{stage}", whole="/desk/" not in page.url)


def take_in(way: Way, clerk: Hand, file: Path, written_on: str = "") -> Plan:
    """Upload, reading, 开始分解; *written_on* is the date where the document does not tell it."""
    way.tally.begin("take in")
    page = clerk.page
    page.goto("/")
    way.keep(page, "01-home")
    clerk.click(page.get_by_role("link", name="上传公文").first)
    clerk.drop(page.locator("#files"), file)
    page.wait_for_url(DOCUMENT)
    work()
    begin = page.get_by_role("button", name="开始分解")
    begin.wait_for()
    if written_on:
        page.get_by_label("成文日期").fill(written_on)
        way.tally.add(clicks=1, keys=len(written_on.replace("-", "")))
        clerk.click(page.get_by_role("button", name="保存更正"))
        readings = Reading.objects.count()
        clerk.click(page.get_by_text("按新日期重新读取"))
        work_until(page, lambda: Reading.objects.count() > readings)
        page.get_by_text("按新日期重新读取").wait_for(state="detached")
        page.reload()
    way.keep(page, "02-document")
    clerk.click(begin)
    page.wait_for_url("**/desk/")
    page.locator(".is-current").first.wait_for()
    way.keep(page, "03-desk")
    return Plan.objects.get()


def decide_by_section(way: Way, clerk: Hand, plan: Plan) -> None:
    """One key a section, until nothing is undecided."""
    way.tally.begin("decide by section")
    while undecided_count(plan):
        clerk.press("s")
    clerk.page.locator(".desk-bar", has_text="全部语句已处理").wait_for()
    way.keep(clerk.page, "04-decided")


def card(page: Page, task: Task) -> Locator:
    """The card of a task at the desk."""
    return page.locator(f"#t{task.pk}")


def tick(page: Page, task: Task) -> Locator:
    """What selects it."""
    return card(page, task).locator(".item-pick")


def combine(way: Way, clerk: Hand, runs: Sequence[Sequence[Task]]) -> None:
    """The first of each run becomes the task, the rest its steps: two clicks and a key."""
    way.tally.begin("combine")
    for one in runs:
        clerk.click(tick(clerk.page, one[0]))
        clerk.click(tick(clerk.page, one[-1]), modifiers=["Shift"])
        clerk.press("c")
        card(clerk.page, one[0]).locator(".item-steps li").first.wait_for()
    way.keep(clerk.page, "05-combined")


def drop_exhortations(way: Way, clerk: Hand, tasks: Sequence[Task]) -> None:
    """What nobody can be asked to account for is no task: a click and a key for all."""
    way.tally.begin("drop what is no task")
    for task in tasks:
        clerk.click(tick(clerk.page, task))
    clerk.press("d")
    for task in tasks:
        card(clerk.page, task).wait_for(state="detached")


def date_the_undated(way: Way, clerk: Hand, plan: Plan) -> None:
    """Select the undated, 年底前: two clicks."""
    way.tally.begin("limits")
    clerk.click("[data-gap=no-limit]")
    way.keep(clerk.page, "06-undated")
    clerk.click(clerk.page.locator("#bulk").get_by_role("button", name="年底前"))
    clerk.page.locator(".desk-last", has_text="时限设为“年底前”").wait_for()
    assert not Task.objects.filter(plan=plan, limit_kind=LimitKind.NONE).exists()


def name_units(way: Way, clerk: Hand, unit: str, known_as: dict[str, str]) -> None:
    """A unit for all that lack one; names that are not known are kept as aliases."""
    way.tally.begin("units")
    page = clerk.page
    for name, meant in known_as.items():
        page.locator(".item-editor form").first.wait_for(state="detached")
        clerk.click(page.locator(".item .fact-unit.is-gap", has_text=name).first)
        form = page.locator("form[data-editor=alias]", has_text=f"“{name}”")
        form.wait_for()
        clerk.pick(form.locator("[role=combobox]"), meant)
        if name == next(iter(known_as)):
            way.keep(page, "07-alias")
        clerk.click(form.get_by_role("button", name="记为别名"))
        page.locator(".desk-last", has_text=f"“{name}”对应").wait_for()
        page.locator(".item .fact-unit.is-gap", has_text=name).first.wait_for(state="detached")
    if page.locator("[data-gap=no-unit]").count():
        clerk.click("[data-gap=no-unit]")
        clerk.pick(page.locator("#bulk [role=combobox]"), unit)
        clerk.click(page.locator("#bulk").get_by_role("button", name="增加"))
        page.locator("[data-gap=no-unit]").wait_for(state="detached")
    way.keep(page, "08-units")


def reword(way: Way, clerk: Hand, changes: dict[Task, str]) -> None:
    """Words of one's own; the quote stays beside them."""
    way.tally.begin("reword")
    page = clerk.page
    for task, words in changes.items():
        is_current = "is-current" in (card(page, task).get_attribute("class") or "")
        clerk.click(card(page, task).locator(".item-text"))
        if not is_current:
            clerk.press("e")
        area = card(page, task).locator("[data-editor=reword] textarea").first
        area.wait_for()
        clerk.press("ControlOrMeta+a")
        clerk.type(words)
        way.keep(page, "09-reword")
        clerk.press("Control+Enter")
        card(page, task).locator(".item-text", has_text=words).wait_for()


def add_oral(way: Way, clerk: Hand, words: str, said_by: str, limit: str, unit: str) -> None:
    """A task that stands in no text: who said it, by when, whose it is."""
    way.tally.begin("add an oral task")
    page = clerk.page
    clerk.press("o")
    page.locator("#oral textarea").first.wait_for()
    clerk.type(words)
    clerk.type(said_by, into=page.get_by_label("交办人"))
    clerk.type(limit, into=page.get_by_label("完成时限"))
    clerk.pick(page.locator("#oral [role=combobox]"), unit)
    way.keep(page, "10-oral")
    clerk.click(page.locator("#oral .btn-primary"))
    page.locator("#beside .item", has_text=words).wait_for()
    way.keep(page, "11-desk-done")


def circulate(way: Way, clerk: Hand) -> tuple[dict[str, str], dict[str, bytes]]:
    """征求意见 for everybody who is named: the personal links and the files of all units."""
    way.tally.begin("circulate")
    page = clerk.page
    clerk.click(page.get_by_role("link", name="下一步"))
    way.keep(page, "12-plan")
    clerk.click(page.locator(".plan-next").get_by_role("link", name="征求意见"))
    way.keep(page, "13-circulation")
    clerk.click(page.get_by_role("button", name="开始征求意见"))
    lines = page.locator("#all-links").input_value().splitlines()
    way.keep(page, "14-links")
    archive = clerk.download(page.get_by_role("link", name="全部 Excel 意见表"), way.folder)
    clerk.click(page.get_by_role("link", name="查看反馈情况"))
    return {line.split("\t")[0]: line.split("\t")[1] for line in lines}, papers.unpack(archive, way.folder)


def answer_by_telephone(way: Way, link: str, task: str, words: str, reason: str) -> None:
    """The liaison opens the personal link on a telephone and proposes other words for a task."""
    way.tally.begin("answer by link")
    liaison = way.hand(width=390, height=844)
    page = liaison.page
    page.goto(link)
    way.keep(page, "15-answer")
    row = page.locator(".answer-row", has_text=task).first
    liaison.click(row.locator("summary"))
    liaison.type(words, into=row.get_by_label("工作任务"))
    liaison.type(reason, into=row.get_by_label("理由"))
    liaison.type("曹水源", into=page.get_by_label("反馈人姓名"))
    way.keep(page, "16-answer-typed")
    liaison.click(page.get_by_role("button", name="提交意见"))
    page.get_by_text("已提交，共 1 条意见").wait_for()
    way.keep(page, "17-answered")


def drop_returned(way: Way, clerk: Hand, contents: dict[str, bytes], refused: str) -> None:
    """All files that came back at once; the one with an unknown row is named, the others go in."""
    way.tally.begin("take in answers")
    page = clerk.page
    folder = way.folder / "returned"
    folder.mkdir()
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    clerk.click(page.get_by_role("link", name="回收文件"))
    clerk.drop(page.locator("#files"), [folder / name for name in contents])
    page.get_by_text(f"{len(contents) - 1} 个文件待录入").wait_for()
    problem = page.locator(".refused li").inner_text()
    assert refused in problem
    assert "第4行" in problem.replace(" ", ""), problem
    assert "编号是“新增1”，不是表中原有的行" in problem
    way.keep(page, "18-returned")
    clerk.click(page.get_by_role("button", name="录入勾选的文件"))
    page.get_by_text(f"已录入 {len(contents) - 1} 个单位的反馈").wait_for()


def decide_comments(way: Way, clerk: Hand, reason: str) -> None:
    """The first ones are taken, the last is not, with the reason that is asked for."""
    way.tally.begin("decide comments")
    page = clerk.page
    clerk.click(page.get_by_role("link", name="处理意见"))
    way.keep(page, "19-comments")
    page.reload()  # a picture leaves empty style attributes behind, which htmx would carry over
    comments = page.locator("article")
    last = comments.count() - 1
    for at in range(last):
        clerk.click(comments.nth(at).get_by_role("button", name="采纳", exact=True))
        comments.nth(at).locator(".verdict").wait_for()
    clerk.type(reason, into=comments.nth(last).get_by_label("处理理由"))
    clerk.click(comments.nth(last).get_by_role("button", name="不采纳"))
    comments.nth(last).locator(".verdict").wait_for()
    way.keep(page, "20-decided")
    clerk.click(page.get_by_role("link", name="意见采纳情况"))
    way.keep(page, "21-adoption")
    clerk.click(page.get_by_role("link", name="反馈情况"))
    clerk.click(page.get_by_role("button", name="结束征求意见"))
    clerk.click(page.locator("dialog[open]").get_by_role("button", name="结束征求意见"))
    page.get_by_text("本轮征求意见已结束").wait_for()
    way.keep(page, "22-closed")


def propose(way: Way, clerk: Hand, plan: Plan, basis: str) -> None:
    """送审立项."""
    way.tally.begin("propose")
    page = clerk.page
    clerk.click(page.get_by_role("link", name="送审"))
    clerk.type(basis, into=page.get_by_label("立项依据"))
    clerk.click(page.get_by_role("button", name="送审立项"))
    page.get_by_text("送审人不能审批自己送审的方案").wait_for()
    way.keep(page, "23-proposed")


def approve_and_issue(way: Way, head: Hand, plan: Plan, number: str) -> None:
    """Another approves, enters the 文号 and issues."""
    way.tally.begin("approve and issue")
    page = head.page
    page.goto("/")
    way.keep(page, "24-home-of-head")
    head.click(page.get_by_role("link", name=plan.title))
    way.keep(page, "25-approval")
    head.click(page.get_by_role("button", name="批准立项"))
    head.type(number, into=page.get_by_label("文号"))
    way.keep(page, "26-issue")
    head.click(page.get_by_role("button", name="印发并交办"))
    page.get_by_role("link", name="印发件 PDF").wait_for()
    way.keep(page, "27-issued")


def told(way: Way, began: float) -> None:
    """Print what was counted."""
    waits = sorted(way.waits)
    print(f"\n{way.name}: {time.monotonic() - began:.0f} s")
    print(way.tally)
    at = max(0, round(len(waits) * 0.95) - 1)
    print(f"desk: {len(waits)} actions, 95 % within {waits[at]:.0f} ms, the longest {waits[-1]:.0f} ms")
