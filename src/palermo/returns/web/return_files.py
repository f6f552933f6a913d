"""A return as files: the workbook to fill in, and its figures as CSV."""

from collections.abc import Iterator, Mapping

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from palermo.core.text import plain
from palermo.returns.cells import cells_of, rows_of
from palermo.returns.entries import Entry
from palermo.returns.exchange.content import ReturnForm, TableHead
from palermo.returns.exchange.writing import return_workbook, shown_unit
from palermo.returns.models import ReturnFigure
from palermo.returns.names import CellNames
from palermo.returns.states.returns import ValueKind
from palermo.site.csvs import Value, csv_lines
from palermo.site.sheets import MEDIA_TYPE


def workbook_response(form: ReturnForm) -> HttpResponse:
    """The workbook to fill in, in the reader's language."""
    return _response(return_workbook(form), MEDIA_TYPE, f"{form.slug}.xlsx")


def figures_response(form: ReturnForm, figures: Mapping[tuple[str, str], ReturnFigure]) -> HttpResponse:
    """Every cell of the tables of a form, with its names and keys, as CSV. `figures` give what is a figure's own."""
    content = b"".join(csv_lines(_rows(form, figures), get_language()))
    return _response(content, "text/csv; charset=utf-8", f"{form.slug}.csv")


def _rows(form: ReturnForm, figures: Mapping[tuple[str, str], ReturnFigure]) -> Iterator[list[Value]]:
    names = CellNames(form.structure, form.codes)
    yield [
        *(_("Section"), _("Table"), _("Row"), _("Column"), _("Kind of value"), _("Value"), _("At least"), _("At most")),
        *(pgettext("returns", "Year before: kind of value"), pgettext("returns", "Year before: value")),
        *(_("Counting unit"), _("Article of law"), _("Agency that recorded the data"), _("Note")),
        *(_("Key of the table"), _("Key of the cell")),
    ]
    for key in form.tables:
        table = form.structure.tables[key]
        head = form.content.heads.get(key, TableHead())
        for cell in cells_of(table, rows_of(table, form.content.figures)):
            yield [
                *(names.section(key), names.table(key), names.row(key, cell), names.column(key, cell)),
                *_entry(form.content.figures.get((key, cell))),
                *_entry(form.previous.get((key, cell)))[:2],
                *_origin(form, head, figures.get((key, cell))),
                *(key, cell),
            ]


def _entry(entry: Entry | None) -> list[Value]:
    if entry is None:
        return ["", None, None, None]
    return [str(ValueKind(entry.kind).label), entry.value, entry.low, entry.high]


def _origin(form: ReturnForm, head: TableHead, figure: ReturnFigure | None) -> list[Value]:
    """Unit, article, agency and note of a figure: its own, or those of its table."""
    unit = (figure.unit if figure else "") or head.unit
    article = plain(figure.article.title) if figure and figure.article else form.articles.get(head.article, "")
    agency = (figure.agency if figure else "") or head.agency
    return [shown_unit(form, unit) if unit else "", article or head.article_text, agency, figure.note if figure else ""]


def _response(content: bytes, media_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
