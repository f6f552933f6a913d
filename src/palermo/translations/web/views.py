"""The translation desk: what is missing or stale, in which language, for which deadline."""

from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.core.cache import cache
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
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
from palermo.library.web.page_cache import KEPT_FOR
from palermo.site.access import secretariat_only
from palermo.site.listing import PER_PAGE, filter_value
from palermo.translations import desk
from palermo.translations.confirmed import confirm_text
from palermo.translations.index import update_gap_index
from palermo.translations.texts import open_fields

WHAT = [(desk.MISSING, gettext_lazy("missing")), (desk.STALE, gettext_lazy("older than the original"))]
WITHIN = ngettext_lazy("within %(weeks)d week", "within %(weeks)d weeks", "weeks")


@secretariat_only
def translation_desk(request: SiteRequest) -> HttpResponse:
    """Counts by language at the top; below, the records with a deadline first."""
    state = update_gap_index()
    counted = cache.get_or_set(f"translations:{sha256(state.encode()).hexdigest()}", desk.counts, KEPT_FOR)
    asked = asked_of(request, counted)
    page = _page(request, desk.gaps(asked), desk.number_of(counted, asked))
    context = {
        "asked": asked,
        "page": page,
        "records": desk.gaps_by_record(list(page.object_list), asked.get("language", "")),
        "counts": desk.by_language(counted),
        "total": sum(counted.values()),
        "languages": [(language.code, language.name) for language in LANGUAGES],
        "into": BY_CODE.get(asked.get("language", "")),
        "kinds": desk.kinds_of(counted),
        "what": WHAT,
        "due": [(weeks, WITHIN % {"weeks": int(weeks)}) for weeks in desk.WEEKS],
        "query": request.GET.urlencode(),
    }
    return render(request, "translations/desk.html", context)


def _page(request: SiteRequest, rows: QuerySet[Any], number: int | None) -> Page:
    """The page asked for; where the counts have told how many rows there are, nobody counts them again."""
    paginator = Paginator(rows, PER_PAGE)
    if number is not None:
        paginator.count = number  # type: ignore[misc]
    return paginator.get_page(request.GET.get("page"))


def asked_of(request: SiteRequest, counted: Any) -> dict[str, str]:
    """What the address asks for, without nonsense."""
    record = request.GET.get("record", "")
    asked = {
        "language": filter_value(request, "language", CODES),
        "kind": filter_value(request, "kind", {key[0] for key in counted}),
        "what": filter_value(request, "what", [desk.MISSING, desk.STALE]),
        "due": filter_value(request, "due", desk.WEEKS),
    }
    if asked["kind"] and record.isascii() and record.isdigit() and len(record) < 18:
        asked["record"] = record
    return {name: value for name, value in asked.items() if value}


@secretariat_only
@require_POST
def translation_confirm(request: SiteRequest) -> HttpResponse:
    """Say that a text still holds in a language although its original has changed."""
    asked = request.POST
    kind, field, language = asked.get("kind", ""), asked.get("field", ""), asked.get("language", "")
    if field not in open_fields(kind) or language not in CODES or asked.get("original") not in CODES:
        raise Http404
    instance = get_object_or_404(_records(kind, request), pk=asked.get("record") or 0)
    try:
        confirm_text(instance, field, language, asked["original"], seen=asked.get("seen", ""), by=request.user)
        messages.success(request, _("It is on record that this text still holds."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(f"{reverse('translation_desk')}?language={language}&what={desk.STALE}")


def _records(kind: str, request: SiteRequest) -> QuerySet[Any]:
    """The records of a kind that the reader may see."""
    model = model_of(kind)
    visible_to = kind_of(model).past_visible_to
    return visible_to(request.viewer) if visible_to else model._default_manager.all()
