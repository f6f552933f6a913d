"""What I follow, how often I am written to, and the addresses of my own calendar."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from palermo.accounts.requests import SiteRequest
from palermo.accounts.viewer import Viewer
from palermo.core import letters
from palermo.core.refusals import Refused
from palermo.following import actions
from palermo.following.leaving import read_leaving
from palermo.following.models import CalendarKey, Subscription
from palermo.following.states import EVERYTHING, MEETING_KIND, TARGETS, FollowedKeys, Frequency
from palermo.following.targets import chosen_target, followed_targets, kind_of_target, targets_visible_to
from palermo.following.tasks import choose_frequency, frequency_of
from palermo.governance.states.bodies import MeetingKind
from palermo.site.access import secretariat_only


def following(request: SiteRequest) -> HttpResponse:
    """Everything that a reader follows, their calendar keys and their letters, on one page."""
    return _page(request)


def _page(request: SiteRequest, **more: object) -> HttpResponse:
    mine = list(Subscription.objects.filter(user=request.user).select_related(*TARGETS))
    visible = followed_targets(request.viewer, [each for each in mine if not each.everything]) or {}
    context = {
        "followed": [_subscription_row(each, visible) for each in mine],
        "frequencies": Frequency.choices,
        "daily": Frequency.DAILY,
        "offered": _follow_choices(request.viewer, mine),
        "keys": CalendarKey.objects.filter(user=request.user, revoked_at=None),
        "time_zone": settings.TIME_ZONE,
        "task_frequency": frequency_of(request.user) if request.viewer.is_secretariat else "",
        **more,
    }
    return render(request, "following/following.html", context)


def _subscription_row(subscription: Subscription, visible: FollowedKeys) -> dict[str, object]:
    """The row of a subscription on the page; what the reader may no longer see is not named."""
    what = next((name for name in TARGETS if getattr(subscription, f"{name}_id")), "")
    if what and getattr(subscription, f"{what}_id") not in visible.get(what, []):
        return {"row": subscription, "is_closed": True, "kind": kind_of_target(what).noun}
    record = subscription.target
    if record is None:
        words = subscription.get_meeting_kind_display() if subscription.meeting_kind else _("Everything")
        return {"row": subscription, "words": words}
    address = record.get_absolute_url() if hasattr(record, "get_absolute_url") else ""
    return {"row": subscription, "words": record.display_name(), "address": address, "kind": kind_of_target(what).noun}


def _follow_choices(viewer: Viewer, mine: list[Subscription]) -> list[tuple[str, list[tuple[str, str]]]]:
    """What can be followed from this page, by group, but for what is followed: a value of the form and its words."""
    topics = {each.topic_id for each in mine}
    bodies = {each.body_id for each in mine}
    kinds = {each.meeting_kind for each in mine}
    treaties = {each.treaty_id for each in mine}
    everything = [(EVERYTHING, _("Everything"))] if not any(each.everything for each in mine) else []
    offered = MeetingKind.choices if viewer.reads_member_states else []
    groups = [
        ("", everything),
        (
            _("Topics"),
            [(f"topic {t.slug}", t.display_name()) for t in targets_visible_to(viewer, "topic") if t.pk not in topics],
        ),
        (
            _("Bodies"),
            [(f"body {b.slug}", b.display_name()) for b in targets_visible_to(viewer, "body") if b.pk not in bodies],
        ),
        (
            _("Meetings"),
            [(f"{MEETING_KIND} {value}", str(label)) for value, label in offered if value not in kinds],
        ),
        (
            _("Treaties"),
            [
                (f"treaty {each.slug}", each.display_name())
                for each in targets_visible_to(viewer, "treaty")
                if each.pk not in treaties
            ],
        ),
    ]
    return [(label, choices) for label, choices in groups if choices]


@require_POST
def follow(request: SiteRequest) -> HttpResponse:
    """Begin to follow something, or change how often one is written to about it."""
    what, _blank, key = request.POST.get("what", "").partition(" ")
    target = chosen_target(request.viewer, what, key)
    frequency = request.POST.get("frequency", Frequency.DAILY)
    if target is None or frequency not in Frequency.values:
        raise Http404
    actions.follow(request.user, target, frequency)
    messages.success(request, _("You are now following this."))
    return _back(request)


@require_POST
def change(request: SiteRequest, number: int) -> HttpResponse:
    """Change how often one is written to about something, or follow it no longer."""
    subscription = get_object_or_404(Subscription, pk=number, user=request.user)
    if "unfollow" in request.POST:
        actions.unfollow(subscription)
        messages.success(request, _("You are no longer following this."))
        return _back(request)
    if (frequency := request.POST.get("frequency", "")) not in Frequency.values:
        raise Http404
    actions.change_frequency(subscription, frequency)
    messages.success(request, _("Your choice has been saved."))
    return _back(request)


@require_POST
@secretariat_only
def task_letters(request: SiteRequest) -> HttpResponse:
    """Change how often one is written to about one's own tasks."""
    if (frequency := request.POST.get("frequency", "")) not in Frequency.values:
        raise Http404
    choose_frequency(request.user, frequency)
    messages.success(request, _("Your choice has been saved."))
    return _back(request)


def _back(request: SiteRequest) -> HttpResponse:
    """Redirect to the page that the button stood on, if it is one of ours."""
    page = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure())
    # Not `redirect`, which takes a word without a slash for the name of an address.
    return HttpResponseRedirect(page if ours else reverse("following"))


@require_POST
def make_key(request: SiteRequest) -> HttpResponse:
    """Make a secret address of the reader's calendar, and show it this once: nothing keeps it, here or on the way."""
    try:
        key, secret = actions.make_calendar_key(request.user, request.POST.get("name", ""))
    except Refused as refusal:
        return _page(request, refusal=str(refusal))
    address = letters.address(reverse("own_calendar", args=[secret]))
    response = _page(request, made=key, address=address)
    for name, value in actions.NEVER_KEPT.items():
        response[name] = value
    return response


@require_POST
def revoke_key(request: SiteRequest, number: int) -> HttpResponse:
    """Let an address of the reader's calendar open nothing from now on."""
    key = get_object_or_404(CalendarKey, pk=number, user=request.user, revoked_at=None)
    actions.revoke_calendar_key(key, by=request.user)
    messages.success(request, _("The address has been revoked."))
    return redirect("following")


@csrf_exempt
@login_not_required
def leave(request: SiteRequest, token: str) -> HttpResponse:
    """End letters of one frequency, asked by a link in them. To look at the page ends nothing (RFC 8058).

    The signed link is what proves the asker, so that a mail program may ask without any page of ours.
    """
    leaving = read_leaving(token)
    if leaving is None:
        raise Http404
    if request.method == "POST":
        actions.stop_letters(leaving.user_id, leaving.frequency, begun_by=leaving.begun_by)
    context = {"is_done": request.method == "POST", "frequency": Frequency(leaving.frequency).label}
    response = render(request, "following/leave.html", context)
    for name, value in actions.NEVER_KEPT.items():
        response[name] = value
    return response
