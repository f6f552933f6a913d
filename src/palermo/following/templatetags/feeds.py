"""{% feed_links %}   in the head of a page: the feed of what it lists, and the one of everything that is public."""

from django import template
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from palermo.following.atom import ATOM
from palermo.following.entries import EVERYTHING
from palermo.site.feeds import all_feeds

register = template.Library()

BY_PAGE = {
    "document_list": "documents",
    "document": "documents",
    "decision_list": "decisions",
    "decision": "decisions",
    "event_list": "events",
    "event": "events",
    "report_list": "reports",
    "report": "reports",
}


@register.simple_tag(takes_context=True)
def feed_links(context: dict[str, object]) -> SafeString:
    """One or two links that programs find."""
    match = getattr(context.get("request"), "resolver_match", None)
    own = BY_PAGE.get(match.url_name or "") if match else None
    rows = [(own, all_feeds()[own].label)] if own else []
    rows.append((EVERYTHING, _("What is new")))
    return format_html_join(
        "",
        '<link rel="alternate" type="{}" title="{}" href="{}">',
        ((ATOM, label, reverse("feed", args=[name])) for name, label in rows),
    )
