"""A browser that can sign in, and the record to look into."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from luoshi.duban import clock
from luoshi.duban.audit.models import Event
from tests.duban.cast import PASSWORD

MORNING = datetime(2026, 7, 10, 9, 0, tzinfo=clock.ZONE)


class Browser(Client):
    """A client that signs in through the page."""

    def sign_in(self, username="chen", password=PASSWORD, **more):
        return self.post(reverse("accounts:sign-in"), {"username": username, "password": password} | more)

    @property
    def is_signed_in(self) -> bool:
        return self.get(reverse("accounts:alive")).json()["person"] is not None

    def page(self, name, **arguments):
        return self.get(reverse(f"accounts:{name}", kwargs=arguments or None))

    def send(self, name, values=None, **arguments):
        return self.post(reverse(f"accounts:{name}", kwargs=arguments or None), values or {})


@pytest.fixture
def browser(cast):
    return Browser()


@pytest.fixture
def other_browser(cast):
    return Browser(REMOTE_ADDR="192.0.2.9")


@pytest.fixture
def at(monkeypatch):
    """Let the clock stand so many seconds after the morning: ``at(seconds=5)``."""

    def stand(**after):
        monkeypatch.setattr(clock, "now", lambda: MORNING + timedelta(**after))

    stand()
    return stand


@pytest.fixture
def recorded(db):
    """The verbs of the record so far."""
    return lambda: list(Event.objects.order_by("id").values_list("verb", flat=True))
