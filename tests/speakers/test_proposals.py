"""What is done for an event that is only proposed: it is described and costed, and nothing else before its mandate."""

from datetime import date

import pytest
from django.test import Client

from palermo.accounts.states import Role
from palermo.core.refusals import Refused
from palermo.core.rules import can
from palermo.events.models import Event
from palermo.speakers.actions import speakers
from palermo.speakers.models import Speaker
from tests.factories.accounts import make_person, make_state, make_user
from tests.factories.activities import make_event
from tests.factories.common import text
from tests.factories.governance import make_mandate
from tests.factories.preparation import make_event_invitation, make_feedback, make_group
from tests.factories.programmes import make_item, make_programme
from tests.factories.registrations import make_participant, make_registration
from tests.factories.screens import make_notice, make_screen
from tests.factories.speakers import make_speaker
from tests.portal.reading import Page
from tests.slices import ACTIONS

pytestmark = pytest.mark.django_db

WAITS = (
    "This event is a proposal. Until it is authorized under a mandate, only its description, concept "
    "note and budget can be edited."
)
DAYS = {"kind": "forum", "starts_on": date(2008, 2, 13), "ends_on": date(2008, 2, 15)}
# On an event with nothing but its dates. Whoever answers for a proposal moves it, describes it and says what it costs;
# an offline package holds only what its readers may see anyway.
OF_A_PROPOSAL = {"move-event", "describe-event", "draft-concept-note", "add-budget-line"}
OF_AN_EVENT = {
    *OF_A_PROPOSAL,
    *("begin-programme", "open-registration", "propose-speaker", "name-survivor-officer", "invite-to-event"),
    *("add-participants", "ask-participants", "take-first-tasks", "add-task", "record-need"),
    "open-pledging",
}

WITHDRAWN = {"take-back-speaker", "refuse-participant", "withdraw-event-invitation"}


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = date(2008, 1, 31)


@pytest.fixture
def officer():
    return make_user(Role.SECRETARIAT)


@pytest.fixture
def proposal():
    return make_event("Proposed forum", state="proposed", authorised_on=None, **DAYS)


def offered(user, *records) -> set[str]:
    """The acts of these records that the rules allow this person, whether or not a page shows them."""
    return {
        act.name
        for each in records
        for act in ACTIONS.values()
        if act.model is type(each) and can(act.check, user, each)
    }


def everything_of(event: Event) -> list:
    """A row of each kind that belongs to an event and is worked on before it is held, written past every rule."""
    programme = make_programme(event)
    registration = make_registration(event)
    participant = make_participant(registration, state="registered")
    item, screen, notice = make_item(programme), make_screen(programme), make_notice(programme, state="draft")
    invited = make_event_invitation(event, state="planned")
    form, speaker = make_feedback(event), make_speaker(event=event)
    return [programme, item, registration, participant, screen, notice, invited, form, speaker]


def test_a_proposal_is_described_and_costed_and_nothing_else_is_offered(officer, proposal):
    assert offered(officer, proposal) == OF_A_PROPOSAL
    assert offered(officer, make_event("Authorized forum", **DAYS)) == OF_AN_EVENT


def test_what_a_proposal_should_not_have_can_be_withdrawn_and_not_be_worked_on(officer, proposal):
    assert offered(officer, *everything_of(proposal)) == WITHDRAWN


def test_delegates_nominate_and_register_nobody_for_a_proposal(proposal):
    state = make_state()
    delegate = make_person("Delegate", Role.DELEGATE, state=state)
    registration = make_registration(proposal)
    assert (offered(delegate, proposal), offered(delegate, registration)) == (set(), set())
    with pytest.raises(Refused, match=WAITS):
        speakers.propose_speaker(
            Speaker(event=proposal, name=text("Person"), proposed_for_state=state), declared={}, by=delegate
        )


def test_the_pages_of_a_proposal_lead_to_its_preparation_only_and_say_what_it_waits_for(officer, proposal):
    client, slug = Client(), proposal.activity.slug
    client.force_login(officer)
    page = Page(client.get(f"/en/events/{slug}/"))
    assert page.all(".event-tabs a") == ["Overview", "Preparation"]
    assert not {"Open registration", "Create programme"} & set(page.all("main a"))
    preparation = Page(client.get(f"/en/events/{slug}/preparation/"))
    assert preparation.all("main h2") == ["Budget"]
    assert preparation.all("main .nothing")[-1] == WAITS
    refused = Page(client.get(f"/en/acts/open-registration/{slug}/"))
    assert WAITS in refused.text


def test_what_a_proposal_has_nevertheless_leads_only_to_taking_it_back(officer, proposal):
    client, slug = Client(), proposal.activity.slug
    client.force_login(officer)
    make_event_invitation(proposal, state="planned")
    make_group(proposal, head_count=4)
    page = Page(client.get(f"/en/events/{slug}/preparation/"))
    assert page.all("#invitation-1 a") == ["Withdraw invitation"]
    listed = Page(client.get(f"/en/events/{slug}/participation/"))
    assert listed.all("#participant-1 a") == ["Remove 1"]
    for letter in ("drafts.zip", "1/en.docx"):
        assert client.get(f"/en/events/{slug}/invitations/{letter}").status_code == 409


def test_once_it_is_authorised_all_of_it_is_offered(officer, proposal):
    proposal.activity.mandate = make_mandate()
    proposal.activity.state, proposal.activity.authorised_on = "authorised", date(2008, 1, 30)
    proposal.activity.save()
    assert offered(officer, proposal) == OF_AN_EVENT
