"""The concept note of an event, written from the page of its preparation as a draft of the library."""

import io
from datetime import UTC, date, datetime

import pytest

from palermo.accounts.states import Role
from palermo.audit.models import AuditEvent
from palermo.library.models import Document
from tests.factories.activities import make_event
from tests.factories.library import make_document
from tests.portal.programme_pages import client_of
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db
ACT = "/en/acts/draft-concept-note/regional/"


@pytest.fixture(autouse=True)
def _today(settings):
    settings.PALERMO_TODAY = datetime(2007, 8, 2, 12, tzinfo=UTC)


@pytest.fixture
def event():
    days = {"starts_on": date(2007, 10, 2), "ends_on": date(2007, 10, 4)}
    return make_event("Regional event", slug="regional", audience="member_states", **days)


@pytest.fixture
def office():
    return client_of(Role.SECRETARIAT)


def given(**more) -> dict[str, object]:
    return {"title_en": "Concept note", "audience": "member_states", "language": "en", "text": "Why we meet.", **more}


def test_one_step_makes_the_draft_and_ties_both_ways(event, office):
    page = Page(office.get("/en/events/regional/preparation/"))
    assert ACT in [str(link["href"]) for link in page.soup.select("a")]
    response = office.post(ACT, given())
    document = Document.objects.get()
    event.refresh_from_db()
    assert (response["Location"], event.concept_note) == (f"/en/documents/{document.slug}/", document)
    version = document.versions.get()
    assert (document.kind, document.state, document.audience, version.language, version.text, version.status) == (
        *("concept_note", "draft", "member_states", "en", "Why we meet.", "draft"),
    )
    verbs = list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["document.created", "languageversion.created", "event.concept_note_drafted"]
    assert "Regional event" in Page(office.get(f"/en/documents/{document.slug}/")).text
    note = f"/en/documents/{document.slug}/"
    assert note in [str(a["href"]) for a in Page(office.get("/en/events/regional/preparation/")).soup.select("dd a")]


def test_a_draft_is_nobody_elses_until_it_is_issued(event, office):
    office.post(ACT, given())
    document, delegate = Document.objects.get(), client_of(Role.DELEGATE)
    seen = [delegate.get(f"/en/documents/{document.slug}/").status_code]
    page = ["Concept note" in delegate.get("/en/events/regional/").content.decode()]
    office.post(f"/en/acts/issue-document/{document.slug}/", {"on": "2007-08-02"})
    seen.append(delegate.get(f"/en/documents/{document.slug}/").status_code)
    page.append("Concept note" in delegate.get("/en/events/regional/").content.decode())
    assert (seen, page) == ([404, 200], [False, True])


def test_a_file_goes_through_the_checks_of_the_library(event, office):
    bad = io.BytesIO(b"MZ not a paper")
    bad.name = "note.pdf"
    page = Page(office.post(ACT, given(text="", upload=bad)))
    assert (len(page.all(".errorlist")), Document.objects.count()) == (1, 0)
    good = io.BytesIO(b"A note.\n")
    good.name = "note.txt"
    assert office.post(ACT, given(text="", upload=good)).status_code == 302
    assert Document.objects.get().versions.get().file_name == "note.txt"


def test_it_is_no_wider_than_the_event_and_says_something(event, office):
    for wrong in (given(audience="public"), given(text=" ")):
        assert len(Page(office.post(ACT, wrong)).all(".errorlist")) == 1
    assert Document.objects.count() == 0


def test_there_is_one_and_it_is_the_secretariats_to_write(event, office):
    answers = {role: client_of(role).post(ACT, given()).status_code for role in (None, Role.DELEGATE)}
    assert (answers[None], Document.objects.count()) == (302, 0)
    event.concept_note = make_document("There already")
    event.save()
    assert "This event already has a concept note." in office.get(ACT).content.decode()
