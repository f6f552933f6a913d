"""For each table of moves: how a record comes into each state, how each move is made, and by whom it may be made.

A table of moves that is not here is found missing by test_state_tables.py, which plays every state × role × move.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple

from allauth.mfa.models import Authenticator
from django.core.files.base import ContentFile

from palermo.accounts.actions import invitations
from palermo.accounts.models import Organisation, Posting
from palermo.accounts.states import INVITATION_MOVES, Role
from palermo.audit.models import AuditEvent
from palermo.core import clock
from palermo.core.dates import PartialDate
from palermo.core.refusals import Refused
from palermo.core.rules import check_move
from palermo.events.actions import outcomes
from palermo.events.actions.preparation import answer_event_invitation, send_event_invitation, withdraw_event_invitation
from palermo.events.models import Event
from palermo.events.states.events import OUTCOME_MOVES
from palermo.events.states.preparation import EVENT_INVITATION_MOVES, EventInvitationState
from palermo.figures.actions import indicators as indicator_actions
from palermo.figures.actions import preparing as preparing_actions
from palermo.figures.actions import releases as release_actions
from palermo.figures.actions.reading_back import keep_release
from palermo.figures.models import ReleaseDecision
from palermo.figures.pipeline.draft_files import write_origins
from palermo.figures.pipeline.places import origins_path
from palermo.figures.states.indicators import INDICATOR_MOVES
from palermo.figures.states.releases import FIGURE_RELEASE_MOVES, NEEDS_PREPARED
from palermo.floor import actions as floor
from palermo.floor.states import FLOOR_MOVES, SPEAKERS_LIST_MOVES
from palermo.governance.actions import (
    activities,
    amendments,
    assistance,
    endorsements,
    follow_ups,
    mandates,
    notes,
    texts,
)
from palermo.governance.actions import decisions as decisions_actions
from palermo.governance.actions import guidance as guidance_actions
from palermo.governance.states import activities as activities_states
from palermo.governance.states import assistance as assistance_states
from palermo.governance.states import bodies, decisions, guidance
from palermo.governance.states import endorsements as endorsements_states
from palermo.governance.states import follow_ups as follow_ups_states
from palermo.governance.states import mandates as mandates_states
from palermo.knowledge.actions import agreements as agreement_actions
from palermo.knowledge.actions import datasets as dataset_actions
from palermo.knowledge.actions import lists as list_actions
from palermo.knowledge.actions import practices as practice_actions
from palermo.knowledge.actions import study_drafts as study_draft_actions
from palermo.knowledge.actions.checks import keep_check, refuse_unreadable
from palermo.knowledge.faults import FaultReport
from palermo.knowledge.finding_sentences import Checked
from palermo.knowledge.states.datasets import DATASET_EDITION_MOVES, FINDING_MOVES
from palermo.knowledge.states.lists import LIST_EDITION_MOVES
from palermo.knowledge.states.practices import PRACTICE_MOVES
from palermo.knowledge.states.sources import AGREEMENT_MOVES
from palermo.knowledge.states.studies import STUDY_DRAFT_MOVES
from palermo.library.actions.documents import issue_document, withdraw_document
from palermo.library.states import DOCUMENT_MOVES
from palermo.logistics.actions import tasks as logistics
from palermo.logistics.states import TASK_MOVES
from palermo.offline.actions import fail_bundle, finish_bundle, withdraw_bundle
from palermo.offline.states import BUNDLE_MOVES
from palermo.outreach.actions import campaign_reports, commitments, press
from palermo.outreach.actions import material as material_actions
from palermo.outreach.actions import partners as partner_actions
from palermo.outreach.actions import plans as plan_actions
from palermo.outreach.actions import progress as progress_actions
from palermo.outreach.models import PartnerContact
from palermo.outreach.states.campaigns import CAMPAIGN_REPORT_MOVES, MATERIAL_MOVES, Depiction
from palermo.outreach.states.commitments import COMMITMENT_MOVES
from palermo.outreach.states.partners import PARTNERSHIP_MOVES
from palermo.outreach.states.plans import PLAN_EDITION_MOVES, PROGRESS_ROUND_MOVES, PlanEditionStatus
from palermo.outreach.states.press import PRESS_RELEASE_MOVES
from palermo.programme.actions import screens
from palermo.programme.actions.releases import withdraw_release
from palermo.programme.states.programmes import RELEASE_MOVES
from palermo.programme.states.screens import SCREEN_NOTICE_MOVES
from palermo.registration.actions.participants import (
    accredit_participant,
    approve_accreditation,
    refuse_accreditation,
    refuse_participant,
    restore_participant,
    withdraw_participant,
)
from palermo.registration.states import ACCREDITATION_MOVES, PARTICIPANT_MOVES
from palermo.reporting.actions.document_types import activate_document_type, retire_document_type
from palermo.reporting.models import DocumentType, Report
from palermo.reporting.outline import outline_named
from palermo.reporting.rules import check_can_issue
from palermo.reporting.states import DOCUMENT_TYPE_MOVES, REPORT_MOVES
from palermo.returns.actions import questionnaires as questionnaire_actions
from palermo.returns.actions import return_queries
from palermo.returns.actions import returns as return_actions
from palermo.returns.actions import rounds as data_round_actions
from palermo.returns.figures import digest_of_figures, structure_of
from palermo.returns.states.returns import QUERY_MOVES, RETURN_MOVES
from palermo.returns.states.rounds import DATA_ROUND_MOVES, QUESTIONNAIRE_MOVES
from palermo.speakers.actions import speakers, speaking
from palermo.speakers.models import SpeakerInterest
from palermo.speakers.states import SPEAKER_MOVES, SpeakerState
from palermo.toolkit.actions import discussion, feedback, stages
from palermo.toolkit.actions import training as training_actions
from palermo.toolkit.actions import uptake as toolkit_actions
from palermo.toolkit.models import EditionStage
from palermo.toolkit.states.discussion import COMMENT_MOVES, ROUND_MOVES
from palermo.toolkit.states.feedback import FEEDBACK_MOVES
from palermo.toolkit.states.stages import STAGE_MOVES
from palermo.toolkit.states.training import TRAINING_MOVES
from palermo.toolkit.states.uptake import UPTAKE_MOVES
from palermo.treaties.actions import corrections as state_corrections
from palermo.treaties.actions import laws
from palermo.treaties.states.corrections import STATE_CORRECTION_MOVES
from palermo.treaties.states.laws import LAW_MOVES
from tests.factories import governance as make
from tests.factories.accounts import make_invitation, make_user
from tests.factories.activities import make_event, make_outcome
from tests.factories.assistance import make_assistance, make_offer
from tests.factories.common import number, text
from tests.factories.consultations import make_correction, make_mission, make_note
from tests.factories.discussion import CLOSES as ROUND_CLOSES
from tests.factories.discussion import make_comment, make_round
from tests.factories.endorsements import make_put, make_response
from tests.factories.figures import key_of, make_indicator
from tests.factories.figures import make_release as make_figure_release
from tests.factories.knowledge import (
    make_agreement,
    make_dataset_edition,
    make_finding,
    make_list_edition,
    make_practice,
    make_study,
)
from tests.factories.laws import make_law, make_state_correction
from tests.factories.library import make_document
from tests.factories.occasions import make_edition
from tests.factories.offline import an_empty_zip, built_as, make_bundle
from tests.factories.outreach import (
    make_campaign_action,
    make_commitment,
    make_material,
    make_partner,
    make_partner_contact,
    make_plan,
)
from tests.factories.outreach import make_release as make_press_release
from tests.factories.plans import make_measure_progress, make_progress_round
from tests.factories.preparation import make_event_invitation
from tests.factories.programmes import make_item, make_programme, make_release
from tests.factories.register import make_entry, make_progress
from tests.factories.registrations import make_accreditation, make_letter, make_participant, make_registration
from tests.factories.releases import approve, lay_prepared, make_officer
from tests.factories.releases import make_draft as make_release_draft
from tests.factories.returns import (
    make_block,
    make_figure,
    make_questionnaire_edition,
    make_return,
    make_return_query,
)
from tests.factories.returns import make_round as make_data_round
from tests.factories.screens import make_floor_request, make_list, make_notice, make_task
from tests.factories.speakers import make_speaker
from tests.factories.texts import make_reader_feedback
from tests.factories.training import make_trainer, make_training
from tests.factories.uptakes import make_uptake

DAY = date(2007, 6, 18)
# The day on which every move of these tables is tried.
TODAY = date(2008, 2, 20)
OFFICER = frozenset({Role.SECRETARIAT})
REASON = text("Reason")
Users = dict[Role | None, Any]


class Table(NamedTuple):
    """`make` gives a record in a state; `move` brings it to another by the act that there is, or refuses.

    `by` is who may make a move, where that is not the secretariat, by the state it leads to.
    """

    moves: dict[Any, frozenset[Any]]
    make: Callable[[str, Users], Any]
    move: Callable[[Any, str, Any], Any]
    by: dict[str, frozenset[Role]] = {}
    field: str = "state"

    def may(self, to: str) -> frozenset[Role]:
        """Who makes a move to a state."""
        return self.by.get(to, OFFICER)


def no_act(record: Any, to: str, user: Any) -> None:
    """Nothing leads there."""
    raise Refused(f"No act makes this {to}.")


def _choose(acts: dict[str, Callable[[Any, Any], Any]]) -> Callable[[Any, str, Any], Any]:
    return lambda record, to, user: acts[to](record, user) if to in acts else no_act(record, to, user)


def _outcome(state: str, users: Users) -> Any:
    gone = {"withdrawn_on": DAY, "withdrawal_reason": REASON} if state == "withdrawn" else {}
    return make_outcome(make_event(), status=state, produced_on=DAY, **gone)


OUTCOME_ACTS = {
    "adopted": lambda record, user: outcomes.adopt_outcome(record, on=DAY, by=user),
    "withdrawn": lambda record, user: outcomes.withdraw_outcome(record, on=DAY, reason=REASON, by=user),
}


def _activity(state: str, users: Users) -> Any:
    return make.make_activity(mandate=make.make_mandate(), state=state, authorised_on=DAY)


def _move_activity(record: Any, to: str, user: Any) -> Any:
    if to == "authorised":
        return activities.authorise_activity(record, mandate=record.mandate, on=DAY, by=user)
    return activities.move_activity(record, activities_states.ActivityState(to), on=DAY, by=user)


def _decision(state: str, users: Users) -> Any:
    adopted = {} if state in {"adopted", "superseded"} else {"adopted_on": None}
    superseded = {"superseded_by": make.make_decision()} if state == "superseded" else {}
    return make.make_decision(state=state, **adopted, **superseded)


DECISION_ACTS = {
    "adopted": lambda record, user: decisions_actions.adopt_decision(record, on=PartialDate(DAY), by=user),
    "not_adopted": lambda record, user: decisions_actions.set_aside_decision(record, on=DAY, reason=REASON, by=user),
    "superseded": lambda record, user: decisions_actions.supersede_decision(
        record, successor=make.make_decision(), by=user
    ),
}


def _amendment(state: str, users: Users) -> Any:
    return make.make_amendment(state=state, decided_on=None if state == "proposed" else DAY)


def _decide_amendment(record: Any, to: str, user: Any) -> Any:
    return amendments.decide_amendment(record, decisions.AmendmentState(to), on=DAY, by=user)


def _mandate(state: str, users: Users) -> Any:
    return make.make_mandate(state=state, ended_on=None if state == "in_force" else DAY)


def _end_mandate(record: Any, to: str, user: Any) -> Any:
    successor = make.make_mandate() if to == "superseded" else None
    return mandates.end_mandate(
        record, mandates_states.MandateState(to), on=DAY, reason=REASON, successor=successor, by=user
    )


PAST = {"opens_at": datetime(2008, 1, 1, tzinfo=UTC), "closes_at": datetime(2008, 1, 10, tzinfo=UTC)}


def _endorsement(state: str, users: Users) -> Any:
    """As written down; an open one is put at a meeting, where somebody records what was decided."""
    if state == "open":
        return make_put(kind="meeting", put_on=date(2007, 12, 1), opens_at=PAST["opens_at"], closes_at=None)
    kind = "written" if state == "not_approved" else "silence"
    made = make_put(kind=kind, state=state, put_on=date(2008, 1, 1), result_on=date(2008, 1, 10), **PAST)
    if state == "broken":
        make_response(made, made_at=datetime(2008, 1, 5, tzinfo=UTC))
    return made


def _move_endorsement(record: Any, to: str, user: Any) -> Any:
    # A new version of an open text leaves it open, which is no move.
    if to == "open" and record.state != "open":
        closes = datetime(2008, 5, 1, tzinfo=UTC)
        return texts.submit_new_version(record, text=REASON, what_changed=REASON, closes_at=closes, by=user)
    if to == "withdrawn":
        return endorsements.withdraw_endorsement(record, on=TODAY, reason=REASON, by=user)
    if to == "open":
        return no_act(record, to, user)
    return endorsements.close_endorsement(
        record, endorsements_states.EndorsementState(to), on=PartialDate(TODAY), note=REASON, by=user
    )


def _correction(state: str, users: Users) -> Any:
    return make_correction(state=state, state_by=users[Role.DELEGATE].postings.get().state)


CORRECTION_ACTS = {
    "accepted": lambda record, user: guidance_actions.accept_correction(record, text=REASON, answer=REASON, by=user),
    "declined": lambda record, user: guidance_actions.decline_correction(record, answer=REASON, by=user),
    "withdrawn": lambda record, user: guidance_actions.withdraw_correction(record, by=user),
}


def _partnership(state: str, users: Users) -> Any:
    """A partner for which those of them act who represent one."""
    left = {"left_on": TODAY, "reason": REASON} if state == "left" else {}
    decided = {"decided_on": TODAY} if state != "applied" else {}
    partner = make_partner(status=state, **left, **decided)
    make_partner_contact(partner, user=users[Role.PARTNER])
    return partner


PARTNERSHIP_ACTS = {
    "admitted": lambda record, user: partner_actions.admit_partner(
        record, values={"role": REASON, "mandate": make.make_mandate(), "since_on": TODAY}, by=user
    ),
    "declined": lambda record, user: partner_actions.decline_partner(record, reason=REASON, by=user),
    "withdrawn": lambda record, user: partner_actions.withdraw_application(record, by=user),
    "left": lambda record, user: partner_actions.end_partnership(record, on=TODAY, reason=REASON, by=user),
}


def _agreement(state: str) -> Any:
    ended = {"ended_on": TODAY, "reason": REASON} if state == "ended" else {}
    return make_agreement(status=state, **ended)


def _figure_release(state: str, users: Users) -> Any:
    """One that awaits the audit has what the gate made of it, one that is proposed an approval by another officer."""
    if state in ("releasing", "released", "withdrawn"):
        record = make_figure_release({key_of("victims", "aut", 2006): 40})
        write_origins(origins_path(record), [(key_of("victims", "aut", 2006), 1)])
        gone = {"withdrawn_on": TODAY, "reason": REASON} if state == "withdrawn" else {}
        for name, value in {"status": state, **gone}.items():
            setattr(record, name, value)
        record.save()
        return record
    record = make_release_draft(status=state, attempt=1)
    ReleaseDecision.objects.create(
        release=record, attempt=1, person=make_officer("First"), verdict="approved", decided_at=clock.now()
    )
    return lay_prepared(record)


def _move_figure_release(record: Any, to: str, user: Any) -> None:
    """By the acts of pages, or by those of the work in the background: whichever there is for the status it is in."""
    if record.status in NEEDS_PREPARED:
        # The work of an earlier move has emptied the folder.
        lay_prepared(record)
    if to not in ("releasing", "withdrawn"):
        # Only the author changes a release, and only others approve it.
        type(record).objects.filter(pk=record.pk).update(author=user)
        record.refresh_from_db()
    if user is not None:
        Authenticator.objects.get_or_create(user=user, type=Authenticator.Type.TOTP, defaults={"data": {"secret": ""}})
        user.has_shown_factor = True
    before = record.status
    to_draft = {
        "preparing": lambda: preparing_actions.stop_preparation(record, by=user),
        "prepared": lambda: release_actions.change_release(record, values={}, by=user),
        "proposed": lambda: release_actions.take_back_release(record, by=user),
        "releasing": lambda: preparing_actions.refuse_release(record, refusal="No.", by=user),
    }
    acts = {
        "draft": to_draft.get(before, lambda: no_act(record, to, user)),
        "preparing": lambda: release_actions.begin_preparing(record, by=user),
        "prepared": lambda: preparing_actions.keep_preparation(record, origins={}, loss={}, digest="", by=user),
        "proposed": lambda: release_actions.propose_release(record, by=user),
        "releasing": lambda: approve(record, by=user),
        "released": lambda: keep_release(record, number=record.number, by=user),
        "withdrawn": lambda: release_actions.withdraw_release(record, reason=REASON, by=user),
        "abandoned": lambda: release_actions.abandon_release(record, by=user),
    }
    acts[to]()
    if AuditEvent.objects.order_by("sequence").last().target_id != record.slug:
        raise Refused("Nothing was done.")


AGREEMENT_ACTS = {
    "signed": lambda record, user: agreement_actions.sign_agreement(record, signed_on=TODAY, starts_on=TODAY, by=user),
    "ended": lambda record, user: agreement_actions.end_agreement(record, on=TODAY, reason=REASON, by=user),
}


def _dataset_edition(state: str) -> Any:
    kept = {"received_file": "kept/victims.csv"} if state in ("received", "checked") else {}
    return make_dataset_edition(status=state, reason=REASON if state == "refused" else {}, decided_on=TODAY, **kept)


def _finish_check(record: Any, user: Any) -> None:
    keep_check(record, rows=ContentFile(b"rows", "part-0.parquet"), checked=Checked(1, [], {}), by=user)


def _return_edition(record: Any, user: Any) -> None:
    if record.status == "received":
        refuse_unreadable(record, report=FaultReport("no-header", text("No table"), text("No table")), by=user)
    else:
        dataset_actions.return_edition(record, reason=REASON, by=user)


DATASET_EDITION_ACTS = {
    "checked": _finish_check,
    "accepted": lambda record, user: dataset_actions.accept_edition(record, by=user),
    "refused": _return_edition,
}


def _finding(state: str) -> Any:
    """A finding of an edition that awaits a decision."""
    edition = make_dataset_edition(status="checked", row_count=1)
    return make_finding(edition, status=state, explanation="Right." if state == "explained" else "")


def _correct_finding(record: Any, user: Any) -> None:
    """The next edition does not have it any longer."""
    if record.status != "open":
        no_act(record, "corrected", user)
    later = make_dataset_edition(record.edition.dataset, status="received", received_file="kept/victims.csv")
    _finish_check(later, user)


FINDING_ACTS = {
    "explained": lambda record, user: dataset_actions.explain_finding(record, explanation="Right.", by=user),
    "open": lambda record, user: dataset_actions.reopen_finding(record, by=user),
    "corrected": _correct_finding,
}


def _practice(state: str) -> Any:
    withdrawn = {"withdrawn_on": TODAY, "reason": REASON} if state == "withdrawn" else {}
    return make_practice(status=state, carried_out_by=REASON, **withdrawn)


PRACTICE_ACTS = {
    "published": lambda record, user: practice_actions.publish_practice(record, by=user),
    "withdrawn": lambda record, user: practice_actions.withdraw_practice(record, reason=REASON, by=user),
}


def _study_draft(state: str) -> Any:
    study = make_study(activity=make.make_activity(kind="study", mandate=make.make_mandate()))
    dates = {} if state == "draft" else {"circulated_on": TODAY, "comments_until": TODAY}
    return study.drafts.create(
        number=1, document=make_document(words="Found"), status=state, audience="public", **dates
    )


def _move_study_draft(record: Any, to: str, user: Any) -> Any:
    if to == "circulated" and record.status == "closed":
        return study_draft_actions.reopen_draft(record, until=TODAY, by=user)
    if to == "circulated":
        return study_draft_actions.circulate_draft(record, audience="public", until=TODAY, by=user)
    return study_draft_actions.close_draft(record, by=user) if to == "closed" else no_act(record, to, user)


def _uptake(state: str) -> Any:
    return make_uptake(status=state)


def _edition(state: str, users: Users) -> Any:
    return make_edition(state)


def _move_edition(record: Any, to: str, user: Any) -> Any:
    meeting = Event.objects.get(activity__part_of=record.tool.activity) if to == "experts" else None
    entry = EditionStage(
        stage=to, began_on=TODAY, until_on=date(2008, 3, 20), consulted=REASON, meeting=meeting, reason=REASON
    )
    return stages.move_edition(record, entry=entry, by=user)


def _commitment(state: str, users: Users) -> Any:
    """Of a partner whom all of them represent."""
    return make_commitment(status=state, partnership=_partner_of(users))


COMMITMENT_ACTS = {
    "recorded": lambda record, user: commitments.confirm_commitment(record, by=user),
    "declined": lambda record, user: commitments.decline_commitment(record, reason=REASON, by=user),
    "withdrawn": lambda record, user: commitments.withdraw_commitment(record, reason=REASON, by=user),
}


def _partner_of(users: Users) -> Any:
    """A partner for which all act that have any posting: by one more as representatives of partners."""
    partner = make_partner()
    for place, user in enumerate(filter(None, users.values()), 1):
        PartnerContact.objects.create(partnership=partner, number=place, name=user.name, user=user)
        if user.postings.exists():
            Posting.objects.get_or_create(user=user, role=Role.PARTNER, organisation=None, since_on=TODAY)
    return partner


def _plan_of(users: Users) -> Any:
    """A plan in force of a partner for which all of them act."""
    return make_plan(partnership=_partner_of(users), measures=1)


def _plan_edition(state: str, users: Users) -> Any:
    edition = _plan_of(users).editions.get()
    ended = TODAY if state in {"replaced", "abandoned"} else None
    type(edition).objects.filter(pk=edition.pk).update(status=state, ended_on=ended)
    edition.refresh_from_db()
    return edition


def _open_data_round(record: Any, user: Any) -> Any:
    if record.status == "closed":
        return data_round_actions.reopen_round(record, reason=REASON, by=user)
    return data_round_actions.open_round(record, on=TODAY, by=user)


def _close_data_round(record: Any, user: Any) -> Any:
    return data_round_actions.close_round(record, on=TODAY, by=user)


def _replace_edition(record: Any, user: Any) -> Any:
    """By the adoption of the next one."""
    check_move(PLAN_EDITION_MOVES, record.status, PlanEditionStatus.REPLACED)
    following = plan_actions.begin_edition(record.plan, values={}, by=user)
    return plan_actions.adopt_edition(following, adopted=PartialDate(TODAY), by=user)


PLAN_EDITION_ACTS = {
    "adopted": lambda record, user: plan_actions.adopt_edition(record, adopted=PartialDate(TODAY), by=user),
    "replaced": _replace_edition,
    "abandoned": lambda record, user: plan_actions.abandon_edition(record, on=TODAY, reason=REASON, by=user),
}


def _national_return(state: str, users: Users) -> Any:
    """A whole return of the State for which the delegate and the focal point act; queried where its state says so."""
    [own] = users[Role.DELEGATE].postings.all()
    users[Role.FOCAL_POINT].postings.update(state=own.state)
    record = make_return(own.state, status=state)
    for table in structure_of(record.round.edition).tables.values():
        make_block(record, table.key, agency="Police", article_text="Section 5", unit="persons")
        for cell in table.cells():
            make_figure(record, table.key, cell, None, kind="not_recorded")
    if state != "draft":
        digest, _count = digest_of_figures(record)
        type(record).objects.filter(pk=record.pk).update(digest=digest)
    if state in {"queried", "answered"}:
        answered = {"status": "answered", "answer": "So it is.", "answered_on": TODAY} if state == "answered" else {}
        make_return_query(record, **answered)
    record.refresh_from_db()
    return record


def _query_again(record: Any, user: Any) -> Any:
    # A second query of a return that is queried leaves it so.
    if record.status == "queried":
        return no_act(record, "queried", user)
    return return_queries.ask_about_return(record, text="Why?", by=user)


def _answer_first(record: Any, user: Any) -> Any:
    query = record.queries.filter(status="open").first()
    if query is None:
        return no_act(record, "answered", user)
    return return_queries.answer_query(query, answer="So it is.", by=user)


RETURN_ACTS = {
    "draft": lambda record, user: return_actions.send_back_return(record, reason="Later figures", by=user),
    "completed": lambda record, user: return_actions.complete_return(record, by=user),
    "approved": lambda record, user: return_actions.approve_return(record, by=user),
    "received": lambda record, user: return_actions.receive_return(record, by=user),
    "queried": _query_again,
    "answered": _answer_first,
    "accepted": lambda record, user: return_actions.accept_return(record, by=user),
}
FROM_STATES = frozenset({Role.DELEGATE, Role.FOCAL_POINT})


def _return_query(state: str, users: Users) -> Any:
    record = _national_return("received", users)
    answered = {"answer": "So it is.", "answered_on": TODAY} if state == "answered" else {}
    return make_return_query(record, status=state, **answered)


def _answer_query(record: Any, user: Any) -> Any:
    # An answer can be edited, which leaves the query answered.
    if record.status == "answered":
        return no_act(record, "answered", user)
    return return_queries.answer_query(record, answer="So it is.", by=user)


RETURN_QUERY_ACTS = {
    "open": lambda record, user: return_queries.ask_again(record, text="And why?", by=user),
    "answered": _answer_query,
    "closed": lambda record, user: return_queries.close_query(record, by=user),
}


def _progress_round(state: str, users: Users) -> Any:
    shown = make_progress_round(_plan_of(users).editions.get(), status=state)
    make_measure_progress(shown)
    return shown


PROGRESS_ROUND_ACTS = {
    "open": lambda record, user: progress_actions.reopen_round(record, reason=REASON, by=user),
    "closed": lambda record, user: progress_actions.close_round(record, on=TODAY, by=user),
    "published": lambda record, user: progress_actions.publish_round(record, on=TODAY, assessment=REASON, by=user),
}


UPTAKE_ACTS = {
    "recorded": lambda record, user: toolkit_actions.confirm_uptake(record, answer=REASON, by=user),
    "declined": lambda record, user: toolkit_actions.decline_uptake(record, answer=REASON, by=user),
}


def _press_release(state: str) -> Any:
    """One whose time is to come while it is scheduled, and has come afterwards."""
    day = {"draft": None, "scheduled": TODAY + timedelta(days=9)}.get(state, TODAY - timedelta(days=9))
    withdrawn = {"withdrawn_on": TODAY, "reason": REASON} if state == "withdrawn" else {}
    instant = day and datetime.combine(day, time(12), UTC)
    return make_press_release(status=state, public_at=instant, **withdrawn)


def _schedule(record: Any, user: Any) -> Any:
    # Another time for one that is scheduled is no move.
    if record.status == "scheduled":
        return no_act(record, "scheduled", user)
    return press.schedule_release(
        record, public_at=datetime.combine(TODAY + timedelta(days=10), time(12), UTC), by=user
    )


PRESS_RELEASE_ACTS = {
    "draft": lambda record, user: press.unschedule_release(record, by=user),
    "scheduled": _schedule,
    "published": lambda record, user: press.publish_release(record, by=user),
    "withdrawn": lambda record, user: press.withdraw_release(record, reason=REASON, by=user),
}


ROUND_ACTS = {
    "open": lambda record, user: discussion.open_round(record, closes_at=ROUND_CLOSES, by=user),
    "closed": lambda record, user: discussion.close_round(record, by=user),
    "answered": lambda record, user: discussion.answer_round(record, by=user),
}
COMMENT_ACTS = {
    "open": lambda record, user: discussion.reconsider_comment(record, reason=REASON, by=user),
    "accepted": lambda record, user: discussion.accept_comment(record, response=REASON, by=user),
    "adapted": lambda record, user: discussion.adapt_comment(record, wording="", base=0, response=REASON, by=user),
    "declined": lambda record, user: discussion.decline_comment(record, response=REASON, by=user),
}


def _training(state: str, users: Users) -> Any:
    """A session in which all of them teach."""
    session = make_training(status=state)
    for user in users.values():
        if user is not None:
            session.trainers.add(make_trainer(user=user))
    return session


TRAINING_ACTS = {
    "held": lambda record, user: training_actions.hold_training(record, by=user),
    "cancelled": lambda record, user: training_actions.cancel_training(record, reason=REASON, by=user),
}


def _reader_feedback(state: str) -> Any:
    received = make_reader_feedback()
    decided = {} if state == "open" else {"status": state, "decided_on": TODAY}
    type(received).objects.filter(pk=received.pk).update(**decided or {"status": state})
    received.refresh_from_db()
    return received


def _material(state: str) -> Any:
    gone = {"withdrawn_on": DAY, "reason": REASON} if state == "withdrawn" else {}
    return make_material(status=state, **gone)


MATERIAL_ACTS = {
    "draft": lambda record, user: material_actions.return_material(record, reason=REASON, by=user),
    "submitted": lambda record, user: material_actions.submit_material(record, by=user),
    "cleared": lambda record, user: material_actions.clear_material(
        record, depicts=Depiction.DRAWN, shows_no_victim=True, by=user
    ),
    "published": lambda record, user: material_actions.publish_material(record, by=user),
    "withdrawn": lambda record, user: material_actions.withdraw_material(record, reason=REASON, by=user),
}
CAMPAIGN_REPORT_ACTS = {
    "recorded": lambda record, user: campaign_reports.confirm_report(record, answer=REASON, by=user),
    "declined": lambda record, user: campaign_reports.decline_report(record, answer=REASON, by=user),
}


READER_FEEDBACK_ACTS = {
    "answered": lambda record, user: feedback.answer_feedback(record, reply=REASON, by=user),
    "closed": lambda record, user: feedback.close_feedback(record, by=user),
}


def _note(state: str, users: Users) -> Any:
    make_mission()
    return make_note(state=state, meeting=make.make_meeting(on=date(2008, 3, 20)), dated_on=TODAY)


NOTE_ACTS = {
    "issued": lambda record, user: notes.issue_note(record, by=user),
    "discarded": lambda record, user: notes.discard_note(record, by=user),
}


def _move_entry(record: Any, to: str, user: Any) -> Any:
    return follow_ups.move_follow_up(record, follow_ups_states.FollowUpState(to), on=TODAY, reason=REASON, by=user)


PROGRESS_ACTS = {
    "accepted": lambda record, user: follow_ups.accept_progress(record, on=TODAY, by=user),
    "queried": lambda record, user: follow_ups.query_progress(record, on=TODAY, review=REASON, by=user),
}


def _document(state: str, users: Users) -> Any:
    days = {"issued_on": DAY if state == "issued" else None, "withdrawn_on": DAY if state == "withdrawn" else None}
    return make_document(state=state, words="Words", **days)


DOCUMENT_ACTS = {
    "issued": lambda record, user: issue_document(record, on=DAY, by=user),
    "withdrawn": lambda record, user: withdraw_document(record, on=DAY, reason=REASON, by=user),
}


def _report(state: str, users: Users) -> Any:
    slug, issued = f"report-{number()}", DAY if state == "issued" else None
    return Report.objects.create(
        slug=slug, blueprint="progress", title=REASON, cutoff_on=DAY, state=state, issued_on=issued
    )


# Issuing makes twenty-four files: only the rule that it asks first is tried here.
REPORT_ACTS = {"issued": lambda record, user: check_can_issue(user, record)}


def _document_type(state: str, users: Users) -> Any:
    given = {"slug": f"type-{number()}", "base": "event", "title": text("Type")}
    return DocumentType.objects.create(**given, state=state, content=outline_named("event").content)


DOCUMENT_TYPE_ACTS = {
    "active": lambda record, user: activate_document_type(record, by=user),
    "retired": lambda record, user: retire_document_type(record, by=user),
}


def _release(state: str, users: Users) -> Any:
    return make_release(make_programme(), state=state, withdrawn_on=TODAY if state == "withdrawn" else None)


RELEASE_ACTS = {"withdrawn": lambda record, user: withdraw_release(record, on=TODAY, reason=REASON, by=user)}


def _participant(state: str, users: Users) -> Any:
    """A delegate of the delegate's own State, whose letter has come."""
    registration, of = make_registration(closes_on=date(2008, 3, 1)), users[Role.DELEGATE].postings.get().state
    make_letter(registration, of)
    return make_participant(registration, state=state, state_for=of, reason="No" if state == "refused" else "")


