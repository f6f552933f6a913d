"""The page of people: whose it shows to whom, and the acts on it, which reach no other mission."""

from datetime import date

import pytest
from django.test import Client

from palermo.accounts.models import Invitation
from palermo.accounts.states import InvitationState, Role
from tests.factories.accounts import make_invitation, make_organisation, make_person, make_state, make_user
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(settings):
    settings.PALERMO_TODAY = date(2008, 1, 31)


@pytest.fixture
def home():
    return make_state("Home")


@pytest.fixture
def leader(home):
    return client_of(make_person("Leader", Role.DELEGATE, leads=True, state=home))


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def people(client: Client, **asked) -> Page:
    return Page(client.get("/en/people/", asked))


def test_a_mission_reads_its_own_people(home, leader):
    make_person("Colleague", Role.DELEGATE, state=home)
    make_person("Expert", Role.FOCAL_POINT, state=home)
    make_person("Stranger", Role.DELEGATE, state=make_state("Elsewhere"))
    make_invitation("Guest", state_for=home)
    make_invitation("Unknown", state_for=make_state())
    page = people(leader)
    assert page.all("main li > :is(h3, h4)") == ["Guest", "Colleague", "Expert", "Leader"]


def test_a_delegate_proposes_and_a_focal_point_invites(home, leader):
    delegate = client_of(make_person("Delegate", Role.DELEGATE, state=home))
    make_invitation("Guest", state_for=home)
    assert people(delegate).all("main .acts a, main .meta a") == ["Propose a colleague"]
    assert people(leader).all("main .acts a, main .meta a") == [
        *("Invite a person", "Send invitation", "Withdraw invitation", "End access"),
    ]


def test_a_proposal_goes_to_ones_own_mission_whatever_is_sent(home, leader):
    other = make_state("Elsewhere")
    written = {"name": "New", "email": "new@example.org", "language": "fr"}
    for place in (f"delegate-{other.pk}", "secretariat-1", ""):
        assert leader.post("/en/acts/invite-person/", written | {"place": place}).status_code == 200
    assert Invitation.objects.count() == 0
    # What only the secretariat's form asks is not read from others.
    sent = written | {"place": f"delegate-{home.pk}", "role": "secretariat", "is_mission_focal_point": "on"}
    leader.post("/en/acts/invite-person/", sent)
    invitation = Invitation.objects.get()
    assert (invitation.role, invitation.state_for, invitation.is_mission_focal_point, invitation.language) == (
        *(Role.DELEGATE, home, False, "fr"),
    )


@pytest.mark.parametrize("act", ["send-invitation", "send-invitation-again", "withdraw-invitation"])
def test_the_invitations_of_another_mission_are_not_there(leader, act):
    other = make_invitation(state_for=make_state("Elsewhere"))
    for method in (leader.get, leader.post):
        assert method(f"/en/acts/{act}/{other.pk}/").status_code == 404
    assert Invitation.objects.get().state == InvitationState.PROPOSED


def test_the_people_of_another_mission_are_not_there(leader):
    posting = make_person("Stranger", Role.DELEGATE, state=make_state("Elsewhere")).postings.get()
    for act in ("end-posting", "name-focal-point", "relieve-focal-point"):
        assert leader.post(f"/en/acts/{act}/{posting.pk}/", {"on": "2008-01-31"}).status_code == 404
    posting.refresh_from_db()
    assert posting.until_on is None


def test_a_focal_point_removes_somebody(home, leader):
    posting = make_person("Colleague", Role.DELEGATE, state=home).postings.get()
    assert leader.post(f"/en/acts/end-posting/{posting.pk}/", {"on": "2008-01-31"}).status_code == 302
    posting.refresh_from_db()
    assert posting.until_on == date(2008, 1, 31)
    assert people(leader).all("main li > h3") == ["Leader"]


def test_the_secretariat_finds_people_by_words_and_by_state(home, leader):
    make_person("Maria Silva", Role.DELEGATE, state=make_state("Elsewhere", slug="els"))
    make_person("Member", Role.COMMITTEE_MEMBER, organisation=make_organisation())
    office = client_of(make_user(Role.SECRETARIAT))
    assert people(office, find="silva").all("main li > h4") == ["Maria Silva"]
    assert people(office, state="els").all("main li > h4") == ["Maria Silva"]
    assert len(people(office).all("main li > h4")) == 4
    # Finding is the secretariat's: a mission's list is the same whatever is asked.
    assert people(leader, find="silva", state="els").all("main li > h3") == ["Leader"]


@pytest.mark.parametrize("role", [Role.FOCAL_POINT, None])
def test_people_without_a_mission_are_told_so(role):
    assert client_of(make_user(role)).get("/en/people/").status_code == 403


def test_the_secretariat_invites_an_officer_after_the_password_only():
    user = make_user(Role.SECRETARIAT)
    user.set_password("seven green umbrellas")
    user.save()
    office = Client()
    office.post("/en/accounts/login/", {"login": user.email, "password": "seven green umbrellas"})
    written = {"name": "Officer", "email": "officer@example.org", "language": "en", "role": "secretariat"}
    asked = office.post("/en/acts/invite-person/", written)
    assert asked["Location"] == "/en/accounts/reauthenticate/?next=%2Fen%2Facts%2Finvite-person%2F"
    assert Invitation.objects.count() == 0
    office.post(asked["Location"], {"password": "seven green umbrellas", "next": "/en/acts/invite-person/"})
    assert Invitation.objects.get().role == Role.SECRETARIAT
