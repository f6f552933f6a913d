"""Addresses of indicators, releases, figures and the data explorer."""

from django.urls import URLPattern, URLResolver, path

from palermo.figures.web.views import figures, questions

urlpatterns: list[URLPattern | URLResolver] = [
    path("data/figures/<slug:release>/<slug:indicator>/<slug:state>/<int:year>/", figures.figure_detail, name="figure"),
    path("data/questions/<slug:slug>/", questions.data_question, name="data_question"),
    # Until the pages of indicators and releases are there.
    path("data/indicators/<slug:slug>/", figures.no_page_yet, name="indicator"),
    path("data/releases/<slug:slug>/", figures.no_page_yet, name="release"),
]
