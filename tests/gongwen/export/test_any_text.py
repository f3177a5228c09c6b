"""No text that a reader may yield keeps a plan from being written."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.gongwen.export import SUFFIXES, render
from luoshi.gongwen.model import Directive, Document, Kind, Outline, Phrase, Plan, Quantity, Span, Statement, Target

_ANY = st.text(alphabet=st.characters() | st.sampled_from("=+-@（）。；\n\v\t|*<&x一是"), min_size=1, max_size=60)


@st.composite
def plans(draw) -> Plan:
    """A one-statement document with a directive, a figure and a target at any place."""
    text = draw(_ANY)
    places = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted)
    directive, figure, of, target = (Span(*draw(places)) for _ in range(4))
    whole = Span(0, len(text))
    return Plan(
        Document(text, name=draw(_ANY)),
        None,
        Outline(),
        (Statement(0, whole, whole, Kind.DIRECTIVE, 0.5),),
        (
            Directive(
                0,
                directive,
                (0,),
                directive.of(text),
                None,
                (draw(_ANY),),
                measures=(Quantity(figure, figure.of(text), None, "", of=Phrase(of, of.of(text))),),
                targets=(Target(target, target.of(text)),),
            ),
        ),
    )


@pytest.mark.parametrize("suffix", SUFFIXES)
@settings(max_examples=15, deadline=None)
@given(plan=plans())
def test_any_text_can_be_written(suffix, plan):
    assert render(plan, suffix)
