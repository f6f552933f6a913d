"""The link to its history, as a part of the page of a record."""

from django.template import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from palermo.history.kinds_with_history import kind_shown_on, records_of
from palermo.site.page_parts import MARGIN, register_page_part


def history_link(context: Context) -> SafeString:
    """A small link; nothing on pages that show no record."""
    match = getattr(context.get("request"), "resolver_match", None)
    kind = kind_shown_on(match.url_name or "") if match else None
    if match is None or kind is None or "slug" not in match.kwargs:
        return SafeString("")
    # The past of some kinds is for fewer readers than their pages.
    if kind.versions_visible_to and not records_of(kind, context["viewer"]).filter(slug=match.kwargs["slug"]).exists():
        return SafeString("")
    address = reverse("history", args=[kind.slug, match.kwargs["slug"]])
    return format_html('<p class="history"><small><a href="{}">{}</a></small></p>', address, _("History"))


register_page_part(MARGIN, history_link)
