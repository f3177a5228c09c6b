"""The overview without HTTP: what has landed, the trend, what turned, what will miss."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from luoshi.duban.addresses import address_of
from luoshi.duban.oversight.dashboards import trend
from luoshi.duban.oversight.dashboards.charts import Chart, Kind, Row, Series, largest
from luoshi.duban.oversight.dashboards.landed import BY, FATES, By, Fate, Group, Totals, scan, summed
from luoshi.duban.oversight.dashboards.leaders import leaders_of
from luoshi.duban.oversight.dashboards.seen import Seen
from luoshi.duban.oversight.dashboards.turned import News, news, news_counts
from luoshi.duban.oversight.dashboards.wanted import NONE, address
from luoshi.duban.oversight.lights.wording import NAMES
from luoshi.duban.tasks.ledger.asked import Asked

_TONES = {Fate.ON_TIME: "done", Fate.LATE: "done-late", Fate.UNDER_WAY: "open", Fate.OVERDUE: "overdue"}
Fates = Mapping[Fate, int]
#: What a row is called, where its name leads, what its list of rows is asked for, and its figures.
Labelled = tuple[str, str, Mapping[str, object], Fates]


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything that the page shows."""

    totals: Totals
    landed: Chart
    trend: Chart
    news: News


def overview(seen: Seen, by: By, since: date) -> Overview:
    """The page that is *seen*, counted by *by*, with what is new since a day."""
    groups = scan(seen.tasks, by, seen.today)
    totals = Totals(summed(group.fates for group in groups), *news_counts(seen.tasks, since))
    return Overview(totals, landed_chart(seen, by, groups), trend_chart(seen), news(seen.tasks, since))


# How much has landed


def landed_chart(seen: Seen, by: By, groups: Sequence[Group]) -> Chart:
    """The chart of *groups*, what has most overdue first."""
    rows = [_row(seen.asked, *one) for one in _LABELLED[by](seen, groups)]
    rows.sort(key=lambda row: (-row.values[3], -row.values[2], row.label))
    name = str(BY[by])
    return Chart(
        key="landed",
        title=_("落实情况（按%(by)s）") % {"by": name},
        sentence=_landed_sentence(summed(group.fates for group in groups), rows),
        heading=name,
        kind=Kind.STACKED,
        series=tuple(Series(fate.value, str(FATES[fate]), _TONES[fate]) for fate in Fate),
        rows=tuple(rows),
        excel=f"{reverse('dashboards:excel', args=('landed',))}?{seen.query(by=by.value)}",
        drawn=15,
    )


def _row(asked: Asked, label: str, url: str, key: Mapping[str, object], fates: Fates) -> Row:
    values = tuple(fates[fate] for fate in Fate)
    return Row(label, values, tuple(address(asked, **key, fate=fate.value) for fate in Fate), url)


def _landed_sentence(fates: Fates, rows: Sequence[Row]) -> str:
    every = sum(fates.values())
    done = fates[Fate.ON_TIME] + fates[Fate.LATE]
    told = {
        "all": every,
        "done": done,
        "late": fates[Fate.LATE],
        "open": fates[Fate.UNDER_WAY],
        "over": fates[Fate.OVERDUE],
    }
    words = _("共%(all)s项：办结%(done)s项（其中逾期%(late)s项），正在办理%(open)s项，逾期未办结%(over)s项。") % told
    worst = largest(rows, 3)
    if worst is None:
        return words
    return words + _("逾期最多的是%(name)s，%(count)s项。") % {"name": worst.label, "count": worst.values[3]}


def _by_register(seen: Seen, groups: Sequence[Group]) -> Iterator[Labelled]:
    for group in groups:
        own = seen.asked.filters.with_values("register", str(group.key))
        yield group.name, seen.here(own), {} if seen.asked["register"] else {"register": group.key}, group.fates


def _by_unit(_seen: Seen, groups: Sequence[Group]) -> Iterator[Labelled]:
    for group in groups:
        if group.key is None:
            yield _("未明确牵头单位"), "", {"lead": NONE}, group.fates
        else:
            yield group.name, address_of("tasks:unit", int(group.key)), {"lead": group.key}, group.fates