def _of_own(record: Any, user: Any) -> Any:
    """Whoever acts for an agency acts on one of its people, who is then no delegate."""
    if agency := user.postings.filter(organisation__isnull=False).first():
        record.category, record.role, record.state_for = "organisation", "", None
        record.organisation = agency.organisation
        record.save()
    return record


PARTICIPANT_ACTS = {
    "accredited": lambda record, user: accredit_participant(record, by=user),
    "refused": lambda record, user: refuse_participant(record, reason="No", by=user),
    "registered": lambda record, user: restore_participant(_of_own(record, user), by=user),
    "withdrawn": lambda record, user: withdraw_participant(_of_own(record, user), by=user),
}


def _accreditation(state: str, users: Users) -> Any:
    registration = make_registration(closes_on=date(2008, 3, 1))
    return make_accreditation(registration, state=state, reason="No" if state == "refused" else "")


def _law(state: str, users: Users) -> Any:
    corrected = make_law()
    merged = {"state": corrected.state, "corrects": corrected} if state == "merged" else {}
    return make_law(status=state, supplied_by="mission", source="", **merged)


def _merge_law(record: Any, user: Any) -> Any:
    """Accept a proposal that corrects a provision on record."""
    record.corrects = make_law(state=record.state)
    record.save()
    return laws.accept_law(record, answer=text("Thank you"), by=user)


