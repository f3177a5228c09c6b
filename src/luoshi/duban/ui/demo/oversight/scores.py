"""The register scores: a list was issued, and a unit appeals against a line of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from django.db.models import F

from luoshi.duban.accounts.roles import Role
from luoshi.duban.organisations.models import Post
from luoshi.duban.oversight.appraisal.actions.appeal import appeal
from luoshi.duban.oversight.appraisal.actions.decide_scores import decide_scores
from luoshi.duban.oversight.appraisal.actions.propose_scores import propose_scores
from luoshi.duban.oversight.appraisal.actions.set_formula import Wanted, set_formula, switch
from luoshi.duban.oversight.appraisal.current import current
from luoshi.duban.oversight.appraisal.formula import USUAL, Kind
from luoshi.duban.oversight.appraisal.models import ScoreLine, Scores
from luoshi.duban.ui.demo.oversight.telling import description
from luoshi.duban.ui.demo.stage import Stage, Story


def stories(stage: Stage) -> Iterator[Story]:
    """The one of them."""
    yield _scores(stage, description()["scores"])


def _scores(stage: Stage, told: Mapping[str, Any]) -> Story:
    yield stage.day(told["switched_on"])
    wanted = Wanted(replace(USUAL, few=told["few"]), ranking_to_units=True)
    set_formula(stage.register, wanted, actor=stage.head, number=0)
    switch(stage.register, on=True, actor=stage.head, number=1)
    yield stage.day(told["proposed"])
    number = current(stage.register).number
    scores = propose_scores(stage.register, str(stage.register.year), actor=stage.drafter, number=number)
    yield stage.day(told["issued"])
    decide_scores(scores, issue=True, actor=stage.head, version=scores.version, words=told["words"])
    yield stage.day(told["appealed"])
    line = _worst(scores)
    if line is not None and line.score.unit is not None:
        appeal(line, actor=stage.liaison(line.score.unit), reasons=told["reasons"])


def _worst(scores: Scores) -> ScoreLine | None:
    """The line that lost most by lateness, of a unit with somebody who can appeal."""
    heard = Post.objects.filter(role=Role.LIAISON, tenures__ends__isnull=True).values("unit")
    lines = ScoreLine.objects.filter(score__scores=scores, score__unit__in=heard, kind=Kind.DAYS_LATE)
    lost = lines.filter(points__lt=F("weight")).order_by("points", "pk")
    return lost.select_related("score__unit", "score__scores__register__office").first()
