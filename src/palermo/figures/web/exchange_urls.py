"""Addresses of files of figures."""

from django.urls import path, register_converter

from palermo.figures.exchange.formats import FORMATS
from palermo.figures.web.views import api_page, drawn_releases, exchange
from palermo.site.converters import WordConverter


class FigureFormatConverter(WordConverter):
    """One of the formats of figures."""

    regex = "|".join(form.replace(".", r"\.") for form in FORMATS)


class CitationFormatConverter(WordConverter):
    """One of the formats of citations."""

    regex = "|".join(exchange.CITATIONS)


class ChangeFormatConverter(WordConverter):
    """One of the formats of what changed."""

    regex = "|".join(exchange.CHANGES)


class DrawnFormatConverter(WordConverter):
    """One of the formats of what was drawn at random."""

    regex = "csv|json"


register_converter(DrawnFormatConverter, "drawn_format")
register_converter(FigureFormatConverter, "figure_format")
register_converter(CitationFormatConverter, "citation_format")
register_converter(ChangeFormatConverter, "change_format")

urlpatterns = [
    path("data/api/", api_page.data_api, name="data_api"),
    path("data/explorer/figures.<figure_format:form>", exchange.explorer_figures, name="explorer_figures"),
    path("data/releases/<slug:slug>/figures.<figure_format:form>", exchange.release_figures, name="release_figures"),
    path(
        "data/releases/<slug:slug>/counts.<drawn_format:form>",
        drawn_releases.release_counts_file,
        name="release_counts_file",
    ),
    path(
        "data/releases/<slug:slug>/rows.<drawn_format:form>",
        drawn_releases.release_rows_file,
        name="release_rows_file",
    ),
    path(
        "data/releases/<slug:slug>/changes.<change_format:form>",
        exchange.release_changes_file,
        name="release_changes_file",
    ),
    path(
        "data/releases/<slug:slug>/citation.<citation_format:form>", exchange.release_citation, name="release_citation"
    ),
]
