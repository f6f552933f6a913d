"""The ways through the site, by who may go them; a page that does not exist is left out."""

from functools import lru_cache
from typing import NamedTuple

from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class NavigationLink(NamedTuple):
    """A link of the navigation; `is_here` when the reader is on that page or below it."""

    label: str | Promise
    address: str
    is_here: bool


PageName = tuple[str, tuple[str, ...], str | Promise]

PUBLIC: tuple[PageName, ...] = (
    ("calendar", (), _("Calendar")),
    ("event_list", (), _("Events")),
    ("tool_list", (), _("Tools")),
    ("study_list", (), _("Studies")),
    ("document_list", (), _("Documents")),
    ("report_list", (), _("Reports")),
    ("wagtail_serve", ("news/",), _("News")),
    ("new", (), _("What is new")),
    ("wagtail_serve", ("about/",), _("About")),
)
MEMBER_STATES: tuple[PageName, ...] = (
    ("desk", (), _("Desk")),
    ("decision_list", (), _("Decisions")),
    ("mandate_list", (), _("Mandates")),
    ("consultation_list", (), _("Consultations")),
    ("guidance_list", (), _("Guidance")),
    ("committee", (), _("Steering Committee")),
    ("endorsement_list", (), _("Endorsements")),
    ("follow_up_list", (), _("Follow-up")),
    ("contribution_list", (), _("Contributions")),
)
FOCAL_POINT: tuple[PageName, ...] = (
    ("desk", (), _("Desk")),
    ("follow_up_list", (), _("Follow-up")),
)
SECRETARIAT: tuple[PageName, ...] = (
    ("secretariat_desk", (), _("Secretariat's desk")),
    ("people", (), _("People")),
    ("translation_desk", (), _("Translation desk")),
    ("table_import", (), _("Import of tables")),
    ("wagtailadmin_home", (), _("Back office")),
)


def navigation_links(pages: tuple[PageName, ...], path: str) -> list[NavigationLink]:
    """The links of one line, for a reader at `path`."""
    # What an address depends on besides its name.
    where = get_language(), get_script_prefix(), get_urlconf()
    addresses = [(label, _address(name, arguments, *where)) for name, arguments, label in pages]
    links = [NavigationLink(label, address, path.startswith(address)) for label, address in addresses if address]
    # Where a page lies below another one of the line, it is the nearer one.
    here = max((way.address for way in links if way.is_here), key=len, default="")
    return [way._replace(is_here=way.address == here) for way in links]


@lru_cache(maxsize=1024)
def _address(
    name: str, arguments: tuple[str, ...], _language: str | None, _prefix: str, _urlconf: str | None
) -> str | None:
    """The address of a page in the language that is active, kept: every page asks for the same ones."""
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return None
