"""Addresses of questionnaires, rounds of data collection and national returns."""

from django.urls import path

from palermo.returns.web.views import returns, rounds

urlpatterns = [
    path("data/questionnaires/", rounds.questionnaire_list, name="questionnaire_list"),
    path("data/questionnaires/<slug:slug>/", rounds.questionnaire_detail, name="questionnaire"),
    path("data/questionnaires/<slug:slug>/<int:number>/", rounds.questionnaire_edition, name="questionnaire_edition"),
    path("data/rounds/", rounds.round_list, name="round_list"),
    path("data/rounds/<slug:slug>/", rounds.round_detail, name="round"),
    path("data/returns/", returns.return_list, name="return_list"),
    path("data/returns/<slug:slug>/", returns.return_detail, name="return"),
]
