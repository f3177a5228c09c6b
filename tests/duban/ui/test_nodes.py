"""The tags that stand in Django's place say what Django's say."""

import pytest
from django.template import engines
from django.urls import NoReverseMatch, reverse, set_script_prefix
from django.utils.translation import override

from luoshi.duban.addresses import address_of


def shown(words, **context):
    return engines["django"].from_string("{% load i18n luoshi %}" + words).render(context)


def test_an_address_is_that_of_its_keys():
    assert address_of("tasks:tasks") == reverse("tasks:tasks")
    for key in (7, 42):
        assert address_of("tasks:task", key) == reverse("tasks:task", args=[key])
    assert address_of("tasks:merge-with", 31, 4) == reverse("tasks:merge-with", args=[31, 4])


def test_an_address_that_no_app_has_is_refused_as_ever():
    for name, keys in (("tasks:nowhere", ()), ("tasks:task", ()), ("tasks:task", (-1,))):
        with pytest.raises(NoReverseMatch):
            address_of(name, *keys)


def test_a_page_under_another_root_has_its_own_addresses():
    plain = address_of("tasks:tasks")
    set_script_prefix("/luoshi/")
    try:
        assert address_of("tasks:tasks") == "/luoshi" + plain
    finally:
        set_script_prefix("/")


@pytest.mark.parametrize(
    ("words", "context", "expected"),
    [
        ("{% url 'tasks:task' pk %}", {"pk": 12}, "/tasks/12/"),
        ("{% url 'tasks:task' pk %}", {"pk": "12"}, "/tasks/12/"),
        ("{% url 'tasks:task-part' 12 'story' %}", {}, "/tasks/12/story/"),
        ("{% url 'tasks:task' pk=pk %}", {"pk": 12}, "/tasks/12/"),
        ("{% url name pk %}", {"name": "tasks:task", "pk": 12}, "/tasks/12/"),
        ("{% url 'tasks:task' 12 as there %}-{{ there }}-", {}, "-/tasks/12/-"),
        ("{% url 'tasks:nowhere' as there %}-{{ there }}-", {}, "--"),
    ],
)
def test_the_tag_of_addresses_takes_all_that_djangos_takes(words, context, expected):
    assert shown(words, **context) == expected


def test_an_address_that_is_missing_is_no_silent_gap():
    with pytest.raises(NoReverseMatch):
        shown("{% url 'tasks:nowhere' %}")


def test_the_same_template_speaks_the_language_of_each_page():
    template = engines["django"].from_string("{% load i18n luoshi %}{% translate '任务' %}|{% translate word %}")
    said = []
    for language in ("zh-hans", "en", "zh-hans"):
        with override(language):
            said.append(template.render({"word": "单位"}))
    assert said == ["任务|单位", "Tasks|Units", "任务|单位"]


def test_words_from_a_context_are_escaped_and_kept_apart():
    template = engines["django"].from_string("{% load i18n luoshi %}{% translate word %}")
    assert [template.render({"word": word}) for word in ("<b>", "甲")] == ["&lt;b&gt;", "甲"]


def test_words_can_be_kept_for_later_and_carry_a_percent_sign():
    assert shown("{% translate '任务' as word %}[{{ word }}]") == "[任务]"
    assert shown("{% translate '完成50%' %}{% translate '任务' noop %}") == "完成50%任务"
