"""The register of trainers, and what a trainer decides by their link."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from palermo.accounts.requests import SiteRequest
from palermo.core.digests import digest_of_text
from palermo.core.languages import LANGUAGES
from palermo.core.refusals import Refused
from palermo.site.by_link import digest_led_by, lead_on, open_by_link
from palermo.site.listing import filter_value, page_of
from palermo.toolkit.actions.trainers import BY_TRAINER_LINK, decide_by_link
from palermo.toolkit.models import TrainerLink
from palermo.toolkit.queries.tools import tools_visible_to
from palermo.toolkit.queries.trainers import trainers_visible_to
from palermo.toolkit.queries.training import training_sessions_visible_to, with_names, with_totals
from palermo.toolkit.rules.trainers import check_trainer_link_opens
from palermo.toolkit.web.forms.trainers import OwnEntryForm
from palermo.toolkit.web.lines import session_lines

KEY = "trainer"
guarded = open_by_link(KEY, rate="30/5m")
# As many sessions as stand on the page of a trainer.
SHOWN = 20


@login_not_required
def trainer_list(request: SiteRequest) -> HttpResponse:
    """The register: for the public those who consent to be named; for the secretariat everybody in it."""
    found = trainers_visible_to(request.viewer)
    language = filter_value(request, "language", [each.code for each in LANGUAGES])
    if language:
        found = found.filter(languages__contains=language)
    rows = found.prefetch_related("states__former_names")
    context = {
        "page": page_of(request, rows.order_by("name", "slug")),
        "chosen_language": language,
        "languages": [(each.code, each.name) for each in LANGUAGES],
    }
    return _keep_private(render(request, "toolkit/trainers/list.html", context))


@login_not_required
def trainer_detail(request: SiteRequest, slug: str) -> HttpResponse:
    """One trainer: languages, tools, States served, sessions."""
    viewer = request.viewer
    trainer = get_object_or_404(trainers_visible_to(viewer).select_related("user"), slug=slug)
    sessions = with_totals(with_names(training_sessions_visible_to(viewer).filter(trainers=trainer)))
    context = {
        "trainer": trainer,
        "tools": tools_visible_to(viewer).filter(trainers=trainer).select_related("activity"),
        "states": trainer.states.prefetch_related("former_names"),
        "lines": session_lines(sessions.order_by("-starts_on", "slug")[:SHOWN], viewer),
    }
    return _keep_private(render(request, "toolkit/trainers/detail.html", context))


def _keep_private(response: HttpResponse) -> HttpResponse:
    """What is withdrawn disappears at once: no cache keeps the page."""
    response["Cache-Control"] = "private, no-store"
    return response


@guarded
def trainer_link(request: HttpRequest, secret: str) -> HttpResponse:
    """The link: remember what it opens, and leave the secret behind."""
    return lead_on(request, KEY, digest_of_text(secret), "trainer_own")


@guarded
def trainer_own(request: HttpRequest) -> HttpResponse:
    """A trainer’s own entry, and whether it is published."""
    link = TrainerLink.objects.select_related("trainer").filter(digest=digest_led_by(request, KEY)).first()
    try:
        check_trainer_link_opens(link)
    except Refused as refusal:
        return render(request, "toolkit/trainers/shut.html", {"refusal": refusal}, status=403 if link else 404)
    assert link is not None
    trainer, done = link.trainer, ""
    initial = {"is_published": trainer.is_published, "shows_email": trainer.shows_email}
    form = OwnEntryForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        trainer = decide_by_link(link, **form.cleaned_data, by=BY_TRAINER_LINK)
        form, done = OwnEntryForm(initial=form.cleaned_data), _("Your choices have been saved and apply from now on.")
    context = {
        "trainer": trainer,
        "tools": trainer.tools.select_related("activity"),
        "states": trainer.states.prefetch_related("former_names"),
        "form": form,
        "done": done,
    }
    return render(request, "toolkit/trainers/own.html", context)
