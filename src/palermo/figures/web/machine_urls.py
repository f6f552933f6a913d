"""Addresses for programs, which have no language."""

from django.urls import include, path

from palermo.figures.web.views import exchange

urlpatterns = [
    path("", include("palermo.figures.web.api.urls")),
    path("data/catalogue.jsonld", exchange.data_catalogue, name="data_catalogue"),
    path("data/figures.schema.json", exchange.figures_schema, name="figures_schema"),
    path("data/structure.xml", exchange.figures_structure, name="figures_structure"),
]
