"""Pages of consultations: scheduling and moving on the site, notes verbales, guidance by topic, corrections."""

from datetime import UTC, date, datetime, time

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from palermo.accounts.models import Posting
from palermo.accounts.states import Role
from palermo.core.audiences import Audience
from palermo.core.languages import CODES, LANGUAGES
from palermo.governance.models import Correction, Guidance, Meeting, NoteVerbale
from tests.factories.accounts import make_organisation, make_place, make_user
from tests.factories.activities import make_event, make_outcome
from tests.factories.common import text
from tests.factories.consultations import (
    make_change,
    make_correction,
    make_mission,
    make_note,
    make_point,
    make_topic,
)
from tests.factories.governance import make_guidance, make_mandate, make_meeting
from tests.factories.library import make_document
from tests.portal.page_rows import on_topic, stated
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db

TODAY = date(2008, 1, 31)


@pytest.fixture(autouse=True)
def _today(settings):
    settings.PALERMO_TODAY = TODAY


def client_of(role: Role) -> Client:
    client = Client()
    client.user = make_user(role)
    client.force_login(client.user)
    return client


@pytest.fixture
def office():
    return client_of(Role.SECRETARIAT)


@pytest.fixture
def delegation():
    return client_of(Role.DELEGATE)


def texts(name: str, words: str) -> dict[str, str]:
    return {f"{name}_{code}": f"{words} [{code}]" for code in CODES}


def words_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(Page(response).text.split())


# Scheduling

SCHEDULED = {
    "kind": "expert",
    "starts_on": "2008-03-03",
    "ends_on": "2008-03-04",
    "starts_at": "10:00",
    "ends_at": "13:00",
    "time_zone": "Europe/Vienna",
    "room": "M1",
    "link": "https://example.org/meeting",
    "languages": ["es", "ar"],
    "audience": "member_states",
    "agenda_en": "1 Opening\n2 (a) Data\n3. Closing",
    "agenda_fr": "2 (a) Données\n1 Ouverture",
}


def test_a_meeting_is_scheduled_on_the_site(office):
    place = make_place("Vienna")
    response = office.post("/en/acts/schedule-meeting/", SCHEDULED | {"place": place.pk} | texts("title", "Experts"))
    assert response.status_code == 302, response.context["form"].errors
    meeting = Meeting.objects.get()
    assert (meeting.slug, meeting.scheduled_on, meeting.languages, meeting.place) == (
        *("expert-2008-03-03", TODAY, "ar es", place),
    )
    agenda = [(item.number, dict(item.title)) for item in meeting.agenda_items.all()]
    assert agenda == [
        ("1", {"en": "Opening", "fr": "Ouverture"}),
        ("2 (a)", {"en": "Data", "fr": "Données"}),
        ("3", {"en": "Closing"}),
    ]
    shown = words_of(office, response["Location"])
    assert "10:00–13:00 (Vienna time)" in shown
    assert "M1" in shown
    assert "العربية Español" in shown
    assert "Announced on 31 January 2008" in shown


def test_time_zones_are_offered_by_city_those_in_use_first_then_by_continent(office):
    make_meeting(starts_at=time(9), time_zone="Asia/Bangkok")
    zones = office.get("/en/acts/schedule-meeting/").context["form"].fields["time_zone"].choices
    groups = {group: dict(rows) for group, rows in zones}
    used = {"Asia/Bangkok": "Bangkok", "UTC": "UTC", "Europe/Vienna": "Vienna"}
    others = ["Africa", "Americas", "Asia", "Europe", "Oceania", "Other time zones"]
    assert (groups.pop("Used so far"), list(groups)) == (used, others)
    assert groups["Africa"]["Africa/Addis_Ababa"] == "Addis Ababa"
    assert [group for group, rows in groups.items() if used.keys() & rows.keys()] == []


