"""The pages of acts: what is offered to whom, the sentence where the rule refuses, and the record after the act."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client, override_settings

from palermo.accounts.models import Posting
from palermo.accounts.states import Role
from palermo.accounts.viewer import VISITOR, viewer_of
from palermo.audit.models import AuditEvent
from palermo.core.audiences import Audience
from palermo.core.languages import CODES
from palermo.governance.models import Activity
from palermo.library.models import LanguageVersion
from palermo.site.action_pages import action_links, creation_links
from tests.factories.accounts import make_state, make_user
from tests.factories.activities import make_event
from tests.factories.common import text
from tests.factories.consultations import make_correction, make_note
from tests.factories.endorsements import make_put
from tests.factories.governance import (
    make_activity,
    make_amendment,
    make_decision,
    make_draft,
    make_ended_mandate,
    make_endorsement,
    make_guidance,
    make_mandate,
    make_meeting,
)
from tests.factories.library import make_document
from tests.factories.register import make_entry
from tests.portal.reading import Page, words
from tests.slices import ACTIONS

pytestmark = pytest.mark.django_db

TODAY = date(2008, 1, 31)


@pytest.fixture(autouse=True)
def _today():
    with override_settings(PALERMO_TODAY=TODAY):
        yield


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def officer():
    return make_user(Role.SECRETARIAT)


@pytest.fixture
def office(officer):
    return client_of(officer)


def page(act: str, record=None) -> str:
    return f"/en/acts/{act}/{record.slug}/" if record else f"/en/acts/{act}/"


def texts(name: str, words: str) -> dict[str, str]:
    return {f"{name}_{code}": f"{words} [{code}]" for code in CODES}


def named(ways) -> list[str]:
    return [str(way.label) for way in ways]


def draft_document():
    return make_document(words="A text", state="draft", issued_on=None)


def put_by_silence(**times):
    opened = datetime(2008, 1, 29, 17, tzinfo=UTC)
    return make_put(
        **{"put_on": opened.date(), "opens_at": opened, "closes_at": datetime(2008, 2, 2, 17, tzinfo=UTC), **times}
    )


def _note_ahead():
    return make_note(meeting=make_meeting(on=date(2008, 2, 6)))


CLOSES = {"closes_at_day": "2008-03-01", "closes_at_hour": "18:00"}
# Each act: a record to which it can be done, what is written, and what the record is afterwards.
CASES = {
    "adopt-decision": (
        lambda: make_decision(state="draft", adopted_on=None),
        {"on": "late 2007-11"},
        {"state": "adopted", "adopted_on": date(2007, 11, 30), "adopted_precision": "late_month"},
    ),
    "set-aside-decision": (
        make_draft,
        {"on": "2008-01-31"} | texts("reason", "No consensus"),
        {"state": "not_adopted"},
    ),
    "number-decision": (
        lambda: make_decision(number="", temporary_number="L.5"),
        {"number": "16/2"},
        {"number": "16/2", "temporary_number": "L.5"},
    ),
    "decide-amendment": (
        make_amendment,
        {"state": "accepted", "on": "2008-01-31"},
        {"state": "accepted", "decided_on": TODAY},
    ),
    "narrow-mandate": (
        make_mandate,
        {"on": "2008-01-30"} | texts("text", "Less") | texts("reason", "Asked for less"),
        {"state": "in_force", "text": text("Less")},
    ),
    "end-mandate": (
        make_mandate,
        {"state": "fulfilled", "on": "2008-01-30"} | texts("reason", "Done"),
        {"state": "fulfilled", "ended_on": date(2008, 1, 30), "end_reason": text("Done")},
    ),
    "begin-activity": (lambda: make_activity(mandate=make_mandate()), {"on": "2008-01-31"}, {"state": "under_way"}),
    "complete-activity": (lambda: make_activity(mandate=make_mandate()), {"on": "2008-01-31"}, {"state": "completed"}),
    "cancel-activity": (lambda: make_activity(mandate=make_mandate()), {"on": "2008-01-31"}, {"state": "cancelled"}),
    "give-up-activity": (make_activity, {"on": "2008-01-31"}, {"state": "given_up"}),
    "close-endorsement": (
        make_endorsement,
        {"state": "approved", "on": "2007-09-07"} | texts("note", "No objection"),
        {"state": "approved", "result_on": date(2007, 9, 7), "result_note": text("No objection")},
    ),
    "put-text": (
        make_endorsement,
        CLOSES | texts("text", "Words"),
        {"put_on": TODAY, "target_on": date(2008, 3, 1), "text": text("Words")},
    ),
    "put-new-version": (
        lambda: put_by_silence(),
        {"closes_at_day": "2008-03-01", "closes_at_hour": "18:00"}
        | texts("text", "Words")
        | texts("what_changed", "All"),
        {"put_on": date(2008, 1, 29), "target_on": date(2008, 3, 1), "text": text("Words")},
    ),
    "extend-deadline": (
        lambda: put_by_silence(),
        CLOSES | texts("reason", "More time"),
        {"state": "open", "target_on": date(2008, 3, 1)},
    ),
    "settle-endorsement": (
        lambda: put_by_silence(closes_at=datetime(2008, 1, 30, 17, tzinfo=UTC)),
        {},
        {"state": "approved", "result_on": date(2008, 1, 30)},
    ),
    "announce-result": (
        lambda: put_by_silence(
            state="approved", closes_at=datetime(2008, 1, 30, 17, tzinfo=UTC), result_on=date(2008, 1, 30)
        ),
        {},
        {"announced_on": TODAY},
    ),
    "withdraw-endorsement": (
        lambda: put_by_silence(),
        {"on": "2008-01-31"} | texts("reason", "No longer needed"),
        {"state": "withdrawn", "result_on": TODAY, "result_note": text("No longer needed")},
    ),
    "move-follow-up": (
        make_entry,
        {"to": "done", "on": "2008-01-31"} | texts("reason", "Done") | texts("note", "A law"),
        {"state": "done", "state_on": TODAY, "note": text("A law")},
    ),
    "reschedule-follow-up": (make_entry, {"due": "2008-06"} | texts("reason", "Later"), {"due_on": date(2008, 6, 30)}),
    "assign-follow-up": (
        lambda: make_entry(responsible_state=make_state()),
        texts("reason", "Nobody is"),
        {"responsible_state": None},
    ),
    "cancel-meeting": (
        make_meeting,
        {"on": "2007-06-11"} | texts("reason", "Moved"),
        {"cancelled_on": date(2007, 6, 11), "cancellation_reason": text("Moved")},
    ),
    "move-meeting": (
        lambda: make_meeting(on=date(2008, 2, 6)),
        {"starts_on": "2008-02-08", "on": "2008-01-31", "time_zone": "Europe/Vienna"} | texts("reason", "No room"),
        {"starts_on": date(2008, 2, 8), "ends_on": date(2008, 2, 8)},
    ),
    "confirm-meeting": (make_meeting, {}, {"took_place": True}),
    "summarise-meeting": (make_meeting, texts("summary", "It was short"), {"summary": text("It was short")}),
    "add-briefing": (make_meeting, texts("topic", "research") | texts("text", "Told"), {"summary": {}}),
    "add-point": (make_meeting, texts("text", "Raised"), {"summary": {}}),
    "open-notes": (
        make_meeting,
        {"until_day": "2008-03-01", "until_hour": "18:00"},
        {"corrections_until": datetime(2008, 3, 1, 17, tzinfo=UTC)},
    ),
    "answer-guidance": (
        make_guidance,
        {"kind": "no_action"} | texts("answer", "Not ours"),
        {"answer_kind": "no_action", "answer": text("Not ours"), "answered_on": TODAY},
    ),
    "accept-correction": (
        make_correction,
        texts("text", "As agreed") | texts("answer", "Thanks"),
        {"state": "accepted", "decided_on": TODAY, "answer": text("Thanks")},
    ),
    "decline-correction": (
        make_correction,
        texts("answer", "It was said"),
        {"state": "declined", "answer": text("It was said")},
    ),
    "issue-note": (_note_ahead, {}, {"state": "issued", "issued_on": TODAY}),
    "change-note": (
        _note_ahead,
        {"kind": "invitation", "reference": "CU 2008/9", "to_all_member_states": "on", "dated_on": "2008-01-30"},
        {"reference": "CU 2008/9", "dated_on": date(2008, 1, 30)},
    ),
    "discard-note": (_note_ahead, {}, {"state": "discarded"}),
    "assign-symbol": (make_document, {"symbol": "E/CN.15/2008/1"}, {"symbol": "E/CN.15/2008/1"}),
    "restrict-document": (
        make_document,
        {"to": "member_states"} | texts("reason", "By mistake"),
        {"audience": "member_states"},
    ),
    "derestrict-document": (
        lambda: make_document(audience="member_states"),
        {"to": "public", "on": "2008-02-01"} | texts("reason", "Agreed"),
        {"audience": "member_states", "opens_to": "public", "opens_on": date(2008, 2, 1)},
    ),
    "call-off-opening": (
        lambda: make_document(audience="secretariat", opens_on=date(2008, 2, 1), opens_to="public"),
        texts("reason", "Not yet"),
        {"audience": "secretariat", "opens_to": "", "opens_on": None},
    ),
    "issue-document": (draft_document, {"on": "2008-01-31"}, {"state": "issued", "issued_on": TODAY}),
    "withdraw-document": (
        make_document,
        {"on": "2008-01-31"} | texts("reason", "Wrong file"),
        {"state": "withdrawn", "withdrawn_on": TODAY, "withdrawal_reason": text("Wrong file")},
    ),
}


def _rescheduled():
    return make_event(starts_on=date(2008, 11, 26), ends_on=date(2008, 11, 28), state="authorised")


def test_an_event_is_moved_and_renamed_and_what_was_planned_is_kept(office, officer):
    event, meeting = _rescheduled(), make_meeting(kind="intersessional", on=date(2007, 8, 1))
    written = texts("title", "Vienna Forum") | {
        "starts": "2008-02-13",
        "ends": "2008-02-15",
        "decided_on": "2007-08-01",
        "decided_at": meeting.pk,
    }
    answer = office.post(f"/en/acts/move-event/{event.activity.slug}/", written)
    assert (answer.status_code, answer["Location"]) == (302, f"/en/events/{event.activity.slug}/")
    activity = Activity.objects.get(pk=event.pk)
    assert (activity.title, str(activity.starts), str(activity.ends)) == (
        text("Vienna Forum"),
        "2008-02-13",
        "2008-02-15",
    )
    change = event.reschedulings.get()
    assert (change.previous_title, change.previous_starts_on, change.previous_ends_on, change.decided_at) == (
        text("Event"),
        date(2008, 11, 26),
        date(2008, 11, 28),
        meeting,
    )
    assert AuditEvent.objects.get(verb="event.rescheduled").actor_id == str(officer.pk)


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ({}, "Neither the name nor a date was changed."),
        ({"ends": "2008-11-20"}, "The event cannot end on 20 November 2008 when it begins on 26 November 2008."),
    ],
)
def test_a_change_of_an_event_that_is_none_is_refused(office, written, sentence):
    event = _rescheduled()
    as_it_is = texts("title", "Event") | {"starts": "2008-11-26", "ends": "2008-11-28", "decided_on": "2007-08-01"}
    answer = office.post(f"/en/acts/move-event/{event.activity.slug}/", as_it_is | written)
    assert answer.context["form"].non_field_errors() == [sentence]
    assert not event.reschedulings.exists()


def test_only_the_secretariat_moves_an_event(officer):
    event = _rescheduled()
    for role in (Role.DELEGATE, Role.COMMITTEE_MEMBER, Role.FOCAL_POINT):
        answer = client_of(make_user(role)).post(f"/en/acts/move-event/{event.activity.slug}/", {})
        assert answer.status_code == 403
    assert not event.reschedulings.exists()


def test_a_proposed_event_has_its_page_at_once(office):
    written = texts("title", "Regional event") | {"kind": "event", "audience": "public", "starts": "2008-11"}
    asked = Page(office.post("/en/acts/propose-activity/", written))
    assert asked.all(".wrong .errorlist") == ["Choose the kind of event."]
    answer = office.post("/en/acts/propose-activity/", written | {"event_kind": "regional"})
    assert answer.status_code == 302
    assert office.get(answer["Location"]).status_code == 200
    assert Activity.objects.get().event.kind == "regional"


@pytest.mark.parametrize("kind", ["tool", "study", "other"])
def test_a_proposal_of_which_no_more_is_on_record_has_a_page(office, kind):
    written = texts("title", "Proposal") | {"kind": kind, "audience": "public"}
    answer = office.post("/en/acts/propose-activity/", written)
    assert office.get(answer["Location"]).status_code == 200


@pytest.mark.parametrize("act", CASES)
def test_the_secretariat_acts_and_the_record_and_the_log_say_so(office, officer, act):
    make, written, after = CASES[act]
    record = make()
    shown = office.get(page(act, record))
    assert (shown.status_code, shown.context["refusal"]) == (200, "")
    response = office.post(page(act, record), written)
    assert response.status_code == 302, response.context["form"].errors
    record.refresh_from_db()
    assert {name: getattr(record, name) for name in after} == after
    assert AuditEvent.objects.get().actor_id == str(officer.pk)


@pytest.mark.parametrize("act", CASES)
@pytest.mark.parametrize("role", [Role.DELEGATE, Role.COMMITTEE_MEMBER, Role.FOCAL_POINT])
def test_nobody_else_acts(role, act):
    make, written, _after = CASES[act]
    record = make()
    before = dict(type(record).objects.filter(pk=record.pk).values().get())
    client = client_of(make_user(role))
    assert client.post(page(act, record), written).status_code in {403, 404}
    assert type(record).objects.filter(pk=record.pk).values().get() == before
    assert "<button>" not in client.get(page(act, record)).content.decode().partition("<main")[2]
    assert str(ACTIONS[act].label) not in named(action_links(record, viewer_of(make_user(role))))
    assert AuditEvent.objects.count() == 0


@pytest.mark.parametrize("act", ACTIONS)
def test_a_visitor_is_asked_to_sign_in(act):
    make = CASES.get(act, (make_activity,))[0]
    response = Client().get(page(act, make()))
    assert response.status_code == 302
    assert "/accounts/login/" in response["Location"]


def test_a_record_that_the_reader_may_not_see_is_not_there_at_all():
    secret = make_mandate("Secret", audience=Audience.SECRETARIAT)
    response = client_of(make_user(Role.DELEGATE)).get(page("end-mandate", secret))
    assert response.status_code == 404
    assert "Secret" not in response.content.decode()


@pytest.mark.parametrize("address", ["/en/acts/no-such-act/", "/en/acts/end-mandate/"])
def test_an_act_that_does_not_exist_has_no_page(office, address):
    assert office.get(address).status_code == 404


def test_what_was_done_cannot_be_done_again_and_the_page_says_why(office):
    document = make_document(words="A text")
    shown = office.get(page("issue-document", document))
    assert shown.context["refusal"] == "The status “issued” can become withdrawn, not issued."
    assert "<button>Issue</button>" not in shown.content.decode()
    assert office.post(page("issue-document", document), {"on": "2008-01-31"}).status_code == 403


def test_a_document_without_any_text_is_not_issued(office):
    document = make_document(state="draft", issued_on=None)
    sentence = "This document has no text or file in any language. Add one before issuing it."
    assert office.get(page("issue-document", document)).context["refusal"] == sentence
    LanguageVersion.objects.create(document=document, language="en", text="A text")
    assert office.get(page("issue-document", document)).context["refusal"] == ""


# Authority


def test_an_activity_is_authorised_under_a_mandate_in_force(office):
    activity, mandate = make_activity(), make_mandate()
    assert (
        office.post(page("authorise-activity", activity), {"on": "2007-06-18", "mandate": mandate.pk}).status_code
        == 302
    )
    activity.refresh_from_db()
    assert (activity.state, activity.mandate, activity.authorised_on) == ("authorised", mandate, date(2007, 6, 18))


def test_only_mandates_in_force_on_the_day_are_offered(office):
    activity, mandate = make_activity(), make_mandate("In force")
    ended, later = make_ended_mandate(on=date(2007, 7, 1)), make_mandate("Later", in_force_from=date(2008, 1, 1))

    def offered(day):
        form = office.get(f"{page('authorise-activity', activity)}?on={day}").context["form"]
        return {value for value, _name in form.fields["mandate"].widget.choices if value}

    assert offered("2007-06-18") == {mandate.pk, ended.pk}
    assert offered("2008-01-15") == {mandate.pk, later.pk}
    assert offered("nonsense") == {mandate.pk, later.pk}


@pytest.mark.parametrize(
    ("mandate", "beginning"),
    [
        (lambda: None, "No mandate authorizes this activity."),
        (
            lambda: make_mandate(in_force_from=date(2008, 1, 1)),
            "The mandate “Mandate [en]” is in force from 1 January 2008 and gave no authority on 18 June 2007.",
        ),
        (lambda: make_ended_mandate(on=date(2007, 6, 1)), "The mandate “Ended mandate [en]” ended on 1 June 2007"),
    ],
)
def test_without_authority_on_the_day_the_form_says_what_is_missing(office, mandate, beginning):
    activity, given = make_activity(), mandate()
    response = office.post(
        page("authorise-activity", activity), {"on": "2007-06-18", "mandate": given.pk if given else ""}
    )
    [sentence] = response.context["form"].non_field_errors()
    assert sentence.startswith(beginning)
    activity.refresh_from_db()
    assert (activity.state, activity.mandate) == ("proposed", None)


def test_a_committee_member_who_tries_is_told_which_authority_is_missing():
    activity, mandate = make_activity("Regional event", audience=Audience.STEERING_COMMITTEE), make_mandate()
    member = client_of(make_user(Role.COMMITTEE_MEMBER))
    sentence = "Awaiting authority. The secretariat submits this proposal to Member States."
    shown = member.get(page("authorise-activity", activity))
    assert (shown.status_code, shown.context["refusal"], shown.context["form"]) == (200, sentence, None)
    response = member.post(page("authorise-activity", activity), {"on": "2008-01-31", "mandate": mandate.pk})
    assert (response.status_code, response.context["refusal"]) == (403, sentence)
    activity.refresh_from_db()
    assert activity.state == "proposed"


def test_a_decision_is_superseded_by_an_adopted_one_only(office):
    decision, successor = make_decision("Old"), make_decision("New")
    draft = make_decision("Draft", state="draft", adopted_on=None)
    refused = office.post(page("supersede-decision", decision), {"successor": draft.pk})
    assert list(refused.context["form"].errors) == ["successor"]
    assert office.post(page("supersede-decision", decision), {"successor": successor.pk}).status_code == 302
    decision.refresh_from_db()
    assert (decision.state, decision.superseded_by) == ("superseded", successor)


def test_a_meeting_that_was_held_is_not_cancelled_afterwards(office):
    meeting = make_meeting(on=date(2007, 6, 18))
    response = office.post(page("cancel-meeting", meeting), {"on": "2007-06-19"} | texts("reason", "Late"))
    assert response.context["form"].non_field_errors() == [
        "The date of this meeting, 18 June 2007, has passed. It cannot be cancelled."
    ]


def test_a_withdrawal_needs_its_reason_and_nothing_is_half_done(office):
    document = make_document()
    response = office.post(page("withdraw-document", document), {"on": "2008-01-31"})
    assert response.context["form"].errors == {"reason": ["Enter the text in at least one language."]}
    document.refresh_from_db()
    assert (document.state, document.withdrawn_on) == ("issued", None)


# Proposals


@pytest.mark.parametrize("role", [Role.SECRETARIAT, Role.COMMITTEE_MEMBER])
def test_a_proposal_is_planning_and_needs_no_mandate(role):
    user = make_user(role)
    written = {
        "kind": "event",
        "event_kind": "expert_meeting",
        "starts": "mid 2008",
        "ends": "",
        "audience": "public",
    } | texts("title", "Expert meeting")
    response = client_of(user).post(page("propose-activity"), written)
    assert response.status_code == 302, response.context["form"].errors
    activity = Activity.objects.get()
    assert (activity.slug, activity.state, activity.mandate, activity.proposed_on) == (
        *("expert-meeting-en", "proposed", None, TODAY),
    )
    assert str(activity.starts) == "mid 2008"


def test_a_proposal_asks_what_it_is_and_of_an_event_what_kind(office):
    form = Page(office.get(page("propose-activity")))
    assert [form.one(f"[name={name}] option:first-child") for name in ("kind", "event_kind")] == ["Choose one"] * 2
    shown_with = {
        words(field.select_one("label")): field["data-shown-with"] for field in form.soup.select("[data-shown-with]")
    }
    assert shown_with == {"Kind of event": "event", "Place (optional)": "event"}
    unchosen = Page(office.post(page("propose-activity"), {"audience": "public", "title_en": "Workshop"}))
    assert unchosen.all(".wrong .errorlist") == ["Choose one."]


def test_a_second_proposal_of_the_same_title_gets_another_id(office):
    written = {"kind": "study", "audience": "public", "title_zh": "研究"}
    office.post(page("propose-activity"), written)
    office.post(page("propose-activity"), written)
    assert sorted(Activity.objects.values_list("slug", flat=True)) == ["study", "study-2"]


def test_a_committee_member_cannot_address_a_proposal_beyond_what_they_read():
    form = client_of(make_user(Role.COMMITTEE_MEMBER)).get(page("propose-activity")).context["form"]
    assert [value for value, _label in form.fields["audience"].choices] == [
        "public",
        "member_states",
        "steering_committee",
    ]


def test_a_delegate_does_not_propose():
    client = client_of(make_user(Role.DELEGATE))
    who = "Only the secretariat and members of the Steering Committee"
    sentence = f"{who} may propose an activity. Please contact one of them."
    assert client.get(page("propose-activity")).context["refusal"] == sentence
    assert client.post(page("propose-activity"), {"kind": "event", "title_en": "Mine"}).status_code == 403
    assert Activity.objects.count() == 0


# Buttons


def test_buttons_are_the_acts_that_are_possible_now(officer):
    viewer = viewer_of(officer)
    assert named(action_links(make_activity(), viewer)) == [
        *("Authorize", "Add document", "Abandon proposal", "Edit lead and partners")
    ]
    held = ["Mark as completed", "Add document", "Mark as under way", "Cancel activity", "Edit lead and partners"]
    assert named(action_links(make_event().activity, viewer)) == held
    ahead = make_event(starts_on=date(2008, 2, 13), ends_on=date(2008, 2, 15))
    assert named(action_links(ahead, viewer)) == [
        *("Open registration", "Create programme", "Add document", "Mark as under way", "Cancel activity"),
        *("Open a form for commitments", "Nominate a speaker", "Edit lead and partners", "Move or rename event"),
        "Edit description and host",
    ]
    assert named(action_links(make_decision(), viewer)) == ["Record mandate", "Mark as superseded"]
    assert named(action_links(make_decision(number=""), viewer)) == [
        *("Record mandate", "Assign number", "Mark as superseded"),
    ]
    assert named(action_links(make_draft(), viewer)) == [
        *("Record adoption", "Record amendment", "Record that it was not adopted"),
    ]
    assert named(action_links(make_draft(state="not_adopted"), viewer)) == []
    assert named(action_links(make_decision().paragraphs.get(), viewer)) == ["Record mandate"]
    assert named(action_links(make_mandate(), viewer)) == [
        *("Propose an activity under this mandate", "Amend mandate", "Close mandate"),
    ]
    assert named(action_links(make_ended_mandate(on=date(2007, 7, 1)), viewer)) == []
    assert named(action_links(draft_document(), viewer)) == [
        *("Edit draft", "Issue document", "Assign symbol", "Restrict access", "Give access to a person or State"),
        *("Add language version", "Withdraw document"),
        "Present at the Forum",
    ]
    restricted = make_document(audience="member_states", opens_on=date(2008, 2, 1), opens_to="public")
    assert named(action_links(restricted, viewer)) == [
        *("Assign symbol", "Restrict access", "Widen access", "Cancel wider access"),
        *("Give access to a person or State", "Add language version", "Withdraw document"),
        "Present at the Forum",
    ]
    assert named(action_links(make_document(state="withdrawn", withdrawn_on=TODAY), viewer)) == []


def test_an_officer_whose_posting_ended_has_no_buttons(officer):
    Posting.objects.filter(user=officer).update(until_on=TODAY)
    assert action_links(make_mandate(), viewer_of(officer)) == []
    assert creation_links(["propose-activity"], viewer_of(officer)) == []


def test_a_visitor_has_no_buttons():
    assert (action_links(make_mandate(), VISITOR), creation_links(["propose-activity"], VISITOR)) == ([], [])
