"""Directives with all that belongs to them, from given statements."""

from datetime import date

import pytest

from luoshi.gongwen.assemble import Found, Mentions, assemble
from luoshi.gongwen.assemble.phrases import find_phrases
from luoshi.gongwen.cut import extents
from luoshi.gongwen.model import Facts, GapKind, Modality, Span, Statement, UnitKind
from luoshi.gongwen.outline.tree import build_outline
from luoshi.gongwen.quantities import find_quantities
from luoshi.gongwen.quantities.targets import find_targets
from luoshi.gongwen.times import find_times
from luoshi.gongwen.units.register import Register, Unit
from tests.gongwen.assemble.given import names, read

ISSUED = date(2026, 3, 2)


def directives(text, register=None, issued_on=ISSUED, **kinds):
    given = read(text, **kinds)
    owned = extents(text, [(piece.start, piece.end) for piece in given.pieces])
    outline = build_outline(text, given.pieces, Facts())
    statements = [
        Statement(index, Span(piece.start, piece.end), extent, kind, 0.9, node=piece.node)
        for index, (piece, extent, kind) in enumerate(zip(given.pieces, owned, given.kinds, strict=True))
    ]
    mentions = Mentions(find_times(text), find_quantities(text), find_targets(text), find_phrases(text))
    found = Found(text, outline, statements, given.answers, mentions, [])
    return assemble(found, issued_on=issued_on, register=register)


def only(text, **more):
    (directive,) = directives(text, **more)
    return directive


def words(items):
    return [item.text for item in items]


def gaps(directive):
    return [gap.kind for gap in directive.gaps]


def test_each_directive_is_one_statement_in_the_order_of_the_text():
    found = directives("一、春灌\n疏通渠道。修好泵站；建立台账。去年已清淤。", achievement=["去年"])
    assert [(one.index, one.statements, one.title) for one in found] == [
        (0, (1,), "疏通渠道"),
        (1, (2,), "修好泵站"),
        (2, (3,), "建立台账"),
    ]


def test_nothing_is_directed_where_nobody_directs():
    assert directives("去年疏通渠道18公里。", achievement=["去年"]) == ()


def test_a_directive_carries_its_limit_figure_and_unit():
    one = only("县水务局要在6月底前疏通石桥渠道18公里。")
    assert (names(one.responsible), words(one.limits), words(one.measures)) == ("县水务局", ["6月底前"], ["18公里"])
    assert one.limits[0].due == date(2026, 6, 30)
    assert (one.gaps, one.confidence, one.words) == ((), 0.9, None)


def test_attributes_do_not_spill_into_the_neighbour():
    first, second = directives("县水务局要在6月底前疏通渠道18公里；备足种子200吨。")
    assert (words(first.limits), words(first.measures)) == (["6月底前"], ["18公里"])
    assert (words(second.limits), words(second.measures)) == ([], ["200吨"])


def test_the_limit_of_a_closing_bracket_holds_for_its_item():
    found = directives("疏通渠道。修好泵站。（县水务局负责，6月底前完成）")
    assert [words(one.limits) for one in found] == [["6月底前"], ["6月底前"]]


def test_a_bracket_inside_the_statement_gives_its_limit_once():
    assert words(only("疏通渠道（县水务局负责，6月底前完成）。").limits) == ["6月底前"]


def test_a_limit_after_that_of_the_bracket_contradicts():
    late = directives("9月底前疏通渠道。（县水务局负责，6月底前完成）")[0]
    early = directives("3月底前疏通渠道。（县水务局负责，6月底前完成）")[0]
    assert GapKind.CONTRADICTORY_LIMITS in gaps(late)
    assert GapKind.CONTRADICTORY_LIMITS not in gaps(early)


def test_a_time_without_a_year_takes_the_one_before_it_in_the_statement():
    one = only("县水务局要在2027年3月底前疏通渠道，5月底前完成验收。")
    assert [limit.due for limit in one.limits] == [date(2027, 3, 31), date(2027, 5, 31)]


def test_without_a_day_of_issue_relative_limits_stay_open():
    one = only("县水务局要在年底前疏通渠道。", issued_on=None)
    assert (one.limits[0].due, one.limits[0].problem) == (None, "no-issue-date")
    assert gaps(one) == [GapKind.UNRESOLVED_LIMIT]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("疏通石桥渠道。", [GapKind.NO_UNIT, GapKind.NO_LIMIT]),
        ("县水务局要疏通石桥渠道。", [GapKind.NO_LIMIT]),
        ("县水务局要在x月底前疏通渠道。", [GapKind.MASKED_LIMIT]),
        ("县水务局要在6月底前疏通渠道x公里。", [GapKind.MASKED_QUANTITY]),
        ("县水务局力争6月底前疏通渠道。", [GapKind.ONLY_AIM]),
        ("县水务局要巡查石桥渠道，长期坚持。", []),
    ],
)
def test_what_is_open_is_asked(text, kinds):
    assert gaps(only(text)) == kinds


def test_the_path_names_headings_and_no_items():
    found = directives("一、春灌\n（一）渠道\n抓好两件事：一是全线清淤。二是护岸。", context=["抓好"])
    assert [one.path for one in found] == [("春灌", "渠道"), ("春灌", "渠道")]


def test_the_title_leaves_number_actor_and_limit_out():
    assert only("1.县水务局要疏通石桥灌区渠道。").title == "疏通石桥灌区渠道"
    assert only("县水务局要6月底前疏通石桥灌区渠道。").title == "疏通石桥灌区渠道"


def test_what_else_it_says_is_kept():
    one = only("待方案下发后，县水务局力争制定渠道管护办法，深入开展“清渠护水”专项行动，隐患全部清零。")
    assert one.modality is Modality.AIM
    assert words(one.conditions) == ["待方案下发后"]
    assert words(one.deliverables) == ["渠道管护办法"]
    assert one.campaign is not None
    assert one.campaign.text == "“清渠护水”专项行动"
    assert words(one.targets) == ["全部清零"]


def test_a_campaign_that_the_heading_names_holds_under_it():
    found = directives("一、开展“清渠护水”专项行动\n疏通渠道。\n二、抓好农资\n备足种子。")
    assert [one.campaign.text if one.campaign else None for one in found] == ["“清渠护水”专项行动", None]


def test_a_register_gives_the_official_name_and_knows_who_is_unknown():
    register = Register([Unit("青禾县水务局", ("县水务局",), UnitKind.ORGANISATION)])
    first, second = directives("县水务局要清淤。\n县供销社要备足种子。", register=register)
    assert [one.mention.unit for one in first.responsible] == ["青禾县水务局"]
    assert GapKind.UNKNOWN_UNIT not in gaps(first)
    assert GapKind.UNKNOWN_UNIT in gaps(second)
