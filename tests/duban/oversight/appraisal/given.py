"""Formulas, items and scores, in a line each."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from luoshi.duban.oversight.appraisal.actions.decide_scores import decide_scores
from luoshi.duban.oversight.appraisal.actions.propose_scores import propose_scores
from luoshi.duban.oversight.appraisal.actions.set_formula import Wanted, set_formula, switch
from luoshi.duban.oversight.appraisal.current import current, scored
from luoshi.duban.oversight.appraisal.facts import Item
from luoshi.duban.oversight.appraisal.formula import USUAL, Criterion, Formula, Kind
from luoshi.duban.oversight.appraisal.periods import period_of

D = Decimal
#: Issued on 15 July; half of October has passed, so limits of 30 September are over.
LATE = date(2026, 10, 15)


def only(kind, **more):
    """A formula of one criterion."""
    if kind not in (Kind.ON_TIME, Kind.QUALITY, Kind.REPORTS):
        more = {"each": D(2), "cap": D(10), **more}
    return Formula((Criterion(kind, D(100), **more),), few=1)


def an_item(task=1, unit=1, **facts):
    return Item(unit=unit, task=task, number=f"督2026-{task:03}", title=f"第{task}件事", **facts)


def switched_on(cast, formula=USUAL, *, ranking=False):
    """The register scores by *formula*; gives the number of the version that counts."""
    set_formula(cast.register, Wanted(formula, ranking), actor=cast.wang, number=0)
    switch(cast.register, on=True, actor=cast.wang, number=current(cast.register).number)
    return current(cast.register).number


def score_of(cast, unit, formula=USUAL, words="2026", today=LATE):
    """What the unit scores as the facts stand."""
    rows = scored(cast.register, formula, period_of(words, today))
    return next((row.score for row in rows if row.name == unit), None)


def line_of(cast, unit, kind, formula=USUAL, **more):
    """The unit's line of a criterion."""
    found = score_of(cast, unit, formula, **more)
    return next(line for line in found.lines if line.criterion.kind is kind)


def proposed(cast, words="2026", *, ranking=False):
    number = current(cast.register).number or switched_on(cast, replace(USUAL, few=1), ranking=ranking)
    return propose_scores(cast.register, words, actor=cast.chen, number=number)


def issued(cast, words="2026", *, ranking=False):
    """Proposed by 陈明, issued by 王主任."""
    one = proposed(cast, words, ranking=ranking)
    return decide_scores(one, issue=True, actor=cast.wang, version=one.version)