@pytest.mark.parametrize(
    ("written", "field", "sentence"),
    [
        ({"ends_on": "2008-03-02"}, "ends_on", "The last day is before the first day."),
        ({"starts_at": ""}, "starts_at", "Enter the starting time as well."),
        ({"ends_on": "", "ends_at": "09:00"}, "ends_at", "The end is before the beginning."),
        (
            {"agenda_en": "Opening"},
            "agenda",
            "An agenda item needs a number and a title, such as “1 Opening”; found “Opening” (English).",
        ),
        ({"agenda_fr": "1 Un\n1 Deux"}, "agenda", "Agenda item 1 appears twice."),
    ],
)
def test_what_cannot_be_is_said_at_its_field(office, written, field, sentence):
    response = office.post("/en/acts/schedule-meeting/", SCHEDULED | written)
    assert response.context["form"].errors == {field: [sentence]}
    assert Meeting.objects.count() == 0


def test_only_the_secretariat_schedules(delegation):
    assert delegation.post("/en/acts/schedule-meeting/", SCHEDULED).status_code == 403
    assert "Schedule meeting" not in words_of(delegation, "/en/consultations/")


def test_a_move_is_shown_with_what_was_planned_and_told_to_delegations(
    office, delegation, django_capture_on_commit_callbacks
):
    hours = {"starts_at": time(10), "time_zone": "Europe/Vienna", "place": make_place("Geneva")}
    meeting = make_meeting(on=date(2008, 2, 6), **hours)
    form = office.get(f"/en/acts/move-meeting/{meeting.slug}/").context["form"]
    assert (form["starts_on"].value(), form["place"].value(), form["time_zone"].value()) == (
        *(date(2008, 2, 6), meeting.place_id, "Europe/Vienna"),
    )
    written = {"starts_on": "2008-02-08", "on": "2008-01-30", "time_zone": "Europe/Vienna"} | texts("reason", "No room")
    with django_capture_on_commit_callbacks(execute=True):
        assert office.post(f"/en/acts/move-meeting/{meeting.slug}/", written).status_code == 302
    shown = words_of(delegation, f"/en/consultations/{meeting.slug}/")
    assert "Previously scheduled for 6 February 2008. No room [en] Previously: 10:00 · Geneva [en]" in shown
    assert [letter.recipients() for letter in mail.outbox] == [[delegation.user.email]]
    desk = words_of(delegation, "/en/desk/")
    assert "30 January 2008" in desk
    assert "Meeting rescheduled" in desk


def test_the_desk_tells_what_is_new_about_meetings_that_the_reader_may_see(delegation):
    make_meeting(on=date(2008, 2, 6), scheduled_on=date(2008, 1, 20), title=text("Planned"))
    make_meeting(on=date(2008, 2, 7), cancelled_on=date(2008, 1, 21), title=text("Called off"))
    secret = make_meeting(
        on=date(2008, 2, 8), scheduled_on=TODAY, title=text("Secret"), audience=Audience.STEERING_COMMITTEE
    )
    make_change(secret, on=TODAY)
    make_note(state="issued", issued_on=TODAY, reference="CU 2008/7")
    make_note(reference="CU 2008/8")
    desk = words_of(delegation, "/en/desk/")
    for words in ("Planned [en] Meeting scheduled", "Called off [en] Meeting cancelled", "Invitation, CU 2008/7"):
        assert words.split(" Meeting")[0] in desk
    assert ("Secret" in desk, "CU 2008/8" in desk) == (False, False)


# Notes verbales


