"""The page of an event's preparations, the desk and the calendar, and what is seen by those named alone."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from palermo.accounts.states import Role
from palermo.audit.models import AuditEvent, RecordVersion
from palermo.config.chores import delete_old_needs
from palermo.logistics.models import LogisticsTask, ParticipantNeed
from palermo.registration.actions.registrations import purge_registration
from palermo.registration.purging import words_of
from tests.factories.accounts import make_state, make_user
from tests.factories.activities import make_event
from tests.factories.registrations import make_participant, make_registration
from tests.factories.screens import make_need, make_task
from tests.factories.speakers import make_speaker
from tests.portal.programme_pages import client_of, questions
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(settings):
    settings.PALERMO_TODAY = datetime(2008, 1, 20, 12, tzinfo=UTC)


@pytest.fixture
def event():
    return make_event("Forum", kind="forum", starts_on=date(2008, 2, 13), ends_on=date(2008, 2, 15))


@pytest.fixture
def officer():
    return make_user(Role.SECRETARIAT)


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page_of(event) -> str:
    return f"/en/events/{event.activity.slug}/logistics/"


def test_an_officer_takes_over_the_usual_tasks_and_does_one_by_forms(event, officer):
    office, slug = signed_in(officer), event.activity.slug
    form = Page(office.get(f"/en/acts/take-first-tasks/{slug}/"))
    assert "90 days before: 15 November 2007" in form.text
    answer = office.post(f"/en/acts/take-first-tasks/{slug}/", {"keys": ["forum/rooms", "forum/host-agreement"]})
    assert answer["Location"].startswith(page_of(event))
    page = Page(office.get(page_of(event)))
    assert page.all("main .papers h3") == ["Sign host country agreement", "Book rooms and equipment"]
    assert "Depends on: Sign host country agreement" in page.one("#task-rooms")
    rooms = LogisticsTask.objects.get(slug="rooms")
    doubted = Page(office.post(f"/en/acts/do-task/{rooms.pk}/", {"on": "2008-01-20"}))
    assert doubted.all("#doubts + ul li") == [
        "This task depends on “Sign host country agreement”, which is not completed."
    ]
    confirmed = {"on": "2008-01-20", "confirmed": doubted.soup.select_one("#confirmed")["value"]}
    office.post(f"/en/acts/do-task/{rooms.pk}/", confirmed)
    office.post(f"/en/acts/do-task/{LogisticsTask.objects.get(slug='host-agreement').pk}/", {"on": "2008-01-20"})
    assert set(LogisticsTask.objects.values_list("state", flat=True)) == {"done"}


def test_an_event_is_offered_the_tasks_for_its_kind_and_told_how_many_would_be_overdue(event, officer):
    form = Page(signed_in(officer).get(f"/en/acts/take-first-tasks/{event.activity.slug}/"))
    offered = [box["value"].split("/")[0] for box in form.soup.select("[name=keys]")]
    assert offered == ["forum"] * 13
    assert form.one("#id_keys_helptext") == (
        "10 of these tasks will be overdue at once: change their dates after adding them."
    )


def test_a_circle_is_refused_on_the_form_with_its_chain(event, officer):
    one, other = make_task(event, "One"), make_task(event, "Other")
    one.blocked_by.add(other)
    given = {"title_en": "Other", "days_before": 5, "blocked_by": [one.pk]}
    page = Page(signed_in(officer).post(f"/en/acts/change-task/{other.pk}/", given))
    assert "These tasks would wait for one another for ever: Other (" in page.text or "Other ← One" in page.text
    assert not other.blocked_by.exists()


@pytest.mark.parametrize("given", [{}, {"days_before": 5, "due_on": "2008-02-01"}])
def test_a_task_has_either_days_before_the_opening_or_a_day(event, officer, given):
    page = Page(signed_in(officer).post(f"/en/acts/add-task/{event.activity.slug}/", {"title_en": "Task", **given}))
    assert "Enter either the days before the opening or a fixed date." in page.text
    assert not LogisticsTask.objects.exists()


def test_what_would_move_with_the_opening_is_shown_first(event, officer):
    make_task(event, "Counted", days_before=10, due_on=date(2008, 2, 1))
    make_task(event, "Fixed", days_before=None, due_on=date(2008, 2, 1))
    office, address = signed_in(officer), f"/en/acts/follow-opening/{event.activity.slug}/"
    assert "1 task does not match the present opening date." in Page(office.get(page_of(event))).text
    rows = Page(office.get(address)).all("main tbody tr")
    assert rows == ["Counted [en] 1 February 2008 3 February 2008"]
    office.post(address)
    assert {task.due_on.day for task in LogisticsTask.objects.all()} == {1, 3}
    assert "No task would move" in Page(office.get(address)).text


def test_what_is_late_stands_on_the_desk_and_in_the_calendar_of_the_secretariat_alone(event):
    make_task(event, "undisclosed late", due_on=date(2008, 1, 10))
    make_task(event, "undisclosed done", due_on=date(2008, 1, 10), state="done")
    for address in ("/en/secretariat/deadlines/", "/en/calendar/", "/en/calendar.ics"):
        answer = client_of(Role.SECRETARIAT).get(address).text.replace("\r\n ", "")
        assert "undisclosed late" in answer
    assert "undisclosed done" not in client_of(Role.SECRETARIAT).get("/en/secretariat/deadlines/").text
    for role in (None, Role.DELEGATE, Role.COMMITTEE_MEMBER, Role.FOCAL_POINT):
        for address in (
            "/en/secretariat/deadlines/",
            "/en/desk/",
            "/en/calendar/",
            "/en/calendar.ics",
            page_of(event),
            "/en/calendar/?kind=task",
        ):
            assert "undisclosed" not in client_of(role).get(address).text


def test_a_need_is_shown_to_the_officers_named_and_to_no_other(event, officer):
    named = make_user(Role.SECRETARIAT)
    given = {"person": "undisclosed", "kind": "protection", "text": "undisclosed", "delete_on": "2008-03-15"}
    answer = signed_in(officer).post(
        f"/en/acts/record-need/{event.activity.slug}/", {**given, "officers": [named.pk]}, follow=True
    )
    need = ParticipantNeed.objects.get()
    assert "undisclosed" not in answer.text
    assert "undisclosed" in signed_in(named).get(page_of(event)).text
    for act in ("meet-need", "delete-need"):
        assert signed_in(officer).get(f"/en/acts/{act}/{need.pk}/").status_code == 404
        assert signed_in(officer).post(f"/en/acts/{act}/{need.pk}/").status_code == 404
    signed_in(named).post(f"/en/acts/meet-need/{need.pk}/")
    assert ParticipantNeed.objects.get().is_met
    signed_in(named).post(f"/en/acts/delete-need/{need.pk}/")
    assert not ParticipantNeed.objects.exists()


def of(event, **given) -> dict:
    return {"kind": "access", "text": "undisclosed need", "delete_on": "2008-03-15", **given}


@pytest.fixture
def registration(event):
    return make_registration(event)


def test_a_need_is_tied_to_who_is_registered_and_goes_with_them(event, officer, registration, settings):
    person = make_participant(registration, "undisclosed person")
    office, address = signed_in(officer), f"/en/acts/record-need/{event.activity.slug}/"
    office.post(address, of(event, number=person.number, officers=[officer.pk]))
    assert ParticipantNeed.objects.get().participant == person
    shown = office.get(page_of(event)).text
    assert ("undisclosed person" in shown, "undisclosed need" in shown) == (True, True)
    other = signed_in(make_user(Role.SECRETARIAT))
    for page in (page_of(event), f"/en/events/{event.activity.slug}/participants/", "/en/secretariat/"):
        assert "undisclosed need" not in other.get(page).text
    for entry in (*AuditEvent.objects.all(), *RecordVersion.objects.all()):
        assert "undisclosed" not in str(vars(entry))
    assert "undisclosed need" in words_of(registration)
    settings.PALERMO_TODAY = datetime(2008, 5, 15, 12, tzinfo=UTC)
    purge_registration(registration, by="a system command")
    assert not ParticipantNeed.objects.exists()


def test_a_need_may_be_of_a_speaker_or_of_a_whole_delegation(event, officer, registration):
    office, address = signed_in(officer), f"/en/acts/record-need/{event.activity.slug}/"
    speaker, state = make_speaker(event=event), make_state()
    office.post(address, of(event, speaker=speaker.pk, officers=[officer.pk]))
    office.post(address, of(event, delegation=state.pk, officers=[officer.pk]))
    assert set(ParticipantNeed.objects.values_list("speaker", "delegation")) == {(speaker.pk, None), (None, state.pk)}


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({}, "Identify the person in one way:"),
        ({"number": 1, "person": "Somebody"}, "Identify the person in one way:"),
        ({"number": 999}, "No registration for this event has this number."),
        ({"number": 2}, "No registration for this event has this number."),
    ],
)
def test_whose_need_it_is_is_said_in_one_way(event, officer, registration, given, sentence):
    make_participant(registration)
    elsewhere = make_registration(make_event("Other"))
    make_participant(elsewhere)
    make_participant(elsewhere, "undisclosed")
    page = Page(
        signed_in(officer).post(
            f"/en/acts/record-need/{event.activity.slug}/", of(event, officers=[officer.pk], **given)
        )
    )
    assert sentence in page.text
    assert not ParticipantNeed.objects.exists()


def test_each_night_what_has_had_its_day_is_deleted(event, officer):
    make_need(event, officer, delete_on=date(2008, 1, 20))
    delete_old_needs.enqueue()
    assert not ParticipantNeed.objects.exists()


def test_the_page_asks_as_often_for_three_tasks_and_needs_as_for_one(event, officer):
    office = signed_in(officer)

    def more(times: int) -> int:
        for _time in range(times):
            make_task(event, owner=officer).blocked_by.add(make_task(event))
            make_need(event, officer)
        return questions(office, page_of(event))

    for_one = more(1)
    assert more(2) <= for_one
