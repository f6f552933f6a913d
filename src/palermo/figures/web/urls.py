"""Addresses of indicators, releases, figures and the data explorer."""

from django.urls import URLPattern, URLResolver, path

from palermo.figures.web.views import figures

urlpatterns: list[URLPattern | URLResolver] = [
    path("data/figures/<slug:release>/<slug:indicator>/<slug:state>/<int:year>/", figures.figure_detail, name="figure"),
    # Until the pages of indicators and releases are there.
    path("data/indicators/<slug:slug>/", figures.no_page_yet, name="indicator"),
    path("data/releases/<slug:slug>/", figures.no_page_yet, name="release"),
]
