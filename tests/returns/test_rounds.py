"""Rounds of data collection: planned under a mandate, States invited, opened, extended, reminded, closed."""

from datetime import date

import pytest
from django.core import mail
from django.db import IntegrityError
from django.test import Client

from palermo.accounts.states import Role
from palermo.audit.models import AuditEvent
from palermo.core.refusals import Refused
from palermo.core.text import MultilingualText
from palermo.governance.states.bodies import NoteState
from palermo.knowledge.models import Agreement, Source
from palermo.returns.actions import rounds as actions
from palermo.returns.models import Round, RoundInvitation
from palermo.returns.notices.rounds import remind_of_returns
from tests.factories.accounts import make_person, make_state, make_user
from tests.factories.common import text
from tests.factories.consultations import make_note
from tests.factories.governance import make_ended_mandate, make_mandate
from tests.factories.knowledge import make_agreement, make_source
from tests.factories.returns import (
    make_questionnaire_edition,
    make_return,
    make_round,
    make_round_invitation,
)
from tests.portal.filling import act, client_of, fill
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db
TODAY = date(2008, 2, 1)


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = TODAY


@pytest.fixture
def officer() -> Client:
    return client_of(make_user(Role.SECRETARIAT))


def planned(**fields) -> Round:
    return make_round(**{"status": "planned", "opens_on": None, "due_on": date(2008, 6, 30), **fields})


def test_an_officer_plans_a_round_invites_states_and_opens_it(officer):
    edition, mandate = make_questionnaire_edition(), make_mandate("Research")
    fill(
        officer,
        "/en/acts/plan-round/",
        title_en="Trafficking 2007",
        edition=edition.pk,
        year="2007",
        mandate=mandate.pk,
        due_on="2008-06-30",
    )
    round_ = Round.objects.get()
    assert (round_.slug, round_.status, round_.year) == ("trafficking-2007", "planned", 2007)
    assert Client().get("/en/data/rounds/trafficking-2007/").status_code == 404
    known, other = make_state("Knownland"), make_state("Otherland")
    agreement = make_agreement(make_source(state=known))
    note = make_note(state=NoteState.ISSUED)
    focal = make_person("Focal", Role.FOCAL_POINT, state=known)
    act(
        officer,
        "invite-states",
        round_.slug,
        states=[known.pk, other.pk],
        on="2008-01-31",
        note=note.pk,
        makes_agreements="on",
        agreement_title_en="Agreement on returns",
        signed_on="2008-01-31",
        keep_until="2020-12-31",
    )
    invitations = {each.state: each for each in round_.invitations.all()}
    assert {state: each.note for state, each in invitations.items()} == {known: note, other: note}
    assert invitations[known].agreement == agreement
    made = invitations[other].agreement
    assert (made.status, made.starts_on, made.keep_until) == ("signed", date(2008, 1, 31), date(2020, 12, 31))
    assert (made.source.state, made.source.audience, made.audience) == (other, "secretariat", "secretariat")
    assert mail.outbox == []
    act(officer, "open-round", round_.slug, on="2008-02-01")
    round_.refresh_from_db()
    assert (round_.status, round_.opens_on) == ("open", TODAY)
    assert [(letter.to, "Trafficking 2007" in letter.body) for letter in mail.outbox] == [([focal.email], True)]
    assert "30 June 2008" in mail.outbox[0].body
    assert Client().get("/en/data/rounds/trafficking-2007/").status_code == 200
    assert [*AuditEvent.objects.filter(target_kind="rounds").values_list("verb", flat=True)] == [
        "round.planned",
        "round.states_invited",
        "round.opened",
    ]


