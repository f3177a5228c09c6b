"""What holds for every text."""

from datetime import date

from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.gongwen.times import find_times, limits_in, resolve

PIECES = [
    *"0123456789０９一二三十百〇○xX×*年月日号前后内底末初中旬周季度至到—-~起，。、；（）《》“”\n 　",
    *(
        "今年",
        "明年",
        "本月",
        "下个",
        "每",
        "工作日",
        "个月",
        "季度",
        "半年",
        "“十五五”",
        "期间",
        "时期",
        "自",
        "之日起",
    ),
    *(
        "印发",
        "收到",
        "召开",
        "开学",
        "汛期",
        "未来",
        "用",
        "时间",
        "左右",
        "长期坚持",
        "限期",
        "完成",
        "力争",
        "2026年",
    ),
]
texts = st.one_of(st.lists(st.sampled_from(PIECES), max_size=40).map("".join), st.text(max_size=60))
days = st.none() | st.dates()


@given(texts)
@settings(max_examples=400)
def test_spans_slice_to_the_words_and_never_overlap(text: str):
    end = 0
    for mention in find_times(text):
        assert mention.span.of(text) == mention.text
        assert mention.text
        assert mention.span.start >= end
        end = mention.span.end


@given(texts, days)
@settings(max_examples=400)
def test_resolving_never_raises_and_never_ends_before_it_starts(text: str, issued_on: date | None):
    for mention in find_times(text):
        limit = resolve(mention, issued_on=issued_on)
        if limit.start is not None and limit.due is not None:
            assert limit.due >= limit.start
        if limit.masked or limit.problem:
            assert limit.start is None
            assert limit.due is None
        if limit.rule is not None:
            assert rrulestr(limit.rule)


@given(texts)
@settings(max_examples=200)
def test_limits_are_among_the_mentions_in_their_order(text: str):
    mentions = find_times(text)
    limits = limits_in(text, 0, len(text), mentions)
    assert limits == [mention for mention in mentions if mention in limits]


@given(texts, texts)
@settings(max_examples=200)
def test_a_part_of_a_text_yields_only_what_stands_in_it(before: str, text: str):
    whole = before + "。\n" + text
    start = len(before) + 2
    for mention in find_times(whole, start):
        assert start <= mention.span.start < mention.span.end <= len(whole)
