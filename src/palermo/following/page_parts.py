"""Parts of every page: links to feeds in its head, and in its margin how to follow what it shows."""

from django.db.models import Model
from django.http import HttpRequest
from django.template import Context
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from palermo.following.atom import ATOM
from palermo.following.entries import EVERYTHING, subject_names
from palermo.following.models import Subscription, Target
from palermo.following.states import Frequency
from palermo.following.targets import name_of_target
from palermo.governance.models import Decision
from palermo.site.feeds import all_feeds
from palermo.site.page_parts import HEAD, MARGIN, register_page_part

# By the address of a page, the name under which its template knows the record, and what of it is followed.
SHOWN = {
    "event": "event",
    "tool": "tool",
    "study": "study",
    "activity": "activity",
    "mandate": "mandate",
    "decision": "decision",
    "consultation": "meeting",
    "committee_meeting": "meeting",
    "topic": "topic",
    "treaty": "treaty",
    "treaty_gaps": "treaty",
    "treaty_participant": "treaty",
    "state": "state",
    "partner": "partner",
    "commitment": "commitment",
    "action_plan": "plan",
    "plan_edition": "plan",
    "progress_round": "plan",
    "campaign": "campaign",
}

# Followed on pages of other records too, so the button names them.
NAMED = frozenset({"body", "treaty", "state", "action_plan"})


def _button_context(context: Context) -> dict[str, object]:
    request = context.get("request")
    if not isinstance(request, HttpRequest) or request.resolver_match is None or not request.user.is_authenticated:
        return {}
    followed = _shown_target(context)
    if followed is None:
        return {}
    name, target = followed
    mine = Subscription.objects.filter(user=request.user, **{name: target}).first()
    return {
        "request": request,
        "csrf_token": context.get("csrf_token"),
        "what": f"{name} {target.slug}",
        "named": target.display_name() if name in NAMED else "",
        "mine": mine,
        "daily": Frequency.DAILY.value,
    }


def _shown_target(context: Context) -> tuple[str, Target] | None:
    """What a page shows, by the name under which it is followed; None on pages of what cannot be followed."""
    match = getattr(context.get("request"), "resolver_match", None)
    record = context.get(SHOWN.get((match.url_name or "") if match else "", ""))
    # What the Commission decides is followed as the Commission's.
    if isinstance(record, Decision):
        record = record.body
    return name_of_target(record) if isinstance(record, Model) else None


def follow_button(context: Context) -> SafeString:
    """A small form: follow, or follow no longer. Nothing for visitors, and on pages of what cannot be followed."""
    button = _button_context(context)
    return render_to_string("following/button.html", button) if button else SafeString("")


def feed_links(context: Context) -> SafeString:
    """Links for programs: to the feed of what the page lists, and to the one of everything that is public."""
    match = getattr(context.get("request"), "resolver_match", None)
    page = (match.url_name or "") if match else ""
    rows = [(feed.name, feed.label) for feed in all_feeds().values() if page in feed.pages]
    rows.append((EVERYTHING, _("What’s new")))
    links = [(ATOM, label, reverse("feed", args=[name])) for name, label in rows]
    if subject := _shown_subject(context):
        name, record = subject
        links.insert(0, (ATOM, record.display_name(), reverse("subject_feed", args=[name, record.slug])))
    return format_html_join("", '<link rel="alternate" type="{}" title="{}" href="{}">', links)


def _shown_subject(context: Context) -> tuple[str, Target] | None:
    """What a page shows, if it has a feed of its own."""
    target = _shown_target(context)
    return target if target and target[0] in subject_names() else None


def subject_feed_link(context: Context) -> SafeString:
    """A link to the feed of what a page shows, for readers; nothing where that has none."""
    subject = _shown_subject(context)
    if subject is None:
        return SafeString("")
    name, record = subject
    address = reverse("subject_feed", args=[name, record.slug])
    words = _("Feed: %(subject)s") % {"subject": record.display_name()}
    return format_html('<p><a href="{}" type="{}">{}</a></p>', address, ATOM, words)


register_page_part(HEAD, feed_links)
register_page_part(MARGIN, follow_button)
register_page_part(MARGIN, subject_feed_link)