def test_all_member_states_that_were_not_invited_yet_are_invited_at_once(officer):
    round_ = planned()
    invited, another = make_state("Invited"), make_state("Another")
    make_state("Elsewhere", is_member=False)
    make_round_invitation(round_, invited)
    act(officer, "invite-states", round_.slug, all_members="on", states=[], on="2008-02-01")
    assert {each.state for each in round_.invitations.all()} == {invited, another}
    assert round_.invitations.get(state=another).agreement is None


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"mandate": None}, "No mandate covers this round."),
        ({"due_on": None}, "Enter the day by which returns are due."),
        ({"due_on": date(2008, 1, 15)}, "Returns would be due on 15 January 2008, before the round opens"),
        ({"edition": "draft"}, "The edition of the questionnaire is a draft. Publish it first."),
        ({"mandate": "ended"}, "ended on 1 January 2008 and gave no authority on 1 February 2008"),
        ({"mandate": "later"}, "is in force from 1 March 2008"),
        ({"status": "open", "opens_on": date(2008, 1, 7)}, "This round has been opened already."),
    ],
)
def test_a_round_opens_only_with_a_published_questionnaire_a_mandate_in_force_and_dates(fields, sentence):
    made = {
        "draft": lambda: make_questionnaire_edition(status="draft", published_on=None, digest=""),
        "ended": lambda: make_ended_mandate(on=date(2008, 1, 1)),
        "later": lambda: make_mandate(in_force_from=date(2008, 3, 1)),
    }
    round_ = planned(**{name: made[value]() if value in made else value for name, value in fields.items()})
    before = round_.status
    with pytest.raises(Refused) as refused:
        actions.open_round(round_, on=TODAY, by="test")
    assert sentence in str(refused.value)
    round_.refresh_from_db()
    assert round_.status == before


def test_a_round_opens_on_no_day_to_come():
    with pytest.raises(Refused, match="2 February 2008 is in the future"):
        actions.open_round(planned(), on=date(2008, 2, 2), by="test")


def test_what_was_asked_does_not_change_once_the_round_is_open(officer):
    round_ = make_round()
    page = officer.get(f"/en/acts/change-round/{round_.slug}/").content.decode()
    assert ['name="year"' in page, 'name="edition"' in page, 'name="due_on"' in page] == [False, False, True]
    for name, value in {"year": 2006, "edition": make_questionnaire_edition(), "mandate": make_mandate()}.items():
        with pytest.raises(Refused, match="The round is open"):
            actions.change_round(round_, values={name: value}, by="test")
    act(officer, "change-round", round_.slug, due_on="2008-04-30")
    round_.refresh_from_db()
    assert (round_.due_on, round_.year) == (date(2008, 4, 30), 2007)


def test_a_round_closes_and_is_opened_again_with_a_reason(officer):
    round_ = make_round()
    act(officer, "close-round", round_.slug, on="2008-02-01")
    round_.refresh_from_db()
    assert (round_.status, round_.closed_on) == ("closed", TODAY)
    with pytest.raises(Refused, match="This round is closed"):
        actions.invite_states(round_, states=[make_state()], on=TODAY, by="test")
    act(officer, "reopen-round", round_.slug, reason_en="Late returns are awaited")
    round_.refresh_from_db()
    assert (round_.status, round_.closed_on) == ("open", None)
    event = AuditEvent.objects.get(verb="round.reopened")
    assert event.details == {"reason": {"en": "Late returns are awaited"}}


def test_a_planned_round_is_removed_unless_states_were_invited():
    empty, other = planned(), planned()
    invitation = make_round_invitation(other)
    actions.remove_round(empty, by="test")
    assert [*Round.objects.all()] == [other]
    with pytest.raises(Refused, match="Withdraw the invitations first"):
        actions.remove_round(other, by="test")
    actions.withdraw_invitation(invitation, by="test")
    actions.remove_round(other, by="test")
    assert not Round.objects.exists()
    with pytest.raises(Refused, match="Only a planned round can be removed"):
        actions.remove_round(make_round(), by="test")


