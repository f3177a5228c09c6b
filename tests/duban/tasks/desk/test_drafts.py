"""What a proposal says by itself, once it is out of the text."""

from __future__ import annotations

import pytest

from luoshi.duban.tasks.actions.decide import accept
from luoshi.duban.tasks.desk.drafts import by_itself
from luoshi.duban.tasks.models import Task
from tests.duban.tasks.desk.given import a_desk, everything


@pytest.mark.parametrize(
    ("words", "alone"),
    [
        ("县水利局要完成3座水库除险加固；", "县水利局要完成3座水库除险加固。"),
        ("改造危房300户;", "改造危房300户。"),
        ("要加强巡查，", "要加强巡查。"),
        ("同时，县住建局要改造危房300户。", "县住建局要改造危房300户。"),
        ("此外，要抓好管护；", "要抓好管护。"),
        ("另外,要抓好管护", "要抓好管护"),
        ("同时，此外，要抓好管护。", "要抓好管护。"),
        # What is part of the sentence stays.
        ("同时要加强管护。", "同时要加强管护。"),
        ("完成加固；同时，抓好管护；", "完成加固；同时，抓好管护。"),
        ("另外两座水库由石桥乡负责。", "另外两座水库由石桥乡负责。"),
        ("重点抓好以下工作：", "重点抓好以下工作："),
        ("年底前完成投资3.5亿元", "年底前完成投资3.5亿元"),
        # Nothing else to say: better the words as they stand than none.
        ("同时，", "同时，"),
        ("；", "；"),
    ],
)
def test_words_that_read_alone(words, alone):
    assert by_itself(words) == alone
    assert by_itself(alone) == alone


TEXT = """青禾县水毁工程修复方案
2026年7月10日
一、抓好修复
1.县水利局要在9月底前完成3座水库除险加固；
2.同时，县住建局要改造农村危房300户；
此外，县财政局要争取专项债券资金3.5亿元以上。
"""


def test_a_task_reads_alone_and_its_quote_stands_as_it_is(cast):
    plan = a_desk(cast, TEXT)
    accept(plan, everything(plan), actor=cast.chen)
    tasks = {task.text: task.sources.get().quote for task in Task.objects.filter(plan=plan)}
    assert tasks == {
        "县水利局要在9月底前完成3座水库除险加固。": "1.县水利局要在9月底前完成3座水库除险加固；",
        "县住建局要改造农村危房300户。": "2.同时，县住建局要改造农村危房300户；",
        "县财政局要争取专项债券资金3.5亿元以上。": "此外，县财政局要争取专项债券资金3.5亿元以上。",
    }
