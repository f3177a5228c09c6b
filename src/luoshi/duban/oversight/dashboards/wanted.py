"""The tasks behind a figure: what the list of rows is asked for in its address, and how that reads.

Beside the keys of the ledger (``docs/ledger.md``) an address may hold ``fate``, ``light``, ``forecast`` (several each),
``turned`` (the first day), ``lead`` and ``leader`` (keys, or ``none``), ``topic`` (``none``: without one), and
``share`` with ``of``: what a unit has of it (:mod:`.workload`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from luoshi.duban.accounts.models import User
from luoshi.duban.addresses import address_of
from luoshi.duban.organisations.models import Post, Unit
from luoshi.duban.oversight.dashboards.landed import FATES, Fate, is_fate, standing
from luoshi.duban.oversight.dashboards.leaders import leader_units
from luoshi.duban.oversight.dashboards.shares import SHARES, Share, has_share
from luoshi.duban.oversight.lights.judging import Forecast
from luoshi.duban.oversight.lights.rules import Colour
from luoshi.duban.oversight.lights.wording import NAMES
from luoshi.duban.tasks.ledger.asked import Asked
from luoshi.duban.tasks.ledger.filters import chips
from luoshi.duban.tasks.ledger.names import Names
from luoshi.duban.tasks.ledger.selection import matching
from luoshi.duban.tasks.models import Task

NONE = "none"


def address(asked: Asked, **more: object) -> str:
    """The address of the list of rows: what the page is narrowed to, and *more* of the keys above."""
    pairs = list(asked.filters.pairs)
    for key, value in more.items():
        values = value if isinstance(value, list | tuple) else [value]
        pairs += [(key, str(one)) for one in values if one not in (None, "")]
    return f"{address_of('dashboards:rows')}?{urlencode(pairs)}"


def forecast_words(one: Forecast) -> str:
    """What a forecast is called."""
    return _("照目前进度赶不上") if one is Forecast.WILL_MISS else _("时间过半还没有进展")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an address asks for; what is not understood narrows nothing."""

    asked: Asked
    fates: tuple[Fate, ...] = ()
    lights: tuple[Colour, ...] = ()
    forecasts: tuple[Forecast, ...] = ()
    turned: date | None = None
    lead: str = ""
    leader: str = ""
    without_topic: bool = False
    share: Share | None = None
    unit: int | None = None

    @classmethod
    def of(cls, data: QueryDict) -> Wanted:
        """As an address asks for it."""
        share, unit = data.get("share", ""), _key(data.get("of", ""))
        return cls(
            Asked.of(data),
            tuple(Fate(one) for one in data.getlist("fate") if one in list(Fate)),
            tuple(Colour(one) for one in data.getlist("light") if one in list(Colour)),
            tuple(Forecast(one) for one in data.getlist("forecast") if one and one in list(Forecast)),
            _day(data.get("turned", "")),
            _key_or_none(data.get("lead", "")),
            _key_or_none(data.get("leader", "")),
            data.get("topic") == NONE,
            Share(share) if share in list(Share) and unit else None,
            int(unit) if unit else None,
        )

    def tasks(self, user: User, today: date) -> QuerySet[Task]:
        """The tasks that *user* may see among those that are meant."""
        tasks = standing(matching(user, self.asked, today))
        for condition in self._conditions(user, today):
            tasks = tasks.filter(condition)
        return tasks

    def _conditions(self, user: User, today: date) -> Iterator[Q]:
        if self.fates:
            found = Q()
            for fate in self.fates:
                found |= is_fate(fate, today)
            yield found
        if self.lights:
            yield Q(light__colour__in=self.lights)
        if self.forecasts:
            yield Q(light__forecast__in=self.forecasts)
        if self.turned is not None:
            yield Q(light__since__gte=self.turned)
        if self.lead:
            yield Q(lead__isnull=True) if self.lead == NONE else Q(lead=int(self.lead))
        if self.leader:
            yield self._by_leader(user, today)
        if self.without_topic:
            yield Q(campaign="")
        if self.share is not None and self.unit is not None:
            yield has_share(self.unit, self.share, today)

    def _by_leader(self, user: User, today: date) -> Q:
        units = leader_units(user.office_id or 0, today)
        if self.leader == NONE:
            fields = set[int]().union(*units.values())
            return Q(lead__isnull=True) | ~Q(lead__in=fields)
        return Q(lead__in=units.get(int(self.leader), set()))

    def words(self, user: User) -> list[str]:
        """What it is narrowed to, a few words each: two queries at most."""
        names = Names.asked(self.asked, user)
        found = [f"{chip.name}：{chip.words}" for chip in chips(self.asked, names)]
        found += self._unit_words(user)
        found += [str(FATES[fate]) for fate in self.fates]
        found += [str(NAMES[colour]) for colour in self.lights]
        found += [forecast_words(one) for one in self.forecasts]
        if self.turned is not None:
            found.append(_("%(day)s以来变灯") % {"day": self.turned.isoformat()})
        if self.without_topic:
            found.append(_("未列专项"))
        if self.share is not None:
            found.append(str(SHARES[self.share]))
        return found

    def _unit_words(self, user: User) -> list[str]:
        wanted = {int(key) for key in (self.lead, str(self.unit or "")) if key.isdigit()}
        office = user.office_id
        found = list(Unit.objects.filter(office=office, pk__in=wanted).values_list("name", flat=True)) if wanted else []
        if self.leader.isdigit():
            post = Post.objects.filter(office=office, pk=int(self.leader)).first()
            found += [post.title] if post is not None else []
        if NONE in (self.lead, self.leader):
            found.append(_("未明确"))
        return found


def _key(value: str) -> str:
    return value if value.isascii() and value.isdigit() and len(value) < 19 else ""


def _key_or_none(value: str) -> str:
    return NONE if value == NONE else _key(value)


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


#: What a mark shows beside a colour, so that nothing is told by colour alone: icon and tone of a badge.
SIGNS: Mapping[str, str] = {
    Colour.RED: "alert-triangle",
    Colour.ORANGE: "alert-circle",
    Colour.YELLOW: "clock",
    Colour.BLUE: "info-circle",
    Colour.GREEN: "circle-check",
    Colour.GREY: "circle-dashed",
    Colour.LONG_TERM: "refresh",
    Colour.CLOSED: "check",
    Colour.WITHDRAWN: "x",
}