LAW_ACTS = {
    "recorded": lambda record, user: laws.accept_law(record, answer=text("Thank you"), by=user),
    "merged": _merge_law,
    "declined": lambda record, user: laws.decline_law(record, answer=REASON, by=user),
}
STATE_CORRECTION_ACTS = {
    "accepted": lambda record, user: state_corrections.accept_state_correction(record, answer=REASON, by=user),
    "declined": lambda record, user: state_corrections.decline_state_correction(record, answer=REASON, by=user),
}
ACCREDITATION_ACTS = {
    "approved": lambda record, user: approve_accreditation(record, places=None, by=user),
    "refused": lambda record, user: refuse_accreditation(record, reason="No", by=user),
}
SCREEN_NOTICE_ACTS = {
    "published": lambda record, user: screens.publish_notice(record, by=user),
    "withdrawn": lambda record, user: screens.withdraw_notice(record, by=user),
}
LIST_ACTS = {
    "closed": lambda record, user: floor.close_speakers_list(record, by=user),
    "open": lambda record, user: floor.reopen_speakers_list(record, by=user),
}


def _floor_request(state: str, users: Users) -> Any:
    """Of the delegate's own State, so that they may withdraw it."""
    delegation = users[Role.DELEGATE].postings.get().state
    return make_floor_request(make_list(make_item(make_programme())), state=state, delegation=delegation)


