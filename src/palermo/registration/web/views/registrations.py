"""Registration for an event: the public page, the people registered, letters, badges, applications."""

from copy import copy
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from palermo.accounts.requests import SiteRequest
from palermo.accounts.viewer import Viewer
from palermo.core import clock
from palermo.core.languages import active_language
from palermo.core.refusals import Refused
from palermo.core.rules import can
from palermo.core.speech.here import localize_day
from palermo.core.text import plain
from palermo.core.whole_numbers import whole_number
from palermo.events.queries.attendance import attendance_of
from palermo.events.web.charts.participation import category_chart, progress_chart
from palermo.governance.web.forms.choices import offer_choices
from palermo.library.web.downloads import PDF, file_name
from palermo.registration.actions.participants import apply_for_accreditation
from palermo.registration.models import Badge, HeadCount, Registration, RegistrationCategory
from palermo.registration.queries.registrations import (
    accreditations_visible_to,
    badges_visible_to,
    head_counts_visible_to,
    letters_visible_to,
    participants_visible_to,
    registrations_visible_to,
)
from palermo.registration.rules.accreditations import check_can_apply
from palermo.registration.rules.badges import check_may_badge
from palermo.registration.rules.registrations import check_may_register
from palermo.registration.states import ACCREDITED_CATEGORIES, ParticipantCategory, ParticipantState
from palermo.registration.tokens import event_mark
from palermo.registration.web.forms.registrations import ASKING, ApplicationForm
from palermo.registration.web.guarding import guarded
from palermo.registration.web.list_docx import docx_of
from palermo.registration.web.listing import list_of, list_page_of, list_rows
from palermo.registration.web.pdf import MOST, badges_pdf, list_pdf
from palermo.registration.web.people import (
    filtered_people,
    letters_of,
    people_choices,
    people_filters,
    people_rows,
)
from palermo.site.access import secretariat_only
from palermo.site.action_pages import action_links_for_each
from palermo.site.charts.pages import render_with_charts
from palermo.site.csvs import csv_lines
from palermo.site.listing import filter_value, page_of, search_words
from palermo.site.sending import ONCE, perform_once

AS_PUBLISHED = "published"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def registration_for(slug: str, viewer: Viewer) -> Registration:
    """The registration of an event that the reader may see."""
    rows = registrations_visible_to(viewer).select_related("event__activity", "event__place", "event__programme")
    return get_object_or_404(rows, event__activity__slug=slug)


def about(registration: Registration) -> dict[str, object]:
    """The context of every page about a registration."""
    event = registration.event
    return {"registration": registration, "event": event, "activity": event.activity, "today": clock.today()}


@login_not_required
@require_safe
def registration(request: SiteRequest, slug: str) -> HttpResponse:
    """The terms of registration: its days, for whom, what names serve, when they go; afterwards how many came."""
    viewer = request.viewer
    registration = registration_for(slug, viewer)
    categories = sorted(registration.categories.all(), key=_place_of)
    attendance = attendance_of(registration.event, viewer)
    asking = [each.category for each in categories if each.category in ACCREDITED_CATEGORIES]
    context = {
        **about(registration),
        "categories": categories,
        # Missions, agencies and the secretariat register their people themselves.
        "may_apply": not (viewer.delegation_ids or viewer.agency_ids or viewer.is_secretariat)
        and any(can(check_can_apply, registration, category) for category in asking),
        "is_open": registration.opens_on <= clock.today() <= registration.closes_on and not registration.purged_on,
        "counts": _counts(registration, viewer) if registration.purged_on else [],
        "attendance": attendance,
    }
    charts = {"categories": category_chart(attendance)}
    return render_with_charts(request, "registration/registration.html", context, charts)


def _place_of(row: RegistrationCategory) -> int:
    return list(ParticipantCategory).index(ParticipantCategory(row.category))


def _counts(registration: Registration, viewer: Viewer) -> list[HeadCount]:
    rows = head_counts_visible_to(viewer).filter(registration=registration).select_related("state", "organisation")
    return list(rows.prefetch_related("state__former_names"))


@require_safe
@login_not_required
def people_address(request: SiteRequest, slug: str) -> HttpResponse:
    """Lead on from the address that the people registered had before, with its choices."""
    query = request.GET.urlencode()
    address = reverse("participant_list", args=[slug])
    return redirect(address + (f"?{query}" if query else ""), permanent=True)


