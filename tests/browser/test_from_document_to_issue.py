"""From a document to issued tasks, as the people concerned go the whole way; clicks and keystrokes are counted."""

import itertools
import time

import pytest

import luoshi
from luoshi.duban import clock
from luoshi.duban.accounts.models import User
from luoshi.duban.organisations.actions.add_unit import add_unit
from luoshi.duban.organisations.models import Unit, UnitKind
from luoshi.duban.tasks import wording
from luoshi.duban.tasks.counting import undecided_count
from luoshi.duban.tasks.desk.names import UnitNames
from luoshi.duban.tasks.models import Plan, PlanState, SourceKind, State, Task, TaskSource
from luoshi.duban.ui.demo.county import raise_county
from tests.architecture.project import ROOT
from tests.browser import papers, way
from tests.browser.hand import Hand
from tests.duban.fonts import has_fonts

SAMPLE = ROOT / "samples" / "qinghe-plenary-speech.txt"
SHARED = ROOT.parent / "shared" / "corpus" / "county-plenary-speech.txt"
WATER, TOWN, BUILDING, OFFICE = "青禾县水利局", "临川镇人民政府", "青禾县住房和城乡建设局", "青禾县教育局"


pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not has_fonts(), reason="no font with Chinese: make fonts"),
]


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def cast(transactional_db):
    """The county of the demonstration."""
    county = raise_county()
    User.objects.update(must_change_password=False)
    for person in county.people.values():
        person.refresh_from_db()
    return county


def _task(plan, words):
    return Task.objects.get(plan=plan, text__contains=words)


def test_the_projects_own_speech_becomes_issued_tasks(page_as, cast, shot, fits, tmp_path):
    began = time.monotonic()
    road = way.Way(page_as, shot, "sample", tmp_path)
    clerk = road.hand(cast.people["chenming"])
    plan = way.take_in(road, clerk, SAMPLE)
    review(road, clerk, plan)
    every_sentence_is_traced(plan, range(28, 41))
    links, files = way.circulate(road, clerk)
    way.answer_by_telephone(
        road, links[WATER], "河道疏浚", "县水利局完成柳溪河河道疏浚16公里。", "省下达的任务是16公里"
    )
    way.drop_returned(road, clerk, returned(files), f"{OFFICE}-征求意见表.xlsx")
    way.decide_comments(road, clerk, "全县统一按年底前完成")
    way.propose(road, clerk, plan, "县委全会讲话，县委常委会7月12日会议要求分解立项。")
    head = road.hand(cast.people["wangjianguo"])
    way.approve_and_issue(road, head, plan, "青督字〔2026〕12号")
    the_papers_say_what_the_tasks_say(road, head, plan)
    what_stands_there_now_fits_a_telephone(road, cast, plan, fits)
    way.told(road, began)


def review(road, clerk, plan):
    """At the desk: from proposals to a plan without gaps."""
    way.decide_by_section(road, clerk, plan)
    assert Task.objects.filter(plan=plan).count() == 43
    way.combine(
        road,
        clerk,
        [
            [_task(plan, "简化用地审批"), _task(plan, "对要件齐全的项目")],
            [_task(plan, "谋划明年的项目"), _task(plan, "抢抓")],
            [_task(plan, "做大肉羊产业"), _task(plan, "绿色食品认证"), _task(plan, "防返贫监测平台")],
            [_task(plan, "农村危房改造"), _task(plan, "老旧管网更新")],
            [_task(plan, "分解立项"), _task(plan, "严肃问责"), _task(plan, "各牵头单位要在")],
        ],
    )
    exhortations = ("两条底线", "树立正确政绩观", "拧成一股绳")
    way.drop_exhortations(road, clerk, [_task(plan, words) for words in exhortations])
    way.date_the_undated(road, clerk, plan)
    way.name_units(
        road,
        clerk,
        "发展和改革局",
        {"各级河长": "水利局", "各包案领导": "信访局", "各包联县级领导": "县委办", "各牵头单位": "县直各部门"},
    )
    way.reword(
        road,
        clerk,
        {
            _task(plan, "健全项目例会制度"): "健全项目例会制度，每月召开一次项目例会，现场交办问题。",
            _task(plan, "河道疏浚"): "县水利局推进柳溪河综合治理，完成河道疏浚18公里。",
        },
    )
    way.add_oral(road, clerk, "协调解决城北小学周边道路积水问题。", "赵县长", "8月底前", "住房和城乡建设局")


