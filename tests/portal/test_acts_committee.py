"""The Committee's acts on the site: the forms, who is offered them, the sentence where a rule refuses."""

from datetime import date

import pytest
from django.test import Client

from palermo.accounts.models import Organisation
from palermo.accounts.states import Role
from palermo.core.audiences import Audience
from palermo.core.languages import CODES
from palermo.governance.models import ActionPoint, Activity, MeetingPaper, Membership, Partner
from palermo.governance.queries.activities import coordination_of
from tests.factories.accounts import make_organisation, make_state, make_user
from tests.factories.governance import make_activity, make_body, make_mandate, make_meeting
from tests.factories.library import make_document
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db

HELD = date(2008, 1, 17)
OUTSIDERS = [(Role.DELEGATE, 403), (Role.COMMITTEE_MEMBER, 403), (Role.FOCAL_POINT, 404)]


@pytest.fixture(autouse=True)
def _today(settings):
    settings.PALERMO_TODAY = date(2008, 1, 31)


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def office():
    return client_of(make_user(Role.SECRETARIAT))


@pytest.fixture
def member():
    return make_user(Role.COMMITTEE_MEMBER)


@pytest.fixture
def own(member):
    return Organisation.objects.get(pk=member.postings.get().organisation_id)


def page(act, key):
    return f"/en/acts/{act}/{key}/"


def offered(client, address, field):
    """What a field of the form offers, by name."""
    choices = client.get(address).context["form"].fields[field].choices
    return [str(label) for value, label in choices if value]


def errors(response):
    return [str(message) for messages in response.context["form"].errors.values() for message in messages]


def meeting_with_members(*names, **fields):
    body = make_body("Committee", kind="committee")
    for order, name in enumerate(names):
        Membership.objects.create(body=body, organisation=make_organisation(name), order=order)
    Membership.objects.create(body=body, organisation=make_organisation("Left before"), until_on=date(2007, 7, 1))
    return make_meeting(**{"kind": "committee", "body": body, "on": HELD, **fields})


def seated(meeting):
    return Organisation.objects.filter(memberships__body=meeting.body, memberships__until_on=None)


# Attendance


def test_the_form_lists_the_members_of_the_day_and_ticks_those_on_record(office):
    meeting = meeting_with_members("One", "Two")
    address = page("record-attendance", meeting.slug)
    assert offered(office, address, "present") == ["One [en]", "Two [en]"]
    one = seated(meeting).first()
    assert office.post(address, {"present": [one.pk]}).status_code == 302
    assert office.get(address).context["form"].initial["present"] == [one]
    assert office.post(address, {"present": []}).status_code == 302
    assert meeting.attendance.count() == 0


def test_who_had_no_seat_on_the_day_cannot_be_ticked(office):
    meeting = meeting_with_members("One")
    gone = Organisation.objects.get(memberships__until_on__isnull=False)
    response = office.post(page("record-attendance", meeting.slug), {"present": [gone.pk]})
    assert (response.status_code, meeting.attendance.count()) == (200, 0)


# Action points


def test_an_action_point_needs_one_who_is_to_do_it(office):
    meeting, state = meeting_with_members("One"), make_state("Austria")
    address, one = page("add-action-point", meeting.slug), seated(meeting).get()
    words = {f"text_{code}": "Circulate the list" for code in CODES}
    sentence = "Choose who is responsible: an organization or a State."
    assert offered(office, address, "organisation") == ["One [en]"]
    assert errors(office.post(address, words)) == [sentence]
    assert errors(office.post(address, words | {"organisation": one.pk, "state": state.pk})) == [sentence]
    assert ActionPoint.objects.count() == 0
    assert office.post(address, words | {"organisation": one.pk, "due": "2008-02-08"}).status_code == 302
    point = ActionPoint.objects.get()
    assert (point.follow_up.responsible_organisation, point.follow_up.due_on) == (one, date(2008, 2, 8))


@pytest.mark.parametrize("act", ["record-attendance", "add-action-point"])
@pytest.mark.parametrize(("role", "status"), OUTSIDERS)
def test_nobody_else_records_what_happened(act, role, status):
    meeting = meeting_with_members("One")
    response = client_of(make_user(role)).post(page(act, meeting.slug), {"present": [], "text_en": "Mine"})
    assert response.status_code == status
    assert (meeting.attendance.count(), ActionPoint.objects.count()) == (0, 0)


# Reports


def report(meeting):
    document = make_document("Report", words="Words", audience=Audience.STEERING_COMMITTEE)
    return MeetingPaper.objects.create(meeting=meeting, document=document, is_report=True)


def test_a_report_is_released_from_its_meeting_by_its_own_button(office):
    paper, delegate = report(make_meeting(kind="committee", on=HELD)), client_of(make_user(Role.DELEGATE))
    address, meeting = f"/en/documents/{paper.document.slug}/", f"/en/committee/{paper.meeting.slug}/"
    button = f'href="{page("release-report", paper.pk)}"'
    assert delegate.get(address).status_code == 404
    assert button in office.get(meeting).content.decode()
    assert office.post(page("release-report", paper.pk), {"on": "2008-01-30"}).status_code == 302
    assert button not in office.get(meeting).content.decode()
    assert delegate.get(address).status_code == 200
    shown = office.get(page("release-report", paper.pk)).context["refusal"]
    assert shown == "This report was already shared with Member States on 30 January 2008."