@require_safe
@secretariat_only
def registration_organisations(request: SiteRequest, slug: str) -> HttpResponse:
    """The organizations and media that applied or were invited, with what the secretariat may decide on each."""
    viewer = request.viewer
    registration = registration_for(slug, viewer)
    rows = accreditations_visible_to(viewer).filter(registration=registration).select_related("organisation")
    for word in search_words(request).split():
        rows = rows.filter(name__icontains=word)
    page = page_of(request, rows)
    accreditations = list(page)
    for each in accreditations:
        each.registration = registration
    ways = action_links_for_each(accreditations, viewer, request.user)
    context = {
        **about(registration),
        "page": page,
        "accreditations": list(zip(accreditations, ways, strict=True)),
        "find": search_words(request),
    }
    return render(request, "registration/organisations.html", context)


@require_safe
def credentials_letter(request: SiteRequest, slug: str, key: UUID) -> HttpResponseBase:
    """A letter of credentials, for who sent it and the secretariat; never kept by a browser."""
    letters = letters_visible_to(request.viewer).filter(registration__event__activity__slug=slug)
    letter = get_object_or_404(letters, key=key)
    try:
        with letter.file.open("rb") as opened:
            content = opened.read()
    except FileNotFoundError:
        raise Refused(_("This file is missing from storage. Please notify the secretariat.")) from None
    return _file(content, letter.media_type, file_name(letter.file_name))


@require_safe
@secretariat_only
def badges_file(request: SiteRequest, slug: str) -> HttpResponse:
    """Badges that hold, as a PDF: one (`?number=`), of a category, or all; `?as=sheets` puts six on a page."""
    registration = registration_for(slug, request.viewer)
    check_may_badge(request.user, registration)
    badges = badges_visible_to(request.viewer).filter(participant__registration=registration, revoked_at=None)
    badges = badges.filter(participant__state=ParticipantState.ACCREDITED)
    if category := people_filters(request).category:
        badges = badges.filter(participant__category=category)
    if (number := whole_number(request.GET.get("number", ""))) is not None:
        badges = badges.filter(participant__number=number)
    page_badges = _with_people(badges, registration, whole_number(request.GET.get("page", "1")[:4]) or 1)
    if not page_badges:
        raise Refused(_("There are no badges to print. Issue badges to accredited participants first."))
    name = f"{slug}-badges.{active_language().code}.pdf"
    return _file(badges_pdf(registration, page_badges, on_sheets=request.GET.get("as") == "sheets"), PDF, name)


def _with_people(badges: QuerySet[Badge], registration: Registration, page: int) -> list[Badge]:
    tied = ("participant__state_for", "participant__organisation", "participant__accreditation")
    rows = badges.select_related(*tied).prefetch_related("participant__state_for__former_names")
    page_badges = list(rows.order_by("participant__number")[(page - 1) * MOST : page * MOST])
    for badge in page_badges:
        badge.participant.registration = registration
    return page_badges


@login_not_required
@require_safe
def badge_keys(request: SiteRequest, slug: str) -> HttpResponse:
    """What is needed to check a badge without a network: the public keys, and which badges hold no more. No names."""
    registration = registration_for(slug, request.viewer)
    revoked = Badge.objects.filter(participant__registration=registration, revoked_at__isnull=False)
    numbers = revoked.order_by("participant__number", "issue").values_list("participant__number", "issue")
    data = {
        "event": event_mark(registration.slug),
        "public_keys": registration.public_keys.split(),
        "revoked": [list(each) for each in numbers],
        "as_at": clock.now().isoformat(timespec="seconds"),
    }
    response = JsonResponse(data)
    response["Cache-Control"] = "private, no-cache"
    return response


@guarded
def registration_apply(request: SiteRequest, slug: str) -> HttpResponse:
    """The application of an organization or a medium to send people, which only the secretariat reads."""
    registration = registration_for(slug, request.viewer)
    open_for = [each for each in registration.categories.all() if each.category in ACCREDITED_CATEGORIES]
    refusal, form = "", None
    try:
        check_can_apply(registration, open_for[0].category if open_for else ParticipantCategory.ORGANISATION)
        form = ApplicationForm(request.POST or None)
        labels = dict(ASKING)
        offer_choices(form, "category", [(each.category, labels[each.category]) for each in open_for])
        if request.method == "POST" and form.is_valid():
            address = perform_once(request.POST.get(ONCE, ""), lambda: _apply(form, registration))
            messages.success(request, _("Application received. You will be notified by e-mail."))
            return redirect(address)
    except Refused as refused:
        refusal = str(refused)
    context = {**about(registration), "form": form, "refusal": refusal, "once": request.POST.get(ONCE) or uuid4()}
    return render(request, "registration/apply.html", context)


