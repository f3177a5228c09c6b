"""A page of the desk as a browser holds it: what the answers of actions put into their places, and nothing else."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from luoshi.duban.tasks.models import Plan

_PIECE = re.compile(
    r'<section class="part[^"]*" id="(?P<part>[\w-]+)".*?</section>'
    r'|<div id="(?P<bar>desk-bar)".*?hidden></div>\s*</div>',
    re.DOTALL,
)
#: How an answer says that a piece goes to its place, and what it asks for once it is there.
_ONLY_IN_ANSWERS = re.compile(r' hx-swap-oob="true"|\s*(?:<div hx-get="[^"]*/similar/[^>]*></div>)?\s*(?=</section>)')


def pieces(page: str) -> dict[str, str]:
    """The sections and the bar, by their ids, as they look once they are in the page."""
    found = {(one["part"] or one["bar"]): one.group() for one in _PIECE.finditer(page)}
    return {name: _ONLY_IN_ANSWERS.sub("", piece) for name, piece in found.items()}


class DeskPage:
    """The desk of *plan* in one tab of somebody's browser."""

    def __init__(self, client: Client, plan: Plan) -> None:
        self.client, self.plan = client, plan
        self.shown = self.loaded()

    def loaded(self) -> dict[str, str]:
        """What the page would show if it were loaded now."""
        answer = self.client.get(reverse("tasks:desk", args=[self.plan.pk]))
        return pieces(answer.content.decode())

    def press(self, address: str, refs: Iterable[object] = (), **sent: object) -> HttpResponse:
        """Send an action as the page does and put what is answered, and what more comes, into its places."""
        answer = self.act(address, refs, **sent)
        for _ in range(100):
            if self.more() is None:
                break
        return answer

    def more(self) -> HttpResponse | None:
        """Fetch more of what the last action changed; none where all is there."""
        asks = re.search(r'data-more="([^"]*)"', self.shown["desk-bar"])
        if asks is None:
            return None
        news = reverse("tasks:desk-news", args=[self.plan.pk])
        answer = self.client.get(f"{news}?{html.unescape(asks[1])}", headers={"HX-Request": "true"})
        self._put(answer)
        return answer

    def act(self, address: str, refs: Iterable[object] = (), **sent: object) -> HttpResponse:
        """Send an action as the page does and put its answer into its places."""
        seen = re.search(r'data-since="([^"]*)"', self.shown["desk-bar"])
        sent = {"ref": [str(one) for one in refs], "since": seen[1] if seen else "", **sent}
        answer = self.client.post(
            reverse(f"tasks:desk-{address}", args=[self.plan.pk]), sent, headers={"HX-Request": "true"}
        )
        self._put(answer)
        return answer

    def hear(self) -> HttpResponse:
        """Ask what others have changed, as the page does now and then."""
        asks = re.search(r'id="desk-news" hx-get="([^"]*)"', self.shown["desk-bar"])
        assert asks
        answer = self.client.get(html.unescape(asks[1]), headers={"HX-Request": "true"})
        self._put(answer)
        return answer

    def _put(self, answer: HttpResponse) -> None:
        if answer.status_code in (200, 409):
            sent = pieces(answer.content.decode())
            assert sent.keys() <= self.shown.keys(), "what is sent has its place in the page"
            self.shown.update(sent)