def test_a_note_is_written_read_in_six_languages_and_issued(office, delegation):
    meeting = make_meeting(on=date(2008, 2, 6))
    document = make_document("Programme", symbol="E/CN.15/2008/1", audience=Audience.MEMBER_STATES)
    written = {
        "kind": "invitation",
        "reference": "CU 2008/12",
        "to_all_member_states": "on",
        "dated_on": "2008-01-31",
        "dated_at": make_place("Vienna").pk,
        "reply_by": "2008-02-04",
        "enclosures": document.symbol,
    }
    response = office.post(f"/en/acts/write-note/{meeting.slug}/", written)
    assert response.status_code == 302, response.context["form"].errors
    note = NoteVerbale.objects.get()
    preview = office.get(response["Location"])
    assert preview.context["texts"][0].language.code == "en"
    assert all(each.words for each in preview.context["texts"])
    assert delegation.get(response["Location"]).status_code == 404
    assert office.post(f"/en/acts/issue-note/{note.slug}/").status_code == 302
    for language in LANGUAGES:
        page = delegation.get(f"/{language.django_code}/notes/{note.slug}/")
        note.refresh_from_db()
        first = page.context["texts"][0]
        assert (first.language, first.words) == (language, note.text[language.code])
    shown = words_of(delegation, f"/en/notes/{note.slug}/")
    assert "has the honour to extend an invitation" in shown
    assert "E/CN.15/2008/1, Programme [en]" in shown
    assert words_of(delegation, "/en/notes/").count("Invitation, CU 2008/12") == 1


def test_each_language_of_a_note_is_marked_with_its_direction(delegation):
    note = make_note(state="issued")
    sections = Page(delegation.get(f"/en/notes/{note.slug}/")).soup.select("section.note-text")
    directions = {section["lang"]: section["dir"] for section in sections}
    assert directions == dict.fromkeys(("zh-Hans", "en", "fr", "ru", "es"), "ltr") | {"ar": "rtl"}


def test_a_draft_says_which_text_keeps_it_from_a_language(office):
    meeting = make_meeting(on=date(2008, 2, 6), title=text("Title", "en", "fr"))
    note = make_note(meeting=meeting)
    shown = words_of(office, f"/en/notes/{note.slug}/")
    assert shown.count("This note cannot be produced in this language yet. Missing: the title.") == 4


def test_an_organisation_that_is_no_mission_is_refused_on_the_form(office):
    meeting, ngo = make_meeting(on=date(2008, 2, 6)), make_organisation("An NGO", kind="civil_society")
    written = {"kind": "invitation", "dated_on": "2008-01-31", "addressees": [make_mission().pk, ngo.pk]}
    response = office.post(f"/en/acts/write-note/{meeting.slug}/", written)
    assert response.context["form"].non_field_errors() == [
        "“An NGO [en]” is neither a permanent mission nor a ministry (Civil society). Send a letter instead."
    ]
    assert NoteVerbale.objects.count() == 0


def test_missions_and_ministries_are_offered_first(office):
    make_organisation("Agency")
    make_mission("Mission")
    make_organisation("Ministry", kind="ministry")
    form = office.get(f"/en/acts/write-note/{make_meeting(on=date(2008, 2, 6)).slug}/").context["form"]
    groups = [str(label) for label, _names in form.fields["addressees"].widget.choices]
    assert groups == ["Permanent mission", "Ministry", "United Nations"]


def test_a_reference_that_is_taken_is_said(office):
    make_note(reference="CU 2008/1")
    meeting = make_meeting(on=date(2008, 2, 6))
    written = {
        "kind": "invitation",
        "dated_on": "2008-01-31",
        "to_all_member_states": "on",
        "reference": "CU 2008/1",
    }
    response = office.post(f"/en/acts/write-note/{meeting.slug}/", written)
    sentence = "Another note verbale already has the reference CU 2008/1."
    assert response.context["form"].non_field_errors() == [sentence]


def test_only_notes_on_what_has_happened_are_offered(office):
    cancelled = make_meeting(on=date(2008, 2, 6), cancelled_on=TODAY)
    form = office.get(f"/en/acts/write-note/{cancelled.slug}/").context["form"]
    assert [value for value, _label in form.fields["kind"].choices] == ["cancellation"]


# Guidance by topic


