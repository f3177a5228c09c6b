"""The list of documents says how many statements wait for a decision."""

import pytest

from luoshi.duban.documents.actions.store_reading import extract_reading
from luoshi.duban.tasks.counting import undecided_by_document, undecided_count
from luoshi.duban.tasks.models import Plan, PlanState, StatementDecision
from tests.duban.documents.given import NOTICE, document_of


@pytest.fixture
def document(cast):
    document = document_of(cast.office)
    extract_reading(document, NOTICE.encode())
    return document


@pytest.fixture
def plan(cast, document):
    reading = document.readings.get()
    return Plan.objects.create(
        office=cast.office, register=cast.register, document=document, reading=reading, title="方案"
    )


def _decide(plan, count, person):
    for statement in plan.reading.statements.all()[:count]:
        StatementDecision.objects.create(plan=plan, statement=statement, outcome="context", decided_by=person)


def test_a_document_that_nobody_decomposes_is_left_out(document):
    assert undecided_by_document([document]) == {}


def test_what_was_decided_counts_no_more(cast, document, plan):
    _decide(plan, 3, cast.chen)
    assert undecided_by_document([document]) == {document.pk: undecided_count(plan)}
    assert undecided_count(plan) == document.readings.get().statements.count() - 3


def test_a_plan_that_was_given_up_does_not_count(document, plan):
    Plan.objects.update(state=PlanState.WITHDRAWN)
    assert undecided_by_document([document]) == {}


def test_the_newest_plan_counts(cast, document, plan):
    _decide(plan, 5, cast.chen)
    newer = Plan.objects.create(
        office=cast.office, register=cast.register, document=document, reading=plan.reading, title="另一方案"
    )
    assert undecided_by_document([document]) == {document.pk: undecided_count(newer)}


def test_the_list_of_documents_shows_it(cast, client, document, plan, django_assert_max_num_queries):
    client.force_login(cast.chen)
    with django_assert_max_num_queries(12):
        html = client.get("/documents/").content.decode()
    assert f'data-label="未审">{undecided_count(plan)}<' in html
