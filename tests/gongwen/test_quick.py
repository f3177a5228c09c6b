"""Values that are made in half the time are the values of plain frozen dataclasses."""

import inspect
import pickle
from dataclasses import FrozenInstanceError, dataclass, field, replace

import pytest

from luoshi.gongwen.model import Span
from luoshi.gongwen.quick import quick


@dataclass(frozen=True, slots=True)
class Plain:
    name: str
    members: tuple[str, ...] = ()
    parent: str | None = None


@quick
@dataclass(frozen=True, slots=True)
class Quick:
    name: str
    members: tuple[str, ...] = ()
    parent: str | None = None


def values(one):
    return one.name, one.members, one.parent


def test_it_is_made_in_the_same_ways():
    for arguments, named in (
        (("县水务局",), {}),
        (("县水务局", ("甲",)), {"parent": "县政府"}),
        ((), {"name": "乡镇"}),
    ):
        assert values(Quick(*arguments, **named)) == values(Plain(*arguments, **named))
    assert list(inspect.signature(Quick).parameters.values()) == list(inspect.signature(Plain).parameters.values())


@pytest.mark.parametrize("named", [{}, {"name": "甲", "unheard_of": 1}])
def test_it_takes_no_other_arguments(named):
    with pytest.raises(TypeError):
        Quick(**named)


def test_it_stays_frozen():
    one = Quick("县水务局")
    with pytest.raises(FrozenInstanceError):
        one.name = "县教育局"
    with pytest.raises(FrozenInstanceError):
        del one.name


def test_it_is_compared_hashed_copied_and_stored_like_any_other():
    one = Quick("县水务局", ("甲",))
    assert one == Quick("县水务局", ("甲",))
    assert hash(one) == hash(Quick("县水务局", ("甲",)))
    assert repr(one) == "Quick(name='县水务局', members=('甲',), parent=None)"
    assert replace(one, parent="县政府").parent == "县政府"
    assert pickle.loads(pickle.dumps(Span(1, 2))) == Span(1, 2)


def test_a_class_that_does_more_than_keep_its_arguments_is_refused():
    @dataclass(frozen=True, slots=True)
    class Checked:
        name: str

        def __post_init__(self) -> None:
            assert self.name

    @dataclass(frozen=True, slots=True)
    class Counted:
        names: list[str] = field(default_factory=list)

    for cls in (Checked, Counted):
        with pytest.raises(TypeError, match=cls.__name__):
            quick(cls)