FLOOR_ACTS = {
    "speaking": lambda record, user: floor.give_floor(record, by=user),
    "spoken": lambda record, user: floor.end_statement(record, by=user),
    "withdrawn": lambda record, user: floor.withdraw_request(record, by=user),
}


def _task(state: str, users: Users) -> Any:
    return make_task(make_event(starts_on=date(2008, 6, 1), ends_on=date(2008, 6, 2)), state=state)


TASK_ACTS = {
    "done": lambda record, user: logistics.do_task(record, on=TODAY, by=user),
    "dropped": lambda record, user: logistics.drop_task(record, on=TODAY, by=user),
    "open": lambda record, user: logistics.reopen_task(record, by=user),
}

NOON = datetime(2008, 2, 1, 12, tzinfo=UTC)


def _invitation(state: str, users: Users) -> Any:
    stamps: dict[str, dict[str, Any]] = {
        "sent": {"sent_at": NOON, "expires_at": datetime(2100, 1, 1, tzinfo=UTC), "digest": str(number())},
        "withdrawn": {"withdrawn_at": NOON},
    }
    if state == "accepted":
        return make_invitation(state=state, accepted_at=NOON, posting=make_user(Role.DELEGATE).postings.get())
    return make_invitation(state=state, **stamps.get(state, {}))