def _apply(form: ApplicationForm, registration: Registration) -> str:
    apply_for_accreditation(form.build_accreditation(registration), by="an application")
    return reverse("registration", args=[registration.event.activity.slug])


@login_not_required
@require_safe
def participant_list(request: SiteRequest, slug: str) -> HttpResponse:
    """The list of participants: for who registers them, those registered; as it is published, for its audience."""
    viewer = request.viewer
    registration = registration_for(slug, viewer)
    is_released = bool(registration.list_audience) and registration.list_audience in viewer.audiences
    registers = not registration.purged_on and _registers_people(request, registration)
    context = {
        **about(registration),
        "is_released": is_released,
        "has_both": registers and (is_released or viewer.is_secretariat),
    }
    if registers and not filter_value(request, "as", [AS_PUBLISHED]):
        return _registered(request, registration, context)
    return _published(request, registration, context)


def _registers_people(request: SiteRequest, registration: Registration) -> bool:
    """Whether the reader has people in the list, or may put some there."""
    viewer = request.viewer
    if not (viewer.is_secretariat or viewer.delegation_ids or viewer.agency_ids):
        return False
    own = participants_visible_to(viewer).filter(registration=registration)
    return viewer.is_secretariat or can(check_may_register, request.user, registration) or own.exists()


def _registered(request: SiteRequest, registration: Registration, context: dict[str, object]) -> HttpResponse:
    """Who is registered by one's own mission or agency, and its letters; for the secretariat everybody."""
    viewer = request.viewer
    filters = people_filters(request)
    page = page_of(request, filtered_people(registration, viewer, filters))
    # With the rights that this page has asked for already; a copy, since nothing that acts may use it.
    person = copy(request.user)
    person.known_viewer = viewer
    attendance = attendance_of(registration.event, viewer) if viewer.is_secretariat else None
    context |= {
        "page": page,
        "rows": people_rows(list(page), request),
        "asked": filters,
        "choices": people_choices(registration, viewer, filters) if viewer.is_secretariat else None,
        "letters": letters_of(registration, viewer),
        "attendance": attendance,
        "may_badge": can(check_may_badge, person, registration),
        "may_register": can(check_may_register, person, registration),
    }
    charts = {"progress": progress_chart(attendance.total) if attendance and attendance.is_registered else None}
    return render_with_charts(request, "registration/people.html", context, charts)


def _published(request: SiteRequest, registration: Registration, context: dict[str, object]) -> HttpResponse:
    """Who takes part, once the secretariat has released the list for the reader's audience."""
    words, letter = search_words(request), request.GET.get("letter", "")[:1]
    listed = list_page_of(registration, request.viewer, words=words, letter=letter, number=request.GET.get("page"))
    context |= {
        "listed": listed,
        "find": words,
        "letter": letter,
        "is_on_record": bool(listed.people or words or letter),
    }
    return render(request, "registration/participants.html", context)


@login_not_required
@require_safe
def participant_file(request: SiteRequest, slug: str, form: str) -> HttpResponse:
    """The list of participants as a table, a Word document or a PDF, in the reader's language."""
    registration = registration_for(slug, request.viewer)
    parts = list_of(registration, request.viewer)
    if not parts:
        raise Http404
    title = _("List of participants: %(event)s") % {"event": plain(registration.event.activity.title)}
    name = f"{slug}-participants.{active_language().code}.{form}"
    if form == "csv":
        lines = b"".join(csv_lines(list_rows(parts), request.LANGUAGE_CODE))
        return _file(lines, "text/csv; charset=utf-8", name)
    if form == "docx":
        return _file(docx_of(title, parts), DOCX, name)
    return _file(list_pdf(title, _as_at(), parts, clock.now()), PDF, name)


def _as_at() -> str:
    return _("As at %(date)s") % {"date": localize_day(clock.today())}


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    """A file with names in it, which no cache may keep."""
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
