"""Notes verbales: who writes and issues them, to whom, about what, and that what was issued stays as it is."""

from datetime import UTC, date, datetime

import pytest

from palermo.accounts.states import OrganisationKind, Role
from palermo.accounts.viewer import VISITOR, viewer_of
from palermo.audit.models import AuditEvent
from palermo.core.audiences import Audience
from palermo.core.languages import CODES
from palermo.core.refusals import Refused
from palermo.core.rules import can
from palermo.governance.actions import notes as notes_actions
from palermo.governance.models import NoteVerbale
from palermo.governance.queries.notes import notes_visible_to
from palermo.governance.rules import notes
from palermo.governance.states.bodies import NOTE_MOVES, NoteKind, NoteState
from tests.factories.accounts import make_organisation, make_place, make_user
from tests.factories.common import text
from tests.factories.consultations import make_change, make_mission, make_note
from tests.factories.governance import make_endorsement, make_meeting
from tests.factories.library import make_document

pytestmark = pytest.mark.django_db

TODAY = date(2007, 6, 1)
ROLES = [None, *Role]


@pytest.fixture(autouse=True)
def _today(settings):
    settings.PALERMO_TODAY = TODAY


@pytest.fixture
def officer():
    return make_user(Role.SECRETARIAT)


def refusal(check, *args) -> str:
    with pytest.raises(Refused) as refused:
        check(*args)
    return str(refused.value)


