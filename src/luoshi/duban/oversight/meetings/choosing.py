"""Which tasks a meeting looks at: by their lights, and by unit, register, leader or a saved view of the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.db.models.functions import Coalesce

from luoshi.duban.accounts.models import User
from luoshi.duban.language import in_chinese
from luoshi.duban.oversight.lights.rules import Colour
from luoshi.duban.oversight.lights.wording import NAMES
from luoshi.duban.tasks.ledger.asked import Asked
from luoshi.duban.tasks.ledger.filters import chips
from luoshi.duban.tasks.ledger.names import Names
from luoshi.duban.tasks.ledger.selection import matching
from luoshi.duban.tasks.models import OVER, Task

#: What a meeting looks at where nobody chooses otherwise.
ALARMS = (Colour.RED, Colour.ORANGE, Colour.YELLOW)
#: More than so many tasks are not walked through in one meeting.
MOST = 200


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen: the ledger's own filters (``asked``), and lights; without lights every open task counts."""

    asked: Asked
    lights: tuple[Colour, ...] = ALARMS

    def tasks(self, user: User, today: date) -> QuerySet[Task]:
        """The open tasks that are meant: the worst light first, then by unit and limit."""
        tasks = matching(user, self.asked, today).exclude(state__in=("", *OVER))
        if self.lights:
            tasks = tasks.filter(light__colour__in=self.lights)
        whens = [When(light__colour=colour, then=Value(place)) for place, colour in enumerate(ALARMS)]
        rank = Case(*whens, default=Value(len(ALARMS)), output_field=IntegerField())
        place = Coalesce("lead__position", Value(1_000_000), output_field=IntegerField())
        return tasks.annotate(rank=rank, place=place).order_by("rank", "place", "due", "pk")

    @in_chinese
    def words(self, user: User) -> str:
        """What is meant, in Chinese, as the minutes say it."""
        found = [str(NAMES[colour]) for colour in self.lights] or ["全部未办结"]
        named = [f"{chip.name}：{chip.words}" for chip in chips(self.asked, Names.asked(self.asked, user))]
        return "，".join([*named, "、".join(found)])[:500]