def test_a_topic_shows_everything_said_on_it_with_what_came_of_it(delegation):
    topic = make_topic("regional events")
    meeting = make_meeting(on=date(2007, 6, 18))
    led = make_guidance("Led", about=topic, meeting=meeting, given_on=date(2007, 6, 18))
    mandate = make_mandate("Hold them", guidance=led)
    event = make_event("Bangkok", mandate=mandate, audience=Audience.PUBLIC)
    outcome = make_outcome(event, "Eight recommendations", audience=Audience.PUBLIC)
    stated("outcomes", outcome.slug)
    answer = {"answer_kind": "answer", "answer": text("We did"), "answered_on": date(2007, 8, 1)}
    make_guidance("Answered", about=topic, given_on=date(2007, 7, 1), **answer)
    reason = {"answer_kind": "no_action", "answer": text("No money"), "answered_on": date(2007, 8, 1)}
    make_guidance("Refused", about=topic, given_on=date(2007, 7, 2), **reason)
    make_guidance("Waiting", about=topic, given_on=date(2007, 7, 3))
    make_point("A point", about=topic, meeting=make_meeting(on=date(2007, 6, 30)))
    response = delegation.get(f"/en/guidance/topics/{topic.slug}/")
    page = Page(response)
    order = ["Led [en]", "A point [en]", "Answered [en]", "Refused [en]", "Waiting [en]"]
    shown = " ".join(page.text.split())
    assert sorted(order, key=shown.index) == order
    for words in ("Hold them [en]", "Bangkok [en]", "Eight recommendations [en]", "We did [en]", "No money [en]"):
        assert words in shown
    assert shown.count("No mandate or reply yet.") == 1
    assert "Cited in: Report ¶" in shown
    assert [each.is_waiting for each in response.context["said"]] == [False, False, False, False, True]


def test_a_topic_is_complete_whatever_there_is(delegation):
    """Every visible piece of guidance and every visible point stands on exactly one topic's page."""
    topics = [make_topic() for _each in range(2)]
    for about in [*topics, None, None]:
        make_guidance(about=about)
        make_guidance(about=about, audience=Audience.SECRETARIAT)
        make_point(about=about)
        make_point(about=about, meeting=make_meeting(audience=Audience.STEERING_COMMITTEE))
    addresses = [f"/en/guidance/topics/{topic.slug}/" for topic in topics] + ["/en/guidance/other-topics/"]
    page = [each for address in addresses for each in delegation.get(address).context["said"]]
    guidance = [each.guidance.pk for each in page if each.guidance]
    visible = Guidance.objects.filter(audience=Audience.MEMBER_STATES)
    assert sorted(guidance) == sorted(visible.values_list("pk", flat=True))
    assert (len(guidance), len(page) - len(guidance)) == (4, 4)


def test_a_mandate_that_the_reader_may_not_see_is_not_said_to_be_missing(delegation):
    topic = make_topic()
    make_mandate("Secret mandate", guidance=make_guidance(about=topic), audience=Audience.SECRETARIAT)
    shown = words_of(delegation, f"/en/guidance/topics/{topic.slug}/")
    assert "A restricted mandate was recorded from it." in shown
    assert ("Secret mandate" in shown, "No mandate or reply yet." in shown) == (False, False)


def test_a_meeting_that_the_reader_may_not_see_is_not_named_beside_guidance(delegation):
    topic = make_topic()
    secret = make_meeting(audience=Audience.STEERING_COMMITTEE, on=date(2007, 6, 18))
    make_guidance(about=topic, meeting=secret)
    assert secret.slug not in delegation.get(f"/en/guidance/topics/{topic.slug}/").content.decode()


def test_what_waits_is_counted_in_the_list_and_what_has_no_topic_is_not_lost(delegation):
    make_guidance(about=make_topic("research"))
    make_guidance()
    shown = words_of(delegation, "/en/guidance/topics/")
    assert "Research [en] Guidance: 1 · awaiting a reply: 1" in shown
    assert "Other topics 1 item without a topic · awaiting a reply: 1" in shown


