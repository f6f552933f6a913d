"""Parts of pages of records: where a record is cited in reports, and the link to its history."""

from django.template import Context
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from palermo.portal.histories.kinds import kind_shown_on, records_of
from palermo.portal.statements import statement_parts
from palermo.site.page_parts import MARGIN, register_page_part

# Pages of slices that stand below the portal and have no such part of their own, with the kinds that reports cite.
CITED = {"commitment": "commitments"}


def citations(context: Context) -> SafeString:
    """The paragraphs of reports that state the record, for readers of these reports; nothing where there is none."""
    match = getattr(context.get("request"), "resolver_match", None)
    kind = CITED.get(match.url_name or "") if match else None
    if match is None or kind is None:
        return SafeString("")
    found = statement_parts(kind, match.kwargs["slug"], context["viewer"])
    return SafeString(render_to_string("portal/parts/stated.html", {"statements": found}) if found else "")


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


register_page_part(MARGIN, citations)
register_page_part(MARGIN, history_link)
