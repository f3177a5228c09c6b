"""Addresses of appraisal."""

from __future__ import annotations

from django.urls import path

from luoshi.duban.oversight.appraisal.views import appeals, formula, issuing, papers, scores

app_name = "appraisal"
urlpatterns = [
    path("registers/<int:register>/appraisal/", scores.standing, name="scores"),
    path("registers/<int:register>/appraisal/formula/", formula.formula, name="formula"),
    path("registers/<int:register>/appraisal/switch/", formula.turn, name="switch"),
    path("registers/<int:register>/appraisal/propose/", issuing.propose, name="propose"),
    path("registers/<int:register>/appraisal/units/<int:unit>/", scores.unit_standing, name="unit-standing"),
    path("appraisal/<int:pk>/", scores.issued, name="issued"),
    path("appraisal/<int:pk>/decide/", issuing.decide, name="decide"),
    path("appraisal/<int:pk>/table.<str:kind>", papers.table, name="table-file"),
    path("appraisal/units/<int:pk>/", scores.unit_issued, name="unit-issued"),
    path("appraisal/units/<int:pk>/explanation.<str:kind>", papers.explanation, name="explanation-file"),
    path("appraisal/lines/<int:line>/appeal/", appeals.make, name="appeal"),
    path("appraisal/appeals/<int:appeal>/decide/", appeals.decide, name="decide-appeal"),
    path("units/<int:unit>/appraisal/", scores.of_unit, name="of-unit"),
]
