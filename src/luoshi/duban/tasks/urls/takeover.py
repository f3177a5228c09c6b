"""Yesterday's ledgers on their way into a register."""

from __future__ import annotations

from django.urls import path

from luoshi.duban.tasks.views import takeover, takeover_set_up

urlpatterns = [
    path("takeovers/", takeover.takeovers, name="takeovers"),
    path("takeovers/<int:takeover>/", takeover.preview, name="takeover"),
    path("takeovers/<int:takeover>/columns/", takeover_set_up.columns, name="takeover-columns"),
    path("takeovers/<int:takeover>/meanings/", takeover_set_up.meanings, name="takeover-meanings"),
    path("takeovers/<int:takeover>/units/", takeover.units, name="takeover-units"),
    path("takeovers/<int:takeover>/run/", takeover.run, name="takeover-run"),
    path("takeovers/<int:takeover>/set-aside/", takeover.set_aside, name="takeover-set-aside"),
    path("takeovers/<int:takeover>/file/", takeover.file, name="takeover-file"),
]
