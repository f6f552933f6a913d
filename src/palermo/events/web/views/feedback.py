"""What participants say of an event: the evaluation, the links to the form, and the form itself."""

from collections.abc import Mapping

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from palermo.accounts.requests import SiteRequest
from palermo.core import clock, letters
from palermo.core.digests import digest_of_text
from palermo.core.languages import active_language
from palermo.core.refusals import Refused
from palermo.core.text import MultilingualText, plain
from palermo.events.actions.feedback import PARTICIPANT, hand_in_feedback
from palermo.events.feedback_links import secret_of
from palermo.events.models import FeedbackForm, FeedbackLink
from palermo.events.queries.feedback import evaluation_of, feedback_forms_visible_to, feedback_links_visible_to
from palermo.events.rules.feedback import check_is_open_to_answers
from palermo.events.web.forms.feedback import AnswersForm
from palermo.site.access import secretariat_only
from palermo.site.by_link import digest_led_by, lead_on, open_by_link
from palermo.site.csvs import csv_lines

KEY = "feedback"
# A whole delegation may sit behind one address; nobody guesses 32 bytes.
guarded = open_by_link(KEY, rate="120/5m")
SHOWN_LINKS = 20


def _form(slug: str, request: SiteRequest) -> FeedbackForm:
    forms = feedback_forms_visible_to(request.viewer).select_related("event__activity")
    return get_object_or_404(forms, event__activity__slug=slug)


def _other_form(slug: str, request: SiteRequest) -> FeedbackForm:
    """The form of what is no event."""
    return get_object_or_404(feedback_forms_visible_to(request.viewer).filter(event=None), slug=slug)


@login_not_required
@require_safe
def event_evaluation(request: SiteRequest, slug: str) -> HttpResponse:
    """The number of answers and, after closing with enough of them, results; the form for the secretariat."""
    form = _form(slug, request)
    assert form.event is not None
    event, links = form.event, reverse("feedback_links", args=[slug])
    about = {"event": event, "activity": event.activity, "links_address": links}
    return _evaluation_page(request, form, "events/preparation/evaluation.html", about)


@login_not_required
@require_safe
def evaluation(request: SiteRequest, slug: str) -> HttpResponse:
    """The answers to a form that belongs to no event, such as that of a training session."""
    about: dict[str, object] = {"links_address": reverse("evaluation_links", args=[slug])}
    return _evaluation_page(request, _other_form(slug, request), "events/preparation/other_evaluation.html", about)


def _evaluation_page(
    request: SiteRequest, form: FeedbackForm, template: str, about: Mapping[str, object]
) -> HttpResponse:
    viewer = request.viewer
    links = feedback_links_visible_to(viewer).filter(form=form)
    context = {
        "form_asked": form,
        "evaluation": evaluation_of(form, viewer, clock.today()),
        "questions": form.questions.all(),
        "links": [(link, _address(link)) for link in links[:SHOWN_LINKS]] if viewer.is_secretariat else [],
        "links_in_all": links.count() if viewer.is_secretariat else 0,
        "today": clock.today(),
        **about,
    }
    response = render(request, template, context)
    if viewer.is_secretariat:
        response["Cache-Control"] = "private, no-store"
    return response


def _address(link: FeedbackLink) -> str:
    return letters.address(reverse("feedback", args=[secret_of(link)]))


@require_safe
@secretariat_only
def feedback_links_file(request: SiteRequest, slug: str) -> HttpResponse:
    """The links as a table, to be put into letters; nobody else keeps it on the way."""
    return _links_file(request, _form(slug, request), slug)


@require_safe
@secretariat_only
def evaluation_links_file(request: SiteRequest, slug: str) -> HttpResponse:
    """The links of a form that belongs to no event, as a table."""
    return _links_file(request, _other_form(slug, request), slug)


def _links_file(request: SiteRequest, form: FeedbackForm, slug: str) -> HttpResponse:
    links = feedback_links_visible_to(request.viewer).filter(form=form).order_by("number")
    rows: list[tuple[str | int, ...]] = [(_("Number"), _("Link"), _("Single use"), _("Status"))]
    rows += [
        (link.number, _address(link), _("Yes") if link.is_single_use else _("No"), link.get_state_display())
        for link in links
    ]
    response = StreamingHttpResponse(csv_lines(rows, active_language().django_code), content_type="text/csv")
    response["Content-Disposition"] = content_disposition_header(True, f"{slug}-links.csv") or "attachment"
    response["Cache-Control"] = "private, no-store"
    return response  # type: ignore[return-value]


@guarded
def feedback(request: SiteRequest, secret: str) -> HttpResponse:
    """Remember what the link opens, and lead on to an address without the secret."""
    return lead_on(request, KEY, digest_of_text(secret), "feedback_open")


@guarded
def feedback_open(request: SiteRequest) -> HttpResponse:
    """The questions, or why they cannot be answered now; the same for signed-in readers as for anyone else."""
    links = FeedbackLink.objects.select_related("form__event__activity")
    link = links.filter(digest=digest_led_by(request, KEY)).first()
    try:
        check_is_open_to_answers(link)
    except Refused as refusal:
        return render(
            request, "events/preparation/feedback_shut.html", {"refusal": refusal}, status=403 if link else 404
        )
    assert link is not None
    data = request.POST if request.method == "POST" else None
    form = AnswersForm(data, questions=list(link.form.questions.all()))
    if request.method == "POST" and form.is_valid():
        try:
            hand_in_feedback(link, answers=form.answers(), by=PARTICIPANT)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            request.session.pop(KEY, None)
            return render(request, "events/preparation/feedback_thanks.html", {"title": plain(_title(link))})
    context = {"form": form, "form_asked": link.form, "title": _title(link)}
    return render(request, "events/preparation/feedback.html", context)


def _title(link: FeedbackLink) -> MultilingualText:
    """The name of what is evaluated, which whoever has a link may know."""
    return link.form.subject
