"""Whether a person is named in the list of participants: stated by others, then decided by themselves."""

import re
from datetime import UTC, datetime

import pytest
from django.core import mail
from django.test import Client

from palermo.accounts.states import Role
from palermo.audit.models import AuditEvent, RecordVersion
from palermo.core.digests import digest_of_text
from palermo.core.refusals import Refused
from palermo.registration.actions import participants
from palermo.registration.models import Participant
from palermo.registration.purging import addresses_of, words_of
from palermo.registration.queries.registrations import listed_participants
from tests.factories.accounts import make_person, make_state
from tests.factories.registrations import make_participant, make_registration
from tests.portal.programme_pages import client_of
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db
OWN = "/en/registration/own/"
EMAIL = "ana@example.org"


@pytest.fixture(autouse=True)
def _today(settings):
    settings.PALERMO_TODAY = datetime(2008, 1, 22, 12, tzinfo=UTC)
    settings.WAGTAILADMIN_BASE_URL = "https://palermo.example.org"


@pytest.fixture
def registration():
    return make_registration()


@pytest.fixture
def delegate():
    return make_person("Delegate", Role.DELEGATE, state=make_state("Land"))


def register(registration, delegate, **fields) -> Participant:
    state = delegate.postings.get().state
    given = {"category": "delegation", "role": "head", "given_name": "Ana", "family_name": "Silva", **fields}
    person = Participant(registration=registration, state_for=state, **given)
    return participants.register_participant(person, by=delegate)


def link() -> str:
    """The path of the link in the latest mail."""
    return re.search(r"https://palermo\.example\.org(/\S+)", mail.outbox[-1].body)[1]


def led() -> Client:
    client = Client()
    client.get(link())
    return client


def stands(person) -> tuple[bool, str, bool]:
    person.refresh_from_db()
    return person.is_listed, person.listing_stated_by, person.listing_answered_at is not None


def test_nobody_without_an_address_is_written_to_and_what_was_told_is_said_to_be_told(registration, delegate):
    person = register(registration, delegate, is_listed=True)
    assert (len(mail.outbox), stands(person)) == (0, (True, "sender", False))
    page = Page(client_of(Role.SECRETARIAT).get(f"/en/events/{registration.slug}/participants/"))
    assert "name published in the list of participants (as entered at registration)" in page.text


def test_the_person_confirms_and_takes_back_by_their_link(registration, delegate):
    person = register(registration, delegate, is_listed=True, listing_email=EMAIL)
    [letter] = mail.outbox
    assert (letter.to, "Registered by: Land [en]" in letter.body, "Silva" in letter.body) == ([EMAIL], True, False)
    client = led()
    page = Page(client.get(OWN))
    assert ("Ana Silva" in page.text, "You will be named once the list is published." in page.text) == (True, True)
    assert client.post(OWN, {"answer": "yes"}).status_code == 302
    assert stands(person) == (True, "person", True)
    client.post(OWN, {"answer": "no"})
    assert stands(person) == (False, "person", True)
    shown = Page(client_of(Role.SECRETARIAT).get(f"/en/events/{registration.slug}/participants/")).text
    assert "name not published (as stated by the person)" in shown


def test_the_list_follows_the_answer_at_once(registration, delegate):
    person = register(registration, delegate, is_listed=True, listing_email=EMAIL)
    Participant.objects.update(state="accredited", decided_on=datetime(2008, 1, 22, tzinfo=UTC).date())
    seen = [list(listed_participants(registration))]
    led().post(OWN, {"answer": "no"})
    seen.append(list(listed_participants(registration)))
    assert seen == [[person], []]


def test_the_secret_lies_nowhere_but_in_the_mail_and_the_log_knows_a_number(registration, delegate):
    person = register(registration, delegate, listing_email=EMAIL)
    secret = link().rstrip("/").rpartition("/")[2]
    person.refresh_from_db()
    assert (person.listing_digest, len(secret)) == (digest_of_text(secret), 43)
    led().post(OWN, {"answer": "yes"})
    entries = str(list(AuditEvent.objects.values())) + str(list(RecordVersion.objects.values()))
    assert [word in entries for word in (secret, EMAIL, "Silva")] == [False] * 3
    answered = AuditEvent.objects.get(verb="participant.listing_answered")
    assert (answered.details, answered.actor_name) == (
        {"number": person.number, "is_listed": True},
        "the registered person, by their link",
    )


def test_others_take_back_and_never_give_in_the_persons_place(registration, delegate):
    person = register(registration, delegate, listing_email=EMAIL)
    led().post(OWN, {"answer": "yes"})
    participants.change_participant(person, is_listed=False, by=delegate)
    assert stands(person) == (False, "sender", False)
    led().post(OWN, {"answer": "no"})
    with pytest.raises(Refused, match=r"This person has asked not to be named\."):
        participants.change_participant(person, is_listed=True, by=delegate)
    participants.change_participant(person, function="Minister", by=delegate)
    assert stands(person) == (False, "person", True)


@pytest.mark.parametrize("changed", [{"family_name": "Lim"}, {"listing_email": "other@example.org"}])
def test_under_another_name_or_address_the_person_is_asked_anew(registration, delegate, changed):
    person = register(registration, delegate, listing_email=EMAIL)
    old = led()
    old.post(OWN, {"answer": "yes"})
    participants.change_participant(person, by=delegate, **changed)
    assert (stands(person), len(mail.outbox)) == ((True, "sender", False), 2)
    assert [client.get(OWN).status_code for client in (old, led())] == [404, 200]


def test_a_link_opens_nothing_once_the_address_is_taken_away_or_the_person_does_not_come(registration, delegate):
    person = register(registration, delegate, listing_email=EMAIL)
    client = led()
    participants.withdraw_participant(person, by=delegate)
    assert "refused or withdrawn" in client.get(OWN).content.decode()
    other = register(registration, delegate, listing_email=EMAIL)
    client = led()
    participants.change_participant(other, listing_email="", by=delegate)
    assert (client.get(OWN).status_code, client.post(OWN, {"answer": "yes"}).status_code) == (404, 404)
    assert stands(other)[1] == "sender"


def test_nobody_without_a_link_is_shown_anybody(registration):
    make_participant(registration, family_name="Secret")
    page = Client().get(OWN)
    assert (page.status_code, b"Secret" in page.content) == (404, False)
    assert Client().get(f"{OWN}of-nobody/")["Location"] == OWN
    assert page["X-Robots-Tag"] == "noindex"
    assert "no-store" in page["Cache-Control"]


def test_the_address_goes_with_the_names(registration, delegate):
    register(registration, delegate, listing_email=EMAIL)
    assert (EMAIL in words_of(registration), EMAIL in addresses_of(registration)) == (True, True)
    page = client_of(Role.SECRETARIAT).get(f"/en/events/{registration.slug}/participants/?as=published")
    assert EMAIL not in page.content.decode()
