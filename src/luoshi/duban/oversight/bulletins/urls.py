"""The addresses of bulletins."""

from __future__ import annotations

from django.urls import path

from luoshi.duban.oversight.bulletins.views import course, editing, making, naming, reading

app_name = "bulletins"
urlpatterns = [
    path("bulletins/", reading.listing, name="list"),
    path("bulletins/new/", making.new, name="new"),
    path("bulletins/special/", making.special, name="special"),
    path("bulletins/<int:pk>/", reading.bulletin, name="bulletin"),
    path("bulletins/<int:pk>/lists/<slug:key>/", reading.rows, name="rows"),
    path("bulletins/<int:pk>/lists/<slug:key>.xlsx", reading.rows_file, name="rows-file"),
    path("bulletins/<int:pk>/lists.xlsx", reading.lists_file, name="lists-file"),
    path("bulletins/<int:pk>/file/<slug:kind>/", reading.file, name="file"),
    path("bulletins/<int:pk>/edit/", editing.edit, name="edit"),
    path("bulletins/<int:pk>/autosave/", editing.autosave, name="autosave"),
    path("bulletins/<int:pk>/renew/", editing.renew, name="renew"),
    path("bulletins/<int:pk>/propose/", course.propose, name="propose"),
    path("bulletins/<int:pk>/approve/", course.approve, name="approve"),
    path("bulletins/<int:pk>/approve-criticism/", course.approve_named, name="approve-criticism"),
    path("bulletins/<int:pk>/send-back/", course.send_back, name="send-back"),
    path("bulletins/<int:pk>/issue/", course.issue, name="issue"),
    path("bulletins/<int:pk>/withdraw/", course.withdraw, name="withdraw"),
    path("bulletins/named/<int:pk>/", naming.named, name="named"),
    path("bulletins/named/<int:pk>/answer/", naming.answer, name="answer"),
    path("bulletins/named/<int:pk>/review/", naming.ask, name="ask-review"),
    path("bulletins/named/<int:pk>/enter/", naming.enter, name="enter-answer"),
    path("bulletins/named/<int:pk>/decide/", naming.decide, name="decide-review"),
]
