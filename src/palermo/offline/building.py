"""Builds a bundle: one page, one file at a time onto the disk, whatever its size."""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.contrib.staticfiles import finders
from django.db import connection
from django.db.models import Model
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import override

from palermo.accounts.models import State
from palermo.core import clock
from palermo.core.audiences import Audience
from palermo.core.kinds import kind_with_slug
from palermo.core.languages import BY_CODE
from palermo.core.refusals import Refused
from palermo.core.signatures import fingerprint
from palermo.events.models import Event
from palermo.knowledge.models import Study
from palermo.library.models import Document, LanguageVersion
from palermo.library.read_log import form_of
from palermo.library.web.downloads import open_file
from palermo.library.web.views.files import file_of
from palermo.offline import record_keys
from palermo.offline.actions import BuiltBundle
from palermo.offline.bundle_signature import seal
from palermo.offline.contents import context_of, insert_pieces, navigation_of, pages_of, pieces_of
from palermo.offline.entries import entries_of
from palermo.offline.ledger import Ledger
from palermo.offline.models import BundledRecord, OfflineBundle
from palermo.offline.packing import Packer
from palermo.offline.places import PLACE_SCHEME, TEXT_FORMATS, Places, names_of, relative_link, text_place
from palermo.offline.queries import records_closed_to
from palermo.offline.rendering import Frame, get_response, page_of
from palermo.offline.rewriting import rewrite_page
from palermo.offline.searching import SearchIndex
from palermo.offline.selection import BundleContents
from palermo.programme.queries.programmes import publishable_contents
from palermo.programme.schedule.content import speakers_in
from palermo.site.signing import own_key
from palermo.toolkit.models import Tool
from palermo.toolkit.rendering import version_file
from palermo.treaties.web.state_card import state_card

HTML = "text/html"
# In kilobytes, as SQLite counts when the number is negative.
FEW_PAGES = -2000


