"""Corrections to the entry of a State: its mission proposes, the secretariat decides, nobody else reads."""

from datetime import date

import pytest
from django.test import Client

from palermo.accounts.states import Role
from palermo.audit.models import AuditEvent
from palermo.core.refusals import Refused
from palermo.core.text import MultilingualText
from palermo.treaties.actions import corrections as actions
from palermo.treaties.models import StateCorrection
from tests.factories.accounts import make_state, make_user
from tests.factories.common import text
from tests.factories.laws import make_state_correction
from tests.portal.filling import act, client_of
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db
NOBODY = MultilingualText()


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = date(2008, 2, 1)


def delegate_of(state):
    delegate = make_user(Role.DELEGATE)
    delegate.postings.update(state=state)
    return delegate


def test_a_mission_proposes_and_only_it_and_the_secretariat_read_the_correction():
    state, other = make_state(), make_state()
    delegate = delegate_of(state)
    sent = {"subject": "treaties", "text_en": "Canary correction", "source": "Canary source"}
    act(client_of(delegate), "propose-state-correction", state.slug, **sent)
    correction = StateCorrection.objects.get()
    assert (correction.status, correction.subject, correction.proposed_on) == ("proposed", "treaties", date(2008, 2, 1))
    readers = {"visitor": None, "own": delegate, "other": delegate_of(other)}
    readers |= {role: make_user(role) for role in (Role.COMMITTEE_MEMBER, Role.FOCAL_POINT, Role.SECRETARIAT)}
    seen = {}
    for name, reader in readers.items():
        client = client_of(reader) if reader else Client()
        pages = [
            client.get(f"/en/states/{state.slug}/"),
            client.get(f"/en/history/state-corrections/{correction.slug}/"),
        ]
        pages += [client.get(f"/en/acts/accept-state-correction/{correction.slug}/"), client.get("/en/states/")]
        shown = any("Canary" in page.text or "Proposed corrections" in page.text for page in pages)
        seen[name] = shown
    assert seen == {
        "visitor": False,
        "own": True,
        "other": False,
        Role.COMMITTEE_MEMBER: False,
        Role.FOCAL_POINT: False,
        Role.SECRETARIAT: True,
    }


def test_nobody_proposes_for_another_state():
    state = make_state()
    correction = StateCorrection(state=state, subject="names", text=text("Another name"))
    with pytest.raises(Refused, match="Only delegates of this State may propose corrections to its entry"):
        actions.propose_state_correction(correction, by=delegate_of(make_state()))
    with pytest.raises(Refused, match="Only delegates of Member States may propose a correction"):
        actions.propose_state_correction(correction, by=make_user(Role.COMMITTEE_MEMBER))
    assert StateCorrection.objects.count() == 0


def test_a_correction_is_accepted_once_and_its_history_says_so():
    officer, correction = make_user(Role.SECRETARIAT), make_state_correction()
    decided = actions.accept_state_correction(correction, answer=NOBODY, by=officer)
    assert (decided.status, decided.decided_on) == ("accepted", date(2008, 2, 1))
    assert AuditEvent.objects.latest("sequence").verb == "state_correction.accepted"
    page = Page(client_of(officer).get(f"/en/history/state-corrections/{correction.slug}/"))
    assert "Accepted a correction to the entry of a State" in " ".join(page.soup.text.split())
    with pytest.raises(Refused, match="This correction has already been decided"):
        actions.decline_state_correction(correction, answer=text("No"), by=officer)


def test_a_correction_is_declined_with_a_reason_that_its_mission_reads():
    officer, correction = make_user(Role.SECRETARIAT), make_state_correction()
    with pytest.raises(Refused, match="Enter the reason for which the correction is declined"):
        actions.decline_state_correction(correction, answer=NOBODY, by=officer)
    act(
        client_of(officer),
        "decline-state-correction",
        correction.slug,
        answer_en="The depositary has the day on record.",
    )
    page = Page(client_of(delegate_of(correction.state)).get(f"/en/states/{correction.state.slug}/"))
    [shown] = page.soup.select(f"#correction-{correction.slug}")
    assert "Declined, 1 February 2008" in " ".join(shown.text.split())
    assert "The depositary has the day on record." in shown.text


def test_a_delegate_decides_on_none():
    correction = make_state_correction()
    with pytest.raises(Refused, match="accept or decline a correction"):
        actions.accept_state_correction(correction, answer=NOBODY, by=delegate_of(correction.state))


def test_without_a_text_the_form_says_what_is_missing_and_nothing_is_saved():
    state = make_state()
    answer = client_of(delegate_of(state)).post(
        f"/en/acts/propose-state-correction/{state.slug}/", {"subject": "names", "text_en": ""}
    )
    assert answer.status_code == 200
    assert Page(answer).all("ul.errorlist li")[:1] != []
    assert StateCorrection.objects.count() == 0


def test_a_proposed_correction_waits_on_the_desk_of_an_officer():
    make_state_correction()
    desk = Page(client_of(make_user(Role.SECRETARIAT)).get("/en/desk/"))
    assert "Corrections to the entries of States" in " ".join(desk.soup.text.split())
