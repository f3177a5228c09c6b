"""Addresses of units and posts."""

from __future__ import annotations

from django.urls import path

from luoshi.duban.organisations.views import changing, filling, merging, posts, search, sheets, units

app_name = "organisations"
urlpatterns = [
    path("units/", units.units, name="units"),
    path("units/search", search.search_units, name="search"),
    path("units/new/", changing.new, name="new-unit"),
    path("units/merge/", merging.merge, name="merge"),
    path("units/template.xlsx", sheets.template, name="template"),
    path("units/import/", sheets.take_in, name="import"),
    path("units/import/<int:sheet>/", sheets.sheet, name="sheet"),
    path("units/export/<str:kind>/", sheets.export, name="export"),
    path("units/<int:unit>/", units.unit, name="unit"),
    path("units/<int:unit>/edit/", changing.edit, name="edit-unit"),
    path("units/<int:unit>/rename/", changing.rename, name="rename-unit"),
    path("units/<int:unit>/move/", changing.move, name="move-unit"),
    path("units/<int:unit>/dissolve/", changing.dissolve, name="dissolve-unit"),
    path("units/<int:unit>/members/", changing.members, name="members"),
    path("units/<int:unit>/aliases/", changing.alias, name="add-alias"),
    path("units/aliases/<int:alias>/remove/", changing.forget_alias, name="remove-alias"),
    path("posts/", posts.posts, name="posts"),
    path("posts/people", search.search_for_people, name="people"),
    path("posts/new/", filling.new, name="new-post"),
    path("posts/hand-over/", filling.hand_over, name="hand-over"),
    path("posts/<int:post>/", posts.post, name="post"),
    path("posts/<int:post>/appoint/", filling.appoint, name="appoint"),
    path("posts/<int:post>/fields/", filling.fields, name="fields"),
    path("posts/<int:post>/close/", filling.close, name="close-post"),
    path("posts/tenures/<int:tenure>/start/", filling.start, name="correct-start"),
    path("posts/tenures/<int:tenure>/end/", filling.end, name="end-tenure"),
]
