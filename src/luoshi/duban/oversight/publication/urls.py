"""The addresses of publication."""

from __future__ import annotations

from django.urls import path, re_path

from luoshi.duban.oversight.publication.views import office, public

app_name = "publication"
urlpatterns = [
    path("publication/", office.releases, name="releases"),
    path("publication/page/", office.site, name="site"),
    path("publication/tasks/<int:task>/", office.task, name="task"),
    path("publication/<int:release>/", office.release, name="release"),
    path("public/<slug:office>/", public.releases, name="public"),
    path("public/<slug:office>/<int:release>/", public.release, name="public-release"),
    re_path(r"^public/(?P<office>[-\w]+)/data\.(?P<kind>json|csv)$", public.data, name="public-data"),
]
