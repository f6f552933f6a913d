"""Parts of every page: links to feeds in its head, and in its margin the button to follow what it shows."""

from django.db.models import Model
from django.http import HttpRequest
from django.template import Context
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from palermo.following.atom import ATOM
from palermo.following.entries import EVERYTHING
from palermo.following.models import Subscription
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
}


def _button_context(context: Context) -> dict[str, object]:
    request = context.get("request")
    if not isinstance(request, HttpRequest) or request.resolver_match is None or not request.user.is_authenticated:
        return {}
    record = context.get(SHOWN.get(request.resolver_match.url_name or "", ""))
    # What the Commission decides is followed as the Commission's.
    if isinstance(record, Decision):
        record = record.body
    followed = name_of_target(record) if isinstance(record, Model) else None
    if followed is None:
        return {}
    name, target = followed
    mine = Subscription.objects.filter(user=request.user, **{name: target}).first()
    return {
        "request": request,
        "csrf_token": context.get("csrf_token"),
        "what": f"{name} {target.slug}",
        "body": target.display_name() if name == "body" else "",
        "mine": mine,
        "daily": Frequency.DAILY.value,
    }


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
    return format_html_join(
        "",
        '<link rel="alternate" type="{}" title="{}" href="{}">',
        ((ATOM, label, reverse("feed", args=[name])) for name, label in rows),
    )


register_page_part(HEAD, feed_links)
register_page_part(MARGIN, follow_button)
