"""How far the returns of States have come: what the secretariat sees, and what nobody else does."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from palermo.accounts.models import State
from palermo.accounts.states import Role
from palermo.core.text import MultilingualText
from palermo.returns.models import Return, Round, RoundInvitation
from palermo.returns.standings import Standing, count_lines, lines_of
from tests.factories.accounts import make_person, make_state, make_user
from tests.factories.knowledge import DIGEST, make_agreement, make_source
from tests.factories.returns import make_questionnaire_edition, make_return, make_round, make_round_invitation
from tests.portal.filling import client_of, words_of
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db
REASON = "A court corrected its figures"
STATUSES = ("draft", "completed", "approved", "received", "queried", "answered", "accepted")


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = date(2008, 2, 1)


@pytest.fixture
def officer() -> Client:
    return client_of(make_user(Role.SECRETARIAT))


def named(words: str) -> MultilingualText:
    return MultilingualText({"en": words})


def land(name: str) -> State:
    return make_state(short_name=named(name))


def invite(round_: Round, name: str, status: str = "", **fields) -> RoundInvitation:
    """Invite a State that has a return of this status, or none."""
    invitation = make_round_invitation(round_, land(name), **fields)
    if status:
        make_return(invitation.state, round=round_, agreement=invitation.agreement, status=status)
    return invitation


def a_round(**fields) -> Round:
    """A round with a State for each status of a return, and one that has not begun."""
    round_ = make_round(title=named("Round of 2007"), **fields)
    for status in ("", *STATUSES):
        invite(round_, f"{status or 'idle'} land".title(), status)
    return round_


def test_each_status_counts_for_one_standing():
    counts = count_lines(lines_of(a_round()))
    assert (counts.invited, counts.late) == (8, 0)
    assert counts.numbers == {
        Standing.NOT_BEGUN: 1,
        Standing.DRAFT: 1,
        Standing.COMPLETED: 1,
        Standing.RECEIVED: 2,
        Standing.QUERIED: 2,
        Standing.ACCEPTED: 1,
    }


def test_a_return_is_late_after_its_own_due_day_while_it_is_awaited():
    round_ = a_round(due_on=date(2008, 1, 31))
    invite(round_, "Extendia", extended_to=date(2008, 2, 1), extension_reason="Elections")
    assert sorted(line.state.display_name() for line in lines_of(round_) if line.is_late) == [
        "Completed Land",
        "Draft Land",
        "Idle Land",
    ]


def test_a_correction_stands_for_the_return_that_it_corrects():
    round_ = make_round()
    invitation = invite(round_, "Correctia", "accepted")
    first = Return.objects.get()
    make_return(invitation.state, round=round_, agreement=invitation.agreement, number=2, replaces=first, reason=REASON)
    assert [line.standing for line in lines_of(round_)] == [Standing.DRAFT]


def test_the_secretariat_sees_how_far_each_state_has_come(officer):
    round_ = a_round(due_on=date(2008, 1, 31))
    page = Page(officer.get(f"/en/data/rounds/{round_.slug}/"))
    assert page.all("main table tbody th") == sorted(f"{(each or 'idle').title()} Land" for each in ("", *STATUSES))
    assert page.one("#completeness") == "Completeness"
    only_late = Page(officer.get(f"/en/data/rounds/{round_.slug}/?state=late"))
    assert only_late.all("main table tbody th") == ["Completed Land", "Draft Land", "Idle Land"]
    found = Page(officer.get(f"/en/data/rounds/{round_.slug}/?find=queried"))
    assert found.all("main table tbody th") == ["Queried Land"]
    none = Page(officer.get(f"/en/data/rounds/{round_.slug}/?find=nowhere"))
    assert "No State matches your selection." in none.text


def test_a_return_that_was_not_sent_has_no_link_for_the_secretariat(officer):
    round_ = make_round()
    for status in STATUSES:
        invite(round_, f"{status} land", status)
    found = BeautifulSoup(officer.get(f"/en/data/rounds/{round_.slug}/").content, "lxml")
    linked = {link["href"].rstrip("/").rpartition("/")[2] for link in found.select("main a[href*='/data/returns/']")}
    sent = Return.objects.exclude(status__in=("draft", "completed"))
    assert linked == set(sent.values_list("slug", flat=True))
    assert len(linked) == 5


def test_the_people_of_a_state_see_their_own_row_and_no_other(officer):
    round_ = a_round()
    invitation = round_.invitations.get(state__short_name__en="Draft Land")
    for role in (Role.DELEGATE, Role.FOCAL_POINT):
        page = Page(client_of(make_person("Own", role, state=invitation.state)).get(f"/en/data/rounds/{round_.slug}/"))
        assert page.all("main table tbody th") == ["Draft Land"]
        assert "In preparation" in page.text
        assert not any(f"{status.title()} Land" in page.text for status in ("idle", *STATUSES[1:]))


@pytest.mark.parametrize("role", [None, Role.DELEGATE, Role.FOCAL_POINT, Role.COMMITTEE_MEMBER, Role.PARTNER])
def test_others_see_dates_and_questionnaire_and_never_who_was_invited_or_has_answered(role):
    round_ = a_round(guidance=named("Count persons"))
    make_round_invitation(round_, land("Extendia"), extended_to=date(2008, 6, 1), extension_reason="Upheaval")
    client = client_of(make_user(role)) if role else Client()
    response = client.get(f"/en/data/rounds/{round_.slug}/")
    page = Page(response)
    assert "Count persons" in page.text
    assert "31 March 2008" in page.text
    hidden = ["Land", "Extendia", "Upheaval", "Completeness", "Not begun", "In preparation", "Late", "invited"]
    assert [words for words in hidden if words in words_of(response)] == []
    assert client.get(f"/en/data/rounds/{round_.slug}/?chart=map&as=csv").status_code in (200, 404)
    assert "Land" not in client.get(f"/en/data/rounds/{round_.slug}/?chart=map&as=csv").content.decode()
    returns = client.get("/en/data/returns/")
    assert returns.status_code == (200 if role else 302)
    assert "Land" not in returns.content.decode()


def test_the_map_is_a_file_for_the_secretariat(officer):
    round_ = a_round()
    lines = officer.get(f"/en/data/rounds/{round_.slug}/?chart=map&as=csv").content.decode("utf-8-sig").splitlines()
    assert lines[0] == "State,Status"
    assert sorted(lines[1:]) == sorted(
        [
            "Idle Land,Not begun",
            "Draft Land,In preparation",
            "Completed Land,In preparation",
            *(f"{status.title()} Land,Received" for status in STATUSES[2:]),
        ]
    )


# The list of States and years


def signs(client: Client, query: str = "") -> dict[str, list[str]]:
    """The rows of the list: each State with its signs."""
    soup = BeautifulSoup(client.get(f"/en/data/returns/{query}").content, "lxml")
    return {
        row.th.get_text(strip=True): [cell.get_text(strip=True) for cell in row.select("td")]
        for row in soup.select("main tbody tr")
    }


def test_the_list_has_a_sign_for_each_state_and_round(officer):
    round_ = a_round(due_on=date(2008, 1, 31))
    earlier = make_round(year=2006, status="closed", due_on=date(2008, 1, 31))
    invite(earlier, "Old Land", "accepted")
    land("Uninvited")
    make_round(year=2008, status="planned", title=named("Next"))
    assert signs(officer) == {
        "Accepted Land": ["A", ""],
        "Answered Land": ["Q", ""],
        "Approved Land": ["R", ""],
        "Completed Land": ["L", ""],
        "Draft Land": ["L", ""],
        "Idle Land": ["L", ""],
        "Old Land": ["", "A"],
        "Queried Land": ["Q", ""],
        "Received Land": ["R", ""],
        "Uninvited": ["", ""],
    }
    assert [*signs(officer, "?status=late")] == ["Completed Land", "Draft Land", "Idle Land"]
    assert [*signs(officer, "?find=OLD")] == ["Old Land"]
    round_.due_on = date(2008, 3, 31)
    round_.save()
    assert [signs(officer)[f"{name} Land"][0] for name in ("Completed", "Draft", "Idle")] == ["W", "P", "N"]


def test_the_secretariat_reads_the_years_of_one_state(officer):
    round_ = a_round()
    state = round_.invitations.get(state__short_name__en="Received Land").state
    page = Page(officer.get(f"/en/data/returns/?state={state.slug}"))
    assert page.all("main tbody th") == ["Round of 2007"]
    assert "Received" in page.text
    assert "No State has this identifier." in Page(officer.get("/en/data/returns/?state=nowhere")).text


def test_a_state_reads_its_own_years(officer):
    round_ = a_round()
    state = round_.invitations.get(state__short_name__en="Received Land").state
    invitation = make_round_invitation(make_round(year=2006, title=named("Round of 2006")), state)
    make_return(state, round=invitation.round, agreement=invitation.agreement, status="accepted")
    page = Page(client_of(make_person("Own", Role.FOCAL_POINT, state=state)).get("/en/data/returns/"))
    assert [each.split(" Received")[0] for each in page.all("main tbody th")] == ["Round of 2007", "Round of 2006"]
    assert page.all("main tbody td[data-label=Status]") == ["Received", "Accepted"]


def many(states: int, rounds: int) -> list[Round]:
    """So many States invited to each of so many rounds, all with a return."""
    edition = make_questionnaire_edition()
    found = [make_round(edition=edition, year=2007 - number) for number in range(rounds)]
    of_states = [make_state(f"State {number}") for number in range(states)]
    agreement = make_agreement(make_source())
    RoundInvitation.objects.bulk_create(
        RoundInvitation(round=round_, state=state, agreement=agreement, invited_on=date(2008, 1, 7))
        for round_ in found
        for state in of_states
    )
    Return.objects.bulk_create(
        Return(
            slug=f"r-{round_.pk}-{state.pk}",
            round=round_,
            state=state,
            agreement=agreement,
            opened_on=date(2008, 1, 10),
            completed_on=date(2008, 1, 11),
            digest=DIGEST,
            status="received",
        )
        for round_ in found
        for state in of_states
    )
    return found


def test_the_list_and_the_page_of_a_round_ask_the_same_number_of_queries_however_many_states_there_are(officer):
    numbers = []
    for states, rounds in ((3, 2), (12, 5)):
        found = many(states, rounds)
        asked = []
        for path in ("data/returns/", f"data/rounds/{found[0].slug}/"):
            officer.get(f"/en/{path}")
            with CaptureQueriesContext(connection) as queries:
                assert officer.get(f"/en/{path}").status_code == 200
            asked.append(len(queries))
        numbers.append(asked)
    assert numbers[0] == numbers[1]
