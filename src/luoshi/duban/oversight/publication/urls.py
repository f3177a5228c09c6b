"""The addresses of publication."""

from __future__ import annotations

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from luoshi.duban.oversight.publication.views import office, public

app_name = "publication"


class OpenData(StringConverter):
    """The endings of open data."""

    regex = "json|csv"


register_converter(OpenData, "open_data")

urlpatterns = [
    path("publication/", office.releases, name="releases"),
    path("publication/page/", office.site, name="site"),
    path("publication/tasks/<int:task>/", office.task, name="task"),
    path("publication/<int:release>/", office.release, name="release"),
    path("public/<slug:office>/", public.releases, name="public"),
    path("public/<slug:office>/<int:release>/", public.release, name="public-release"),
    path("public/<slug:office>/data.<open_data:kind>", public.data, name="public-data"),
]
