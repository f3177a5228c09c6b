"""Django's ``{% url %}`` and ``{% translate %}`` as our templates call them by the hundred: what cannot change between
two pages is found out once.  ``{% load luoshi %}`` puts them in the place of Django's."""

from __future__ import annotations

from typing import Any

from django.template import Context
from django.template.base import FilterExpression, Parser, Token
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as parse_url
from django.templatetags.i18n import TranslateNode
from django.templatetags.i18n import do_translate as parse_translate
from django.urls import NoReverseMatch
from django.utils.html import conditional_escape
from django.utils.translation import get_language

from luoshi.duban.addresses import address_of


class Url(URLNode):
    """An address by its name; one that holds only keys is not looked up again."""

    def render(self, context: Context) -> str:
        """The address, or, with ``as``, nothing."""
        keys = [argument.resolve(context) for argument in self.args]
        if self.kwargs or self.view_name.is_var or not all(type(key) is int for key in keys):
            return str(super().render(context))
        try:
            found = address_of(self.view_name.var, *keys)
        except NoReverseMatch:
            return str(super().render(context))
        if self.asvar:
            context[self.asvar] = found
            return ""
        return conditional_escape(found) if context.autoescape else found


class Translate(TranslateNode):
    """Words in the language of the page; those that stand in the template are looked up once a language."""

    def __init__(self, *given: Any, **named: Any) -> None:  # noqa: ANN401 -- Django's signature
        super().__init__(*given, **named)
        expression = self.filter_expression
        self.is_fixed = (
            expression.var.literal is not None and not expression.filters and _is_fixed(self.message_context)
        )
        self.said: dict[str | None, str] = {}

    def render(self, context: Context) -> str:
        """The words, or, with ``as``, nothing."""
        if not self.is_fixed or self.asvar:
            return super().render(context)
        language = get_language()
        words = self.said.get(language)
        if words is None:
            words = self.said[language] = super().render(context)
        return words


def _is_fixed(expression: FilterExpression | None) -> bool:
    return expression is None or not (expression.is_var or expression.filters)


def url(parser: Parser, token: Token) -> Url:
    """The tag ``{% url %}``."""
    node = parse_url(parser, token)
    return Url(node.view_name, node.args, node.kwargs, node.asvar)


def translate(parser: Parser, token: Token) -> Translate:
    """The tag ``{% translate %}``."""
    node = parse_translate(parser, token)
    return Translate(node.filter_expression, node.noop, node.asvar, node.message_context)
