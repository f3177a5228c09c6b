"""A document that was read, and its plan, for the tests of the review desk."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from luoshi.duban.documents.actions.store_reading import extract_reading
from luoshi.duban.tasks.actions.add_oral_task import Instruction
from luoshi.duban.tasks.actions.open_plan import open_plan
from luoshi.duban.tasks.desk.items import Reference, parse
from luoshi.duban.tasks.models import Plan, Task
from tests.duban.documents.given import document_of

SAMPLE = Path(__file__).parents[4] / "samples" / "qinghe-plenary-speech.txt"

#: Two sections; in the second one a limit that is masked, an unknown unit, a figure that is masked and an aim.
SPEECH = """在全县重点工作推进会上的讲话
（2026年7月10日）
同志们：
一、肯定成绩
上半年，全县完成投资12亿元，同比增长5.4%。
二、抓好重点任务
（一）抓水利。县水利局牵头，县住建局配合，9月底前完成3座水库除险加固。
县财政局要争取专项债券资金3.5亿元以上。
石桥乡要常态化开展巡查。
（二）抓民生。县民政局要新增护理型床位x张。
各乡镇要建立村庄保洁长效机制。
力争年底前改造农村户厕300户。
同志们，让我们鼓足干劲，再创佳绩！
"""

#: A list whose items follow from its opening words, longer than a section may be: tasks reach over its cuts.
LONG = "在全县水利工作会议上的讲话\n（2026年7月10日）\n一、抓好水毁修复\n县水利局要完成以下工作。\n" + "".join(
    f"{number}.县水利局要在9月底前完成第{number}处水毁工程修复。县住建局配合，要加强巡查。\n" for number in range(1, 31)
)


def a_desk(cast, text: str = SPEECH, **more) -> Plan:
    """A plan for *text*, read and not yet decided."""
    document = document_of(cast.office, text, name="讲话.txt")
    extract_reading(document, text.encode())
    return open_plan(document, cast.register, actor=cast.chen, **more)


def everything(plan: Plan) -> list[Reference]:
    """References to all statements."""
    return parse(f"s{index}" for index in plan.reading.statements.values_list("index", flat=True))


def statement(plan: Plan, words: str) -> Reference:
    """The statement that holds *words*."""
    return Reference("s", _index(plan, words))


def proposal(plan: Plan, words: str) -> Reference:
    """The proposal (directive) that is made of the statement that holds *words*."""
    index = _index(plan, words)
    return Reference("d", next(one.index for one in plan.reading.directives.all() if index in one.statements))


def _index(plan: Plan, words: str) -> int:
    text = plan.reading.text
    return next(one.index for one in plan.reading.statements.all() if words in text[one.start : one.end])


def the_task(plan: Plan, words: str) -> Task:
    """The one task whose wording holds *words*."""
    return Task.objects.get(plan=plan, text__contains=words)


def an_instruction(text: str) -> Instruction:
    """What the county's head said at a meeting."""
    return Instruction(text, "赵县长", date(2026, 7, 10))


def ref(task: Task) -> Reference:
    """A reference to a task as it stands now."""
    task.refresh_from_db()
    return Reference("t", task.pk, task.version)
