"""What may follow what, as plain data, and the only way along it."""

from __future__ import annotations

from luoshi.duban.oversight.bulletins.models import Bulletin, BulletinState
from luoshi.duban.problems import ChangedMeanwhile, Refused

_S = BulletinState
#: Back to the draft is open until it is issued; after that only withdrawal remains.
MOVES: dict[BulletinState, frozenset[BulletinState]] = {
    _S.DRAFT: frozenset({_S.PROPOSED, _S.WITHDRAWN}),
    _S.PROPOSED: frozenset({_S.DRAFT, _S.APPROVED, _S.WITHDRAWN}),
    _S.APPROVED: frozenset({_S.DRAFT, _S.ISSUED, _S.WITHDRAWN}),
    _S.ISSUED: frozenset({_S.WITHDRAWN}),
    _S.WITHDRAWN: frozenset(),
}


def move(bulletin: Bulletin, to: BulletinState, **values: object) -> str:
    """Move *bulletin* from the state that was seen to *to*, with *values*; gives the state before.

    :class:`Refused` where that does not follow, :class:`ChangedMeanwhile` where somebody else was first.
    """
    before = BulletinState(bulletin.state)
    if to not in MOVES[before]:
        raise Refused(
            "state",
            f"“{bulletin}”目前不能这样办理，请刷新页面查看现在的状态。",
            f"{bulletin} cannot go there from its present state; reload the page.",
        )
    seen = Bulletin.objects.filter(pk=bulletin.pk, state=before, version=bulletin.version)
    if seen.update(state=to, version=bulletin.version + 1, **values) != 1:
        raise ChangedMeanwhile(str(bulletin))
    for name, value in {"state": to, "version": bulletin.version + 1, **values}.items():
        setattr(bulletin, name, value)
    return str(before)
