"""Treaties and reviews in the calendar: what takes effect, what is due, anniversaries, each for its reader."""

from datetime import date
from urllib.parse import urlsplit

import pytest
from django.test import Client
from icalendar import Calendar

from palermo.accounts.states import Role
from palermo.accounts.viewer import VISITOR, viewer_of
from palermo.core.audiences import Audience
from palermo.portal.calendar.calendar_pages import calendar_of, desk_calendar_of
from palermo.portal.calendar.entries import TWELVE_WEEKS, Kind, Span
from palermo.treaties.states.participation import ActionKind
from tests.factories.accounts import make_organisation, make_state, make_user
from tests.factories.common import text
from tests.factories.laws import make_review
from tests.factories.treaties import make_action, make_statement, make_treaty
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db
TODAY = date(2008, 1, 31)
SOON = date(2008, 2, 20)
SECRET = "Kestrel"
TREATIES = {Kind.TREATY, Kind.ANNIVERSARY}


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = TODAY


def span(since=TODAY, until=TODAY + TWELVE_WEEKS, late=20):
    return Span(since, until, TODAY, 100, late)


def entries(asked, viewer=VISITOR, kind=""):
    page = calendar_of(viewer, asked, kind)
    return [(each.first, each.words.replace(" [en]", "")) for each in (*page.late, *page.entries)]


def of_year(year, kind=""):
    return entries(span(date(year, 1, 1), date(year, 12, 31), late=0), kind=kind)


def test_an_instrument_stands_on_the_day_on_which_it_takes_effect():
    treaty = make_treaty("Protocol", opened_on=None)
    for name in ("First", "Second"):
        make_action(treaty, make_state(name), on=date(2004, 1, 10))
    make_action(treaty, make_state("Third"), ActionKind.RATIFICATION, on=date(2008, 1, 21))
    make_action(treaty, make_state("Signatory"), ActionKind.SIGNATURE, on=date(2008, 1, 21))
    make_action(treaty, make_state("Left"), ActionKind.ACCESSION, on=date(2005, 1, 1))
    make_action(
        treaty, treaty.actions.get(deposited_on=date(2005, 1, 1)).state, ActionKind.WITHDRAWAL, on=date(2007, 3, 1)
    )
    make_action(treaty, make_state(SECRET), on=date(2008, 2, 1))
    assert entries(span()) == [
        (SOON, "Protocol: entry into force (Third)"),
        (date(2008, 3, 1), "Protocol: withdrawal takes effect (Left)"),
    ]


def test_a_treaty_enters_into_force_once_for_all():
    treaty = make_treaty("Protocol", opened_on=date(2003, 12, 12), closed_on=date(2004, 12, 12))
    for name in ("First", "Second"):
        make_action(treaty, make_state(name), on=date(2004, 1, 10))
    assert of_year(2003) == [(date(2003, 12, 12), "Protocol: opened for signature")]
    assert of_year(2004) == [
        (date(2004, 4, 9), "Protocol: entry into force"),
        (date(2004, 12, 12), "Protocol: last day for signature"),
    ]


def test_entry_into_force_to_come_follows_from_what_is_deposited_today():
    treaty = make_treaty("Protocol", opened_on=None)
    make_action(treaty, make_state(), on=date(2007, 12, 1))
    make_action(treaty, make_state(), on=date(2008, 2, 1))
    assert entries(span()) == []
    make_action(treaty, make_state(), on=date(2007, 12, 20))
    assert entries(span()) == [(date(2008, 3, 19), "Protocol: entry into force")]


def test_names_are_those_of_the_day_and_organizations_have_theirs():
    treaty = make_treaty("Protocol", opened_on=None)
    for _each in range(2):
        make_action(treaty, make_state(), on=date(2004, 1, 10))
    make_action(treaty, make_organisation("Union"), on=date(2008, 1, 21))
    assert entries(span()) == [(SOON, "Protocol: entry into force (Union)")]


def test_what_took_effect_in_the_past_is_shown_where_it_is_asked_for():
    treaty = make_treaty("Protocol", opened_on=None)
    for _each in range(2):
        make_action(treaty, make_state(), on=date(2004, 1, 10))
    make_action(treaty, make_state("Third"), on=date(2005, 3, 1))
    effect = (date(2005, 3, 31), "Protocol: entry into force (Third)")
    assert effect in of_year(2005, Kind.TREATY)
    assert effect not in of_year(2005)


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (2005, [(date(2005, 2, 28), "Protocol: 5 years since adoption")]),
        (2006, []),
        (2009, [(date(2009, 4, 9), "Protocol: 5 years since entry into force")]),
        (2020, [(date(2020, 2, 29), "Protocol: 20 years since adoption")]),
    ],
)
def test_every_fifth_year_is_an_anniversary(year, expected):
    treaty = make_treaty("Protocol", opened_on=None, adopted_on=date(2000, 2, 29))
    for _each in range(2):
        make_action(treaty, make_state(), on=date(2004, 1, 10))
    assert of_year(year, Kind.ANNIVERSARY) == expected
    assert all(each not in of_year(year, Kind.TREATY) for each in expected)


