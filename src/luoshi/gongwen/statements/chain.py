"""Decide the labels of all statements together: a linear-chain conditional random field.

What a sentence is depends on its neighbours: a review goes on reviewing until the plan
begins.  The forward-backward sums give for each statement the probability of every label
given the whole document (Lafferty, McCallum and Pereira, 2001); the likeliest is taken, and
its probability is the confidence.

The five labels are written out instead of looped over: this runs twice for every statement.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp

Row = tuple[float, float, float, float, float]
_ONES: Row = (1.0, 1.0, 1.0, 1.0, 1.0)


def posteriors(emissions: Sequence[Row], transitions: Sequence[Sequence[float]]) -> list[Row]:
    """For each position the probability of each of the five labels.

    *emissions* are log weights a label (``-inf`` forbids a label), *transitions* log
    weights from row to column.
    """
    if not emissions:
        return []
    onward = _rows([[exp(weight) for weight in row] for row in transitions])
    columns = _rows(list(zip(*onward, strict=True)))
    weights = [_weights(row) for row in emissions]
    before = _scaled(weights[0], _ONES)
    forward = [before]
    for row in weights[1:]:
        before = _scaled(row, _through(columns, before))
        forward.append(before)
    found = [before]
    ahead = _ONES
    for place in range(len(weights) - 1, 0, -1):
        ahead = _scaled(_through(onward, _each(weights[place], ahead)), _ONES)
        found.append(_scaled(forward[place - 1], ahead))
    found.reverse()
    return found


def _rows(rows: Sequence[Sequence[float]]) -> tuple[Row, ...]:
    return tuple((a, b, c, d, e) for a, b, c, d, e in rows)


def _through(matrix: tuple[Row, ...], row: Row) -> Row:
    """The product of the matrix and the row."""
    v, w, x, y, z = row
    one, two, three, four, five = matrix
    a, b, c, d, e = one
    first = a * v + b * w + c * x + d * y + e * z
    a, b, c, d, e = two
    second = a * v + b * w + c * x + d * y + e * z
    a, b, c, d, e = three
    third = a * v + b * w + c * x + d * y + e * z
    a, b, c, d, e = four
    fourth = a * v + b * w + c * x + d * y + e * z
    a, b, c, d, e = five
    return first, second, third, fourth, a * v + b * w + c * x + d * y + e * z


def _each(one: Row, other: Row) -> Row:
    """The product label by label."""
    a, b, c, d, e = one
    v, w, x, y, z = other
    return a * v, b * w, c * x, d * y, e * z


def _weights(row: Row) -> Row:
    most = max(row)
    a, b, c, d, e = row
    return exp(a - most), exp(b - most), exp(c - most), exp(d - most), exp(e - most)


def _scaled(row: Row, other: Row) -> Row:
    """The product label by label, made to add up to one."""
    a, b, c, d, e = row
    v, w, x, y, z = other
    a, b, c, d, e = a * v, b * w, c * x, d * y, e * z
    total = a + b + c + d + e or 1.0
    return a / total, b / total, c / total, d / total, e / total
