"""The press room: press releases, what journalists need beside them, and press cuttings."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models import F, Prefetch
from django.db.models.functions import ExtractYear
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import translate_url
from django.utils.translation import override
from django.views.decorators.http import require_safe

from palermo.accounts.requests import SiteRequest
from palermo.core import clock
from palermo.core.finding import filter_by_words
from palermo.core.languages import BY_CODE, Language, active_language
from palermo.governance.queries.activities import activities_visible_to
from palermo.library.queries import documents_visible_to
from palermo.outreach.queries.campaigns import material_visible_to
from palermo.outreach.queries.press import (
    cuttings_visible_to,
    events_open_to_media,
    kit_items_visible_to,
    press_contacts_visible_to,
    press_releases_visible_to,
)
from palermo.outreach.states.press import ReleaseStatus
from palermo.outreach.web.release_papers import paper_of
from palermo.site.action_pages import named_action_links_for_each
from palermo.site.letters.files import FORMS, letter_response
from palermo.site.listing import filter_value, page_of

ON_A_PAGE = 20
# So many events and cuttings are named in the press room.
FEW = 3


@login_not_required
@require_safe
def press_room(request: SiteRequest) -> HttpResponse:
    """Press releases, the latest first; the media kit, contacts, accreditation and the latest cuttings beside them."""
    viewer, person = request.viewer, request.user if request.viewer.roles else None
    releases = press_releases_visible_to(viewer)
    items = list(
        kit_items_visible_to(viewer).prefetch_related(
            Prefetch("document", documents_visible_to(viewer)), Prefetch("material", material_visible_to(viewer))
        )
    )
    contacts = list(press_contacts_visible_to(viewer))
    item_ways = named_action_links_for_each(("change-kit-item", "remove-kit-item"), items, viewer, person)
    contact_ways = named_action_links_for_each(
        ("change-press-contact", "remove-press-contact"), contacts, viewer, person
    )
    context = {
        # Drafts have no time yet, and come first.
        "page": page_of(request, releases.order_by(F("public_at").desc(nulls_first=True), "slug"), ON_A_PAGE),
        "items": list(zip(items, item_ways, strict=True)),
        "contacts": list(zip(contacts, contact_ways, strict=True)),
        "events": list(events_open_to_media(viewer, clock.today())[:FEW]),
        "cuttings": list(cuttings_visible_to(viewer).order_by("-published_on", "slug")[:FEW]),
        "time_zone": settings.TIME_ZONE,
    }
    return render(request, "outreach/press/room.html", context)


@login_not_required
@require_safe
def press_release(request: SiteRequest, slug: str) -> HttpResponse:
    """One press release: its text once it is out, the reason where it was withdrawn."""
    viewer = request.viewer
    release = get_object_or_404(press_releases_visible_to(viewer), slug=slug)
    is_withdrawn = release.status == ReleaseStatus.WITHDRAWN
    codes = [] if is_withdrawn else release.language_codes
    current = active_language().code
    context = {
        "release": release,
        "is_withdrawn": is_withdrawn,
        "activity": activities_visible_to(viewer).filter(press_releases=release).first(),
        "cuttings": cuttings_visible_to(viewer).filter(release=release).order_by("-published_on", "slug"),
        "contacts": press_contacts_visible_to(viewer),
        "languages": [(BY_CODE[code], _in_language(request, BY_CODE[code])) for code in codes],
        "forms": FORMS if current in codes else {},
        "time_zone": settings.TIME_ZONE,
    }
    response = render(request, "outreach/press/release.html", context)
    if is_withdrawn:
        response["X-Robots-Tag"] = "noindex"
    return response


def _in_language(request: SiteRequest, language: Language) -> str:
    return translate_url(request.path, language.django_code)


@login_not_required
@require_safe
def press_release_file(request: SiteRequest, slug: str, language: str, form: str) -> HttpResponse:
    """A press release in one of the languages in which it is written, as DOCX or PDF."""
    release = get_object_or_404(press_releases_visible_to(request.viewer), slug=slug)
    if release.status == ReleaseStatus.WITHDRAWN or language not in release.language_codes:
        raise Http404
    with override(BY_CODE[language].django_code):
        return letter_response(paper_of(release), form, f"{release.slug}-{language}")


@login_not_required
@require_safe
def cutting_list(request: SiteRequest) -> HttpResponse:
    """Press cuttings, the latest first: by words of the title or the medium, by language and by year."""
    viewer, person = request.viewer, request.user if request.viewer.roles else None
    found = cuttings_visible_to(viewer)
    languages = list(found.exclude(language="").order_by("language").values_list("language", flat=True).distinct())
    dates = found.order_by().annotate(year=ExtractYear("published_on")).values_list("year", flat=True).distinct()
    years = sorted(dates, reverse=True)
    language, year = filter_value(request, "language", languages), filter_value(request, "year", years)
    words = request.GET.get("find", "").strip()[:100]
    rows = filter_by_words(found, words, texts=(), plain=("title", "outlet"))
    if language:
        rows = rows.filter(language=language)
    if year:
        rows = rows.filter(published_on__year=int(year))
    shown = rows.prefetch_related(
        Prefetch("activity", activities_visible_to(viewer)), Prefetch("release", press_releases_visible_to(viewer))
    )
    page = page_of(request, shown.order_by("-published_on", "slug"))
    ways = named_action_links_for_each(("change-cutting", "remove-cutting"), list(page), viewer, person)
    context = {
        "page": page,
        "lines": list(zip(page, ways, strict=True)),
        "find": words,
        "chosen_language": language,
        "languages": [(code, _language_name(code)) for code in languages] if len(languages) > 1 else [],
        "year": year,
        "years": years if len(years) > 1 else [],
        "is_narrowed": bool(words or language or year),
    }
    return render(request, "outreach/press/cuttings.html", context)


def _language_name(code: str) -> str:
    """A language of the site by its own name, another one by its code."""
    return BY_CODE[code].name if code in BY_CODE else code
