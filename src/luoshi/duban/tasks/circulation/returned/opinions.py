"""What a unit wrote into the answer columns of one row."""

from __future__ import annotations

import re
from collections.abc import Mapping

from luoshi.duban.tasks.circulation.wording import Proposal, edits, means_the_same
from luoshi.duban.tasks.models import CirculatedTask, CommentField
from luoshi.duban.tasks.returning.differences import is_like

_MARKS = re.compile(r"[\s，。、；：,.;:!！/\\—–\-－（）()]+")
_AGREED = {"", "同意", "无意见", "没有意见", "无修改意见", "无修改", "无异议", "无", "没有", "均同意", "已阅"}
_PROPOSES = {"修改建议", "建议修改", "修改", "有修改", "有意见", "有修改意见", "同意修改建议"}
_NOTHING = {"", "无", "没有", "无意见", "同意", "无修改"}


class NothingProposed(Exception):
    """The row says that something is to be changed, and not what."""


def read_opinion(row: CirculatedTask, cells: Mapping[str, str], *, note: str = "") -> list[Proposal]:
    """The proposals of one row: from its answer columns, and from wording that was edited where it stands.

    *note* is a remark pinned to a cell.  What was written under 意见 and is neither 同意 nor 修改建议 is a remark.
    Raises :class:`NothingProposed` for 修改建议 with nothing beside it.
    """
    opinion, proposed, remark = (cells[key] for key in ("opinion", "proposed", "remark"))
    said, wants = _plain(opinion), "" if _plain(proposed) in _NOTHING else proposed.strip()
    free = opinion.strip() if said not in _AGREED | _PROPOSES else ""
    why = "" if _plain(remark) in _NOTHING else remark.strip()
    reason = "\n".join(part for part in (free, why, f"批注：{note}" if note else "") if part)
    found = edits(row, cells, remark=reason)
    if wants:
        found = _with_wanted(row, found, wants, reason)
    if not found and reason:
        found = [Proposal(row.pk, CommentField.OTHER, "", reason)]
    if not found and said in _PROPOSES:
        raise NothingProposed
    return found


def _with_wanted(row: CirculatedTask, found: list[Proposal], wants: str, reason: str) -> list[Proposal]:
    """建议修改为: a new wording where it resembles the task's, else said in the unit's own words."""
    if means_the_same(CommentField.TEXT, wants, row.text):
        return found
    edited = next((one for one in found if one.field == CommentField.TEXT), None)
    if edited is not None and means_the_same(CommentField.TEXT, edited.proposed, wants):
        return found
    is_wording = edited is None and is_like(wants, row.text)
    return [*found, Proposal(row.pk, CommentField.TEXT if is_wording else CommentField.OTHER, wants, reason)]


def _plain(words: str) -> str:
    return _MARKS.sub("", words)
