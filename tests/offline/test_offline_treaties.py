"""Treaties and States in offline packages: status as at the day, statements, law and reviews, for each audience."""

import posixpath
import re
from datetime import date
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup

from palermo.core.audiences import Audience
from palermo.core.languages import CODES
from palermo.offline.queries import closed_records
from palermo.treaties.states.participation import ActionKind, StatementKind
from tests.factories.accounts import make_state
from tests.factories.activities import make_event
from tests.factories.common import text
from tests.factories.laws import make_law, make_proposal, make_review
from tests.factories.offline import build, unpacked
from tests.factories.treaties import make_action, make_statement, make_treaty

pytestmark = pytest.mark.django_db
DAY = date(2008, 1, 31)
LATELY = date(2008, 1, 10)
SECRET = "Kestrel"
PARTS = "treaties states"


@pytest.fixture(autouse=True)
def _today(settings):
    settings.PALERMO_TODAY = DAY


@pytest.fixture
def here():
    return make_state("Here")


@pytest.fixture
def treaty(here):
    """A treaty with an action, a statement, a provision and reviews, and what must not be in a public package."""
    treaty = make_treaty("Protocol", depositary_number="XVIII-12-a")
    make_action(treaty, here, on=LATELY)
    make_action(treaty, make_state("Signatory"), ActionKind.SIGNATURE, on=LATELY)
    make_action(treaty, here, ActionKind.WITHDRAWAL, on=date(2008, 2, 10))
    reservation = make_statement(treaty, here, made_on=LATELY, provision="15(2)", summary=text("Not bound"))
    make_statement(treaty, make_state("Other"), StatementKind.OBJECTION, about=reservation, made_on=LATELY)
    make_law("Act", state=here, treaty=treaty, text=text("Whoever recruits"), citation="Act 694")
    make_proposal(SECRET, state=here, treaty=treaty)
    make_review("Review", state=here, treaty=treaty, due_on=DAY)
    make_review(SECRET, state=here, treaty=treaty, audience=Audience.MEMBER_STATES)
    make_state("Nothing on record")
    return treaty


def soup_of(held, name):
    return BeautifulSoup(held[name].decode(), "html.parser")


def words_of(page):
    return " ".join(page.get_text(" ").split()).replace(" [en]", "")


def test_a_treaty_has_its_status_and_statements_as_at_the_day(here, treaty):
    held = unpacked(build(parts=PARTS, languages="en"))
    page = words_of(soup_of(held, f"en/treaty-{treaty.slug}.html"))
    assert "Here 10 January 2008 Accession" in page
    assert "Here: Reservation 10 January 2008 article 15, paragraph 2 Not bound Other: Objection" in page
    assert "As at 31 January 2008" in page
    assert "10 February 2008" not in page
    assert ("Download" in page, "Gaps" in page, "Comparison" in page, "History" in page) == (False,) * 4
    listed = soup_of(held, "en/treaties.html")
    assert [link["href"] for link in listed.select("main .papers a")] == [f"treaty-{treaty.slug}.html"]


def test_a_state_has_its_treaties_law_and_reviews(here, treaty):
    held = unpacked(build(parts=PARTS, languages="en"))
    page = soup_of(held, f"en/state-{here.slug}.html")
    assert [heading.get_text(strip=True) for heading in page.select("main h2")][:3] == [
        "Treaties",
        "National law",
        "Reviews",
    ]
    assert {"Act 694", "Whoever recruits"} <= {words_of(each) for each in page.select("main bdi, main .reading")}
    assert "History" not in page.get_text()
    listed = soup_of(held, "en/states.html").select("main .papers li")
    assert [words_of(each) for each in listed] == ["Here", "Other", "Signatory"]


