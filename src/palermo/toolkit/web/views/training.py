"""Courses, the list of training sessions, and a session with the numbers of its participants."""

from collections.abc import Iterable, Mapping

from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from palermo.accounts.models import State
from palermo.accounts.requests import SiteRequest
from palermo.core import clock
from palermo.core.languages import LANGUAGES, active_language
from palermo.core.rules import can
from palermo.core.speech.collation import sort_for_reader
from palermo.core.speech.hours import format_hours
from palermo.core.text import plain
from palermo.events.queries.feedback import feedback_forms_visible_to
from palermo.library.web.papers import papers
from palermo.site.action_pages import ActionLink, named_action_links_for_each
from palermo.site.listing import choices_in, filter_value, page_of
from palermo.toolkit.models import TrainingSession
from palermo.toolkit.queries.trainers import trainers_visible_to
from palermo.toolkit.queries.training import (
    certificates_visible_to,
    courses_visible_to,
    participation_in,
    sessions_run_by,
    training_sessions_visible_to,
    with_names,
    with_totals,
)
from palermo.toolkit.rules.training import check_may_certify
from palermo.toolkit.web.lines import session_lines

type Choices = list[tuple[str, str | Promise]]
UPCOMING, PAST = "upcoming", "past"
WHEN: Choices = [(UPCOMING, _("upcoming")), (PAST, pgettext_lazy("sessions", "past"))]


@login_not_required
def training_list(request: SiteRequest) -> HttpResponse:
    """Training sessions: upcoming and under way, the next first; then past ones, the latest first."""
    viewer, today = request.viewer, clock.today()
    found = training_sessions_visible_to(viewer)
    when = filter_value(request, "when", [UPCOMING, PAST])
    language = filter_value(request, "language", [each.code for each in LANGUAGES])
    states = _states(found)
    state = filter_value(request, "state", [slug for slug, _name in states])
    rows = found
    if when:
        rows = rows.filter(ends_on__gte=today) if when == UPCOMING else rows.filter(ends_on__lt=today)
    if language:
        rows = rows.filter(language=language)
    if state:
        rows = rows.filter(place__state__slug=state)
    order = "starts_on" if when == UPCOMING else "-starts_on"
    page = page_of(request, with_totals(with_names(rows)).order_by(order, "slug"))
    context = {
        "page": page,
        "lines": session_lines(page, viewer),
        "when": when,
        "whens": WHEN,
        "chosen_language": language,
        "languages": choices_in(found, "language", [(each.code, each.name) for each in LANGUAGES]),
        "state": state,
        "states": states if len(states) > 1 else [],
        "is_narrowed": bool(when or language or state),
    }
    return render(request, "toolkit/training/list.html", context)


def _states(found: QuerySet[TrainingSession]) -> Choices:
    """The States in which there are sessions, by name in the reader’s language."""
    states = State.objects.filter(pk__in=found.order_by().values("place__state")).prefetch_related("former_names")
    return list(sort_for_reader(((each.slug, plain(each.name_today)) for each in states), lambda pair: pair[1]))


@login_not_required
def course_detail(request: SiteRequest, slug: str) -> HttpResponse:
    """One course: its aim, for whom, its materials and its sessions."""
    viewer = request.viewer
    course = get_object_or_404(courses_visible_to(viewer).select_related("tool__activity"), slug=slug)
    sessions = training_sessions_visible_to(viewer).filter(course=course)
    page = page_of(request, with_totals(with_names(sessions)).order_by("-starts_on", "slug"))
    context = {
        "course": course,
        "tool": course.tool,
        "activity": course.tool.activity,
        "documents": papers(viewer).filter(courses=course),
        "page": page,
        "lines": session_lines(page, viewer),
    }
    return render(request, "toolkit/training/course.html", context)


@login_not_required
def training_detail(request: SiteRequest, slug: str) -> HttpResponse:
    """One session: when and where, who organizes it, how many took part; for those who run it, its certificates."""
    viewer = request.viewer
    session = get_object_or_404(
        with_names(training_sessions_visible_to(viewer)).prefetch_related("learners"), slug=slug
    )
    runs = bool(viewer.roles) and sessions_run_by(viewer).filter(pk=session.pk).exists()
    participation = participation_in(session, viewer, is_run_by_viewer=runs)
    trainers = session.trainers.count()
    named = list(trainers_visible_to(viewer).filter(sessions=session))
    certificates = list(certificates_visible_to(viewer).filter(session=session)) if runs else []
    for each in certificates:
        each.session = session
    person = request.user if viewer.roles else None
    ways = named_action_links_for_each(["revoke-certificate"], certificates, viewer, person)
    context = {
        "session": session,
        "course": session.course,
        "activity": session.course.tool.activity,
        "participation": participation,
        "by_state": _named_states(participation.by_state),
        "trainers": named,
        "unnamed": trainers - len(named),
        "hours": _hours(session),
        "runs": runs,
        "evaluation": feedback_forms_visible_to(viewer).filter(training_session=session).first(),
        "certificates": list(zip(certificates, ways, strict=True)),
        "first": _ways_to_certify(session, request) if runs else [],
    }
    return render(request, "toolkit/training/session.html", context)


def _ways_to_certify(session: TrainingSession, request: SiteRequest) -> list[ActionLink]:
    if not can(check_may_certify, request.user, session):
        return []
    return [ActionLink(_("Issue certificates"), reverse("issue_certificates", args=[session.slug]))]


def _hours(session: TrainingSession) -> str:
    if session.begins_at is None:
        return ""
    return format_hours(session.begins_at, None, session.time_zone, active_language().code)


def _named_states(counts: Iterable[tuple[int | None, int]]) -> list[tuple[State | None, int]]:
    """The counts with the States themselves; None where the State is not recorded."""
    pairs = list(counts)
    keys = [key for key, _count in pairs if key]
    states: Mapping[int, State] = State.objects.prefetch_related("former_names").in_bulk(keys) if keys else {}
    return [(states[key] if key else None, count) for key, count in pairs]
