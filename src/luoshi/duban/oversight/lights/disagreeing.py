"""Where the unit's own figure, the time gone by and the supervisor's confidence tell different stories."""

from __future__ import annotations

from django.utils.translation import gettext as _

from luoshi.duban.oversight.lights.trajectory import WHOLE

#: So many percentage points apart is a disagreement.
APART = 30.0


def disagreements(percent: float | None, expected: float | None, confidence: float | None, *, done: bool) -> list[str]:
    """What does not fit together, a sentence each.

    *percent* is the unit's figure, *expected* the time-proportional one, *confidence* the supervisor's belief that
    the task will be done in time, all in per cent, empty where nobody gave one; *done*: the unit asked for close-out.
    """
    found = []
    if percent is not None and percent >= WHOLE and not done:
        found.append(_("单位报进度100%，但没有申请销号。"))
    if percent is not None and confidence is not None and percent - confidence >= APART:
        told = {"percent": f"{percent:.0f}", "confidence": f"{confidence:.0f}"}
        found.append(_("单位报进度%(percent)s%%，督查员只有%(confidence)s%%的把握。") % told)
    if percent is None or expected is None or confidence is None:
        return found
    if expected - percent >= APART and confidence >= WHOLE - APART:
        told = {"percent": f"{percent:.0f}", "expected": f"{expected:.0f}", "confidence": f"{confidence:.0f}"}
        found.append(_("进度%(percent)s%%落后于时间%(expected)s%%，督查员却有%(confidence)s%%的把握。") % told)
    return found