def test_each_audience_reads_what_is_theirs(here, treaty):
    for audience, is_there in ((Audience.PUBLIC, False), (Audience.MEMBER_STATES, True)):
        bundle = build(audience, parts=PARTS, languages="en")
        held = unpacked(bundle)
        assert (SECRET.encode() in held[f"en/state-{here.slug}.html"]) == is_there
        assert any(SECRET.lower().encode() in content.lower() for content in held.values()) == is_there
        kinds = sorted(bundle.records.values_list("kind", flat=True))
        assert kinds == ["laws", *["reviews"] * (1 + is_there), "treaties"]
        assert b"proposed" not in held[f"en/state-{here.slug}.html"].lower()


def test_a_package_is_closed_when_a_review_in_it_is_restricted(here, treaty):
    bundle = build(parts=PARTS, languages="en")
    assert closed_records(bundle) == []
    review = here.reviews.get(audience=Audience.PUBLIC)
    review.audience = Audience.SECRETARIAT
    review.save()
    assert [row.ident for row in closed_records(bundle)] == [review.slug]


@pytest.mark.parametrize("parts", ["treaties", "states", PARTS])
def test_every_link_leads_to_a_page_of_the_package_and_nothing_needs_a_server(here, treaty, parts):
    held = unpacked(build(parts=parts))
    pages = [name for name in held if name.endswith(".html")]
    expected = [f"treaty-{treaty.slug}"] if "treaties" in parts else []
    expected += [f"state-{here.slug}"] if "states" in parts else []
    assert {f"{code}/{name}.html" for code in CODES for name in expected} <= set(pages)
    for name in pages:
        page = soup_of(held, name)
        assert page.select("form:not([id=offline-search]), select, iframe") == []
        for element in page.select("a[href], link[href], img[src], script[src]"):
            address = element.get("href") or element.get("src")
            path, _mark, fragment = unquote(address).partition("#")
            if address.startswith("data:") or re.match(r"https?:", address):
                continue
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
            assert target in held, (name, address)
            if fragment and element.name == "a":
                assert soup_of(held, target).find(id=fragment) is not None, (name, address)
        styles = [
            held[posixpath.normpath(posixpath.join(posixpath.dirname(name), link["href"]))]
            for link in page.select("link[rel=stylesheet]")
        ]
        assert len(set(styles)) == len(styles)
        # What is a link on the site and none here does not end a drawing.
        assert page.select("svg span") == []


def test_search_finds_them_without_network(here, treaty):
    held = unpacked(build(parts=PARTS, languages="en"))
    index = b"".join(content for name, content in held.items() if name.startswith("search/")).decode()
    statement = here.statements.get()
    law, review = here.laws.get(status="recorded"), here.reviews.get(audience=Audience.PUBLIC)
    for place in (
        f"en/treaty-{treaty.slug}.html",
        f"en/treaty-{treaty.slug}.html#{statement.slug}",
        f"en/state-{here.slug}.html",
        f"en/state-{here.slug}.html#law-{law.slug}",
        f"en/state-{here.slug}.html#review-{review.slug}",
    ):
        assert place in index


def test_a_long_status_has_its_pages(treaty):
    for number in range(60):
        make_action(treaty, make_state(f"State {number:02}"), on=LATELY)
    held = unpacked(build(parts="treaties", languages="en"))
    pages = sorted(name for name in held if name.startswith(f"en/treaty-{treaty.slug}"))
    shown = " ".join(words_of(soup_of(held, name)) for name in pages)
    assert len(pages) > 1
    assert all(f"State {number:02} 10 January 2008" in shown for number in range(60))


def test_a_package_of_one_event_has_none(treaty):
    event = make_event("Event", audience=Audience.PUBLIC)
    held = unpacked(build(parts=f"events {PARTS}", languages="en", event=event))
    assert [name for name in held if "treaty" in name or "state" in name] == []
    assert SECRET not in str(held)


def test_the_same_record_gives_the_same_package(treaty):
    first, second = (unpacked(build(parts=PARTS, languages="en ar", slug=slug)) for slug in ("first", "second"))
    of_treaties = [name for name in first if re.match(r"(en|ar)/(treat|state)|search/", name)]
    assert len(of_treaties) > 12
    assert [first[name] for name in of_treaties] == [second[name] for name in of_treaties]
