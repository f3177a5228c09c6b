"""Plans, and the review desk of each."""

from __future__ import annotations

from django.urls import path

from luoshi.duban.tasks.views import desk, desk_acting, desk_editors, plans

urlpatterns = [
    path("plans/", plans.plans, name="plans"),
    path("plans/open/", plans.open_document, name="open-plan"),
    path("plans/new/", plans.open_without_document, name="new-plan"),
    path("plans/<int:pk>/", plans.plan, name="plan"),
    path("plans/<int:pk>/desk/", desk.desk, name="desk"),
    path("plans/<int:pk>/desk/news/", desk.news, name="desk-news"),
    path("plans/<int:pk>/desk/similar/", desk.similar, name="desk-similar"),
    path("plans/<int:pk>/desk/gold.tsv", desk.gold, name="desk-gold"),
    path("plans/<int:pk>/desk/editor/<slug:what>/<str:item>/", desk_editors.editor, name="desk-editor"),
    path("plans/<int:pk>/desk/accept/", desk_acting.accept, name="desk-accept"),
    path("plans/<int:pk>/desk/decide/", desk_acting.decide, name="desk-decide"),
    path("plans/<int:pk>/desk/reopen/", desk_acting.reopen, name="desk-reopen"),
    path("plans/<int:pk>/desk/combine/", desk_acting.combine, name="desk-combine"),
    path("plans/<int:pk>/desk/split/", desk_acting.split, name="desk-split"),
    path("plans/<int:pk>/desk/reword/", desk_acting.reword, name="desk-reword"),
    path("plans/<int:pk>/desk/units/", desk_acting.reassign, name="desk-units"),
    path("plans/<int:pk>/desk/unit/", desk_acting.add_unit, name="desk-unit"),
    path("plans/<int:pk>/desk/alias/", desk_acting.keep_alias, name="desk-alias"),
    path("plans/<int:pk>/desk/limit/", desk_acting.set_limit, name="desk-limit"),
    path("plans/<int:pk>/desk/targets/", desk_acting.set_targets, name="desk-targets"),
    path("plans/<int:pk>/desk/oral/", desk_acting.add_oral_task, name="desk-oral"),
    path("plans/<int:pk>/desk/remove/", desk_acting.remove, name="desk-remove"),
    path("plans/<int:pk>/desk/merge/", desk_acting.merge, name="desk-merge"),
    path("plans/<int:pk>/desk/move/", desk_acting.move, name="desk-move"),
    path("plans/<int:pk>/desk/undo/", desk_acting.undo, name="desk-undo"),
    path("plans/<int:pk>/desk/redo/", desk_acting.redo, name="desk-redo"),
]
