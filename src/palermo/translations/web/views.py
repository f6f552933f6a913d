"""The translation desk: what is missing or stale, in which language, for which deadline."""

from collections import Counter
from collections.abc import Iterable

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy
from django.views.decorators.http import require_POST

from palermo.accounts.requests import SiteRequest
from palermo.core.kinds import kind_of, model_of
from palermo.core.languages import BY_CODE, CODES, LANGUAGES
from palermo.core.refusals import Refused
from palermo.site.access import secretariat_only
from palermo.site.listing import PER_PAGE, filter_value
from palermo.translations import desk
from palermo.translations.confirmed import confirm_text
from palermo.translations.models import TextGap
from palermo.translations.texts import open_fields
from palermo.translations.tools import tool_rows

WHAT = [(desk.MISSING, gettext_lazy("missing")), (desk.STALE, gettext_lazy("outdated"))]
WITHIN = ngettext_lazy("within %(weeks)d week", "within %(weeks)d weeks", "weeks")


@secretariat_only
def translation_desk(request: SiteRequest) -> HttpResponse:
    """Counts by language at the top; below, the records with a deadline first."""
    counts = desk.present_counts()
    filters = filters_from(request, counts)
    page = _page(request, desk.gaps(filters), desk.number_of(counts, filters))
    context = {
        "asked": filters,
        "page": page,
        "records": desk.gaps_by_record(list(page.object_list), filters.get("language", "")),
        "counts": desk.by_language(counts),
        "tools": tool_rows(request.viewer, filters.get("language", "")),
        "total": sum(counts.values()),
        "into": BY_CODE.get(filters.get("language", "")),
        **_choices(filters, counts),
        "query": request.GET.urlencode(),
    }
    return render(request, "translations/desk.html", context)


def _choices(filters: dict[str, str], counts: Counter[desk.CountKey]) -> dict[str, object]:
    """What the list can be narrowed by: only what leaves some text beside the filters that are there."""
    facets = desk.facets_of_gaps(counts if not filters.keys() & {"due", "record"} else desk.count_gaps(filters))
    within = [(weeks, WITHIN % {"weeks": int(weeks)}) for weeks in desk.weeks_with_gaps(filters)]
    return {
        "languages": facets.choices("language", [(each.code, each.name) for each in LANGUAGES], filters),
        "kinds": facets.choices("kind", desk.kinds_of(counts), filters),
        "what": facets.choices("what", WHAT, filters),
        "due": within,
    }


def _page(request: SiteRequest, rows: QuerySet[TextGap], number: int | None) -> Page:
    """The page asked for; where the counts say how many rows there are, they are not counted again."""
    paginator = Paginator(rows, PER_PAGE)
    if number is not None:
        paginator.count = number
    return paginator.get_page(request.GET.get("page"))


def filters_from(request: SiteRequest, keys: Iterable[desk.CountKey]) -> dict[str, str]:
    """The filters that the address names; what makes no sense is left out."""
    record = request.GET.get("record", "")
    filters = {
        "language": filter_value(request, "language", CODES),
        "kind": filter_value(request, "kind", {key[0] for key in keys}),
        "what": filter_value(request, "what", [desk.MISSING, desk.STALE]),
        "due": filter_value(request, "due", desk.WEEKS),
    }
    if filters["kind"] and record.isascii() and record.isdigit() and len(record) < 18:
        filters["record"] = record
    return {name: value for name, value in filters.items() if value}


@secretariat_only
@require_POST
def translation_confirm(request: SiteRequest) -> HttpResponse:
    """Confirm that a text still holds in a language although its original has changed."""
    data = request.POST
    kind, field, language = data.get("kind", ""), data.get("field", ""), data.get("language", "")
    if field not in open_fields(kind) or language not in CODES or data.get("original") not in CODES:
        raise Http404
    instance = get_object_or_404(_records(kind, request), pk=data.get("record") or 0)
    try:
        confirm_text(instance, field, language, data["original"], seen=data.get("seen", ""), by=request.user)
        messages.success(request, _("Translation confirmed."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(f"{reverse('translation_desk')}?language={language}&what={desk.STALE}")


def _records(kind: str, request: SiteRequest) -> QuerySet[Model]:
    """The records of a kind that the reader may see."""
    model = model_of(kind)
    visible_to = kind_of(model).past_visible_to
    return visible_to(request.viewer) if visible_to else model._default_manager.all()
