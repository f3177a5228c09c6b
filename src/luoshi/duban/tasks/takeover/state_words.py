"""What an office's own words for a state mean: remembered, else guessed, always for a person to change."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from luoshi.duban.accounts.models import Office
from luoshi.duban.registers.sheets import SheetRow
from luoshi.duban.tasks.models import State, StateWord
from luoshi.duban.tasks.takeover.reading import NOTHING

#: More words than these are no states but a text.
MOST = 40
LONGEST = 100
#: What a row of a ledger can be; 退回 means another unit, which a ledger has written down already.
CHOICES = (
    State.ISSUED,
    State.ACKNOWLEDGED,
    State.IN_PROGRESS,
    State.SUBMITTED,
    State.VERIFIED,
    State.SENT_BACK,
    State.CLOSED_OUT,
    State.WITHDRAWN,
)
#: The first that is found decides: what denies stands before what it denies, 滞后 is no state of ours but lateness.
_GUESSES: tuple[tuple[re.Pattern[str], State], ...] = (
    (re.compile(r"撤销|取消|终止|作废|不再"), State.WITHDRAWN),
    (re.compile(r"退办|返工|重办|退回"), State.SENT_BACK),
    (re.compile(r"申请|待(?:销号|验收|核查|审核|核销)|拟(?:销号|办结)"), State.SUBMITTED),
    (re.compile(r"未(?:启动|开始|开展|办理|动工|开工|签收)|待办|未动|新增|已?交办|下达"), State.ISSUED),
    (re.compile(r"未|否|没有|基本|部分|正在|推进|办理中|进行|中$|滞后|逾期|超期|延期|缓慢|持续|长期|常态|在办|在建|序时"),
     State.IN_PROGRESS),
    (re.compile(r"核查|验收"), State.VERIFIED),
    (re.compile(r"签收|接收|知悉"), State.ACKNOWLEDGED),
    (re.compile(r"销号|办结|完成|完毕|完结|落实|到位|达标|结束|^是$|^[√✓✔]$|100[%％]"), State.CLOSED_OUT),
    (re.compile(r"正常|顺利|[绿黄红蓝橙]灯?|暂停|启动|开工|\d[%％]"), State.IN_PROGRESS),
)  # fmt: skip


def word_of(row: SheetRow) -> str:
    """The word in the row's state cell; empty where it has nothing to say."""
    word = row.words("state").replace("\n", " ")
    return "" if word in NOTHING else word[:LONGEST]


def words_in(rows: Iterable[SheetRow]) -> dict[str, int]:
    """The words of the state column with how often each stands there, the most frequent first."""
    return dict(Counter(word_of(row) for row in rows).most_common())


def guess(word: str) -> State | None:
    """What a word means; an empty cell is work under way, an unknown word nothing."""
    if not word:
        return State.IN_PROGRESS
    return next((state for pattern, state in _GUESSES if pattern.search(word)), None)


def meanings(office: Office, words: Iterable[str]) -> dict[str, State | None]:
    """What each word meant last time, else the guess."""
    kept = dict(StateWord.objects.filter(office=office).values_list("word", "state"))
    return {word: State(kept[word]) if word in kept else guess(word) for word in words}


def are_known(office: Office, words: Iterable[str]) -> bool:
    """Whether a person has said before what each of the words means."""
    kept = set(StateWord.objects.filter(office=office).values_list("word", flat=True))
    return kept.issuperset(words)


def remember(office: Office, chosen: Mapping[str, State]) -> None:
    """Keep what the words mean for the next ledger."""
    rows = [StateWord(office=office, word=word[:LONGEST], state=state) for word, state in chosen.items()]
    StateWord.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=("office", "word"), update_fields=("state",)
    )
