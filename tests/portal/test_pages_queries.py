"""Every list and every detail page asks as many questions for three rows as for one."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from palermo.accounts.states import Role
from palermo.core.audiences import Audience
from palermo.translations.desk import present_counts
from tests.factories.accounts import make_place, make_state, make_user
from tests.factories.activities import make_event, make_study, make_tool
from tests.factories.consultations import make_note, make_topic
from tests.factories.following import make_subscription
from tests.factories.governance import (
    make_activity,
    make_decision,
    make_endorsement,
    make_guidance,
    make_mandate,
    make_meeting,
)
from tests.factories.outreach import make_plan
from tests.portal import page_rows as rows

pytestmark = pytest.mark.django_db

LISTS = {
    "events": rows.event,
    "events/calendar/2007": rows.event,
    "tools": rows.tool,
    "studies": rows.study,
    "documents": rows.paper,
    "reports": rows.issued_report,
    "decisions": make_decision,
    "mandates": rows.mandate,
    "consultations": rows.consultation,
    "guidance": lambda: rows.mandate(guidance=make_guidance()),
    "guidance/topics": rows.topic,
    "guidance/other-topics": lambda: rows.on_topic(None),
    "notes": rows.note,
    "people": rows.person,
    "committee": rows.committee_meeting,
    "committee/board": rows.on_the_board,
    "endorsements": rows.endorsement,
    "follow-up": rows.entry,
    "follow-up/overview": rows.entry,
    "contributions": rows.contribution,
    "assistance": rows.assistance,
    "commitments": rows.commitment,
    "action-plans": lambda: make_plan(state=make_state(), measures=1),
    "states": make_state,
    "secretariat/reads": rows.read,
}
# Pages that bring together what is due, new or left over from all of these, by how much of each makes all lists long:
# what a desk leaves out of a long list is counted, by one question.
DESKS = {1: ["calendar", "updates", "feeds", "secretariat/work"], 9: ["secretariat"]}
DETAILS = {
    "events": (make_event, rows.on_event),
    "tools": (make_tool, rows.on_tool),
    "studies": (make_study, rows.on_study),
    "activities": (lambda: make_activity(mandate=make_mandate()), rows.on_activity),
    "documents": (rows.paper, rows.on_document),
    "secretariat/reads/documents": (lambda: rows.paper(audience="member_states"), rows.read),
    "decisions": (lambda: make_decision(paragraphs=0), rows.on_decision),
    "mandates": (make_mandate, rows.on_mandate),
    "consultations": (make_meeting, rows.on_meeting),
    "committee": (lambda: make_meeting(kind="committee"), rows.on_meeting),
    "guidance": (lambda: make_guidance(under=make_mandate()), rows.on_guidance),
    "guidance/topics": (make_topic, rows.on_topic),
    "notes": (make_note, rows.on_note),
    "endorsements": (
        lambda: make_endorsement(under=make_mandate(), state="approved", result_on=date(2007, 9, 30)),
        rows.on_endorsement,
    ),
    "reports": (rows.issued_report, rows.on_report),
    "follow-up": (rows.entry, rows.on_entry),
    "contributions": (rows.contribution, rows.on_contribution),
    "assistance": (rows.assistance, rows.on_assistance),
    "commitments": (rows.commitment, rows.on_commitment),
    "states": (make_state, rows.on_state),
}


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = date(2008, 1, 31)


@pytest.fixture
def secretariat(client):
    client.force_login(make_user(Role.SECRETARIAT))
    return client


def questions(client, address: str) -> int:
    """How many queries the page needs once the reader is known to the session."""
    with CaptureQueriesContext(connection) as asked:
        response = client.get(address)
    assert response.status_code == 200
    return len(asked)


def assert_the_same_for_three(client, address: str, one_more, *, before: int = 1) -> None:
    assert_all_the_same_for_three(client, [address], one_more, before=before)


def assert_all_the_same_for_three(client, addresses: list[str], one_more, *, before: int = 1) -> None:
    for _each in range(before):
        one_more()
    for address in addresses:
        questions(client, address)
    for_one = {address: questions(client, address) for address in addresses}
    one_more()
    one_more()
    # Fewer where what is latest, of which there is room for a few, is of fewer kinds than before.
    more = {address: asked for address in addresses if (asked := questions(client, address)) > for_one[address]}
    assert more == {}


@pytest.mark.parametrize("page", LISTS)
def test_a_list_asks_as_often_for_three_as_for_one(secretariat, page):
    assert_the_same_for_three(secretariat, f"/en/{page}/", LISTS[page])


@pytest.mark.slow
@pytest.mark.parametrize("before", DESKS)
def test_a_desk_asks_as_often_for_three_as_for_one(secretariat, before):
    addresses = [f"/en/{page}/" for page in DESKS[before]]

    def one_more():
        rows.on_a_desk()
        # Whoever comes first after acts brings the index of missing texts up to date, kind by kind.
        present_counts()

    assert_all_the_same_for_three(secretariat, addresses, one_more, before=before)


@pytest.mark.slow
def test_a_delegates_desk_asks_as_often_for_three_as_for_one(client):
    client.force_login(make_user(Role.DELEGATE))
    assert_all_the_same_for_three(client, ["/en/desk/"], rows.on_a_desk, before=12)


@pytest.mark.parametrize("page", DETAILS)
def test_a_page_asks_as_often_for_three_as_for_one(secretariat, page):
    make, add = DETAILS[page]
    record = make()
    slug = getattr(record, "activity", record).slug if page in {"events", "tools", "studies"} else record.slug
    assert_the_same_for_three(secretariat, f"/en/{page}/{slug}/", lambda: add(record))


def test_a_place_asks_as_often_for_three_events_as_for_one(client):
    place = make_place()
    one_more = lambda: make_event(place=place, audience=Audience.PUBLIC)  # noqa: E731 -- said where it is used
    assert_the_same_for_three(client, f"/en/events/places/{place.slug}/", one_more)


def test_my_page_asks_as_often_for_three_that_i_follow_as_for_one(client):
    reader = make_user(Role.DELEGATE)
    client.force_login(reader)
    one_more = lambda: make_subscription(reader, mandate=make_mandate())  # noqa: E731 -- said where it is used
    assert_the_same_for_three(client, "/en/following/", one_more)


def test_who_reads_is_looked_up_once_for_all_buttons_of_a_page(secretariat):
    document = rows.paper(audience="member_states")
    with CaptureQueriesContext(connection) as asked:
        response = secretariat.get(f"/en/documents/{document.slug}/")
    assert "acts/withdraw-document" in response.text
    assert sum('FROM "accounts_user" WHERE "accounts_user"."id"' in query["sql"] for query in asked) == 1
