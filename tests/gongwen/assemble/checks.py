"""What holds of every plan, whatever it was read from."""

from collections.abc import Iterator

from luoshi.gongwen.model import Directive, Kind, Plan, Span


def quoted(plan: Plan) -> Iterator[tuple[Span, str]]:
    """Each place that a plan reports, with the words that it reports there."""
    facts = plan.outline.facts
    phrases = [facts.title, facts.number, facts.issuer, facts.addressee, facts.urgency, facts.secrecy, facts.issued_on]
    phrases += [heading.title for heading in plan.outline.headings if heading.title.text]
    for one in plan.directives:
        phrases += [
            *one.leaders,
            *one.limits,
            *one.measures,
            *one.targets,
            *one.conditions,
            *one.deliverables,
            one.campaign,
        ]
        for measure in one.measures:
            phrases += [measure.of, measure.verb]
    for phrase in phrases:
        if phrase is not None:
            yield phrase.span, phrase.text


def check(plan: Plan) -> None:
    """What holds of every plan."""
    text = plan.document.text
    for span, words in quoted(plan):
        assert span.of(text) == words != ""
    for one in plan.directives:
        for assigned in (*one.responsible, *one.supporting):
            assert assigned.mention.span.of(text).startswith(assigned.mention.name)
            assert assigned.mention.name
            assert 0 <= assigned.statement < len(plan.statements)
        assert all(gap.span is None or gap.span.of(text) for gap in one.gaps)
        assert one.title or not any(map(str.isalnum, _words(plan, one)))
    assert "".join(one.extent.of(text) for one in plan.statements) == (text if plan.statements else "")
    assert all(one.extent.covers(one.span) for one in plan.statements)
    directing = {one.index for one in plan.statements if one.kind is Kind.DIRECTIVE}
    used = [index for one in plan.directives for index in one.statements]
    assert len(used) == len(set(used))
    # The directive of a table's row holds the statements of the cells beside its task, too.
    assert directing == set(used) if not plan.document.tables else directing <= set(used)
    assert [one.index for one in plan.directives] == list(range(len(plan.directives)))


def _words(plan: Plan, one: Directive) -> str:
    """The words of a directive behind its number."""
    node = None if one.node is None else plan.outline.headings[one.node]
    if node is not None and node.statement == one.statements[0]:
        return plan.quote(Span(node.title.span.start, one.span.end))
    return plan.quote(one)
