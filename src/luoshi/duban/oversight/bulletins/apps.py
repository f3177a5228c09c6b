"""The app's name for Django."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class BulletinsConfig(AppConfig):
    """通报."""

    name = "luoshi.duban.oversight.bulletins"
    label = "bulletins"
    verbose_name = "通报"

    def ready(self) -> None:
        """Keep what is issued, offer a 专报 from the ledger, tell units what is said of them; models exist by now."""
        import_module("luoshi.duban.oversight.bulletins.keeping").keep_what_is_issued()
        import_module("luoshi.duban.oversight.bulletins.offering").offer_in_the_ledger()
        import_module("luoshi.duban.oversight.bulletins.telling").offer_what_is_told()
        import_module("luoshi.duban.oversight.bulletins.news").offer_news()