def test_a_state_is_invited_once_and_by_a_note_that_was_issued():
    round_ = make_round()
    invitation = make_round_invitation(round_, make_state("Twiceland"))
    with pytest.raises(Refused, match=r"Twiceland \[en\] has already been invited"):
        actions.invite_states(round_, states=[invitation.state], on=TODAY, by="test")
    with pytest.raises(Refused, match="Choose at least one State"):
        actions.invite_states(round_, states=[], on=TODAY, by="test")
    with pytest.raises(Refused, match="The note verbale has not been issued yet"):
        actions.invite_states(round_, states=[make_state()], on=TODAY, note=make_note(), by="test")
    assert round_.invitations.count() == 1


def test_the_agreement_of_an_invitation_is_chosen_or_made(officer):
    invitation = make_round_invitation(state=make_state("Signland"), agreement=None)
    ended = make_agreement(make_source(state=invitation.state), ends_on=date(2008, 1, 1))
    foreign = make_agreement(make_source(state=make_state()))
    with pytest.raises(Refused, match="was in force until 1 January 2008"):
        actions.choose_agreement(invitation, agreement=ended, by="test")
    with pytest.raises(Refused, match="This agreement is not with Signland"):
        actions.choose_agreement(invitation, agreement=foreign, by="test")
    act(officer, "choose-return-agreement", invitation.pk, agreement_title_en="New", signed_on="2008-02-01")
    invitation.refresh_from_db()
    assert invitation.agreement not in (ended, foreign)
    assert invitation.agreement.source == ended.source
    current = make_agreement(ended.source)
    act(officer, "choose-return-agreement", invitation.pk, agreement=current.pk)
    invitation.refresh_from_db()
    assert invitation.agreement == current
    assert Source.objects.filter(state=invitation.state).count() == 1


def test_nothing_is_changed_in_an_invitation_whose_return_was_begun():
    state = make_state()
    national_return = make_return(state)
    invitation = RoundInvitation.objects.get()
    for perform in (
        lambda: actions.withdraw_invitation(invitation, by="test"),
        lambda: actions.choose_agreement(invitation, agreement=national_return.agreement, by="test"),
    ):
        with pytest.raises(Refused):
            perform()
    assert RoundInvitation.objects.get().agreement == national_return.agreement


def test_one_state_is_given_more_time_with_a_reason_and_notified(officer):
    state = make_state("Lateland")
    focal = make_person("Focal", Role.FOCAL_POINT, state=state)
    invitation = make_round_invitation(state=state)
    act(officer, "extend-round", invitation.pk, until="2008-05-15", reason="Elections in March")
    invitation.refresh_from_db()
    assert (invitation.extended_to, invitation.extension_reason) == (date(2008, 5, 15), "Elections in March")
    assert [(letter.to, "15 May 2008" in letter.body) for letter in mail.outbox] == [([focal.email], True)]
    for until, reason, sentence in (
        (date(2008, 5, 15), "Again", "Enter a later day than 15 May 2008"),
        (date(2008, 6, 1), " ", "Enter the reason"),
    ):
        with pytest.raises(Refused, match=sentence):
            actions.extend_deadline(invitation, until=until, reason=reason, by="test")
    invitation.round.status = "planned"
    invitation.round.save()
    with pytest.raises(Refused, match="Only the deadline of an open round"):
        actions.extend_deadline(invitation, until=date(2008, 6, 1), reason="More", by="test")


def test_the_database_keeps_no_extension_without_a_reason():
    invitation = make_round_invitation()
    invitation.extended_to = date(2008, 6, 1)
    with pytest.raises(IntegrityError):
        invitation.save()


def test_states_are_reminded_28_and_7_days_before_the_due_date_and_7_after(settings):
    state = make_state("Slowland")
    focal = make_person("Focal", Role.FOCAL_POINT, state=state)
    invitation = make_round_invitation(make_round(due_on=date(2008, 3, 31)), state)
    # Of a State that has sent its return no reminder is written.
    done = make_return(make_state(), status="received", round=invitation.round, agreement=make_agreement())
    make_person("Done", Role.FOCAL_POINT, state=done.state)
    make_round_invitation(invitation.round, done.state)
    days = {}
    for number in range(1, 75):
        settings.PALERMO_TODAY = date.fromordinal(date(2008, 2, 1).toordinal() + number)
        mail.outbox.clear()
        remind_of_returns()
        if mail.outbox:
            days[settings.PALERMO_TODAY] = [letter.to for letter in mail.outbox]
    assert days == {day: [[focal.email]] for day in (date(2008, 3, 3), date(2008, 3, 24), date(2008, 4, 7))}
    invitation.refresh_from_db()
    assert invitation.reminded_on == ["2008-03-03", "2008-03-24", "2008-04-07"]