def _move_invitation(record: Any, to: str, user: Any) -> Any:
    # Sending it again leaves it sent, which is not a transition; tests/accounts covers accepting an invitation.
    if to == "sent" and record.state != "sent":
        return invitations.send_invitation(record, by=user)
    if to == "withdrawn":
        return invitations.withdraw_invitation(record, by=user)
    if to == "accepted" and user.postings.exists():
        record.email = user.email
        record.save()
        return invitations.accept_invitation(record, by=user)
    return no_act(record, to, user)


def _event_invitation(state: str, users: Users) -> Any:
    event = make_event(starts_on=date(2008, 3, 20), ends_on=date(2008, 3, 21))
    return make_event_invitation(event, state=state, state_invited=users[Role.DELEGATE].postings.get().state)


def _move_event_invitation(record: Any, to: str, user: Any) -> Any:
    # To accept again, with more people or fewer, is no move.
    if to == record.state or to == "planned":
        return no_act(record, to, user)
    if to == "sent":
        return send_event_invitation(record, on=TODAY, reference="NV", by=user)
    if to == "withdrawn":
        return withdraw_event_invitation(record, on=TODAY, by=user)
    if organisation := Organisation.objects.filter(postings__user=user, postings__role="committee_member").first():
        record.state_invited, record.organisation = None, organisation
        record.save()
    return answer_event_invitation(record, to=EventInvitationState(to), coming=None, on=TODAY, by=user)


