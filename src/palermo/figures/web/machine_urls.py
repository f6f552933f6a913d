"""Addresses for programs and for the pages of others, which have no language."""

from django.urls import include, path, register_converter

from palermo.figures.web.embeds import FORMS
from palermo.figures.web.views import embeds, exchange
from palermo.site.converters import WordConverter


class ChartFormConverter(WordConverter):
    """One of the forms in which a chart can be embedded."""

    regex = "|".join(FORMS)


register_converter(ChartFormConverter, "chart_form")

urlpatterns = [
    path("", include("palermo.figures.web.api.urls")),
    path("data/catalogue.jsonld", exchange.data_catalogue, name="data_catalogue"),
    path("data/figures.schema.json", exchange.figures_schema, name="figures_schema"),
    path("data/structure.xml", exchange.figures_structure, name="figures_structure"),
    path("embed/charts/<chart_form:form>.svg", embeds.embed_chart_svg, name="embed_chart_svg"),
    path("embed/charts/<chart_form:form>/", embeds.embed_chart, name="embed_chart"),
]
