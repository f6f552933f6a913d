"""The page on which the corrections of a corrigendum are made: the text as issued is edited place by place."""

from collections.abc import Mapping
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from palermo.accounts.requests import SiteRequest
from palermo.core.languages import BY_CODE, LANGUAGES, Language
from palermo.core.refusals import Refused
from palermo.reporting import rules
from palermo.reporting.actions.changing_issued import correct_place
from palermo.reporting.changes.drafting import PlaceCorrections, corrections_of, issued_places
from palermo.reporting.changes.places import Place, PlaceKind
from palermo.reporting.changes.rules import check_is_corrigendum
from palermo.reporting.models import Report
from palermo.reporting.queries import reports_visible_to
from palermo.reporting.tree import Written
from palermo.site.access import secretariat_only


@secretariat_only
@require_http_methods(["GET", "HEAD", "POST"])
def report_corrections(request: SiteRequest, slug: str) -> HttpResponse:
    """GET lists the corrections of a language version, or shows one place to edit; POST saves that place."""
    reports = reports_visible_to(request.viewer).select_related("changes")
    report = get_object_or_404(reports, slug=slug)
    corrected = check_is_corrigendum(report)
    rules.check_can_change(request.user, report)
    given = request.POST if request.method == "POST" else request.GET
    version = BY_CODE.get(given.get("version", ""), BY_CODE[report.original_language])
    if request.method == "POST":
        return _save(request, report, version)
    places = issued_places(corrected, version.code)
    corrections = corrections_of(report).get(version.code, ())
    context = {
        "report": report,
        "languages": LANGUAGES,
        "version": version,
        "places": [each for each in places.values() if each.kind is PlaceKind.WORDS],
        "corrections": [(each, _sentences(each, version), each.place.kind is PlaceKind.WHOLE) for each in corrections],
    }
    if key := given.get("place", ""):
        if key not in places or places[key].kind is PlaceKind.WHOLE:
            raise Http404
        text = next((each.text for each in corrections if each.place.key == key), places[key].words)
        context |= {"text": text, **_place_context(places[key], places)}
    return render(request, "reporting/changes/corrections.html", context)


def _place_context(place: Place, places: Mapping[str, Place]) -> dict[str, object]:
    """The place to edit; with a paragraph those by which it is deleted and one is inserted after it."""
    is_insertion = place.kind is PlaceKind.INSERTION
    context: dict[str, object] = {"place": place, "is_insertion": is_insertion}
    if place.number and not is_insertion:
        context |= {"whole": places[f"whole-{place.number}"], "behind": places[f"behind-{place.number}"]}
    return context


def _save(request: SiteRequest, report: Report, version: Language) -> HttpResponse:
    place, text = request.POST.get("place", ""), request.POST.get("text", "")
    address = f"{reverse('report_corrections', args=[report.slug])}?"
    try:
        correct_place(report, version.code, place, text, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Correction saved."))
    return redirect(address + urlencode({"version": version.code}))


def _sentences(each: PlaceCorrections, version: Language) -> list[str]:
    return [Written(sentence).words for sentence in each.sentences(version.code)]