def every_sentence_is_traced(plan, sizes):
    assert undecided_count(plan) == 0
    tasks = Task.objects.filter(plan=plan)
    assert tasks.count() in sizes
    assert not tasks.filter(sources__isnull=True).exists()
    oral = TaskSource.objects.filter(task__plan=plan, kind=SourceKind.ORAL)
    assert oral.count() == 1
    text = plan.reading.text
    for source in TaskSource.objects.filter(task__plan=plan).exclude(kind=SourceKind.ORAL):
        assert source.quote in text


def what_stands_there_now_fits_a_telephone(road, county, plan, fits):
    task = plan.tasks.filter(assignments__unit__name=WATER).first()
    own = [
        f"/plans/{plan.pk}/{name}" for name in ("", "desk/", "circulation/1/", "circulation/1/comments/", "approval/")
    ]
    seen = {
        "chenming": ["/", "/plans/", *own, f"/plans/{plan.pk}/extracts/", f"/tasks/{task.pk}/change/"],
        "caoshuiyuan": ["/", "/tasks/", f"/tasks/{task.pk}/", "/invitations/"],
        "zhaowenhe": ["/", "/tasks/", f"/plans/{plan.pk}/"],
    }
    for person, addresses in seen.items():
        page = road.page_as(county.people[person], width=390, height=844)
        for place, address in enumerate(addresses):
            page.goto(address)
            fits(page)
            road.keep(page, f"30-{person}-{place}")


def returned(files):
    """Thirty files: most agree, one proposes other words, one another limit, one has a row that is not ours."""
    asked = [unit for unit in files if unit != WATER][:30]
    for special in (TOWN, BUILDING, OFFICE):
        assert special in asked
    contents = {f"{unit}-征求意见表.xlsx": papers.agreed(files[unit]) for unit in asked}
    contents[f"{BUILDING}-征求意见表.xlsx"] = papers.with_other_words(
        files[BUILDING], "危房改造", "县住建局牵头，各乡镇配合，11月底前完成820户农村危房改造。", "核实后存量为820户"
    )
    contents[f"{TOWN}-征求意见表.xlsx"] = papers.with_other_limit(files[TOWN], "引进1个投资", "明年3月底前")
    contents[f"{OFFICE}-征求意见表.xlsx"] = papers.with_unknown_row(files[OFFICE])
    return contents


def the_papers_say_what_the_tasks_say(road, head: Hand, plan):
    """Word and PDF are downloaded, opened again and compared with the tasks; a unit's extract too."""
    road.tally.begin("download")
    plan.refresh_from_db()
    assert plan.state == PlanState.ISSUED
    assert set(plan.tasks.values_list("state", flat=True)) == {State.ISSUED}
    page, wanted = head.page, papers.rows_of_tasks(plan.tasks.all())
    word = head.download(page.get_by_role("link", name="印发件 Word"), road.folder)
    pdf = head.download(page.get_by_role("link", name="印发件 PDF"), road.folder)
    assert papers.rows_of_word(word) == wanted
    words = papers.words_of_pdf(pdf)
    assert plan.number in words
    missing = [row[1] for row in wanted if row[1] not in words]
    assert not missing, missing
    head.click(page.get_by_role("link", name="各单位分表"))
    road.keep(page, "28-extracts")
    extract = head.download(page.get_by_role("link", name=f"{WATER} Word"), road.folder)
    unit = Unit.objects.get(name=WATER)
    own = plan.tasks.filter(assignments__unit=unit).distinct()
    numbers = {task.number for task in own}
    assert {row[1] for row in papers.rows_of_word(extract)} == numbers
    assert Plan.objects.count() == 1