def test_a_reminder_that_was_missed_is_written_later_and_an_extension_moves_it(settings):
    state = make_state()
    make_person("Focal", Role.FOCAL_POINT, state=state)
    invitation = make_round_invitation(make_round(due_on=date(2008, 3, 31)), state)
    settings.PALERMO_TODAY = date(2008, 3, 10)
    assert [remind_of_returns(), remind_of_returns()] == [1, 0]
    actions.extend_deadline(invitation, until=date(2008, 5, 1), reason="Elections", by="test")
    settings.PALERMO_TODAY = date(2008, 4, 1)
    assert remind_of_returns() == 0
    settings.PALERMO_TODAY = date(2008, 4, 4)
    assert remind_of_returns() == 1


def test_without_a_data_focal_point_the_mission_is_written_to():
    state = make_state()
    delegate = make_person("Delegate", Role.DELEGATE, state=state)
    leading = make_person("Leading", Role.DELEGATE, state=state, leads=True)
    invitation = make_round_invitation(state=state)
    actions.extend_deadline(invitation, until=date(2008, 5, 1), reason="Elections", by="test")
    assert [letter.to for letter in mail.outbox] == [[leading.email]]
    assert delegate.email not in mail.outbox[0].to


@pytest.mark.parametrize("role", [Role.DELEGATE, Role.FOCAL_POINT, Role.COMMITTEE_MEMBER, Role.PARTNER])
def test_only_the_secretariat_runs_rounds(role):
    user = make_user(role)
    round_, invitation = make_round(), make_round_invitation()
    for perform in (
        lambda: actions.plan_round(Round(title=text("x"), edition=round_.edition, year=2007), by=user),
        lambda: actions.change_round(round_, values={"year": 2001}, by=user),
        lambda: actions.open_round(planned(), on=TODAY, by=user),
        lambda: actions.close_round(round_, on=TODAY, by=user),
        lambda: actions.reopen_round(make_round(status="closed"), reason=MultilingualText({"en": "x"}), by=user),
        lambda: actions.remove_round(planned(), by=user),
        lambda: actions.invite_states(round_, states=[make_state()], on=TODAY, by=user),
        lambda: actions.withdraw_invitation(invitation, by=user),
        lambda: actions.choose_agreement(invitation, agreement=invitation.agreement, by=user),
        lambda: actions.extend_deadline(invitation, until=date(2008, 6, 1), reason="x", by=user),
    ):
        with pytest.raises(Refused, match="Only the secretariat may"):
            perform()
    assert Agreement.objects.count() == 1


def test_the_draft_of_the_note_names_round_year_mandate_and_dates(officer):
    round_ = make_round(mandate=make_mandate("Research"))
    path = f"/en/data/rounds/{round_.slug}/note/en.docx"
    response = officer.get(path)
    assert (response.status_code, response["Content-Disposition"]) == (
        200,
        f'attachment; filename="{round_.slug}-en.docx"',
    )
    assert client_of(make_user(Role.DELEGATE)).get(path).status_code == 403


def test_the_list_of_rounds_is_filtered_by_status(officer):
    make_round(title=text("Earlier"), year=2005, status="closed")
    make_round(title=text("Latest"), year=2007)
    assert Page(officer.get("/en/data/rounds/")).all("ul.papers h2") == ["Latest [en]", "Earlier [en]"]
    assert Page(officer.get("/en/data/rounds/?status=open")).all("ul.papers h2") == ["Latest [en]"]
