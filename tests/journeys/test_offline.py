"""A bundle is opened from the disk, without network: read with scripts off, then searched with them on."""

import re
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.db import transaction
from playwright.sync_api import Browser, Page, expect

from palermo.accounts.models import User
from palermo.accounts.viewer import VISITOR
from palermo.core.languages import CODES
from palermo.library.actions.versions import set_file
from palermo.library.models import LanguageVersion
from palermo.offline.selection import place_of
from palermo.programme.models import Programme
from palermo.search.queries import SearchRequest, search
from tests.factories.offline import build
from tests.factories.programmes import full, make_release
from tests.journeys.browsing import visit
from tests.journeys.looking import sticking_out, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]
HELD = {"events", "outcomes", "recommendations", "tools", "studies", "documents"}
HELD |= {"treaties", "statements", "laws", "reviews"}
HELD |= {"partnerships", "commitments", "action-plans", "plan-editions", "campaigns", "campaign-material", "advice"}
# What axe says when it may not read the style sheets once more.
OF_AXE = ("Connecting to", "Couldn't load preload")
WORDS = {
    "ar": ["الاتجار بالأشخاص", "للضحايا", "توصيات"],
    "zh": ["人口贩运", "販運", "区域活动"],
    "en": ["trafficking in persons", "recommendation", "manuals"],
    "fr": ["traite des personnes", "d’experts", "recommandations"],
    "ru": ["торговля людьми", "рекомендация", "мероприятия"],
    "es": ["trata de personas", "declaración", "reuniones"],
}


