"""The main menu and what belongs under each of its items; a page that does not exist is left out."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from palermo.accounts.viewer import Viewer

type Readers = Callable[[Viewer], bool]


def everyone(viewer: Viewer) -> bool:
    """Every reader, visitors too."""
    return True


def holders_of_a_role(viewer: Viewer) -> bool:
    """Signed-in readers with a role."""
    return bool(viewer.roles)


def member_states(viewer: Viewer) -> bool:
    """Delegates, the Steering Committee and the secretariat."""
    return viewer.reads_member_states


def secretariat(viewer: Viewer) -> bool:
    """The secretariat alone."""
    return viewer.is_secretariat


@dataclass(frozen=True, kw_only=True)
class MenuPage:
    """A page of the menu: the name of its address, and its label.

    `below` are the beginnings of other addresses that belong to it, without the language: a record's own page. In a
    trail it is called `crumb`, where its label makes sense only in the menu.
    """

    name: str
    label: str | Promise
    arguments: tuple[str, ...] = ()
    readers: Readers = everyone
    below: tuple[str, ...] = ()
    crumb: str | Promise = ""


@dataclass(frozen=True, kw_only=True)
class Section:
    """An item of the main menu. It leads to the first of its pages that the reader may open."""

    name: str
    label: str | Promise
    pages: tuple[MenuPage, ...]
    readers: Readers = everyone


HOME = MenuPage(name="wagtail_serve", arguments=("",), label=_("Home"))
EVENTS = Section(
    name="events",
    label=_("Events"),
    pages=(
        MenuPage(
            name="event_list", label=_("All events"), crumb=_("Events"), below=("programmes/", "speakers/", "floor/")
        ),
        MenuPage(name="event_timeline", label=_("Timeline")),
        MenuPage(name="calendar", label=_("Calendar")),
        MenuPage(name="campaign_list", label=_("Campaigns"), below=("material/",)),
    ),
)
DOCUMENTS = Section(
    name="documents",
    label=_("Documents"),
    pages=(
        MenuPage(name="document_list", label=_("All documents"), crumb=_("Documents")),
        MenuPage(name="report_list", label=_("Reports"), below=("secretariat/reports/", "document-types/")),
        MenuPage(name="bundle_list", label=_("Offline packages")),
    ),
)
DECISIONS_AND_MANDATES = Section(
    name="decisions",
    label=_("Decisions & mandates"),
    pages=(
        MenuPage(name="decision_list", label=_("Decisions")),
        MenuPage(name="mandate_list", label=_("Mandates"), below=("activities/",)),
        MenuPage(name="consultation_list", label=_("Consultations"), readers=member_states),
        MenuPage(name="guidance_list", label=_("Guidance"), readers=member_states, below=("notes/",)),
        MenuPage(name="committee", label=_("Steering Committee"), readers=member_states),
        MenuPage(name="endorsement_list", label=_("Texts for approval"), readers=member_states),
        MenuPage(name="follow_up_list", label=_("Follow-up")),
        MenuPage(name="commitment_list", label=_("Commitments")),
        MenuPage(name="plan_list", label=_("Action plans")),
    ),
)
DATA_AND_RESEARCH = Section(
    name="data",
    label=_("Data & research"),
    pages=(
        MenuPage(name="study_list", label=_("Studies")),
        MenuPage(
            name="tool_list",
            label=_("Tools"),
            below=("occasions/", "courses/", "training/", "trainers/", "certificates/"),
        ),
        MenuPage(name="practice_list", label=_("Good practices")),
        MenuPage(name="data_overview", label=_("Data collection"), below=("data/", "code-lists/")),
        MenuPage(name="treaty_list", label=_("Treaties")),
        MenuPage(name="assistance_list", label=_("Technical assistance")),
        MenuPage(name="state_list", label=_("Member States")),
    ),
)
ABOUT = Section(
    name="about",
    label=_("About"),
    pages=(
        MenuPage(name="wagtail_serve", arguments=("about/",), label=_("About the initiative")),
        MenuPage(name="updates", label=_("Updates"), below=("news/", "feeds/")),
        MenuPage(name="partner_list", label=_("Partners")),
        MenuPage(name="advice_list", label=_("What you can do")),
        MenuPage(name="press_room", label=_("Press room")),
        MenuPage(name="contribution_list", label=_("Contributions")),
        MenuPage(name="contact", label=_("Contact")),
        MenuPage(name="accessibility", label=_("Accessibility")),
        MenuPage(name="privacy", label=_("Privacy")),
    ),
)
MY_DESK = Section(
    name="desk",
    label=_("My desk"),
    readers=holders_of_a_role,
    pages=(
        MenuPage(name="desk", label=_("Action required"), crumb=_("My desk")),
        MenuPage(name="desk_timeline", label=_("Timeline")),
        MenuPage(name="following", label=_("Following")),
        MenuPage(name="my_account", label=_("My account"), below=("accounts/",)),
    ),
)
MANAGE = Section(
    name="manage",
    label=_("Manage"),
    readers=secretariat,
    pages=(
        MenuPage(name="secretariat_desk", label=_("Overview"), crumb=_("Manage")),
        MenuPage(name="deadlines", label=_("Deadlines")),
        MenuPage(name="deliverables", label=_("Deliverables due")),
        MenuPage(name="people", label=_("People")),
        MenuPage(name="translation_desk", label=_("Translations")),
        MenuPage(name="table_import", label=_("Import data")),
        MenuPage(name="read_list", label=_("Access log")),
        MenuPage(name="work", label=_("Background tasks")),
        MenuPage(name="wagtailadmin_home", label=_("Administration")),
    ),
)
SECTIONS = (EVENTS, DOCUMENTS, DECISIONS_AND_MANDATES, DATA_AND_RESEARCH, ABOUT, MY_DESK, MANAGE)


class NavigationLink(NamedTuple):
    """A link of the navigation. `is_here` where the reader is on that page or below it, `is_page` where on it."""

    label: str | Promise
    address: str
    is_here: bool = False
    is_page: bool = False


class Menu(NamedTuple):
    """The main menu for one reader, the pages of the section in which they are, and the way to the one they are on."""

    items: list[NavigationLink]
    section: str | Promise
    pages: list[NavigationLink]
    crumb: NavigationLink | None = None


class _Place(NamedTuple):
    """An address of the menu, or the beginning of one that belongs to it."""

    beginning: str
    section: Section
    page: MenuPage


def menu_for(viewer: Viewer, path: str) -> Menu:
    """The menu of a reader at `path`: a page lies below the address that has most of its beginning."""
    home = page_address(HOME) or ""
    open_to_them = [(section, _pages(section, viewer)) for section in SECTIONS if section.readers(viewer)]
    sections = [(section, pages) for section, pages in open_to_them if pages]
    places = [place for section, pages in sections for place in _places(section, pages, home)]
    here = max(
        (place for place in places if path.startswith(place.beginning)),
        key=lambda place: len(place.beginning),
        default=None,
    )
    items = [NavigationLink(HOME.label, home, path == home, path == home)] if home else []
    for section, pages in sections:
        _first, address = pages[0]
        is_here = here is not None and here.section is section
        items.append(NavigationLink(section.label, address, is_here, address == path))
    if here is None:
        return Menu(items, "", [])
    pages = next(pages for section, pages in sections if section is here.section)
    return Menu(
        items,
        here.section.label,
        [NavigationLink(page.label, address, page is here.page, address == path) for page, address in pages],
        next(NavigationLink(page.crumb or page.label, address) for page, address in pages if page is here.page),
    )


def _pages(section: Section, viewer: Viewer) -> list[tuple[MenuPage, str]]:
    """The pages of a section that exist and that the reader may open, with their addresses."""
    addresses = ((page, page_address(page)) for page in section.pages if page.readers(viewer))
    return [(page, address) for page, address in addresses if address]


def _places(section: Section, pages: Iterable[tuple[MenuPage, str]], home: str) -> Iterator[_Place]:
    for page, address in pages:
        yield _Place(address, section, page)
        for beginning in page.below:
            yield _Place(home + beginning, section, page)


class PageOfMenu(NamedTuple):
    """A page of the menu with its section and its address; `name` is that of the address."""

    name: str
    label: str | Promise
    section: str | Promise
    address: str


def pages_for(viewer: Viewer) -> list[PageOfMenu]:
    """Every page of the menu that a reader may open."""
    return [
        PageOfMenu(page.name, page.label, section.label, address)
        for section in SECTIONS
        if section.readers(viewer)
        for page, address in _pages(section, viewer)
    ]


def page_address(page: MenuPage) -> str | None:
    """The address of a page in the language that is active; None where no such page exists."""
    # What an address depends on besides its name.
    return _address(page.name, page.arguments, get_language(), get_script_prefix(), get_urlconf())


@lru_cache(maxsize=1024)
def _address(
    name: str, arguments: tuple[str, ...], _language: str | None, _prefix: str, _urlconf: str | None
) -> str | None:
    """Kept: every page asks for the same ones."""
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return None
