"""The ways through the site, by who may go them; a page that does not exist is left out."""

from typing import NamedTuple

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Way(NamedTuple):
    """A link of the navigation; `is_here` when the reader is on that page or below it."""

    label: str | Promise
    address: str
    is_here: bool


Named = tuple[str, tuple[str, ...], str | Promise]

PUBLIC: tuple[Named, ...] = (
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
MEMBER_STATES: tuple[Named, ...] = (
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
FOCAL_POINT: tuple[Named, ...] = (
    ("desk", (), _("Desk")),
    ("follow_up_list", (), _("Follow-up")),
)
SECRETARIAT: tuple[Named, ...] = (
    ("secretariat_desk", (), _("Secretariat's desk")),
    ("people", (), _("People")),
    ("translation_desk", (), _("Translation desk")),
    ("table_import", (), _("Import of tables")),
    ("wagtailadmin_home", (), _("Back office")),
)


def ways(named: tuple[Named, ...], path: str) -> list[Way]:
    """The links of one line, for a reader at `path`."""
    found = []
    for name, arguments, label in named:
        try:
            address = reverse(name, args=arguments)
        except NoReverseMatch:
            continue
        found.append(Way(label, address, path.startswith(address)))
    # Where a page lies below another one of the line, it is the nearer one.
    here = max((way.address for way in found if way.is_here), key=len, default="")
    return [way._replace(is_here=way.address == here) for way in found]