BY_MISSIONS = frozenset({Role.SECRETARIAT, Role.COMMITTEE_MEMBER, Role.DELEGATE})
BY_PARTNERS = frozenset({Role.SECRETARIAT, Role.PARTNER})
BY_REPORTERS = BY_MISSIONS | {Role.FOCAL_POINT}
BY_PLANNERS = BY_REPORTERS | {Role.PARTNER}


def _offer(state: str, users: Users) -> Any:
    """On a request that is under consideration, whatever became of the offer."""
    return make_offer(make_assistance(state=users[Role.DELEGATE].postings.get().state), status=state)


OFFER_ACTS = {
    "accepted": lambda record, user: assistance.accept_offer(record, answer=REASON, by=user),
    "declined": lambda record, user: assistance.decline_offer(record, answer=REASON, by=user),
    "withdrawn": lambda record, user: assistance.withdraw_offer(record, answer=REASON, by=user),
}


def _move_offer(record: Any, to: str, user: Any) -> Any:
    """Those who asked answer an offer, those who made it withdraw it: the reader's own State or agency."""
    posting = user.postings.filter(role__in=("delegate", "committee_member")).first() if user else None
    if posting:
        theirs = record if to == "withdrawn" else record.request
        theirs.state, theirs.organisation = posting.state, posting.organisation
        theirs.save()
    return _choose(OFFER_ACTS)(record, to, user)


