"""Addresses of indicators, releases, figures and the data explorer."""

from django.urls import URLPattern, URLResolver, path

from palermo.figures.web import exchange_urls
from palermo.figures.web.views import (
    drawn_releases,
    explorer,
    figures,
    indicators,
    populations,
    preview_figures,
    previews,
    questions,
    registers,
    releases,
    republications,
)

urlpatterns: list[URLPattern | URLResolver] = [
    *exchange_urls.urlpatterns,
    path("data/attacks/", drawn_releases.break_releases, name="break_releases"),
    path("data/explorer/", explorer.data_explorer, name="data_explorer"),
    path("data/figures/<slug:release>/<slug:indicator>/<slug:state>/<int:year>/", figures.figure_detail, name="figure"),
    path("data/indicators/", indicators.indicator_list, name="indicator_list"),
    path("data/indicators/<slug:slug>/", indicators.indicator_detail, name="indicator"),
    path("data/indicators/<slug:slug>/<int:number>/", indicators.indicator_edition, name="indicator_edition"),
    path("data/questions/<slug:slug>/", questions.data_question, name="data_question"),
    path("data/registers/<slug:slug>/", registers.release_register, name="release_register"),
    path("data/populations/", populations.population_list, name="population_list"),
    path("data/populations/<slug:register>/<slug:slug>/", populations.population_detail, name="population"),
    path("data/releases/", releases.release_list, name="release_list"),
    path("data/releases/<slug:slug>/", releases.release_detail, name="release"),
    path("data/releases/<slug:slug>/bundle.zip", releases.release_bundle, name="release_bundle"),
    path("data/releases/<slug:slug>/changes/", releases.release_changes, name="release_changes"),
    path("data/releases/<slug:slug>/counts/", drawn_releases.release_counts, name="release_counts"),
    path("data/releases/<slug:slug>/for-source.csv", republications.source_list, name="release_source_list"),
    path("data/releases/<slug:slug>/preview/", previews.release_preview, name="release_preview"),
    path(
        "data/releases/<slug:slug>/preview/figures/",
        preview_figures.release_preview_figures,
        name="release_preview_figures",
    ),
]