ACTS = {
    "issue": (notes.check_may_issue_note, {NoteState.DRAFT}),
    "change": (notes.check_may_change_note, {NoteState.DRAFT}),
    "discard": (notes.check_may_discard_note, {NoteState.DRAFT}),
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("state", NoteState)
@pytest.mark.parametrize("role", ROLES, ids=lambda role: role or "nobody")
def test_who_may_do_what_to_a_note_in_which_state(role, state, act):
    check, possible = ACTS[act]
    assert can(check, make_user(role), make_note(state=state)) == (role == Role.SECRETARIAT and state in possible)


def test_the_table_of_moves_is_complete():
    assert set(NOTE_MOVES) == set(NoteState)


# Drafting


def draft(officer, *, addressees=(), enclosures=(), **fields) -> NoteVerbale:
    given = {"slug": "a-note", "kind": "invitation", "dated_on": TODAY, "reference": "CU 2007/1", **fields}
    if not given.keys() & {"meeting", "endorsement"}:
        given["meeting"] = make_meeting()
    return notes_actions.draft_note(NoteVerbale(**given), addressees=addressees, enclosures=enclosures, by=officer)


@pytest.mark.parametrize("kind", OrganisationKind)
def test_a_note_goes_to_permanent_missions_and_ministries_only(officer, kind):
    addressee = make_organisation("The addressee", kind=kind)
    if kind in {OrganisationKind.PERMANENT_MISSION, OrganisationKind.MINISTRY}:
        note = draft(officer, to_all_member_states=False, addressees=[addressee])
        assert list(note.addressees.all()) == [addressee]
        return
    with pytest.raises(Refused) as refused:
        draft(officer, to_all_member_states=False, addressees=[make_mission(), addressee])
    assert str(refused.value) == (
        f"“The addressee [en]” is neither a permanent mission nor a ministry ({kind.label}). Send a letter instead."
    )
    assert NoteVerbale.objects.count() == 0


def test_an_addressee_that_was_put_there_otherwise_is_refused_at_issue(officer):
    note = make_note(to_all_member_states=False)
    note.addressees.add(make_organisation("An NGO", kind="civil_society"))
    assert refusal(notes.check_may_issue_note, officer, note).startswith("“An NGO [en]” is neither")


def test_somebody_is_addressed(officer):
    with pytest.raises(Refused, match=r"No addressee chosen\."):
        draft(officer, to_all_member_states=False)


def test_a_note_about_what_member_states_may_not_read_is_not_written(officer):
    meeting = make_meeting(audience=Audience.STEERING_COMMITTEE)
    with pytest.raises(Refused, match="A note verbale is addressed to Member States;"):
        draft(officer, meeting=meeting)


@pytest.mark.parametrize(
    ("fields", "beginning"),
    [
        (
            {"audience": Audience.STEERING_COMMITTEE, "symbol": "X/1"},
            "The enclosure X/1 is available to “Steering Committee” only.",
        ),
        (
            {"audience": Audience.PUBLIC, "symbol": "X/2", "state": "draft", "issued_on": None},
            "The enclosure X/2 has not been issued.",
        ),
    ],
)
def test_an_enclosure_that_they_could_not_read_is_refused(officer, fields, beginning):
    with pytest.raises(Refused) as refused:
        draft(officer, enclosures=[make_document("Paper", **fields)])
    assert str(refused.value).startswith(beginning)
    assert NoteVerbale.objects.count() == 0


def test_a_deadline_before_its_date_is_refused(officer):
    with pytest.raises(Refused, match=r"The reply date, 31 May 2007, is before the date of the note, 1 June 2007\."):
        draft(officer, reply_by=date(2007, 5, 31))


def test_a_reference_is_given_once(officer):
    make_note(reference="CU 2007/1")
    with pytest.raises(Refused, match=r"Another note verbale already has the reference CU 2007/1\."):
        draft(officer)


MEETINGS = {
    "ahead": lambda: make_meeting(on=date(2007, 6, 18)),
    "moved": lambda: make_change(make_meeting(on=date(2007, 6, 18)), on=TODAY).meeting,
    "cancelled": lambda: make_meeting(on=date(2007, 6, 18), cancelled_on=TODAY),
    "held": lambda: make_meeting(on=date(2007, 5, 18)),
}
ENDORSEMENTS = {
    "open": make_endorsement,
    "closed": lambda: make_endorsement(put_on=date(2007, 4, 1), state="approved", result_on=date(2007, 5, 1)),
}
OCCASIONS = {
    "ahead": {"invitation"},
    "moved": {"invitation", "change"},
    "cancelled": {"cancellation"},
    "held": set(),
    "open": {"endorsement"},
    "closed": {"result"},
}


@pytest.mark.parametrize("kind", NoteKind)
@pytest.mark.parametrize("state", OCCASIONS)
def test_a_note_tells_only_what_there_is(state, kind):
    shown = (MEETINGS | ENDORSEMENTS)[state]()
    assert can(notes.check_occasion, kind, shown) == (kind in OCCASIONS[state])


def test_a_draft_is_changed_and_given_up(officer):
    note = draft(officer, reference="")
    mission, document = make_mission(), make_document(audience=Audience.MEMBER_STATES)
    values = {"reference": "CU 2007/9", "to_all_member_states": False}
    notes_actions.change_note(note, values=values, addressees=[mission], enclosures=[document], by=officer)
    note.refresh_from_db()
    assert (note.reference, list(note.addressees.all()), list(note.enclosures.all())) == (
        *("CU 2007/9", [mission], [document]),
    )
    notes_actions.discard_note(note, by=officer)
    note.refresh_from_db()
    assert (note.state, note.issued_on) == ("discarded", None)
    verbs = list(AuditEvent.objects.order_by("sequence").values_list("verb", flat=True))
    assert verbs == ["note.drafted", "note.changed", "note.discarded"]


# Issuing


def test_a_note_without_a_reference_is_not_issued(officer):
    note = make_note(reference="")
    assert refusal(notes.check_may_issue_note, officer, note) == (
        "Enter the reference of the note verbale, under which it is filed."
    )


def test_an_issued_note_says_in_six_languages_what_the_record_said_that_day(officer):
    meeting = make_meeting(on=date(2007, 6, 18), room="M1")
    note = make_note(meeting=meeting, dated_at=make_place("Vienna"), reference="CU 2007/5")
    notes_actions.issue_note(note, by=officer)
    note.refresh_from_db()
    assert (note.state, note.issued_on, list(note.text)) == ("issued", TODAY, list(CODES))
    assert "Room: M1" in note.text["en"]
    assert "Vienna [en], 1 June 2007" in note.text["en"]
    before = note.text
    meeting.room = "M2"
    meeting.save()
    with pytest.raises(Refused):
        notes_actions.change_note(note, values={"reference": "X"}, addressees=[], enclosures=[], by=officer)
    note.refresh_from_db()
    assert note.text == before


def test_a_meeting_that_was_cancelled_meanwhile_is_no_longer_announced(officer):
    note = make_note(meeting=make_meeting(on=date(2007, 6, 18), cancelled_on=TODAY))
    with pytest.raises(Refused, match=r"This meeting was cancelled on 1 June 2007\."):
        notes_actions.issue_note(note, by=officer)
    note.refresh_from_db()
    assert (note.state, note.text) == ("draft", {})


def test_a_note_that_can_be_said_in_no_language_is_not_issued(officer):
    meeting = make_meeting(title=text("Title", "fr"))
    note = make_note(meeting=meeting, dated_at=make_place("Vienna"))
    note.dated_at.name = text("Vienna", "en")
    note.dated_at.save()
    with pytest.raises(Refused, match=r"This note is not complete in any language\."):
        notes_actions.issue_note(note, by=officer)


def test_a_text_put_to_member_states_is_told_with_its_result(officer, settings):
    settings.PALERMO_TODAY = datetime(2007, 10, 1, 12, tzinfo=UTC)
    endorsement = make_endorsement("Programme", state="approved", result_on=date(2007, 9, 30))
    note = make_note(endorsement=endorsement, kind="result", dated_on=date(2007, 10, 1))
    notes_actions.issue_note(note, by=officer)
    note.refresh_from_db()
    assert (
        "as at 30 September 2007, the following text was approved by Member States: Programme [en]."
        in (note.text["en"])
    )


# Who sees it


@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.MEMBER_STATES, Audience.SECRETARIAT])
@pytest.mark.parametrize("state", NoteState)
def test_issued_notes_are_member_states_and_drafts_the_secretariats(state, audience):
    note = make_note(state=state, meeting=make_meeting(audience=audience))
    readers = {role: note in notes_visible_to(viewer_of(make_user(role))) for role in Role}
    shown = state == NoteState.ISSUED and audience != Audience.SECRETARIAT
    assert readers == {
        Role.SECRETARIAT: True,
        Role.DELEGATE: shown,
        Role.COMMITTEE_MEMBER: shown,
        Role.FOCAL_POINT: False,
        Role.PARTNER: False,
    }
    assert list(notes_visible_to(VISITOR)) == []