class Builder:
    """One bundle in the making."""

    def __init__(self, bundle: OfflineBundle, folder: Path) -> None:
        self.bundle, self.day = bundle, clock.today()
        self.chosen = BundleContents(bundle)
        self.selection = self.chosen.selection()
        self.path = folder / "bundle.zip"
        self.ledger = Ledger(folder / "ledger.sqlite3")
        self.packer = Packer(self.path, self.day, self.ledger)
        self.index = SearchIndex(folder / "index.sqlite3")
        self.assets: dict[str, str] = {}

    def build(self) -> BuiltBundle:
        """Everything, in an order that does not change."""
        with closing(self.ledger), closing(self.packer), closing(self.index):
            self._front()
            self._name_records()
            for language in self.selection.languages:
                self._language(language)
            self._papers()
            self._texts()
            self._search()
            self._assets()
            self._check_audience()
            seal(self.packer, self.bundle, at=clock.now())
        return BuiltBundle(self.path, self.path.stat().st_size, _digest(self.path), self.day, self.ledger.records)

    def _front(self) -> None:
        """The page that opens first, which leads to the languages; and how to see whether all is there."""
        first = self.selection.languages[0]
        doors = [(BY_CODE[code], self.bundle.title.get(code)) for code in self.selection.languages]
        audience = Audience(self.bundle.audience)
        context = {"bundle": self.bundle, "doors": doors, "day": self.day, "audience": audience}
        places = Places(self.ledger, self.selection, first)
        frame = self._frame(first, "")._replace(ways=[])
        page = page_of("offline/front.html", "/", context, first, self.chosen.reader, frame)
        self._write_pieces("index.html", [page], places, "/")

    def _name_records(self) -> None:
        """What lies in the bundle, by kind, and how the files of documents are called."""
        activities: list[tuple[str, Iterable[Event | Tool | Study]]] = [
            (record_keys.EVENTS, self.chosen.events()),
            (record_keys.TOOLS, self.chosen.tools()),
            (record_keys.STUDIES, self.chosen.studies()),
        ]
        for kind, records in activities:
            for record in records:
                self._keep(kind, record, record.activity.audience)
        for outcome in self.chosen.outcomes():
            self._keep(record_keys.OUTCOMES, outcome, outcome.audience)
        for release in self.chosen.releases().defer("content"):
            self._keep(record_keys.PROGRAMMES, release, release.audience)
        for slug in self._speakers():
            self.ledger.keep(BundledRecord(kind=record_keys.SPEAKERS, ident=slug, audience=Audience.PUBLIC))
        for version in self.chosen.texts():
            self._keep(record_keys.TEXTS, version, version.audience)
        for document in self._documents():
            self._name_document(document)
        for treaty in self.chosen.treaties():
            self._keep(record_keys.TREATIES, treaty, treaty.audience)
        for law in self.chosen.laws():
            self._keep(record_keys.LAWS, law, Audience.PUBLIC)
        for review in self.chosen.reviews():
            self._keep(record_keys.REVIEWS, review, review.audience)
        self._name_outreach()

    def _name_outreach(self) -> None:
        """Partners, who agree to be listed, and what hangs on them."""
        for partner in self.chosen.partners():
            self._keep(record_keys.PARTNERS, partner, Audience.PUBLIC)
        for commitment in self.chosen.commitments():
            self._keep(record_keys.COMMITMENTS, commitment, commitment.audience)
        for plan in self.chosen.plans():
            self._keep(record_keys.PLANS, plan, plan.audience)
        for edition in self.chosen.editions():
            self._keep(record_keys.EDITIONS, edition, edition.plan.audience)
        for campaign in self.chosen.campaigns():
            self._keep(record_keys.CAMPAIGNS, campaign, campaign.activity.audience)
        for material in self.chosen.material():
            self._keep(record_keys.MATERIAL, material, material.audience)
        for advice in self.chosen.advice():
            self._keep(record_keys.ADVICE, advice, Audience.PUBLIC)

    def _speakers(self) -> list[str]:
        """Those who are named since they agreed to it: should they withdraw that, the bundle is no longer available."""
        released = list(self.chosen.releases().filter(audience=Audience.PUBLIC).values_list("audience", "content"))
        return sorted({slug for content in publishable_contents(released) for slug in speakers_in(content)})

    def _documents(self) -> Iterator[Document]:
        return self.chosen.documents().prefetch_related(self.chosen.versions()).iterator(chunk_size=100)

    def _name_document(self, document: Document) -> None:
        kind, audience = record_keys.DOCUMENTS, document.audience_today
        self._keep(kind, document, audience, symbol=document.symbol)
        for version in document.versions.all():
            form = sha256 = ""
            if version.file:
                form, sha256 = form_of(version.file_name), version.sha256
                names = names_of(document.slug, document.symbol, version.language, form)
                next(name for name in names if self.ledger.claim_file(document.slug, version.language, name))
            facts = {"symbol": document.symbol, "language": version.language, "form": form, "sha256": sha256}
            self._keep(kind, document, audience, **facts)

    def _keep(self, kind: str, record: Model, audience: str, **fields: str) -> None:
        ident = kind_with_slug(kind).key_of(record)
        self.ledger.keep(BundledRecord(kind=kind, ident=ident, audience=audience, **fields))

    def _language(self, language: str) -> None:
        places = Places(self.ledger, self.selection, language)
        for name in pages_of(self.chosen):
            self._own_page(name, language, places)
        for state in self.chosen.states():
            self._state_page(state, language, places)
        for address, query, place in self.ledger.places():
            if place.startswith(f"{language}/") and not self.packer.has(place):
                self._site_page(f"{address}?{query}" if query else address, place, language, places)
        self.assets |= places.assets

    def _own_page(self, name: str, language: str, places: Places) -> None:
        frame = self._frame(language, name, places.own(name))
        with override(BY_CODE[language].django_code):
            context = context_of(self.chosen, name) | {"day": self.day, "selection": self.selection}
            context |= {"key": _key_fingerprint()} if name == "index" else {}
        address = f"/{BY_CODE[language].django_code}/"

        def page(template: str, context: dict[str, object]) -> str:
            return page_of(f"offline/{template}.html", address, context, language, self.chosen.reader, frame)

        whole = page("page", context)
        pieces = (page(*each).removesuffix("\n") for each in pieces_of(self.chosen, name, context))
        self._write_pieces(places.own(name), insert_pieces(whole, pieces), places, address)

    def _state_page(self, state: State, language: str, places: Places) -> None:
        """A State with its treaties, law and reviews: its page on the site has more, which other readers may see."""
        place, address = places.of_state(state.slug), state.get_absolute_url()
        with override(BY_CODE[language].django_code):
            card = state_card(state, self.chosen.reader, self.day)
        context = {"state": state, "card": card, "day": self.day, "audience": Audience(self.bundle.audience)}
        frame = self._frame(language, "", place)
        page = page_of("offline/state.html", address, context, language, self.chosen.reader, frame)
        self._write_pieces(place, [page], places, address)

    def _site_page(self, address: str, place: str, language: str, places: Places) -> None:
        frame = self._frame(language, "", place)
        response = get_response(address, language, self.chosen.reader, frame)
        if response.status_code != 200:
            raise Refused(_("The record changed while the package was being built. Request it again."))
        if isinstance(response, HttpResponse) and response["Content-Type"].startswith(HTML):
            page = response.content.decode()
            self._write_pieces(place, [page], places, address.partition("?")[0])
        else:
            self.packer.stream(place, _pieces(response))

    def _write_pieces(self, place: str, pieces: Iterable[str], places: Places, here: str) -> None:
        def find(address: str) -> str | None:
            target = places.of(address, here)
            return address if address.startswith("#") else relative_link(target, place) if target else None

        self.packer.stream(place, (piece.encode() for piece in rewrite_page(pieces, find)))
        self.assets |= places.assets

    def _frame(self, language: str, here: str, place: str = "") -> Frame:
        name = place.partition("/")[2]
        codes = self.selection.languages
        with override(BY_CODE[language].django_code):
            ways = navigation_of(self.chosen, here)
        return Frame(
            title=self.bundle.title,
            as_at=self.day,
            audience=Audience(self.bundle.audience),
            ways=ways,
            languages={code: f"{PLACE_SCHEME}:{code}/{name}" for code in codes} if name else {},
            meant=codes,
        )

    def _papers(self) -> None:
        """The files of documents, each read from its place and written into the bundle piece by piece."""
        for document in self._documents():
            places = self.ledger.files_of(document.slug)
            for version in document.versions.all():
                if place := places.get(version.language):
                    self._copy(version, place)

    def _texts(self) -> None:
        """The texts of tools as files, with links that the readers of the bundle may follow."""
        versions = {(each.tool.activity.slug, each.number): each for each in self.chosen.texts()}
        for slug, number, languages in self.selection.texts:
            for language in languages:
                for form in TEXT_FORMATS:
                    made = version_file(versions[slug, number], language, form, self.chosen.reader)
                    if made is not None:
                        self.packer.write(text_place(slug, number, language, form), made.content)

    def _copy(self, version: LanguageVersion, place: str) -> None:
        with open_file(file_of(version), None) as source:
            digest = self.packer.copy(place, source)
        if digest != version.sha256:
            raise Refused(
                _(
                    "The stored file of %(document)s does not match the record. Notify the administrator of "
                    "this installation."
                )
                % {"document": version.document}
            )

    def _search(self) -> None:
        for entry in entries_of(self.chosen, self.selection):
            self.index.add(entry)
        for name, content in self.index.files():
            self.packer.write(name, content)

    def _check_audience(self) -> None:
        """Building takes a while: what was restricted or withdrawn meanwhile is in nobody's bundle."""
        self.ledger.settle()
        if records_closed_to(self.bundle.audience, self.ledger.records):
            raise Refused(_("The record changed while the package was being built. Request it again."))

    def _assets(self) -> None:
        for place, name in sorted(self.assets.items()):
            source = finders.find(name)
            if source is None:
                raise FileNotFoundError(f"The static file {name} was not found.")
            self.packer.write(place, Path(source).read_bytes())


def _pieces(response: HttpResponseBase) -> Iterator[bytes]:
    if isinstance(response, StreamingHttpResponse):
        yield from response
    elif isinstance(response, HttpResponse):
        yield response.content


def _key_fingerprint() -> str:
    return fingerprint(own_key().public_key())


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def small_page_cache() -> Iterator[None]:
    """Let SQLite keep few of the database's pages meanwhile: what is read here is not read again soon."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        [size] = cursor.execute("PRAGMA cache_size").fetchone()
        cursor.execute(f"PRAGMA cache_size = {FEW_PAGES}")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA cache_size = {size}")


def build(bundle: OfflineBundle, folder: Path) -> BuiltBundle:
    """The bundle as a file in a folder. Refused if a file is not in its place or the record changed meanwhile."""
    with small_page_cache():
        return Builder(bundle, folder).build()
