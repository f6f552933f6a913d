"""Letters and lists of news about people: proposals of speakers and applications for accreditation, named to nobody."""

from datetime import UTC, date, datetime

import pytest
from django.core import mail

from palermo.accounts.states import Role
from palermo.accounts.viewer import VISITOR, viewer_of
from palermo.core.languages import LANGUAGES
from palermo.core.text import MultilingualText
from palermo.following import reader_news
from palermo.following.actions import follow
from palermo.following.digests import enqueue_digests
from palermo.following.states import Frequency
from palermo.registration.actions import participants
from palermo.registration.models import Accreditation
from palermo.speakers.actions import speakers
from palermo.speakers.models import Speaker
from palermo.speakers.proposing import Declaration
from palermo.speakers.states import Party
from tests.factories.accounts import make_person, make_state, make_user
from tests.factories.activities import make_event
from tests.factories.common import text
from tests.factories.registrations import make_registration

pytestmark = pytest.mark.django_db
WORDS = ("Fully Secret", "Applying Charity", "Contact")


@pytest.fixture(autouse=True)
def _today(settings):
    settings.PALERMO_TODAY = datetime(2008, 1, 20, 12, tzinfo=UTC)
    settings.WAGTAILADMIN_BASE_URL = "https://palermo.example.org"


@pytest.fixture
def event():
    return make_event("Forum", kind="forum", slug="forum", starts_on=date(2008, 2, 13), ends_on=date(2008, 2, 15))


@pytest.fixture
def officer():
    return make_user(Role.SECRETARIAT)


def propose(event, state) -> Speaker:
    by = make_person("Delegate", Role.DELEGATE, state=state)
    name = MultilingualText({"en": "Fully Secret"})
    speaker = Speaker(event=event, role="speaker", name=name, reason=text("Reason"), sector="government")
    speaker.proposed_for_state = state
    return speakers.propose_speaker(speaker, declared=Declaration(Party.PROPOSER), by=by)


def apply(event) -> Accreditation:
    registration = make_registration(event)
    given = {"category": "organisation", "name": "Applying Charity", "kind": "civil_society"}
    asked = Accreditation(registration=registration, contact_name="Contact", contact_email="c@example.org", **given)
    return participants.apply_for_accreditation(asked, by="somebody")


def sent_letters(frequency=Frequency.AT_ONCE) -> list[tuple[str, list[str]]]:
    """The letters that go out now: to whom, and what they say is to be read after signing in."""
    mail.outbox.clear()
    enqueue_digests(frequency)
    letters = [(letter.to[0], letter.message().as_string() + letter.body) for letter in mail.outbox]
    assert [word for word in WORDS for _to, words in letters if word in words] == []
    return [(letter.to[0], [line for line in letter.body.splitlines() if "): " in line]) for letter in mail.outbox]


@pytest.mark.parametrize("frequency", [Frequency.AT_ONCE, Frequency.DAILY, Frequency.WEEKLY])
def test_officers_who_follow_the_event_hear_of_a_proposal_and_an_application(event, officer, frequency):
    delegate = make_user(Role.DELEGATE)
    for user in (officer, delegate):
        follow(user, {"activity": event.activity}, frequency)
    follow(make_user(Role.SECRETARIAT), {"activity": make_event("Another").activity}, frequency)
    propose(event, make_state())
    apply(event)
    assert sent_letters(frequency) == [
        (
            officer.email,
            [
                "Events with new applications for accreditation (Secretariat): 1",
                "New nominations of speakers (Secretariat): 1",
            ],
        )
    ]
    assert sent_letters(frequency) == []


def test_delegates_who_follow_the_event_hear_when_a_proposal_is_shared(event, officer):
    delegate, focal = make_user(Role.DELEGATE), make_user(Role.FOCAL_POINT)
    speaker = propose(event, make_state())
    for user in (delegate, focal):
        follow(user, {"activity": event.activity}, Frequency.AT_ONCE)
    speakers.share_speaker(speaker, by=officer)
    assert sent_letters() == [(delegate.email, ["Nominations of speakers (Member States): 1"])]


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_the_letter_is_in_its_readers_language(event, officer, language):
    officer.language = language.django_code
    officer.save()
    follow(officer, {"everything": True}, Frequency.AT_ONCE)
    propose(event, make_state())
    sent_letters()
    [letter] = mail.outbox
    assert letter.extra_headers["Content-Language"] == language.tag
    assert ("New nominations of speakers" in letter.body) == (language.code == "en")


def test_what_is_withdrawn_before_the_letter_is_written_is_not_in_it(event, officer):
    speaker, delegate = propose(event, make_state()), make_user(Role.DELEGATE)
    follow(delegate, {"activity": event.activity}, Frequency.DAILY)
    speakers.share_speaker(speaker, by=officer)
    event.activity.audience = "secretariat"
    event.activity.save()
    assert sent_letters(Frequency.DAILY) == []


def test_lists_of_news_name_a_proposal_to_those_who_are_told_of_it(event, officer):
    speaker = propose(event, make_state())
    apply(event)
    viewers = [VISITOR, viewer_of(make_user(Role.DELEGATE)), viewer_of(officer)]
    day = date(2008, 1, 1)

    def sources() -> list[list[str]]:
        return [sorted(each.source for each in reader_news.news_since(viewer, day, 10)) for viewer in viewers]

    own = ["activities"] if event.activity.authorised_on else []
    before = [[], [], ["applications", "proposed_speakers"]]
    assert [[name for name in each if name not in own] for each in sources()] == before
    speakers.share_speaker(speaker, by=officer)
    after = [[], ["shared_speakers"], ["applications", "proposed_speakers", "shared_speakers"]]
    assert [[name for name in each if name not in own] for each in sources()] == after
