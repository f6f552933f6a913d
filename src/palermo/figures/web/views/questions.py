"""Pages that answer a question from published figures."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from palermo.accounts.requests import SiteRequest
from palermo.accounts.viewer import VISITOR
from palermo.core import clock
from palermo.figures.derived import Released
from palermo.figures.labels import state_names
from palermo.figures.queries.indicators import editions_on
from palermo.figures.queries.releases import current_releases
from palermo.figures.web.questions.answers import Answer, Asked
from palermo.figures.web.questions.pages import BY_SLUG, QUESTIONS
from palermo.figures.web.tables import FigureTable
from palermo.library.web.page_cache import cached
from palermo.site.charts.pages import render_with_charts
from palermo.site.listing import filter_value
from palermo.site.unknown_choices import note_unknown_choice

# So many rows of the data stand on a page.
ROWS = 60


@login_not_required
@require_safe
def data_question(request: SiteRequest, slug: str) -> HttpResponse:
    """A question: two or three charts, one paragraph, its limits, and the data below.

    Of several releases of the same figures, the one released last is used, or the one that is asked for.
    """
    question = BY_SLUG.get(slug)
    if question is None:
        raise Http404
    current = current_releases()
    chosen = filter_value(request, "release", [each.slug for each in current])
    released = Released(sorted(current, key=lambda each: each.slug != chosen) if chosen else current)
    names = cached("names of States", VISITOR, state_names)
    answer = question.answer(Asked(released, editions_on(clock.today()), names, _year(request)))
    if (year := request.GET.get("year", "")) and answer.years and year not in map(str, answer.years):
        note_unknown_choice(request, "year", year)
    context = {
        "question": question,
        "questions": [each for each in QUESTIONS if each != question],
        "answer": answer,
        "has_release": bool(released.rows),
        "release": chosen,
        "other_releases": [each for each in current if each not in answer.releases],
        **_data(request, answer),
        **answer.more,
    }
    if tables := answer.more.get("tables"):
        region = filter_value(request, "region", list(tables)) or next(iter(tables))
        context |= {"region": region, "coverage": tables[region]}
    return render_with_charts(request, question.template, context, answer.charts)


def _year(request: HttpRequest) -> int | None:
    asked = request.GET.get("year", "")
    return int(asked) if asked.isascii() and asked.isdecimal() and len(asked) == 4 else None


def _data(request: HttpRequest, answer: Answer) -> dict[str, object]:
    """The table asked for, a page of its rows; the first where none is."""
    if not answer.tables:
        return {}
    by_name = {each.name: each for each in answer.tables}
    chosen = by_name[filter_value(request, "data", list(by_name)) or answer.tables[0].name]
    whole = chosen.make()
    page = Paginator(whole.rows, ROWS).get_page(request.GET.get("page"))
    table = FigureTable(whole.title, whole.head, tuple(page), whole.notes)
    return {
        "choices": [(each.name, each.title) for each in answer.tables],
        "chosen": chosen,
        "table": table,
        "page": page,
    }


@login_not_required
@require_safe
def no_explorer_yet(request: SiteRequest) -> HttpResponse:
    """Holds the place of the explorer."""
    raise Http404
