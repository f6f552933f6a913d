"""Feeds: valid Atom with full texts, of public records only, for every reader."""

from datetime import date, datetime
from xml.etree import ElementTree

import pytest
from django.test import Client

from palermo.accounts.states import Role
from palermo.core.audiences import Audience
from palermo.core.languages import LANGUAGES
from palermo.following.entries import feed_names
from tests.factories.accounts import make_user
from tests.factories.activities import make_event, make_outcome
from tests.factories.common import number, text
from tests.factories.following import acted
from tests.factories.governance import make_decision, make_mandate
from tests.factories.library import make_document
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
XML = "{http://www.w3.org/XML/1998/namespace}"
TODAY = date(2008, 1, 31)
SECRET = "Kestrel"


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = TODAY
    settings.WAGTAILADMIN_BASE_URL = "https://palermo.example.org"


def fill(word, audience):
    """One record for each feed of the record."""
    event = make_event(word, audience=audience, authorised_on=TODAY, mandate=make_mandate(audience=audience))
    make_outcome(event, word, audience=audience, produced_on=TODAY, recommendations=1)
    make_decision(word, audience=audience, adopted_on=TODAY, preamble=text(f"{word} preamble"))
    return make_document(word, words=f"{word} words", symbol=f"{word}/{number()}", audience=audience, issued_on=TODAY)


def read(kind, language="en", client=None):
    answer = (client or Client()).get(f"/{language}/feeds/{kind}.xml")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/atom+xml; charset=utf-8")
    return ElementTree.fromstring(answer.content)


def texts(feed, name):
    return [each.text for each in feed.iter(f"{ATOM}{name}")]


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_a_feed_holds_to_its_standard(language):
    fill("Open", Audience.PUBLIC)
    feed = read("everything", language.django_code)
    assert (feed.tag, feed.get(f"{XML}lang")) == (f"{ATOM}feed", language.tag)
    for element in [feed, *feed.findall(f"{ATOM}entry")]:
        for needed in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{needed}")) == 1
        assert element.findtext(f"{ATOM}id").startswith(f"tag:palermo.example.org,2026:{language.code}:")
        assert datetime.fromisoformat(element.findtext(f"{ATOM}updated")).tzinfo
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    links = {(each.get("rel"), each.get("hreflang")): each.get("href") for each in feed.findall(f"{ATOM}link")}
    here = f"https://palermo.example.org/{language.django_code}/feeds/everything.xml"
    assert links["self", None] == here
    assert {tag for rel, tag in links if tag} == {each.tag for each in LANGUAGES} - {language.tag}
    content = feed.find(f"{ATOM}entry/{ATOM}content")
    assert content.get("type") == "html"
    assert len(set(texts(feed, "id"))) == len(texts(feed, "id")) > 4


def test_full_texts_stand_in_it():
    fill("Open", Audience.PUBLIC)
    assert "Open words" in texts(read("documents"), "content")[0]
    decision = texts(read("decisions"), "content")[0]
    assert "Open preamble [en]" in decision
    assert "1. " in decision
    assert "Open recommendation 1 [en]" in texts(read("outcomes"), "content")[0]


def test_a_text_that_is_missing_in_a_language_is_not_replaced_by_another():
    fill("Open", Audience.PUBLIC)
    assert "Open words" not in texts(read("documents", "ar"), "content")[0]


READERS = [None, Role.FOCAL_POINT, Role.DELEGATE, Role.COMMITTEE_MEMBER, Role.SECRETARIAT]


@pytest.mark.parametrize("role", READERS, ids=lambda role: role or "visitor")
def test_it_is_public_whoever_asks(role):
    client = Client()
    if role:
        client.force_login(make_user(role))
    for audience in set(Audience) - {Audience.PUBLIC}:
        fill(SECRET, audience)
    fill("Open", Audience.PUBLIC)
    make_document(SECRET, state="draft", issued_on=None)
    make_outcome(make_event("Event", audience=Audience.PUBLIC), SECRET, audience=Audience.MEMBER_STATES)
    for kind in feed_names():
        answer = client.get(f"/en/feeds/{kind}.xml")
        assert SECRET not in answer.content.decode()
        assert "public" in answer["Cache-Control"]
    assert texts(read("everything", client=client), "title").count("Open [en]") == 4


def test_names_of_entries_stay_and_their_time_moves():
    document = fill("Open", Audience.PUBLIC)
    before = read("documents").find(f"{ATOM}entry")
    acted("document.version_replaced", document)
    after = read("documents").find(f"{ATOM}entry")
    assert after.findtext(f"{ATOM}id") == before.findtext(f"{ATOM}id")
    assert after.findtext(f"{ATOM}published") == before.findtext(f"{ATOM}published")
    earlier, later = (datetime.fromisoformat(each.findtext(f"{ATOM}updated")) for each in (before, after))
    assert later >= earlier


def test_a_program_that_has_it_is_told_so_and_told_anew_after_an_act():
    fill("Open", Audience.PUBLIC)
    first = Client().get("/en/feeds/documents.xml")
    same = Client().get("/en/feeds/documents.xml", headers={"If-None-Match": first["ETag"]})
    assert (same.status_code, same.content) == (304, b"")
    since = Client().get("/en/feeds/documents.xml", headers={"If-Modified-Since": first["Last-Modified"]})
    assert since.status_code == 304
    acted("document.issued", make_document("Another", issued_on=TODAY))
    new = Client().get("/en/feeds/documents.xml", headers={"If-None-Match": first["ETag"]})
    assert (new.status_code, b"Another" in new.content) == (200, True)


def test_what_was_restricted_again_is_gone_from_it():
    document = fill("Open", Audience.PUBLIC)
    assert "Open [en]" in texts(read("documents"), "title")
    document.audience = Audience.MEMBER_STATES
    document.save()
    acted("document.restricted", document)
    assert "Open [en]" not in texts(read("documents"), "title")


def test_there_is_no_other_feed():
    assert Client().get("/en/feeds/guidance.xml").status_code == 404
    assert Client().post("/en/feeds/documents.xml").status_code == 405


def test_pages_lead_programs_and_readers_to_them():
    page = Page(Client().get("/en/documents/"))
    links = [link["href"] for link in page.soup.select('link[type="application/atom+xml"]')]
    assert links == ["/en/feeds/documents.xml", "/en/feeds/everything.xml"]
    listed = [link["href"] for link in Page(Client().get("/ar/feeds/")).soup.select("main a")]
    assert len(listed) == len(feed_names()) * len(LANGUAGES)
    assert {Client().get(address).status_code for address in listed} == {200}
