"""Letters about what is new: to those who follow it, as often as they want, with nothing restricted in them."""

import re
from datetime import date, datetime
from email import message_from_bytes
from email.policy import default

import pytest
from django.core import mail, signing
from django.test import Client

from palermo.accounts.states import Role
from palermo.core.audiences import Audience
from palermo.core.languages import LANGUAGES
from palermo.following import actions
from palermo.following.digests import enqueue_digests
from palermo.following.leaving import SALT
from palermo.following.models import Subscription
from palermo.following.states import Frequency
from tests.factories.accounts import make_user
from tests.factories.activities import make_event, make_outcome
from tests.factories.common import text
from tests.factories.consultations import make_note, make_topic
from tests.factories.following import acted, make_subscription
from tests.factories.governance import (
    make_body,
    make_decision,
    make_endorsement,
    make_guidance,
    make_mandate,
    make_meeting,
)
from tests.factories.library import make_document
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db
TODAY = date(2008, 1, 31)
SECRET = "Kestrel"


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = TODAY
    settings.WAGTAILADMIN_BASE_URL = "https://palermo.example.org"


@pytest.fixture
def delegate():
    return make_user(Role.DELEGATE)


def issued(title, **fields):
    document = make_document(title, issued_on=TODAY, **fields)
    acted("document.issued", document)
    return document


def written():
    """The letters that went out since this was asked last: to whom, and their words."""
    shown = [(letter.recipients()[0], letter.body) for letter in mail.outbox]
    mail.outbox.clear()
    return shown


def raw(letter):
    """All that leaves: headers and body, as they are sent and as they are read."""
    parsed = message_from_bytes(letter.message().as_bytes(), policy=default)
    headers = "\n".join(f"{name}: {value}" for name, value in parsed.items())
    return f"{letter.message().as_string()}\n{headers}\n{parsed.get_content()}"


@pytest.mark.parametrize("frequency", [Frequency.AT_ONCE, Frequency.DAILY, Frequency.WEEKLY])
def test_each_is_written_to_as_often_as_they_want_and_once(delegate, frequency):
    make_subscription(delegate, frequency=frequency)
    issued("Paper")
    for other in set(Frequency) - {frequency}:
        enqueue_digests(other)
    assert written() == []
    enqueue_digests(frequency)
    assert [to for to, _words in written()] == [delegate.email]
    enqueue_digests(frequency)
    assert written() == []
    issued("Another")
    enqueue_digests(frequency)
    [(_to, words)] = written()
    assert ("Another" in words, "Paper [en]" in words) == (True, False)


def test_what_is_off_is_never_written(delegate):
    make_subscription(delegate, frequency=Frequency.OFF)
    issued("Paper")
    for frequency in Frequency:
        enqueue_digests(frequency)
    assert written() == []


def test_of_what_is_public_the_title_and_the_page_are_told(delegate):
    make_subscription(delegate)
    document = issued("Paper", symbol="E/CN.15/2008/6")
    enqueue_digests(Frequency.DAILY)
    [(_to, words)] = written()
    assert words.split("\n\n")[0] == (
        f"31 January 2008 · Note\nE/CN.15/2008/6  Paper [en]\nhttps://palermo.example.org/en/documents/{document.slug}/"
    )


def test_of_what_is_not_only_the_number_is_told(delegate):
    make_subscription(delegate)
    for _each in range(3):
        issued(SECRET, audience=Audience.MEMBER_STATES)
    issued(SECRET, audience=Audience.STEERING_COMMITTEE)
    enqueue_digests(Frequency.DAILY)
    [(_to, words)] = written()
    assert words.split("\n\n")[0] == "Sign in to read:\nDocuments (Member States): 3"


def one_of_each(audience):
    """Restricted news of every kind, with a word that would leak in every text and address."""
    word, slug = text(SECRET), lambda kind: f"{SECRET.lower()}-{kind}"
    meeting = make_meeting(title=word, slug=slug("m"), audience=audience, scheduled_on=TODAY, room=SECRET)
    mandate = make_mandate(SECRET, slug=slug("man"), audience=audience, in_force_from=TODAY)
    event = make_event(SECRET, slug=slug("e"), audience=audience, authorised_on=TODAY, mandate=mandate)
    decision = make_decision(SECRET, slug=slug("d"), number=SECRET, audience=audience, adopted_on=TODAY, paragraphs=0)
    acted("document.issued", make_document(SECRET, slug=slug("p"), symbol=SECRET, audience=audience, issued_on=TODAY))
    acted("decision.adopted", decision)
    acted("guidance.recorded", make_guidance(SECRET, slug=slug("g"), audience=audience, given_on=TODAY))
    acted("meeting.scheduled", meeting)
    acted("meeting.cancelled", meeting)
    acted("meeting.moved", meeting)
    acted("note.issued", make_note(meeting=meeting, slug=slug("n"), reference=SECRET, state="issued", issued_on=TODAY))
    acted("endorsement.put", make_endorsement(SECRET, slug=slug("en"), audience=audience, put_on=TODAY))
    acted("mandate.made", mandate)
    acted("activity.authorised", event.activity)
    acted("outcome.created", make_outcome(event, SECRET, slug=slug("o"), audience=audience, produced_on=TODAY))


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
@pytest.mark.parametrize("audience", [a for a in Audience if a != Audience.PUBLIC])
def test_no_restricted_word_is_in_the_mail_in_any_language(language, audience):
    reader = make_user(Role.SECRETARIAT, language=language.django_code)
    make_subscription(reader)
    one_of_each(audience)
    enqueue_digests(Frequency.DAILY)
    [letter] = mail.outbox
    assert SECRET.lower() not in raw(letter).lower()
    assert len(re.findall(r"[1-9]$", letter.body, re.M)) >= 8


