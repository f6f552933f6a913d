"""The formats in which figures can be had: name, media type and who writes them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from palermo.core.languages import active_language
from palermo.figures.exchange.csv_file import csv_of_figures
from palermo.figures.exchange.json_file import json_of_figures
from palermo.figures.exchange.package import package_of_figures
from palermo.figures.exchange.parquet import parquet_of_figures
from palermo.figures.exchange.rows import Extract
from palermo.figures.exchange.sdmx_data import CSV_TYPE, XML_TYPE, sdmx_csv, sdmx_ml
from palermo.figures.exchange.workbook import workbook_of_figures
from palermo.site.sheets import MEDIA_TYPE as XLSX_TYPE


@dataclass(frozen=True)
class Format:
    """A format: its name, for whom it is, and either pieces that are sent as they are made, or a whole file."""

    title: str | Promise
    purpose: str | Promise
    media_type: str
    pieces: Callable[[Extract, str], Iterator[bytes]] | None = None
    file: Callable[[Extract], BinaryIO] | None = None

    def content(self, extract: Extract) -> Iterator[bytes] | BinaryIO:
        """The figures in the reader's language."""
        if self.pieces is not None:
            return self.pieces(extract, active_language().django_code)
        assert self.file is not None
        return self.file(extract)


# By the end of the name of the file.
FORMATS = {
    "csv": Format("CSV", _("Table for spreadsheets and programs"), "text/csv; charset=utf-8", csv_of_figures),
    "xlsx": Format("XLSX", _("Workbook with dictionary, sources and notes"), XLSX_TYPE, file=workbook_of_figures),
    "parquet": Format(
        "Parquet", _("Table for statistical software"), "application/vnd.apache.parquet", file=parquet_of_figures
    ),
    "json": Format("JSON", _("For programs"), "application/json; charset=utf-8", json_of_figures),
    "sdmx.csv": Format("SDMX-CSV", _("For statistical offices (SDMX-CSV 2.0)"), CSV_TYPE, sdmx_csv),
    "sdmx.xml": Format("SDMX-ML", _("For statistical offices (SDMX-ML 2.1)"), XML_TYPE, sdmx_ml),
    "zip": Format(
        pgettext_lazy("format", "Data package"),
        _("CSV with description, dictionary, sources and licence"),
        "application/zip",
        file=package_of_figures,
    ),
}