def _by_topic(seen: Seen, groups: Sequence[Group]) -> Iterator[Labelled]:
    for group in groups:
        if not group.key:
            yield _("未列专项"), "", {"topic": NONE}, group.fates
        else:
            own = seen.asked.filters.with_values("campaign", str(group.key))
            yield group.name, seen.here(own), {} if seen.asked["campaign"] else {"campaign": group.key}, group.fates


def _by_leader(seen: Seen, groups: Sequence[Group]) -> Iterator[Labelled]:
    """A unit in the fields of several leaders counts for each of them."""
    leaders = leaders_of(seen.office, seen.today)
    named = set[int]().union(*(one.units for one in leaders))
    for one in leaders:
        fates = summed(group.fates for group in groups if group.key in one.units)
        if sum(fates.values()):
            own = seen.asked.filters.with_values("post", str(one.post))
            yield one.name, seen.here(own), {"leader": one.post}, fates
    rest = summed(group.fates for group in groups if group.key not in named)
    if sum(rest.values()):
        yield _("未明确分管领导"), "", {"leader": NONE}, rest


_LABELLED = {By.REGISTER: _by_register, By.UNIT: _by_unit, By.LEADER: _by_leader, By.TOPIC: _by_topic}


# The trend


def trend_chart(seen: Seen) -> Chart:
    """The lights at the end of each of the last weeks; narrowed by more than a register it follows the tasks."""
    weeks = _weeks(seen)
    shown = [colour for colour in trend.SHOWN if any(week.counts.get(colour) for week in weeks)]
    rows = tuple(
        Row(
            f"{week.day.month}/{week.day.day}",
            tuple(week.counts.get(colour, 0) for colour in shown),
            ("",) * len(shown),
        )
        for week in weeks
    )
    if rows:  # of the days that have passed nothing but the tally is kept; the last one leads to the rows of today
        last = weeks[-1]
        urls = tuple(_lights(seen, str(colour)) if last.day == seen.today else "" for colour in shown)
        rows = (*rows[:-1], Row(rows[-1].label, rows[-1].values, urls))
    return Chart(
        key="trend",
        title=_("近%(weeks)s周亮灯趋势") % {"weeks": trend.WEEKS},
        sentence=_trend_sentence(weeks),
        heading=_("周末日期"),
        kind=Kind.COLUMNS,
        series=tuple(
            Series(str(colour), str(NAMES[colour]), f"light-{colour}", colour in trend.DRAWN) for colour in shown
        ),
        rows=rows,
        excel=f"{reverse('dashboards:excel', args=('trend',))}?{seen.query()}",
    )


def _lights(seen: Seen, colour: str) -> str:
    """The ledger's own filter for a light (docs/ledger.md)."""
    return f"{reverse('tasks:tasks')}?{seen.query(light=colour)}"


def _weeks(seen: Seen) -> list[trend.Week]:
    if seen.whole and set(seen.asked.filters.values) <= {"register"}:
        register = int(seen.asked["register"]) if seen.asked["register"] else None
        return trend.of_office(seen.office, seen.today, register)
    return trend.of_tasks(seen.tasks, seen.today)


def _trend_sentence(weeks: Sequence[trend.Week]) -> str:
    if not weeks:
        return _("还没有亮灯记录；每天早晨亮灯一次，满一周后显示趋势。")
    alarms = [sum(week.counts.get(str(colour), 0) for colour in trend.SHOWN[:3]) for week in weeks]
    now = ngettext("现在%(count)s项亮红、橙、黄灯", "现在%(count)s项亮红、橙、黄灯", alarms[-1]) % {"count": alarms[-1]}
    if len(alarms) == 1:
        return now + _("。")
    more = alarms[-1] - alarms[-2]
    if more == 0:
        return now + _("，与上周持平。")
    words = _("，比上周多%(count)s项。") if more > 0 else _("，比上周少%(count)s项。")
    return now + words % {"count": abs(more)}
