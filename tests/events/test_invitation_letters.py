"""Notes verbales and letters of invitation to events: what they say, to whom they are given, and all drafts at once."""

import zipfile
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from django.test import Client
from pypdf import PdfReader

from palermo.accounts.states import Role
from palermo.core.languages import LANGUAGES
from tests.factories.accounts import make_organisation, make_person, make_place, make_state
from tests.factories.activities import make_event
from tests.factories.governance import make_mandate
from tests.factories.preparation import make_event_invitation, make_group
from tests.portal.programme_pages import client_of, questions
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(settings):
    settings.PALERMO_TODAY = datetime(2007, 8, 2, 12, tzinfo=UTC)


@pytest.fixture
def event():
    days = {"starts_on": date(2007, 10, 2), "ends_on": date(2007, 10, 4)}
    return make_event("Regional event", place=make_place("Bangkok"), **days)


@pytest.fixture
def office():
    return client_of(Role.SECRETARIAT)


def letter(invitation, rest: str) -> str:
    return f"/en/events/{invitation.event.activity.slug}/invitations/{invitation.number}/{rest}"


def drafts(event, asked: str = "") -> str:
    return f"/en/events/{event.activity.slug}/invitations/drafts.zip{asked}"


def words_of(content: bytes) -> str:
    return zipfile.ZipFile(BytesIO(content)).read("word/document.xml").decode()


TO = {
    "a State": lambda event: {"state_invited": make_state("Addressed")},
    "an organization": lambda event: {"organisation": make_organisation("Addressed")},
    "a State by letter": lambda event: {"state_invited": make_state("Addressed"), "channel": "letter"},
}


@pytest.mark.parametrize(("language", "to"), list(zip(LANGUAGES, [*TO.values()] * 2, strict=True)))
def test_it_is_written_in_each_language_in_both_forms_with_the_same_bytes(event, office, language, to):
    given = {"seats": 3, "reference": "NV 2007/15", "reply_by": date(2007, 9, 1), **to(event)}
    address = letter(make_event_invitation(event, **given), language.code)
    docx, pdf = (office.get(f"{address}.{form}") for form in ("docx", "pdf"))
    written = words_of(docx.content)
    for shown in (
        f"Regional event [{language.code}]",
        f"Addressed [{language.code}]",
        "NV 2007/15",
        "palermo@localhost",
    ):
        assert shown in written
    assert ("<w:bidi/>" in written) == language.right_to_left
    document = PdfReader(BytesIO(pdf.content))
    assert (len(document.pages), document.trailer["/Root"]["/Lang"].startswith(language.code)) == (1, True)
    assert office.get(f"{address}.pdf").content == pdf.content
    assert office.get(f"{address}.docx").content == docx.content
    assert (docx["Cache-Control"], pdf["Cache-Control"]) == ("private, no-store",) * 2


def test_a_note_verbale_speaks_in_the_third_person_and_is_not_signed(event, office):
    note = make_event_invitation(event, state_invited=make_state("Land"))
    by_letter = make_event_invitation(event, organisation=make_organisation("Agency"), channel="letter")
    page = [words_of(office.get(letter(each, "en.docx")).content) for each in (note, by_letter)]
    in_third = ["presents its compliments" in words for words in page]
    greeted = ["Dear Sir or Madam," in words for words in page]
    # Once with its day at the end of a note, once as the signature of a letter.
    assert (in_third, greeted) == ([True, False], [False, True])
    assert "We have" not in page[0]
    assert page[0].index("highest consideration") < page[0].index("1 August 2007") < page[0].index("Land [en]")


def test_a_person_is_named_until_the_names_are_removed(event, office):
    line = make_group(event, "Ms. Guest", "Judge", organisation=make_organisation("Court"))
    invitation = make_event_invitation(event, participant=line, channel="letter")
    words = words_of(office.get(letter(invitation, "en.docx")).content)
    assert ["Ms. Guest," in words, "Judge" in words, "Court [en]" in words] == [True] * 3
    line.named.delete()
    words = words_of(office.get(letter(invitation, "en.docx")).content)
    assert ["Guest" in words, "Court [en]" in words] == [False, True]