def _speaker(state: str, users: Users) -> Any:
    """Proposed by the delegate's State and the member's agency, for an event ahead; who declared no interest."""
    event = make_event(starts_on=date(2008, 4, 1), ends_on=date(2008, 4, 2))
    places = {
        "proposed_for_state": users[Role.DELEGATE].postings.get().state,
        "proposed_for_organisation": users[Role.COMMITTEE_MEMBER].postings.get().organisation,
    }
    made = make_speaker(event=event, state=state, **places)
    SpeakerInterest.objects.create(speaker=made, number=1, party="invitee", has_interest=False)
    return made


def _answered(to: SpeakerState) -> Callable[[Any, Any], Any]:
    return lambda record, user: speaking.record_answer(record, to, on=TODAY, reason=REASON, by=user)


ENDED = {"on": TODAY, "reason": REASON}
SPEAKER_ACTS = {
    "long_listed": lambda record, user: speakers.share_speaker(record, by=user),
    "short_listed": lambda record, user: speakers.short_list_speaker(record, by=user),
    "chosen": lambda record, user: speakers.choose_speaker(record, **ENDED, by=user),
    "invited": lambda record, user: speaking.invite_speaker(record, answer_by=date(2008, 3, 1), by=user),
    "accepted": _answered(SpeakerState.ACCEPTED),
    "declined": _answered(SpeakerState.DECLINED),
    "confirmed": lambda record, user: speaking.confirm_speaker(record, by=user),
    "not_chosen": lambda record, user: speakers.set_aside_speaker(record, **ENDED, by=user),
    "taken_back": lambda record, user: speakers.take_back_speaker(record, **ENDED, by=user),
    "withdrawn": lambda record, user: speaking.withdraw_speaker(record, **ENDED, by=user),
}
WHO_PROPOSES = frozenset({Role.SECRETARIAT, Role.DELEGATE, Role.COMMITTEE_MEMBER})


def _bundle(state: str, users: Users) -> Any:
    return make_bundle(state=state, withdrawn_on=TODAY if state == "withdrawn" else None, **built_as(state))


BUNDLE_ACTS = {
    "built": lambda record, user: finish_bundle(record, an_empty_zip(), by=user),
    "failed": lambda record, user: fail_bundle(record, failure="A sentence.", by=user),
    "withdrawn": lambda record, user: withdraw_bundle(record, on=TODAY, reason=REASON, by=user),
}

