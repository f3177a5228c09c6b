"""Take news for units, and choose who is told of it; each news and person once, whenever it runs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from luoshi.duban import clock
from luoshi.duban.accounts.models import Office
from luoshi.duban.jobs.queue import enqueue
from luoshi.duban.oversight import news
from luoshi.duban.oversight.reminders.actions.plan_reminders import note_vacancies
from luoshi.duban.oversight.reminders.hours import next_opening
from luoshi.duban.oversight.reminders.models import LeftOut, News, Telling
from luoshi.duban.oversight.reminders.office import rules_of
from luoshi.duban.oversight.reminders.recipients import Holders, Vacant
from luoshi.duban.oversight.reminders.rules import Level
from luoshi.duban.oversight.reminders.tellings import answering

#: The job that runs an office's round out of turn, because something urgent came.
ROUND = "reminders.round"
#: Who is told: both have the right to answer; where nobody holds a level the next one above hears of it.
LEVELS = (Level.LIAISON, Level.UNIT_HEAD)


def take_news(office: Office, told: Sequence[news.News]) -> None:
    """Keep what an app told, in its transaction; what is urgent goes out as soon as the office's hours allow."""
    News.objects.bulk_create(
        (
            News(
                office=office,
                kind=one.kind,
                subject=one.subject,
                unit_id=one.unit,
                title=one.title[:300],
                answer_by=one.answer_by,
            )
            for one in told
        ),
        ignore_conflicts=True,
    )
    kinds = news.kinds()
    if any(kinds[one.kind].is_urgent for one in told):
        run_soon(office)


def run_soon(office: Office) -> None:
    """Queue a round of *office* for now, or for the end of its quiet hours."""
    moment = next_opening(rules_of(office.pk), clock.now())
    enqueue(ROUND, key=f"{ROUND}:{office.pk}", run_at=moment, office=office.pk)


@transaction.atomic
def plan_news(office: Office, today: date) -> int:
    """Choose who is told of the news of *office* that wait; gives how many people.

    What is over already is never told.  Where nobody holds a post that could be told, the office gets a note and the
    news wait until somebody does.
    """
    rows = list(
        News.objects.select_for_update(of=("self",))
        .filter(office=office, planned_at__isnull=True, left_out="")
        .select_related("unit")
    )
    if not rows:
        return 0
    standing = news.standing(((one.kind, one.subject) for one in rows), today)
    holders = Holders.of(office, today)
    made: list[Telling] = []
    vacant: list[Vacant] = []
    over: list[int] = []
    for one in rows:
        if (one.kind, one.subject) not in standing:
            over.append(one.pk)
            continue
        people, missing = holders.choose(answering(one.unit).pk, LEVELS)
        vacant += missing
        made += [Telling(news=one, person=to.person, level=to.level, instead_of=to.instead_of or "") for to in people]
    Telling.objects.bulk_create(made, ignore_conflicts=True)
    News.objects.filter(pk__in={one.news_id for one in made}).update(planned_at=clock.now())
    News.objects.filter(pk__in=over).update(left_out=LeftOut.RESOLVED)
    note_vacancies(office, vacant, holders, today)
    return len(made)