@pytest.mark.parametrize(("role", "status"), [(Role.DELEGATE, 404), (Role.COMMITTEE_MEMBER, 403)])
def test_nobody_else_releases_a_report(role, status):
    paper = report(make_meeting(kind="committee", on=HELD))
    client = client_of(make_user(role))
    assert client.post(page("release-report", paper.pk), {"on": "2008-01-30"}).status_code == status
    assert "Share with Member States" not in client.get(f"/en/committee/{paper.meeting.slug}/").content.decode()
    paper.refresh_from_db()
    assert (paper.released_on, paper.document.audience) == (None, Audience.STEERING_COMMITTEE)


def test_a_number_that_is_of_no_paper_has_no_page(office):
    assert office.get(page("release-report", 12345)).status_code == 404


# Coordination


def test_the_secretariat_ticks_the_agencies(office):
    body, lead, activity = make_body(kind="committee"), make_organisation("Lead"), make_activity()
    one, two = make_organisation("One"), make_organisation("Two")
    Membership.objects.create(body=body, organisation=one)
    Partner.objects.create(activity=activity, organisation=two, role="host")
    address = page("coordinate-activity", activity.slug)
    assert sorted(offered(office, address, "supporting")) == ["One [en]", "Two [en]"]
    seen = office.get(address).context["form"].initial["seen"]
    written = {"lead": lead.pk, "supporting": [one.pk, two.pk], "seen": seen}
    assert office.post(address, written).status_code == 302
    activity.refresh_from_db()
    assert (activity.lead, set(coordination_of(activity).supporting)) == (lead, {one, two})
    again = office.post(address, written | {"lead": ""})
    assert errors(again)[0].startswith("Another person changed this record while you were editing it.")


def test_a_member_says_it_of_their_own_organisation(member, own):
    client, activity = client_of(member), make_activity(audience=Audience.STEERING_COMMITTEE)
    make_organisation("Another")
    address = page("join-activity", activity.slug)
    assert offered(client, address, "organisation") == [str(own.name)]
    form = client.get(address).context["form"]
    assert (form.initial["part"], form.fields["part"].choices) == (
        "support",
        [("lead", "Leads the activity"), ("support", "Partner in the activity")],
    )
    parts = (
        ("join-activity", "lead", (own, [])),
        ("coordinate-activity", "support", (None, [own])),
        ("change-own-part", "neither", (None, [])),
    )
    for act, part, after in parts:
        answer = client.post(page(act, activity.slug), {"organisation": own.pk, "part": part})
        assert answer.status_code == 302
        activity.refresh_from_db()
        assert coordination_of(activity) == after


def test_a_member_is_not_offered_a_lead_that_is_not_to_be_had(member, own):
    led = make_activity(lead=make_organisation(), audience=Audience.STEERING_COMMITTEE)
    under_way = make_activity(mandate=make_mandate(), state="under_way")
    for activity in (led, under_way):
        address = page("join-activity", activity.slug)
        assert offered(client_of(member), address, "part") == ["Partner in the activity"]
        response = client_of(member).post(address, {"organisation": own.pk, "part": "lead"})
        assert (response.status_code, list(response.context["form"].errors)) == (200, ["part"])


def test_a_member_who_leads_what_is_authorised_asks_the_secretariat(member, own):
    activity = make_activity(mandate=make_mandate(), lead=own)
    address = page("coordinate-activity", activity.slug)
    assert errors(client_of(member).post(address, {"organisation": own.pk, "part": "neither"})) == [
        "Member States have requested this activity with its present lead. Ask the secretariat to change the lead."
    ]


def test_a_member_has_one_button_by_the_part_of_their_organisation(member, own):
    led = make_activity(mandate=make_mandate(), lead=own)
    supported = make_activity(mandate=make_mandate(), lead=make_organisation())
    Partner.objects.create(activity=supported, organisation=own, role="support")
    other = make_activity(mandate=make_mandate(), lead=make_organisation())
    client = client_of(member)
    buttons = [Page(client.get(f"/en/activities/{each.slug}/")).all("nav.acts a") for each in (led, supported, other)]
    assert buttons == [["Edit lead and partners"], ["Edit your organization’s role"], ["Join this activity"]]
    refused = client.post(page("coordinate-activity", other.slug), {"organisation": own.pk, "part": "support"})
    assert (refused.status_code, refused.context["refusal"]) == (
        403,
        "Only the lead agency and the secretariat edit the lead and partners of this activity.",
    )


@pytest.mark.parametrize("role", [Role.DELEGATE, Role.FOCAL_POINT])
def test_nobody_else_coordinates(role):
    activity = make_activity(mandate=make_mandate())
    client = client_of(make_user(role))
    assert client.post(page("coordinate-activity", activity.slug), {"part": "lead"}).status_code == 403
    assert "Edit lead and partners" not in client.get(f"/en/activities/{activity.slug}/").content.decode()
    assert Activity.objects.get().lead is None


def test_a_member_is_told_on_the_pages_and_by_the_answer_why_a_proposal_cannot_go_on(member):
    activity = make_activity("Workshop", audience=Audience.STEERING_COMMITTEE)
    sentence = "Awaiting authority. The secretariat submits this proposal to Member States."
    client = client_of(member)
    for address in (f"/en/activities/{activity.slug}/", "/en/committee/board/"):
        assert sentence in client.get(address).content.decode()
    response = client.post(page("authorise-activity", activity.slug), {"on": "2008-01-31"})
    assert (response.status_code, response.context["refusal"]) == (403, sentence)
    activity.refresh_from_db()
    assert activity.state == "proposed"