def test_who_may_not_see_it_is_not_even_told_how_much():
    for role in (Role.FOCAL_POINT, Role.DELEGATE):
        make_subscription(make_user(role))
    one_of_each(Audience.STEERING_COMMITTEE)
    enqueue_digests(Frequency.DAILY)
    assert written() == []


def test_a_posting_that_ended_is_told_of_what_is_public_alone(delegate):
    make_subscription(delegate)
    issued("Paper")
    issued(SECRET, audience=Audience.MEMBER_STATES)
    delegate.postings.update(until_on=TODAY)
    enqueue_digests(Frequency.DAILY)
    [(_to, words)] = written()
    assert ("Paper" in words, "Member States" in words) == (True, False)


def test_a_closed_account_is_written_nothing(delegate):
    make_subscription(delegate)
    issued("Paper")
    delegate.is_active = False
    delegate.save()
    enqueue_digests(Frequency.DAILY)
    assert written() == []


def test_only_what_is_followed_is_told(delegate):
    topic, body, mandate = make_topic(), make_body(), make_mandate()
    event = make_event("Forum", audience=Audience.PUBLIC, mandate=mandate, authorised_on=TODAY)
    meeting = make_meeting(title=text("Talk"), scheduled_on=TODAY)
    followed = {
        "topic": ("guidance.recorded", make_guidance("On topic", about=topic, given_on=TODAY)),
        "body": ("decision.adopted", make_decision("Of body", body=body, adopted_on=TODAY, paragraphs=0)),
        "mandate": ("activity.authorised", event.activity),
        "meeting": ("meeting.cancelled", meeting),
    }
    targets = {"topic": topic, "body": body, "mandate": mandate, "meeting": meeting}
    readers = {name: make_user(Role.DELEGATE) for name in followed}
    for name, reader in readers.items():
        make_subscription(reader, **{name: targets[name]})
    by_kind = make_user(Role.DELEGATE)
    make_subscription(by_kind, meeting_kind="consultation")
    for verb, record in followed.values():
        acted(verb, record)
    issued("Unrelated")
    enqueue_digests(Frequency.DAILY)
    shown = {to: words.split("\n\n")[0].splitlines() for to, words in written()}
    restricted = "Sign in to read:"
    assert shown[readers["topic"].email] == [restricted, "Guidance (Member States): 1"]
    assert shown[readers["body"].email][1] == "Of body [en]"
    assert shown[readers["mandate"].email][1] == "Forum [en]"
    assert shown[readers["meeting"].email] == shown[by_kind.email] == [restricted, "Meetings (Member States): 1"]


def test_a_target_that_is_no_longer_open_leads_to_nothing(delegate):
    meeting = make_meeting(audience=Audience.MEMBER_STATES)
    make_subscription(delegate, meeting=meeting)
    meeting.audience = Audience.SECRETARIAT
    meeting.save()
    acted("note.issued", make_note(meeting=meeting, state="issued", issued_on=TODAY))
    acted("meeting.cancelled", meeting)
    enqueue_digests(Frequency.DAILY)
    assert written() == []


def test_who_begins_to_follow_is_not_told_of_what_was_done_before(delegate):
    issued("Before")
    actions.follow(delegate, {"everything": True}, Frequency.DAILY)
    enqueue_digests(Frequency.DAILY)
    assert written() == []


def test_what_fails_is_written_with_the_next_try(delegate, monkeypatch):
    make_subscription(delegate)
    issued("Paper")
    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", _refuse)
        with pytest.raises(AssertionError, match="no server"):
            enqueue_digests(Frequency.DAILY)
    assert Subscription.objects.get().notified_at is None
    enqueue_digests(Frequency.DAILY)
    assert ["Paper" in words for _to, words in written()] == [True]


def _refuse(*_arguments):
    raise OSError("no server")


def test_each_letter_is_in_its_readers_language():
    readers = {language: make_user(Role.DELEGATE, language=language.django_code) for language in LANGUAGES}
    for reader in readers.values():
        make_subscription(reader)
    issued("Paper")
    enqueue_digests(Frequency.DAILY)
    shown = dict(written())
    kinds = {shown[reader.email].splitlines()[0].rpartition(" · ")[2] for reader in readers.values()}
    assert len(kinds) > 3
    for language, reader in readers.items():
        assert f"Paper [{language.code}]" in shown[reader.email]
        assert f"https://palermo.example.org/{language.django_code}/updates/" in shown[reader.email]


