"""The pages of a bundle: the site's own, with links that lead somewhere, and nothing that asks a server."""

import hashlib
import json
import posixpath
import re
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest
from django.test import Client

from palermo.accounts.models import User
from palermo.core.languages import CODES
from palermo.library.actions.versions import set_file
from palermo.library.models import Document, LanguageVersion, Read
from palermo.offline.models import BundledRecord
from palermo.programme.models import Programme
from tests.factories.offline import build, unpacked
from tests.factories.programmes import full, make_release

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]
PDF = b"%PDF-1.7\nA paper.\n"


class Page(HTMLParser):
    """The ids of a page, its addresses, and the elements it is made of."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.ids, self.addresses, self.elements = set(), [], []
        self.feed(content.decode())

    def handle_starttag(self, tag, attrs):
        held = dict(attrs)
        self.elements.append(tag)
        self.ids |= {held["id"]} if held.get("id") else set()
        self.addresses += [held[name] for name in ("href", "src", "action", "data-suggestions") if held.get(name)]


def filed(slug: str = "bangkok-recommendations", language: str = "en") -> Document:
    version = LanguageVersion.objects.get(document__slug=slug, language=language)
    set_file(version, PDF, name="recommendations.pdf", media_type="application/pdf")
    version.save()
    return version.document


def programme() -> Programme:
    made = Programme.objects.get(slug="vienna-forum")
    full(made)
    make_release(made)
    return made


@pytest.fixture
def officer():
    return User.objects.filter(postings__role="secretariat").first()


def by_kind(names: set[str], folder: str) -> set[str]:
    return {name.removeprefix(f"{folder}/") for name in names if name.startswith(f"{folder}/")}


@pytest.mark.slow
def test_it_has_the_same_pages_in_each_language_and_every_file_once(officer):
    filed()
    programme()
    held = unpacked(build("member_states", by=officer))
    pages = {code: by_kind(set(held), code) for code in CODES}
    assert {code: pages[code] for code in CODES} == dict.fromkeys(CODES, pages["en"])
    own = {"index.html", "events.html", "tools.html", "studies.html", "documents.html", "a-z.html", "subjects.html"}
    assert own | {"search.html"} <= pages["en"]
    of_the_programme = {each for each in pages["en"] if each.startswith("programme-")}
    assert of_the_programme == {
        "programme-vienna-forum.html",
        "programme-vienna-forum-rooms.html",
        "programme-vienna-forum.ics",
        "programme-vienna-forum.json",
        "programme-vienna-forum.pdf",
    }
    assert by_kind(set(held), "files") == {"bangkok-recommendations.en.pdf"}
    assert held["files/bangkok-recommendations.en.pdf"] == PDF
    assert json.loads(held["manifest.json"])["files"] == len(held) - 3


@pytest.mark.slow
def test_every_link_leads_to_a_file_of_the_bundle_and_to_a_place_on_its_page(officer):
    filed()
    programme()
    held = unpacked(build("steering_committee", by=officer))
    pages = {name: Page(content) for name, content in held.items() if name.endswith(".html")}
    dead = [
        (name, address)
        for name, page in pages.items()
        for address in page.addresses
        if not address.startswith("data:") and not _leads(name, address, pages, held)
    ]
    assert dead == []


def _leads(name: str, address: str, pages: dict[str, Page], held: dict[str, bytes]) -> bool:
    path, _mark, fragment = address.partition("#")
    there = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(path))) if path else name
    return there in held and (not fragment or there not in pages or unquote(fragment) in pages[there].ids)


@pytest.mark.slow
def test_nothing_asks_a_server_and_only_the_search_has_a_script(officer):
    held = unpacked(build("member_states", by=officer))
    pages = {name: Page(content) for name, content in held.items() if name.endswith(".html")}
    with_script = {name for name, page in pages.items() if {"script", "form", "input", "button"} & set(page.elements)}
    assert with_script == {f"{code}/search.html" for code in CODES}
    assert [name for name, page in pages.items() if any("://" in each for each in page.addresses)] == []
    styles = [content for name, content in held.items() if name.endswith(".css")]
    assert [style for style in styles if re.search(rb"url\(|@import", style)] == []
    policy = "content=\"default-src 'none'; style-src 'self' file:; script-src 'self' file:; "
    assert [name for name in pages if policy.encode() not in held[name]] == []


def test_what_is_not_in_it_is_text(officer):
    """The page of the event names its mandate and the paragraphs that state it, which are no pages of a bundle."""
    page = unpacked(build("public", by=officer, parts="events", languages="en"))["en/event-bangkok-2007.html"].decode()
    site = Client().get("/en/events/bangkok-2007/").content.decode()
    assert '<a href="/en/mandates/regional-events/">' in site
    assert "<span>Regional events</span>" in page
    assert "<a href" not in page.split("<h2>Cited in</h2>")[1].split("</ul>")[0]
    assert "Sign in" not in page
    assert "History" not in page


def test_the_text_of_a_page_is_that_of_the_site(officer):
    """One template for both: only the form for taking papers away is not there."""
    page = unpacked(build("public", by=officer, languages="zh"))["zh/event-bangkok-2007.html"].decode()
    site = Client().get("/zh-hans/events/bangkok-2007/").content.decode()
    assert _main(page) == _main(re.sub(r"<form.*?</form>", "", site, flags=re.DOTALL))


def _main(page: str) -> str:
    main = page.split("<main")[1].split("</main>")[0]
    return " ".join(re.sub(r"<[^>]*>", " ", main).split())


@pytest.mark.slow
def test_the_same_record_gives_the_same_bytes_but_for_the_instant_of_the_signature(officer):
    filed()
    programme()
    one, other = (
        unpacked(build("member_states", by=officer, slug=slug, languages="ar ru")) for slug in ("bundle-a", "bundle-b")
    )
    as_one = {name: content.replace(b"bundle-b", b"bundle-a") for name, content in other.items()}
    assert list(one) == list(other)
    assert {name for name in one if one[name] != as_one[name]} == {"SHA256SUMS", "SIGNED", "SIGNED.sig"}


def test_of_one_event_only_what_is_its_own_is_in_it(officer):
    event = Document.objects.get(slug="bangkok-recommendations").outcomes.first().event
    bundle = build("public", by=officer, event=event, parts="events documents", languages="en")
    rows = set(bundle.records.values_list("kind", "ident"))
    assert {ident for kind, ident in rows if kind == "events"} == {"bangkok-2007"}
    assert {ident for kind, ident in rows if kind == "documents"} <= {"bangkok-recommendations"}


def test_each_restricted_paper_in_it_is_written_down_with_who_had_it_built(officer):
    bundle = build("member_states", by=officer, languages="en fr", parts="documents")
    restricted = LanguageVersion.objects.filter(document__audience="member_states", language__in=["en", "fr"])
    expected = sorted(restricted.filter(document__state="issued").values_list("document__slug", "language"))
    assert len(expected) > 5
    noted = Read.objects.filter(by="bundle", reader=officer.pk).values_list("slug", "language")
    assert sorted(noted) == expected
    held = BundledRecord.objects.filter(bundle=bundle, kind="documents", audience="member_states")
    assert sorted(held.exclude(language="").values_list("ident", "language")) == expected


def test_its_sums_hold_for_every_file(officer):
    held = unpacked(build("public", by=officer, languages="en"))
    sums = dict(reversed(line.split("  ", 1)) for line in held["SHA256SUMS"].decode().splitlines())
    found = {name: hashlib.sha256(content).hexdigest() for name, content in held.items()}
    assert sums == {name: found[name] for name in found if name not in {"SHA256SUMS", "SIGNED", "SIGNED.sig"}}