@pytest.fixture(scope="module")
def folder(demonstration, django_db_blocker, tmp_path_factory) -> Path:
    """A bundle for the public, unpacked; what was added to the record for it is undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        path = _unpacked(tmp_path_factory.mktemp("bundle"))
        transaction.set_rollback(True)
    return path


def _unpacked(path: Path) -> Path:
    programme = Programme.objects.get(slug="vienna-forum")
    full(programme)
    make_release(programme)
    version = LanguageVersion.objects.get(document__slug="new-delhi-declaration", language="en")
    set_file(version, b"%PDF-1.7\nA declaration.\n", name="declaration.pdf", media_type="application/pdf")
    version.save()
    bundle = build("public", by=User.objects.filter(postings__role="secretariat").first())
    with bundle.file.open() as file, ZipFile(file) as packed:
        packed.extractall(path)
    return path


@pytest.fixture
def opened(chromium: Browser) -> Iterator:
    """Open a page from the disk, without network; at the end no page may have complained or asked anything else."""
    contexts, complaints, asked = [], [], []

    def open_page(path: Path, *, with_scripts: bool, width: int = 1280) -> Page:
        screen = {"width": width, "height": 900}
        context = chromium.new_context(offline=True, java_script_enabled=with_scripts, viewport=screen)
        contexts.append(context)
        context.on("console", lambda shown: shown.text.startswith(OF_AXE) or complaints.append(shown.text))
        context.on("request", lambda request: asked.append(request.url))
        page = context.new_page()
        page.goto(path.as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []
    assert [address for address in asked if not address.startswith(("file:", "data:"))] == []


def test_it_is_read_without_scripts_from_the_first_page_to_the_file(folder, opened):
    page = opened(folder / "index.html", with_scripts=False)
    visit(page.get_by_role("link", name="English"))
    visit(page.get_by_role("link", name="Events", exact=True).first)
    visit(page.get_by_role("main").locator('a[href="event-new-delhi-2007.html"]'))
    visit(page.get_by_role("main").locator('a[href="document-new-delhi-declaration.html"]').first)
    assert page.url.endswith("/en/document-new-delhi-declaration.html")
    files = page.get_by_role("main").get_by_role("link").evaluate_all("links => links.map((link) => link.href)")
    assert f"{folder.as_uri()}/files/new-delhi-declaration.en.pdf" in files
    visit(page.get_by_role("link", name="中文").first)
    assert page.url.endswith("/zh/document-new-delhi-declaration.html")
    assert page.locator("html").get_attribute("lang") == "zh-Hans"
    page.goto((folder / "en/event-vienna-forum.html").as_uri())
    visit(page.locator(".event-tabs").get_by_role("link", name="Programme"))
    visit(page.get_by_role("link", name="by room"))
    assert page.url.endswith("/en/programme-vienna-forum-rooms.html")
    assert page.locator(".programme-grid").count() > 0
    visit(page.get_by_role("link", name="Search"))
    assert "Searching requires JavaScript." in page.locator("main").inner_text()
    visit(page.get_by_role("main").get_by_role("link", name="By letter"))
    visit(page.get_by_role("link", name="N", exact=True))
    assert page.url.endswith("a-z.html#" + page.locator("section", has_text="New Delhi").first.get_attribute("id"))


@pytest.mark.parametrize("language", CODES)
def test_its_search_finds_in_each_language_what_the_site_finds_in_it(folder, opened, language):
    """The same records for a visitor, of the kinds that the bundle holds; words that stand there in other forms."""
    page = opened(folder / language / "search.html", with_scripts=True)
    page.wait_for_selector("#offline-search:not([hidden])")
    for words in WORDS[language]:
        found = _found(page, words, language)
        expected = _on_the_site(words, language)
        assert expected, words
        assert found == expected, words


def _found(page: Page, words: str, language: str) -> list[str]:
    page.locator("#offline-words").fill(words)
    page.keyboard.press("Enter")
    expect(page.locator("#offline-status")).to_contain_text(re.compile(r"\d"))
    page.locator("#offline-results li").first.wait_for()
    while page.locator("#offline-results .more button").count():
        # Where a single result is left, it stands in the place of the button.
        before = page.locator("#offline-results li:not(.more)").count()
        page.locator("#offline-results .more button").click()
        page.locator("#offline-results li:not(.more)").nth(before).wait_for()
    links = page.locator("#offline-results h2 a").evaluate_all("each => each.map((link) => link.getAttribute('href'))")
    of_records = [link for link in links if link.startswith(f"../{language}/") and "programme-" not in link]
    return sorted(link.removeprefix(f"../{language}/") for link in of_records)


def _on_the_site(words: str, language: str) -> list[str]:
    found, hits = search(VISITOR, SearchRequest(words, reads=language, language=language)), []
    for number in range(1, found.pages + 1):
        hits += search(VISITOR, SearchRequest(words, reads=language, language=language, page=number)).hits
    return sorted(_place(hit.kind, hit.record) for hit in hits if hit.kind in HELD)


def _place(kind: str, record) -> str:
    if kind == "documents":
        return f"document-{record.slug}.html"
    if kind in {"outcomes", "recommendations"}:
        outcome = record if kind == "outcomes" else record.outcome
        number = f"-{record.number}" if kind == "recommendations" else ""
        return f"event-outcomes-{outcome.event.activity.slug}.html#{outcome.slug}{number}"
    if kind == "treaties":
        return f"treaty-{record.slug}.html"
    if kind == "statements":
        return f"treaty-{record.treaty.slug}.html#{record.slug}"
    if kind in {"laws", "reviews"}:
        return f"state-{record.state.slug}.html#{kind.removesuffix('s')}-{record.slug}"
    names = {"events": "event", "tools": "tool", "studies": "study"}
    return f"{names[kind]}-{record.activity.slug}.html" if kind in names else f"{place_of(record)}.html"


@pytest.mark.parametrize("language", CODES)
def test_what_is_found_is_shown_by_the_words_around_it(folder, opened, language):
    """In each language something is marked in the text; it stands in the direction of its own language."""
    page = opened(folder / language / "search.html", with_scripts=True)
    page.wait_for_selector("#offline-search:not([hidden])")
    _found(page, WORDS[language][0], language)
    marked = page.locator("#offline-results .snippet:has(mark)")
    assert marked.count() > 0
    assert {each.get_attribute("dir") for each in marked.all()[:5]} == {"rtl" if language == "ar" else "ltr"}
    first = marked.first
    assert len(first.inner_text()) <= 250
    assert all(each.strip() for each in first.locator("mark").all_inner_texts())


PAGES = ["index", "documents", "a-z", "subjects", "search", "event-bangkok-2007", "programme-vienna-forum"]


@pytest.mark.parametrize("language", ["en", "ar", "zh"])
@pytest.mark.parametrize("width", [1280, 360])
def test_its_pages_keep_nobody_out(folder, opened, language, width):
    for name in PAGES:
        page = opened(folder / language / f"{name}.html", with_scripts=True, width=width)
        assert (name, violations(page), sticking_out(page)) == (name, [], 0)
    front = opened(folder / "index.html", with_scripts=True, width=width)
    assert (violations(front), sticking_out(front)) == ([], 0)