def test_only_the_secretariat_and_those_it_went_to_have_it(event):
    land, agency = make_state("Land"), make_organisation("Agency")
    every = [
        make_event_invitation(event, state_invited=land),
        make_event_invitation(event, organisation=agency),
        make_event_invitation(event, state_invited=make_state("Elsewhere")),
        make_event_invitation(event, state_invited=make_state("Not yet"), state="planned"),
        make_event_invitation(event, state_invited=make_state("Gone"), state="withdrawn"),
    ]
    clients = {role: client_of(role) for role in (None, Role.SECRETARIAT, Role.FOCAL_POINT)}
    for role, place in ((Role.DELEGATE, {"state": land}), (Role.COMMITTEE_MEMBER, {"organisation": agency})):
        clients[role] = Client()
        clients[role].force_login(make_person("Theirs", role, **place))
    answers = {
        role: [client.get(letter(each, "en.docx")).status_code for each in every] for role, client in clients.items()
    }
    assert answers == {
        None: [302, 302, 302, 302, 302],
        Role.SECRETARIAT: [200, 200, 200, 200, 404],
        Role.DELEGATE: [200, 404, 404, 404, 404],
        Role.COMMITTEE_MEMBER: [404, 200, 404, 404, 404],
        Role.FOCAL_POINT: [404, 404, 404, 404, 404],
    }


def test_what_was_sent_bears_its_day_and_a_draft_none(event, office):
    sent = make_event_invitation(event)
    planned = make_event_invitation(event, state_invited=make_state("Not yet"), state="planned")
    page = [words_of(office.get(letter(each, "en.docx")).content) for each in (sent, planned)]
    assert ["1 August 2007" in words for words in page] == [True, False]
    assert ["[Draft, not sent" in words for words in page] == [False, True]


def test_all_drafts_are_one_file_in_the_languages_chosen(event, office, settings):
    for name in ("One", "Two"):
        make_event_invitation(event, state_invited=make_state(name), state="planned")
    make_event_invitation(event, state_invited=make_state("Sent"))
    response = office.get(drafts(event, "?language=fr&language=ar"))
    packed = zipfile.ZipFile(BytesIO(response.content))
    slug = event.activity.slug
    expected = [f"{slug}-{number:03}-{code}.docx" for code in ("ar", "fr") for number in (1, 2)]
    assert (sorted(packed.namelist()), response["Cache-Control"]) == (sorted(expected), "private, no-store")
    assert "Two [fr]" in words_of(packed.read(f"{slug}-002-fr.docx"))
    settings.PALERMO_TODAY = datetime(2007, 8, 5, 12, tzinfo=UTC)
    assert office.get(drafts(event, "?language=fr&language=ar")).content == response.content


def test_drafts_are_the_secretariats(event, office):
    assert office.get(drafts(event)).status_code == 404
    make_event_invitation(event, state="planned")
    answers = {role: client_of(role).get(drafts(event)).status_code for role in (None, *Role)}
    assert answers == {role: 200 if role == Role.SECRETARIAT else 403 if role else 302 for role in (None, *Role)}


def test_drafts_ask_as_often_for_three_as_for_one(event, office):
    make_event_invitation(event, state_invited=make_state(), state="planned")
    one = questions(office, drafts(event))
    for _more in range(2):
        make_event_invitation(event, state_invited=make_state(), state="planned")
    assert questions(office, drafts(event)) == one


@pytest.mark.parametrize(("audience", "is_named"), [("public", True), ("member_states", False)])
def test_a_mandate_that_is_not_public_is_in_no_letter(office, audience, is_named):
    event = make_event("Regional event", mandate=make_mandate("Authority", audience=audience))
    words = words_of(office.get(letter(make_event_invitation(event), "en.docx")).content)
    assert ("Authority [en]" in words) == is_named


def test_the_page_leads_to_each_of_them(event, office):
    make_event_invitation(event, state_invited=make_state("Not yet"), state="planned")
    sent = make_event_invitation(event, state_invited=make_state("Sent"))
    page = Page(office.get(f"/en/events/{event.activity.slug}/preparation/"))
    led = [str(link["href"]) for link in page.soup.select(".letters a")]
    assert (len(led), letter(sent, "ar.pdf") in led) == (24, True)
    assert page.all(".take button") == ["Download drafts"]