# The link that ends letters


def leave_link(delegate):
    make_subscription(delegate)
    make_subscription(delegate, frequency=Frequency.WEEKLY, meeting_kind="consultation")
    issued("Paper")
    enqueue_digests(Frequency.DAILY)
    [letter] = mail.outbox
    return letter.message()["List-Unsubscribe"].strip("<>").removeprefix("https://palermo.example.org")


def often():
    return dict(Subscription.objects.values_list("meeting_kind", "frequency"))


def test_a_look_at_the_page_ends_nothing_and_its_button_ends_letters_of_that_kind(delegate):
    link = leave_link(delegate)
    visitor = Client(enforce_csrf_checks=True)
    page = visitor.get(link)
    assert Page(page).one("main button") == "Unsubscribe"
    assert (delegate.email in Page(page).text, often()) == (False, {"": "daily", "consultation": "weekly"})
    assert visitor.post(link).status_code == 200
    assert often() == {"": "off", "consultation": "weekly"}
    assert (page["Cache-Control"], page["Referrer-Policy"]) == ("private, no-store", "no-referrer")


def test_a_mail_program_asks_with_one_click(delegate):
    link = leave_link(delegate)
    [letter] = mail.outbox
    assert letter.message()["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    answer = Client(enforce_csrf_checks=True).post(
        link, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded"
    )
    assert (answer.status_code, often()[""]) == (200, "off")


def test_an_old_link_does_not_end_what_was_asked_for_again(delegate, settings):
    link = leave_link(delegate)
    Client().post(link)
    settings.PALERMO_TODAY = date(2008, 2, 3)
    actions.follow(delegate, {"everything": True}, Frequency.DAILY)
    Client().post(link)
    assert often()[""] == "daily"


def test_a_link_that_was_not_signed_by_us_opens_nothing(delegate):
    link = leave_link(delegate)
    forged = signing.dumps([delegate.pk, "daily", datetime.max.isoformat()], key="another", salt=SALT)
    other_purpose = signing.dumps([delegate.pk, "daily", datetime.max.isoformat()], salt="another")
    addresses = [link.replace(link.split("/")[-2], each) for each in (forged, other_purpose, "x", "x:y:z")]
    addresses.append(f"{link[:-3]}{'A' if link[-3] != 'A' else 'B'}{link[-2:]}")
    assert {Client().post(address).status_code for address in addresses} == {404}
    assert often()[""] == "daily"


# My own page


def test_i_follow_and_follow_no_longer(client, delegate):
    client.force_login(delegate)
    mandate = make_mandate("Mandate")
    page = Page(client.get(f"/en/mandates/{mandate.slug}/"))
    assert page.one(".margin .follow button") == "Follow"
    asked = {each["name"]: each["value"] for each in page.soup.select(".margin .follow input")}
    assert client.post("/en/following/follow/", asked).headers["Location"] == f"/en/mandates/{mandate.slug}/"
    mine = Subscription.objects.get()
    assert (mine.user, mine.mandate, mine.frequency) == (delegate, mandate, "daily")
    assert "You are following this: daily." in Page(client.get(f"/en/mandates/{mandate.slug}/")).text
    client.post(f"/en/following/{mine.pk}/", {"frequency": "weekly"})
    assert Subscription.objects.get().frequency == "weekly"
    client.post(f"/en/following/{mine.pk}/", {"unfollow": "1"})
    assert not Subscription.objects.exists()


def test_nobody_follows_what_they_may_not_see_or_touches_anothers_choice(client, delegate):
    client.force_login(delegate)
    hidden = make_mandate(SECRET, audience=Audience.SECRETARIAT)
    for what in (f"mandate {hidden.slug}", "mandate none", "user 1", "", "meeting_kind none"):
        assert client.post("/en/following/follow/", {"what": what, "frequency": "daily"}).status_code == 404
    assert client.post("/en/following/follow/", {"what": "everything", "frequency": "hourly"}).status_code == 404
    others = make_subscription(make_user(Role.DELEGATE))
    assert client.post(f"/en/following/{others.pk}/", {"unfollow": "1"}).status_code == 404
    assert Subscription.objects.count() == 1


def test_what_closed_since_is_not_named_to_its_follower(client, delegate):
    mandate = make_mandate(SECRET)
    make_subscription(delegate, mandate=mandate)
    mandate.audience = Audience.SECRETARIAT
    mandate.save()
    client.force_login(delegate)
    page = Page(client.get("/en/following/"))
    assert (SECRET in page.text, "No longer available to you" in page.text) == (False, True)


def test_the_button_leads_back_to_no_other_site(client, delegate):
    client.force_login(delegate)
    asked = {"what": "everything", "frequency": "daily", "next": "https://elsewhere.example/"}
    assert client.post("/en/following/follow/", asked).headers["Location"] == "/en/following/"