def test_a_review_is_due_for_those_who_may_read_it():
    state, treaty = make_state("Here"), make_treaty("Protocol", opened_on=None)
    of_one = {"state": state, "treaty": treaty}
    make_review("Open", due_on=SOON, **of_one)
    make_review("Late", due_on=date(2007, 12, 1), **of_one)
    make_review("Done", due_on=date(2007, 12, 1), stage="completed", completed_on=date(2007, 12, 9), **of_one)
    make_review(SECRET, due_on=SOON, audience=Audience.MEMBER_STATES, **of_one)
    assert entries(span()) == [(date(2007, 12, 1), "Here, Late"), (SOON, "Here, Open")]
    delegate = viewer_of(make_user(Role.DELEGATE))
    assert entries(span(), delegate) == [
        (date(2007, 12, 1), "Here, Late"),
        (SOON, f"Here, {SECRET}"),
        (SOON, "Here, Open"),
    ]
    page = Page(Client().get("/en/calendar/"))
    assert [words.replace(" [en]", "") for words in page.all("main .entries .what")] == [
        "Today",
        "Here, Open Review due",
    ]
    assert "Here [en], Late [en]" in page.text
    assert SECRET not in page.text


def test_a_desk_has_the_reviews_of_its_own_state_and_no_days_of_treaties():
    treaty, own, other = make_treaty("Protocol", opened_on=SOON), make_state("Own"), make_state("Other")
    for state in (own, other):
        make_review("Review", state=state, treaty=treaty, due_on=SOON)

    def desk_of(user):
        page = desk_calendar_of(viewer_of(user), span())
        return sorted(each.words.replace(" [en]", "") for each in page.entries)

    delegate = make_user(Role.DELEGATE)
    delegate.postings.update(state=own)
    assert desk_of(delegate) == ["Own, Review"]
    assert desk_of(make_user(Role.SECRETARIAT)) == ["Other, Review", "Own, Review"]


def test_a_program_is_given_whole_days_on_which_nobody_is_busy(client):
    treaty = make_treaty("Protocol", opened_on=None, adopted_on=date(2003, 3, 5))
    for _each in range(2):
        make_action(treaty, make_state(), on=date(2004, 1, 10))
    action = make_action(treaty, make_state("Third"), on=date(2008, 1, 21))
    make_review("Review", state=make_state("Here"), treaty=treaty, due_on=SOON)
    make_review(SECRET, treaty=treaty, due_on=SOON, audience=Audience.MEMBER_STATES)
    make_statement(treaty, make_state(), summary=text(SECRET))
    answer = client.get("/en/calendar.ics")
    assert SECRET not in answer.content.decode()
    found = {str(each["SUMMARY"]).replace(" [en]", ""): each for each in Calendar.from_ical(answer.content).events}
    assert set(found) == {
        "Protocol: entry into force (Third)",
        "Protocol: 5 years since adoption",
        "Protocol: 5 years since entry into force",
        "Review due: Here, Review",
    }
    assert {str(each["TRANSP"]) for each in found.values()} == {"TRANSPARENT"}
    effect = found["Protocol: entry into force (Third)"]
    assert (effect["DTSTART"].dt, str(effect["UID"]).split("@")[0]) == (SOON, f"treaty-{action.pk}")
    for each in found.values():
        assert client.get(urlsplit(str(each["URL"])).path).status_code == 200
    only = Calendar.from_ical(client.get("/en/calendar.ics?kind=treaty").content).events
    assert [str(each["UID"]) for each in only] == [str(effect["UID"])]


def test_what_is_marked_can_be_chosen_on_the_page(client):
    treaty = make_treaty("Protocol", opened_on=SOON, adopted_on=date(2003, 3, 5))
    page = Page(client.get("/en/calendar/"))
    assert [link["href"] for link in page.soup.select("main nav.choose a") if "kind=" in link["href"]] == [
        "?kind=treaty",
        "?kind=anniversary",
    ]
    chosen = Page(client.get("/en/calendar/?kind=treaty"))
    links = [link["href"] for link in chosen.soup.select("main .entries a")]
    assert links == [treaty.get_absolute_url()]
