"""The formula as data: what is refused about weights and parameters, and beside which row."""

import pytest
from django.core.exceptions import PermissionDenied

from luoshi.duban.audit.models import Event
from luoshi.duban.oversight.appraisal.actions.set_formula import Wanted, set_formula, switch
from luoshi.duban.oversight.appraisal.current import current
from luoshi.duban.oversight.appraisal.formula import USUAL, CriterionRefused, Kind, read_formula
from luoshi.duban.oversight.appraisal.models import FormulaVersion
from luoshi.duban.problems import ChangedMeanwhile, Refused
from tests.duban.oversight.appraisal.given import only, switched_on


def data(**changed):
    """The usual formula with some criteria changed: ``days_late={"each": "0"}``."""
    found = USUAL.as_data()
    rows = [row | changed.get(row["kind"].replace("-", "_"), {}) for row in found["criteria"]]
    return found | {"criteria": rows}


def test_the_usual_formula_comes_back_from_its_data():
    assert read_formula(USUAL.as_data()) == USUAL


@pytest.mark.parametrize(("weight", "total"), [("30", "90"), ("40.5", "100.5"), ("0", "60")])
def test_weights_that_do_not_add_up_are_refused_with_their_sum(weight, total):
    with pytest.raises(Refused, match=f"应为100分，现在合计{total}分"):
        read_formula(data(on_time={"weight": weight}))


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"each": "0"}, "each"),
        ({"each": "6"}, "each-above-cap"),
        ({"cap": "11"}, "cap-above-weight"),
        ({"each": "-1"}, "points"),
        ({"each": "0.55"}, "points"),
        ({"each": "NaN"}, "points"),
        ({"each": ""}, "points"),
        ({"free": "-1"}, "free"),
        ({"weight": "101"}, "points"),
    ],
)
def test_contradictory_parameters_are_refused_with_their_row(changed, code):
    with pytest.raises(CriterionRefused) as refused:
        read_formula(data(days_late=changed))
    assert (refused.value.kind, refused.value.code) == (Kind.DAYS_LATE, code)


def test_a_criterion_without_weight_keeps_its_parameters_and_does_not_count():
    found = read_formula(data(days_late={"weight": "0"}, on_time={"weight": "50"}))
    assert Kind.DAYS_LATE not in [one.kind for one in found.counting]
    assert found.criteria[-1].cap == 5


@pytest.mark.parametrize(
    "more", [{"few": "0"}, {"few": "x"}, {"appeal_days": "61"}, {"criteria": [{"kind": "logins"}]}]
)
def test_what_is_no_formula_is_refused(more):
    with pytest.raises(Refused):
        read_formula(USUAL.as_data() | more)


def test_a_criterion_stands_once():
    found = USUAL.as_data()
    with pytest.raises(Refused, match="只能列一次"):
        read_formula(found | {"criteria": [*found["criteria"], found["criteria"][0]]})


def test_there_is_no_criterion_of_activity():
    assert {str(kind) for kind in Kind} == {"on-time", "quality", "extensions", "send-backs", "reports", "days-late"}


@pytest.mark.django_db
class TestSetting:
    def test_a_register_scores_only_when_its_head_switches_it_on(self, cast):
        assert not current(cast.register).is_on
        switch(cast.register, on=True, actor=cast.wang, number=0)
        assert current(cast.register).is_on
        event = Event.objects.get(verb="register.appraisal-switched-on")
        assert (event.before["on"], event.after["on"]) == (False, True)
        switch(cast.register, on=False, actor=cast.wang, number=1)
        assert not current(cast.register).is_on
        assert Event.objects.filter(verb="register.appraisal-switched-off").exists()

    def test_every_version_is_kept(self, cast):
        switched_on(cast)
        set_formula(cast.register, Wanted(only(Kind.ON_TIME), ranking_to_units=True), actor=cast.wang, number=1)
        assert [row.number for row in FormulaVersion.objects.all()] == [2, 1]
        now = current(cast.register)
        assert (now.is_on, now.ranking_to_units, now.formula) == (True, True, only(Kind.ON_TIME))
        assert Event.objects.get(verb="register.appraisal-formula-set").after["criteria"][0]["weight"] == "100"

    def test_the_same_again_is_no_change(self, cast):
        assert set_formula(cast.register, Wanted(USUAL), actor=cast.wang, number=0) is None
        assert switch(cast.register, on=False, actor=cast.wang, number=0) is None
        assert not FormulaVersion.objects.exists()

    def test_who_saw_another_version_overwrites_nothing(self, cast):
        set_formula(cast.register, Wanted(only(Kind.ON_TIME)), actor=cast.wang, number=0)
        with pytest.raises(ChangedMeanwhile):
            set_formula(cast.register, Wanted(only(Kind.QUALITY)), actor=cast.wang, number=0)
        with pytest.raises(ChangedMeanwhile):
            switch(cast.register, on=True, actor=cast.wang, number=0)
        assert current(cast.register).formula == only(Kind.ON_TIME)

    @pytest.mark.parametrize("who", ["chen", "sun", "zhao", "shen"])
    def test_only_who_sets_registers_does(self, cast, who):
        with pytest.raises(PermissionDenied):
            set_formula(cast.register, Wanted(only(Kind.ON_TIME)), actor=cast.people[who], number=0)
        with pytest.raises(PermissionDenied):
            switch(cast.register, on=True, actor=cast.people[who], number=0)

    def test_a_closed_register_is_not_changed(self, cast):
        cast.register.is_open = False
        with pytest.raises(Refused, match="已停用"):
            switch(cast.register, on=True, actor=cast.wang, number=0)