def test_a_topic_asks_the_database_twelve_times_at_most(delegation):
    topic = make_topic()
    for _each in range(3):
        on_topic(topic)
    delegation.get(f"/en/guidance/topics/{topic.slug}/")
    with CaptureQueriesContext(connection) as asked:
        delegation.get(f"/en/guidance/topics/{topic.slug}/")
    about_the_page = [query for query in asked if '"following_subscription"' not in query["sql"]]
    assert len(about_the_page) <= 12
    # Whether the reader follows it is asked once more.
    assert len(asked) - len(about_the_page) == 1


# Corrections


def test_a_delegate_corrects_the_notes_while_they_are_open_and_others_do_not_see_it(office, delegation):
    until = datetime(2008, 3, 1, 17, tzinfo=UTC)
    guidance = make_guidance(meeting=make_meeting(corrections_until=until, time_zone="Europe/Vienna"))
    address = f"/en/guidance/{guidance.slug}/"
    assert "Open for corrections by delegations until 1 March 2008, 18:00 (Vienna time, UTC+1)." in words_of(
        delegation, address
    )
    state = Posting.objects.get(user=delegation.user).state
    written = {"state": state.pk} | texts("text", "Corrected")
    response = delegation.post(f"/en/acts/correct-notes/{guidance.slug}/", written)
    assert response.status_code == 302, response.context["form"].errors
    assert Correction.objects.get().state_by == state
    seen = [
        "Corrected [en]" in words_of(client, address)
        for client in (delegation, office, client_of(Role.DELEGATE), client_of(Role.COMMITTEE_MEMBER))
    ]
    assert seen == [True, True, False, False]
    decided = office.post(f"/en/acts/accept-correction/{Correction.objects.get().slug}/", texts("text", "As agreed"))
    assert decided.status_code == 302
    other = words_of(client_of(Role.DELEGATE), address)
    assert "As agreed [en]" in other
    assert "Previous notes Guidance text [en]" in other


def test_a_delegate_cannot_write_for_another_state(delegation):
    until = datetime(2008, 3, 1, tzinfo=UTC)
    guidance = make_guidance(meeting=make_meeting(corrections_until=until))
    other = Posting.objects.get(user=make_user(Role.DELEGATE)).state
    written = {"state": other.pk} | texts("text", "Corrected")
    response = delegation.post(f"/en/acts/correct-notes/{guidance.slug}/", written)
    assert list(response.context["form"].errors) == ["state"]
    assert Correction.objects.count() == 0


def test_an_offered_correction_shows_the_notes_beside_it(office):
    correction = make_correction("Proposed words")
    shown = words_of(office, f"/en/acts/accept-correction/{correction.slug}/")
    assert "Current notes Guidance text [en]" in shown
    assert "Correction proposed by State [en] Proposed words [en]" in shown


def test_guidance_is_recorded_on_the_site(office):
    meeting, topic = make_meeting(), make_topic()
    written = {"kind": "concern", "about": topic.pk, "audience": "member_states"}
    written |= texts("topic", "data") | texts("text", "Too little")
    response = office.post(f"/en/acts/record-guidance/{meeting.slug}/", written)
    assert response.status_code == 302, response.context["form"].errors
    made = Guidance.objects.get()
    assert (made.meeting, made.about, made.kind, made.given_on) == (meeting, topic, "concern", meeting.starts_on)
    assert "The secretariat’s notes, not an official record." in words_of(office, response["Location"])


def test_a_long_topic_is_cut_on_the_timeline_and_whole_on_the_page_of_the_meeting(client):
    client.force_login(make_user(Role.DELEGATE))
    long = "the preparations for the Forum, in particular its content, its plenary meetings and its logistics"
    guidance = make_guidance(long, meeting=make_meeting())
    page = Page(client.get("/en/consultations/"))
    assert "the preparations for the Forum, in particular its content, …" in page.text
    assert long not in page.text
    assert f"{long[:1].upper()}{long[1:]} [en]" in Page(client.get(f"/en/guidance/{guidance.slug}/")).text
