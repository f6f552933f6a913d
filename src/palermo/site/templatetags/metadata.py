"""What the head of a public page says of it: description, Open Graph, and schema.org data of a record.

{% metadata record %}               of the page of a record
{% list_metadata title summary %}   of a list, which is public as far as its reader is
"""

from django import template
from django.db.models import Model
from django.template import Context
from django.templatetags.static import static
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from palermo.accounts.viewer import VISITOR
from palermo.core.languages import active_language
from palermo.site.metadata import as_script, describe
from palermo.site.templatetags.site import canonical_address

register = template.Library()


@register.simple_tag(takes_context=True)
def metadata(context: Context, record: Model) -> SafeString:
    """The metadata of a record; empty where a visitor may not see it, for every reader."""
    description = describe(record, context.get("viewer") or VISITOR)
    if description is None:
        return SafeString("")
    kind = "website" if description.data.get("@type") == "WebSite" else "article"
    address = canonical_address(context)
    data = as_script({**description.data, "url": address}) if description.data else ""
    script = format_html('<script type="application/ld+json">{}</script>', data) if data else ""
    return format_html("{}{}", _head(context, description.title, description.summary, kind), script)


@register.simple_tag(takes_context=True)
def list_metadata(context: Context, title: str | Promise, summary: str | Promise) -> SafeString:
    """The metadata in the head of a list."""
    return _head(context, str(title), str(summary), "website")


def _head(context: Context, title: str, summary: str, kind: str) -> SafeString:
    address = canonical_address(context)
    picture = context["request"].build_absolute_uri(static("site/social.png"))
    graph = {
        "og:title": title,
        "og:description": summary,
        "og:type": kind,
        "og:url": address,
        "og:site_name": _("Palermo"),
        "og:locale": active_language().tag.replace("-", "_"),
        "og:image": picture,
    }
    rows = [(name, words) for name, words in graph.items() if words]
    description = format_html('<meta name="description" content="{}">', summary) if summary else ""
    return format_html("{}{}", description, format_html_join("", '<meta property="{}" content="{}">', rows))