TABLES: dict[str, Table] = {
    "ACCREDITATION_MOVES": Table(ACCREDITATION_MOVES, _accreditation, _choose(ACCREDITATION_ACTS)),
    "ACTIVITY_MOVES": Table(activities_states.ACTIVITY_MOVES, _activity, _move_activity),
    "AMENDMENT_MOVES": Table(decisions.AMENDMENT_MOVES, _amendment, _decide_amendment),
    "BUNDLE_MOVES": Table(BUNDLE_MOVES, _bundle, _choose(BUNDLE_ACTS)),
    "CAMPAIGN_REPORT_MOVES": Table(
        CAMPAIGN_REPORT_MOVES,
        lambda state, users: make_campaign_action(status=state),
        _choose(CAMPAIGN_REPORT_ACTS),
        field="status",
    ),
    "MATERIAL_MOVES": Table(
        MATERIAL_MOVES, lambda state, users: _material(state), _choose(MATERIAL_ACTS), field="status"
    ),
    "CORRECTION_MOVES": Table(
        guidance.CORRECTION_MOVES, _correction, _choose(CORRECTION_ACTS), {"withdrawn": frozenset({Role.DELEGATE})}
    ),
    "DECISION_MOVES": Table(decisions.DECISION_MOVES, _decision, _choose(DECISION_ACTS)),
    "DOCUMENT_MOVES": Table(DOCUMENT_MOVES, _document, _choose(DOCUMENT_ACTS)),
    "ENDORSEMENT_MOVES": Table(endorsements_states.ENDORSEMENT_MOVES, _endorsement, _move_endorsement),
    "EVENT_INVITATION_MOVES": Table(
        EVENT_INVITATION_MOVES,
        _event_invitation,
        _move_event_invitation,
        {"accepted": BY_MISSIONS, "declined": BY_MISSIONS},
    ),
    "FLOOR_MOVES": Table(FLOOR_MOVES, _floor_request, _choose(FLOOR_ACTS), {"withdrawn": OFFICER | {Role.DELEGATE}}),
    "FOLLOW_UP_MOVES": Table(
        follow_ups_states.FOLLOW_UP_MOVES, lambda state, users: make_entry(state=state), _move_entry
    ),
    "INVITATION_MOVES": Table(INVITATION_MOVES, _invitation, _move_invitation, {"accepted": frozenset(Role)}),
    "LAW_MOVES": Table(LAW_MOVES, _law, _choose(LAW_ACTS), field="status"),
    "MANDATE_MOVES": Table(mandates_states.MANDATE_MOVES, _mandate, _end_mandate),
    "NOTE_MOVES": Table(bodies.NOTE_MOVES, _note, _choose(NOTE_ACTS)),
    "OFFER_MOVES": Table(
        assistance_states.OFFER_MOVES, _offer, _move_offer, dict.fromkeys(OFFER_ACTS, BY_MISSIONS), field="status"
    ),
    "OUTCOME_MOVES": Table(OUTCOME_MOVES, _outcome, _choose(OUTCOME_ACTS), field="status"),
    "PARTICIPANT_MOVES": Table(
        PARTICIPANT_MOVES,
        _participant,
        _choose(PARTICIPANT_ACTS),
        {
            state: frozenset({Role.SECRETARIAT, Role.DELEGATE, Role.COMMITTEE_MEMBER})
            for state in ("registered", "withdrawn")
        },
    ),
    "PROGRESS_MOVES": Table(
        follow_ups_states.PROGRESS_MOVES,
        lambda state, users: make_progress(make_entry(), state=state),
        _choose(PROGRESS_ACTS),
    ),
    "RELEASE_MOVES": Table(RELEASE_MOVES, _release, _choose(RELEASE_ACTS)),
    "SPEAKER_MOVES": Table(SPEAKER_MOVES, _speaker, _choose(SPEAKER_ACTS), {"taken_back": WHO_PROPOSES}),
    "SCREEN_NOTICE_MOVES": Table(
        SCREEN_NOTICE_MOVES,
        lambda state, users: make_notice(make_programme(), state=state),
        _choose(SCREEN_NOTICE_ACTS),
    ),
    "SPEAKERS_LIST_MOVES": Table(
        SPEAKERS_LIST_MOVES,
        lambda state, users: make_list(make_item(make_programme()), state=state),
        _choose(LIST_ACTS),
    ),
    "STATE_CORRECTION_MOVES": Table(
        STATE_CORRECTION_MOVES,
        lambda state, users: make_state_correction(status=state),
        _choose(STATE_CORRECTION_ACTS),
        field="status",
    ),
    "TASK_MOVES": Table(TASK_MOVES, _task, _choose(TASK_ACTS)),
    "DOCUMENT_TYPE_MOVES": Table(DOCUMENT_TYPE_MOVES, _document_type, _choose(DOCUMENT_TYPE_ACTS)),
    "REPORT_MOVES": Table(REPORT_MOVES, _report, _choose(REPORT_ACTS)),
    "STAGE_MOVES": Table(STAGE_MOVES, _edition, _move_edition, field="stage"),
    "ROUND_MOVES": Table(ROUND_MOVES, lambda state, users: make_round(state=state), _choose(ROUND_ACTS)),
    "COMMENT_MOVES": Table(COMMENT_MOVES, lambda state, users: make_comment(state=state), _choose(COMMENT_ACTS)),
    "TRAINING_MOVES": Table(
        TRAINING_MOVES, _training, _choose(TRAINING_ACTS), dict.fromkeys(TRAINING_ACTS, BY_REPORTERS), field="status"
    ),
    "FEEDBACK_MOVES": Table(
        FEEDBACK_MOVES,
        lambda state, users: _reader_feedback(state),
        _choose(READER_FEEDBACK_ACTS),
        field="status",
    ),
    "COMMITMENT_MOVES": Table(
        COMMITMENT_MOVES, _commitment, _choose(COMMITMENT_ACTS), {"withdrawn": frozenset(Role)}, field="status"
    ),
    "PRESS_RELEASE_MOVES": Table(
        PRESS_RELEASE_MOVES, lambda state, users: _press_release(state), _choose(PRESS_RELEASE_ACTS), field="status"
    ),
    "PLAN_EDITION_MOVES": Table(
        PLAN_EDITION_MOVES,
        _plan_edition,
        _choose(PLAN_EDITION_ACTS),
        dict.fromkeys(PLAN_EDITION_ACTS, BY_PLANNERS),
        field="status",
    ),
    "LIST_EDITION_MOVES": Table(
        LIST_EDITION_MOVES,
        lambda state, users: make_list_edition(None, "code", status=state),
        _choose({"published": lambda record, user: list_actions.publish_list_edition(record, by=user)}),
        field="status",
    ),
    "FIGURE_RELEASE_MOVES": Table(FIGURE_RELEASE_MOVES, _figure_release, _move_figure_release, field="status"),
    "INDICATOR_MOVES": Table(
        INDICATOR_MOVES,
        lambda state, users: make_indicator(edition_status=state).editions.get(),
        _choose({"published": lambda record, user: indicator_actions.publish_indicator_edition(record, by=user)}),
        field="status",
    ),
    "QUESTIONNAIRE_MOVES": Table(
        QUESTIONNAIRE_MOVES,
        lambda state, users: make_questionnaire_edition(
            status=state, **({"published_on": None, "digest": ""} if state == "draft" else {})
        ),
        _choose(
            {"published": lambda record, user: questionnaire_actions.publish_questionnaire_edition(record, by=user)}
        ),
        field="status",
    ),
    "RETURN_MOVES": Table(
        RETURN_MOVES,
        _national_return,
        _choose(RETURN_ACTS),
        {
            "draft": FROM_STATES,
            "completed": FROM_STATES,
            "approved": frozenset({Role.DELEGATE}),
            "answered": FROM_STATES,
        },
        field="status",
    ),
    "QUERY_MOVES": Table(
        QUERY_MOVES, _return_query, _choose(RETURN_QUERY_ACTS), {"answered": FROM_STATES}, field="status"
    ),
    "DATA_ROUND_MOVES": Table(
        DATA_ROUND_MOVES,
        lambda state, users: make_data_round(status=state, due_on=date(2100, 1, 31)),
        _choose({"open": _open_data_round, "closed": _close_data_round}),
        field="status",
    ),
    "PROGRESS_ROUND_MOVES": Table(
        PROGRESS_ROUND_MOVES,
        _progress_round,
        _choose(PROGRESS_ROUND_ACTS),
        dict.fromkeys(PROGRESS_ROUND_ACTS, BY_PLANNERS),
        field="status",
    ),
    "PRACTICE_MOVES": Table(
        PRACTICE_MOVES, lambda state, users: _practice(state), _choose(PRACTICE_ACTS), field="status"
    ),
    "PARTNERSHIP_MOVES": Table(
        PARTNERSHIP_MOVES, _partnership, _choose(PARTNERSHIP_ACTS), {"left": BY_PARTNERS}, field="status"
    ),
    "AGREEMENT_MOVES": Table(
        AGREEMENT_MOVES, lambda state, users: _agreement(state), _choose(AGREEMENT_ACTS), field="status"
    ),
    "DATASET_EDITION_MOVES": Table(
        DATASET_EDITION_MOVES,
        lambda state, users: _dataset_edition(state),
        _choose(DATASET_EDITION_ACTS),
        field="status",
    ),
    "FINDING_MOVES": Table(FINDING_MOVES, lambda state, users: _finding(state), _choose(FINDING_ACTS), field="status"),
    "STUDY_DRAFT_MOVES": Table(
        STUDY_DRAFT_MOVES, lambda state, users: _study_draft(state), _move_study_draft, field="status"
    ),
    "UPTAKE_MOVES": Table(UPTAKE_MOVES, lambda state, users: _uptake(state), _choose(UPTAKE_ACTS), field="status"),
}
