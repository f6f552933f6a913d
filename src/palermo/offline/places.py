"""Where in a bundle each thing lies, and how one place is reached from another."""

import posixpath
import re
from collections.abc import Iterable, Iterator
from itertools import count
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from palermo.core.languages import BY_CODE
from palermo.library.web.bundles import safe
from palermo.offline.ledger import Ledger
from palermo.offline.selection import Selection
from palermo.offline.states import Part

STATIC = "assets"
_HASHED = re.compile(r"\.[0-9a-f]{12}(\.[a-z]+)$")
# What the bundle's own pages call one another: "offline:documents".
OWN_SCHEME = "offline"
# A place of the bundle as such: "place:zh/index.html".
PLACE_SCHEME = "place"
# The pages that stand for lists of the site.
LISTS = {
    "event_list": "events",
    "tool_list": "tools",
    "study_list": "studies",
    "document_list": "documents",
    "search": "search",
}
LISTS_OF_PARTS = {
    Part.PARTNERS: {"partner_list": "partners", "commitment_list": "commitments"},
    Part.PLANS: {"plan_list": "action-plans"},
    Part.CAMPAIGNS: {"campaign_list": "campaigns", "material_list": "material", "advice_list": "advice"},
}
PROGRAMME_FILES = {"programme_pdf": "pdf", "programme_calendar": "ics", "programme_data": "json"}
# Akoma Ntoso is for programs, which fetch it from the site.
TEXT_FORMATS = ("pdf", "docx", "epub")
# From a disk nothing keeps such a file from running what it likes: it is there to be read as it is written.
CAN_RUN = frozenset({"html", "htm"})


