"""Words of any length are found in tasks, on both databases."""

from datetime import date

import pytest
from django.db import connection

from luoshi.duban.tasks.actions.change_task import Basis, Wanted, change_task
from luoshi.duban.tasks.ledger import native, words
from luoshi.duban.tasks.models import AssignmentRole, BasisKind, Step, Task, TaskWords
from tests.duban.tasks.given import a_plan, a_task


@pytest.fixture
def plan(cast):
    return a_plan(cast)


def numbers(asked):
    """The numbers of the tasks in which the words are found."""
    return list(Task.objects.filter(words.found(asked)).order_by("id").values_list("number", flat=True))


RESERVOIRS, CHANNEL, BRIDGE = "督2026-001", "督2026-002", "督2026-003"


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        # two characters
        ("水库", [RESERVOIRS]),
        ("渠道", [CHANNEL]),
        # one
        ("桥", [BRIDGE]),
        # more, and pairs that stand apart are no word
        ("水库除险加固", [RESERVOIRS]),
        ("险加固除", []),
        ("完成渠道", []),
        # several words, each of which is there
        ("清淤 渠道", [CHANNEL]),
        ("水库　渠道", []),
        # numbers of tasks, figures, letters whatever their width and size
        ("督2026-002", [CHANNEL]),
        ("2026-00", [RESERVOIRS, CHANNEL, BRIDGE]),
        ("18公里", [CHANNEL]),
        ("ppp", [BRIDGE]),
        ("ＰＰＰ项目", [BRIDGE]),
        # signs alone, and what SQL or FTS would take for its own
        ("《", [BRIDGE]),
        ("%", []),
        ("'", []),
        ('"水库" OR 渠道', []),
        ("水*", []),
        # nothing asked, nothing narrowed
        ("  ", [RESERVOIRS, CHANNEL, BRIDGE]),
    ],
)
def test_words_are_found(cast, plan, asked, found):
    a_task(cast, plan, "完成3座水库除险加固。", issued=True)
    a_task(cast, plan, "年底前完成18公里渠道清淤。", issued=True)
    a_task(cast, plan, "按《办法》以PPP项目新建大桥。", issued=True)
    assert numbers(asked) == found


def test_a_draft_has_no_words_in_the_ledger(cast, plan):
    a_task(cast, plan)
    assert numbers("水库") == []


def test_words_of_steps_are_found(cast, plan):
    task = a_task(cast, plan, issued=True)
    Step.objects.create(task=task, text="汛前备足防汛物资")
    words.write_words([task])
    assert numbers("物资") == [task.number]


def test_after_a_change_the_new_words_are_found_and_the_old_ones_are_not(cast, plan):
    task = a_task(cast, plan, "疏浚柳溪河。", issued=True)
    change_task(
        task,
        actor=cast.chen,
        version=task.version,
        wanted=Wanted("整治清水河", "整治清水河。", ((cast.unit("青禾县水利局"), AssignmentRole.LEAD),)),
        basis=Basis(BasisKind.ORAL, "赵县长口头明确"),
    )
    assert numbers("清水") == [task.number]
    assert numbers("柳溪") == []


def test_words_that_are_gone_are_not_found(cast, plan):
    task = a_task(cast, plan, issued=True)
    TaskWords.objects.filter(task=task).delete()
    assert numbers("水库") == []


def test_a_very_long_word_is_found(cast, plan):
    text = "".join(chr(0x4E00 + place * 7) for place in range(300))
    task = a_task(cast, plan, text, issued=True)
    assert numbers(text) == [task.number]
    assert numbers(f"{text[:-1]}桥") == []


def test_rare_characters_are_words_too(cast, plan):
    task = a_task(cast, plan, "疏浚𬇙河支流。", issued=True)
    assert numbers("𬇙河") == [task.number]
    assert numbers("𬇙") == [task.number]


def test_putting_the_index_up_again_changes_nothing(cast, plan):
    task = a_task(cast, plan, issued=True)
    connection.check_constraints()  # PostgreSQL alters no table with checks that wait for the end
    native.take_down("default", plan=[object()])
    native.put_up("default")
    assert numbers("水库") == [task.number]


def test_the_index_is_what_is_asked(cast, plan):
    """Not the words of every task: that is what keeps the cost from growing with the ledger."""
    for place in range(30):
        a_task(cast, plan, f"整治第{place}处隐患。", due=date(2026, 9, 30), issued=True)
    sql, values = native.dialect(connection.vendor).matching([words._name("隐患")], "")
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {'QUERY PLAN ' if connection.vendor == 'sqlite' else ''}{sql}", values)
        told = " ".join(str(row) for row in cursor.fetchall())
    assert "tasks_words_index" in told
