"""The menu of the site and its languages, for the base template. The list of all tags is in record.py."""

from urllib.parse import urlsplit

from django import template
from django.contrib.messages.storage.base import Message
from django.template import Context
from django.templatetags.static import static
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from palermo.accounts.viewer import VISITOR
from palermo.core.audiences import Audience
from palermo.core.language_links import same_page_in
from palermo.core.languages import BY_CODE, active_language
from palermo.site.navigation import Menu, menu_for
from palermo.site.templatetags.relations import languages
from palermo.site.undo import offer_ends_at, offer_of_message
from palermo.site.webfonts.faces import first_faces

register = template.Library()


@register.simple_tag
def needs_account(address: str | None) -> bool:
    """Whether the page at an address of this site is shown to readers with an account only."""
    try:
        page = resolve(urlsplit(address or "").path)
    except (Resolver404, ValueError):
        return False
    return getattr(page.func, "login_required", True)


@register.inclusion_tag("site/parts/navigation.html", takes_context=True)
def site_navigation(context: Context, label: str = "") -> dict[str, object]:
    """The main menu; beside another one, under a `label` of its own."""
    return {"items": _menu(context).items, "label": label}


@register.inclusion_tag("site/parts/section_navigation.html", takes_context=True)
def section_navigation(context: Context) -> dict[str, object]:
    """The pages of the section in which the reader is; nothing where it has but one."""
    menu = _menu(context)
    here = next((page.label for page in menu.pages if page.is_here), "")
    return {"section": menu.section, "pages": menu.pages if len(menu.pages) > 1 else [], "here": here}


@register.simple_tag(takes_context=True)
def menu_crumb(context: Context) -> SafeString:
    """The page of the menu to which this page belongs, as an item of its trail; nothing where it belongs to none."""
    crumb = _menu(context).crumb
    return format_html('<li><a href="{}">{}</a></li>', crumb.address, crumb.label) if crumb else SafeString("")


def _menu(context: Context) -> Menu:
    """The menu of this page's reader, computed once for each page: where it is, or where its view says it belongs."""
    cache = context.render_context
    if "menu" not in cache:
        path = context.get("menu_path") or context["request"].path
        cache["menu"] = menu_for(context.get("viewer") or VISITOR, path)
    menu: Menu = cache["menu"]
    return menu


@register.inclusion_tag("site/actions/undo.html", takes_context=True)
def undo_button(context: Context, message: Message) -> dict[str, object]:
    """Beside the message of an act that its reader may still undo, the button for it."""
    offer = offer_of_message(message.extra_tags, context["user"])
    until = timezone.localtime(offer_ends_at(offer)).strftime("%H:%M") if offer else ""
    return {"offer": offer, "until": until, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("site/parts/languages.html", takes_context=True)
def language_switch(context: Context) -> dict[str, object]:
    """The six languages, each leading to this very page."""
    return languages(_addresses(context), active_language().code)


@register.simple_tag
def preload_fonts() -> SafeString:
    """The faces with which a page in this language begins, so that a browser need not read the style sheets first."""
    rows = [(static(face.file),) for face in first_faces(active_language().code)]
    return format_html_join("\n", '<link rel="preload" href="{}" as="font" type="font/woff2" crossorigin>', rows)


@register.simple_tag(takes_context=True)
def alternates(context: Context) -> SafeString:
    """The page's own address and its languages for search engines; nothing on a page that they are not to keep.

    Who reads none of the six follows the address without a language, which leads to what the browser asks for.
    """
    if not context.get("is_indexed"):
        return SafeString("")
    absolute, addresses = context["request"].build_absolute_uri, _addresses(context)
    rows = [(BY_CODE[code].tag, absolute(address)) for code, address in addresses.items()]
    if addresses:
        rows.append(("x-default", absolute(without_language(next(iter(addresses.items()))))))
    return format_html(
        '<link rel="canonical" href="{}">\n{}',
        canonical_address(context),
        format_html_join("\n", '<link rel="alternate" hreflang="{}" href="{}">', rows),
    )


def canonical_address(context: Context) -> str:
    """The page's address in full, as search engines get it; the first page of a list has no number."""
    request = context["request"]
    number = request.GET.get("page", "1")
    address: str = request.build_absolute_uri(request.path if number == "1" else request.get_full_path())
    return address


def without_language(code_and_address: tuple[str, str]) -> str:
    """An address without its language."""
    code, address = code_and_address
    return address.removeprefix(f"/{BY_CODE[code].django_code}")


def _addresses(context: Context) -> dict[str, str]:
    """The addresses of this page by language, computed once for each page."""
    cache = context.render_context
    if "language_addresses" not in cache:
        cache["language_addresses"] = same_page_in(context["request"], context.get("page"))
    addresses: dict[str, str] = cache["language_addresses"]
    return addresses


@register.simple_tag(takes_context=True)
def page_address(context: Context) -> SafeString:
    """The page's own address in full, as it is printed at its foot."""
    return format_html('<bdi dir="ltr">{}</bdi>', context["request"].build_absolute_uri())


@register.simple_tag(takes_context=True)
def widest_audience(context: Context) -> str:
    """For whom this page was made when it does not say so itself: the most restricted papers its reader may see."""
    viewer = context.get("viewer")
    read = viewer.audiences if viewer else (Audience.PUBLIC,)
    return str([audience for audience in Audience if audience in read][-1].label)