class Places:
    """Of one language: the address on the site, with its query, → the place in the bundle."""

    def __init__(self, ledger: Ledger, selection: Selection, language: str) -> None:
        self.ledger, self.language = ledger, language
        ledger.forget_places()
        # The style sheets and scripts that its pages ask for: place → name under which they are found.
        self.assets: dict[str, str] = {}
        with override(BY_CODE[language].django_code):
            self._lists(selection)
            self._activities(selection)
            self._programmes(selection)
            for slug in selection.documents:
                self._document(slug, selection.languages)
            self._treaties(selection)
            self._states(selection)
            for page in selection.pages:
                place = f"{self.language}/{page.place}.html"
                self.ledger.hold(reverse(page.name, args=page.arguments), "", place)

    def own(self, name: str) -> str:
        """A page that only a bundle has."""
        return f"{self.language}/{name}.html"

    def _lists(self, selection: Selection) -> None:
        self.ledger.hold(f"/{BY_CODE[self.language].django_code}/", "", self.own("index"))
        for name, own in LISTS.items():
            self.ledger.hold(reverse(name), "", self.own(own))
        if selection.treaties:
            self.ledger.hold(reverse("treaty_list"), "", self.own("treaties"))
        if selection.states:
            self.ledger.hold(reverse("state_list"), "", self.own("states"))
        for part, lists in LISTS_OF_PARTS.items():
            for name, own in lists.items() if part in selection.parts else ():
                self.ledger.hold(reverse(name), "", self.own(own))
        if selection.handed_out_at:
            self.ledger.hold(reverse("event_shown", args=[selection.handed_out_at]), "", self.own("handed-out"))

    def _activities(self, selection: Selection) -> None:
        for name, slugs in (("event", selection.events), ("tool", selection.tools), ("study", selection.studies)):
            for slug in slugs:
                self.ledger.hold(reverse(name, args=[slug]), "", f"{self.language}/{name}-{slug}.html")
        for name in ("event_outcomes", "event_documents"):
            for slug in selection.events:
                own = f"{self.language}/{name.replace('_', '-')}-{slug}.html"
                self.ledger.hold(reverse(name, args=[slug]), "", own)
        for slug, number, languages in selection.texts:
            for language in languages:
                for form in TEXT_FORMATS:
                    address = reverse("tool_version_file", args=[slug, number, language, form])
                    self.ledger.hold(address, "", text_place(slug, number, language, form))

    def _programmes(self, selection: Selection) -> None:
        for slug in selection.programmes:
            page = reverse("event_programme", args=[slug])
            self.ledger.hold(page, "", f"{self.language}/programme-{slug}.html")
            self.ledger.hold(page, "as=rooms", f"{self.language}/programme-{slug}-rooms.html")
            for name, ending in PROGRAMME_FILES.items():
                self.ledger.hold(reverse(name, args=[slug]), "", f"{self.language}/programme-{slug}.{ending}")

    def _treaties(self, selection: Selection) -> None:
        for slug, pages in selection.treaties.items():
            page, first = reverse("treaty", args=[slug]), f"{self.language}/treaty-{slug}.html"
            self.ledger.hold(page, "", first)
            self.ledger.hold(page, "page=1", first)
            for number in range(2, pages + 1):
                self.ledger.hold(page, f"page={number}", f"{self.language}/treaty-{slug}-{number}.html")

    def _states(self, selection: Selection) -> None:
        for slug in selection.states:
            place = self.of_state(slug)
            self.ledger.hold(reverse("state", args=[slug]), "", place)
            # What it did in respect of a treaty stands there.
            for treaty in selection.treaties:
                self.ledger.hold(reverse("treaty_participant", args=[treaty, slug]), "", place)

    def of_state(self, slug: str) -> str:
        """The page of a State."""
        return f"{self.language}/state-{slug}.html"

    def _document(self, slug: str, languages: Iterable[str]) -> None:
        page = reverse("document", args=[slug])
        self.ledger.hold(page, "", f"{self.language}/document-{slug}.html")
        # Its text in another language is on the page of that language.
        for code in languages:
            self.ledger.hold(page, f"text={code}", f"{code}/document-{slug}.html")
        for code, place in self.ledger.files_of(slug).items():
            self.ledger.hold(reverse("document_file", args=[slug, code]), "", place)

    def of(self, address: str, here: str = "") -> str | None:
        """The place that an address leads to, with its fragment; None where the bundle has nothing there.

        `here` is the address of the page on which it stands.
        """
        parts = urlsplit(address)
        if parts.scheme == OWN_SCHEME:
            return _with_fragment(self.own(parts.path), parts.fragment)
        if parts.scheme == PLACE_SCHEME:
            return _with_fragment(parts.path, parts.fragment)
        if parts.path.startswith(settings.STATIC_URL):
            return self._asset(parts.path)
        if parts.scheme or parts.netloc:
            return None
        path = unquote(parts.path) or here
        place = self.ledger.place_of(path, _query(parts.query))
        return _with_fragment(place, parts.fragment) if place else None

    def _asset(self, path: str) -> str:
        """All in one folder, under the path of the source: two of one name have two places."""
        name = strip_hash(path.removeprefix(settings.STATIC_URL))
        place = f"{STATIC}/{name.replace('/', '-')}"
        self.assets[place] = name
        return place


def text_place(slug: str, number: int, language: str, form: str) -> str:
    """Where the text of a tool lies."""
    return f"texts/{slug}-v{number}.{language}.{form}"


def strip_hash(name: str) -> str:
    """The name of a static file in its source folder: "portal/text.0123456789ab.css" is site/text.css."""
    return _HASHED.sub(r"\1", name)


def _query(query: str) -> str:
    return "&".join(f"{name}={value}" for name, value in sorted(parse_qsl(query)))


def _with_fragment(place: str, fragment: str) -> str:
    return f"{place}#{fragment}" if fragment else place


def relative_link(place: str, page: str) -> str:
    """How a place is reached from a page: both as they lie in the bundle."""
    path, mark, fragment = place.partition("#")
    shown = quote(posixpath.relpath(path, posixpath.dirname(page) or "."))
    return f"{shown}#{fragment}" if mark else shown


def names_of(slug: str, symbol: str, language: str, ending: str) -> Iterator[str]:
    """What the file of a document may be called: by symbol or id, with its language; two of one name by a number."""
    shown = f"{ending}.txt" if ending in CAN_RUN else ending or "bin"
    name = f"{safe(symbol or slug)}.{language}.{safe(shown)}"
    yield f"files/{name}"
    yield from (f"files/{number}-{name}" for number in count(2))
