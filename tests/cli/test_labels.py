"""Everything that the screen may name has a name."""

import pytest

from luoshi.cli import labels
from luoshi.gongwen.model import Comparator, GapKind, LimitKind, Modality, UnitKind, Why
from luoshi.gongwen.statements.cues import read_cues
from luoshi.gongwen.statements.evidence import Aspect
from luoshi.gongwen.statements.features import genre_of
from luoshi.gongwen.statements.forced import Form


@pytest.mark.parametrize(
    ("names", "kinds"),
    [
        (labels.LIMITS, LimitKind),
        (labels.MODALITIES, Modality),
        (labels.COMPARATORS, Comparator),
        (labels.UNITS, UnitKind),
        (labels.WHYS, Why),
        (labels.QUESTIONS, GapKind),
        (labels.ADVICE, GapKind),
        (labels.FORMS, Form),
        (labels.ASPECTS, Aspect),
    ],
)
def test_every_kind_has_a_name_of_its_own(names, kinds):
    assert set(names) == set(kinds)
    assert len(set(names.values())) == len(names)


def test_the_cues_that_are_read_have_names():
    assert set(read_cues("县水务局要在6月底前完成，去年已完成，必须解决存在的问题（县水务局）。")) <= set(labels.CUES)


@pytest.mark.parametrize(
    "title", ["工作报告", "讲话", "会议纪要", "通报", "复函", "办法", "决定", "意见", "方案", "通知", "便条"]
)
def test_the_genres_that_are_told_have_names(title):
    assert genre_of(title) in labels.GENRES
