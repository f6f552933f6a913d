"""A part of the page of a participant in a treaty: assistance requested and offered under the treaty."""

from django.http import HttpRequest
from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from palermo.governance.web.assistance_rows import assistance_card
from palermo.site.page_parts import MARGIN, register_page_part


def assistance_under_treaty(context: Context) -> SafeString:
    """Links to what the participant requested and offered; nothing on other pages, and where there is none."""
    request = context.get("request")
    if not isinstance(request, HttpRequest) or request.resolver_match is None:
        return SafeString("")
    if request.resolver_match.url_name != "treaty_participant":
        return SafeString("")
    card = assistance_card(context["participant"], context["viewer"], context["treaty"])
    return SafeString(render_to_string("governance/assistance/margin.html", {"assistance": card}))


register_page_part(MARGIN, assistance_under_treaty)