@pytest.mark.skipif(not SHARED.is_file(), reason="the shared corpus is not beside the project")
def test_a_speech_of_more_than_a_hundred_directives_becomes_about_sixty_tasks(page_as, cast, shot, tmp_path):
    began = time.monotonic()
    unknown = add_units_of(cast, SHARED.read_text("utf-8"))
    road = way.Way(page_as, shot, "county", tmp_path)
    clerk = road.hand(cast.people["chenming"])
    plan = way.take_in(road, clerk, SHARED, written_on="2026-07-20")
    way.decide_by_section(road, clerk, plan)
    assert Task.objects.filter(plan=plan).count() >= 100
    way.combine(road, clerk, runs_to(plan, 60))
    way.date_the_undated(road, clerk, plan)
    way.name_units(road, clerk, "县委办", dict.fromkeys(unknown, "县委办"))
    first, second = Task.objects.filter(plan=plan).order_by("position")[:2]
    way.reword(road, clerk, {first: "按月调度经济运行，逐项分析短板。", second: "逐户走访重点企业，帮助解决用工问题。"})
    way.add_oral(road, clerk, "协调解决城北小学周边道路积水问题。", "赵县长", "8月底前", "住房和城乡建设局")
    every_sentence_is_traced(plan, range(60, 62))
    links, files = way.circulate(road, clerk)
    units = list(files)
    contents = {f"{unit}.xlsx": papers.agreed(files[unit]) for unit in units[1:31]}
    assert len(contents) == 30
    contents[f"{units[30]}.xlsx"] = papers.with_unknown_row(files[units[30]])
    way.answer_by_telephone(road, links[units[0]], "", "逐项梳理，9月底前报送情况。", "便于考核")
    way.drop_returned(road, clerk, contents, f"{units[30]}.xlsx")
    way.decide_comments(road, clerk, "全县统一表述")
    way.propose(road, clerk, plan, "县委全会讲话，县委常委会会议要求分解立项。")
    head = road.hand(cast.people["wangjianguo"])
    way.approve_and_issue(road, head, plan, "青督字〔2026〕13号")
    the_papers_say_what_the_tasks_say(road, head, plan)
    way.told(road, began)


def add_units_of(county, text):
    """Make units of the names that the library finds and the county does not know; gives the one that is left out."""
    found = luoshi.extract(luoshi.Document(text), issued_on=None)
    names = dict.fromkeys(
        one.mention.name for item in found.directives for one in (*item.responsible, *item.supporting)
    )
    known = UnitNames(county.office, clock.today())
    lacking = [name for name in names if known.find(name) is None]
    for name in lacking[1:]:
        add_unit(county.office, name, actor=county.people["wangjianguo"], kind=UnitKind.ORGANISATION)
    return lacking[:1]


def batches(tasks, longest):
    return [tasks[at : at + longest] for at in range(0, len(tasks), longest)]


def runs_to(plan, most):
    """Neighbours of one section, taken together until *most* tasks are left; those of the same units first."""
    tasks = list(wording.for_tables(Task.objects.filter(plan=plan)))
    ways = ((lambda task: (task.section, wording.answering(task))), (lambda task: task.section))
    for alike, longest in itertools.product(ways, range(2, 6)):
        runs = [run for _key, same in itertools.groupby(tasks, alike) for run in batches(list(same), longest)]
        if len(runs) <= most:
            break
    needed, chosen = len(tasks) - most, []
    for run in sorted(runs, key=len, reverse=True):
        if needed > 0 and len(run) > 1:
            chosen.append(run[: needed + 1])
            needed -= len(run) - 1
    return chosen
