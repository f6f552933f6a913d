"""The files of a national return: its workbook, and its figures as CSV."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from palermo.accounts.requests import SiteRequest
from palermo.returns.actions.returns import note_reading
from palermo.returns.exchange.content import ReturnForm
from palermo.returns.models import Return
from palermo.returns.queries.returns import figures_visible_to, returns_visible_to
from palermo.returns.web.return_files import figures_response, workbook_response
from palermo.returns.workbooks import return_form


@require_safe
def return_workbook(request: SiteRequest, slug: str) -> HttpResponse:
    """The workbook of the tables that the reader sees."""
    _national_return, form = _opened(request, slug)
    return workbook_response(form)


@require_safe
def return_table(request: SiteRequest, slug: str) -> HttpResponse:
    """The figures that the reader sees."""
    national_return, form = _opened(request, slug)
    figures = figures_visible_to(request.viewer).filter(of=national_return).select_related("article")
    return figures_response(form, {(figure.table, figure.cell): figure for figure in figures})


def _opened(request: SiteRequest, slug: str) -> tuple[Return, ReturnForm]:
    returns = returns_visible_to(request.viewer).select_related("round__edition")
    national_return = get_object_or_404(returns, slug=slug)
    if request.method == "GET":
        note_reading(national_return, by=request.user)
    return national_return, return_form(national_return, request.viewer)
