"""docs/reference/states.md."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from pkgutil import iter_modules
from typing import NamedTuple

from django.db.models import TextChoices

from palermo.accounts.permissions import Permission
from palermo.accounts.states import INVITATION_MOVES, InvitationState
from palermo.config.reference import NOTE
from palermo.events.states.events import OUTCOME_MOVES, OutcomeStatus
from palermo.events.states.preparation import EVENT_INVITATION_MOVES, EventInvitationState
from palermo.figures.states.indicators import INDICATOR_MOVES, IndicatorStatus
from palermo.figures.states.releases import FIGURE_RELEASE_MOVES
from palermo.figures.states.releases import ReleaseStatus as FigureReleaseStatus
from palermo.floor.states import FLOOR_MOVES, SPEAKERS_LIST_MOVES, FloorState, ListState
from palermo.governance.states import (
    activities,
    assistance,
    bodies,
    decisions,
    endorsements,
    follow_ups,
    guidance,
    mandates,
)
from palermo.knowledge.states.datasets import (
    DATASET_EDITION_MOVES,
    FINDING_MOVES,
    DatasetEditionStatus,
    FindingStatus,
)
from palermo.knowledge.states.lists import LIST_EDITION_MOVES, ListEditionStatus
from palermo.knowledge.states.practices import PRACTICE_MOVES, PracticeStatus
from palermo.knowledge.states.sources import AGREEMENT_MOVES, AgreementStatus
from palermo.knowledge.states.studies import STUDY_DRAFT_MOVES, StudyDraftStatus
from palermo.library.states import DOCUMENT_MOVES, DocumentState
from palermo.logistics.states import TASK_MOVES, TaskState
from palermo.offline.states import BUNDLE_MOVES, BundleState
from palermo.outreach.states.campaigns import CAMPAIGN_REPORT_MOVES, MATERIAL_MOVES, MaterialStatus, ReportStatus
from palermo.outreach.states.commitments import COMMITMENT_MOVES, CommitmentStatus
from palermo.outreach.states.partners import PARTNERSHIP_MOVES, PartnershipStatus
from palermo.outreach.states.plans import (
    PLAN_EDITION_MOVES,
    PROGRESS_ROUND_MOVES,
    PlanEditionStatus,
    ProgressRoundStatus,
)
from palermo.outreach.states.press import PRESS_RELEASE_MOVES, ReleaseStatus
from palermo.programme.states.programmes import RELEASE_MOVES, ReleaseState
from palermo.programme.states.screens import SCREEN_NOTICE_MOVES, NoticeState
from palermo.registration.states import ACCREDITATION_MOVES, PARTICIPANT_MOVES, AccreditationState, ParticipantState
from palermo.reporting.states import DOCUMENT_TYPE_MOVES, REPORT_MOVES, DocumentTypeState, ReportState
from palermo.returns.states.returns import QUERY_MOVES, RETURN_MOVES, QueryStatus, ReturnStatus
from palermo.returns.states.rounds import DATA_ROUND_MOVES, QUESTIONNAIRE_MOVES, QuestionnaireStatus, RoundStatus
from palermo.speakers.states import SPEAKER_MOVES, SpeakerState
from palermo.toolkit.states.discussion import COMMENT_MOVES, ROUND_MOVES, CommentState, RoundState
from palermo.toolkit.states.feedback import FEEDBACK_MOVES, ReaderFeedbackStatus
from palermo.toolkit.states.stages import STAGE_MOVES, Stage
from palermo.toolkit.states.training import TRAINING_MOVES, TrainingStatus
from palermo.toolkit.states.uptake import UPTAKE_MOVES, UptakeStatus
from palermo.treaties.states.corrections import STATE_CORRECTION_MOVES, StateCorrectionStatus
from palermo.treaties.states.laws import LAW_MOVES, LawStatus

type Moves[State: TextChoices] = Mapping[State, frozenset[State]]


class Machine[State: TextChoices](NamedTuple):
    """A table of moves, where it begins, and which acts bring a record into each state.

    `by` names them by the state they lead to, or by the two states of a move where that differs.
    """

    name: str
    moves: Moves[State]
    first: State
    by: Mapping[State | tuple[State, State], tuple[Permission, ...]]

    def acts(self, before: State, after: State) -> tuple[Permission, ...]:
        """What makes a move."""
        return self.by.get((before, after), self.by.get(after, ()))


_ACTIVITY, _ENDORSEMENT = activities.ActivityState, endorsements.EndorsementState
# Ending or narrowing a mandate asks what becomes of each activity under it.
_FATES = (Permission.MOVE_ACTIVITY, Permission.END_MANDATE, Permission.NARROW_MANDATE)
_RESULT = (Permission.CLOSE_ENDORSEMENT,)

MACHINES: tuple[Machine, ...] = (
    Machine(
        "Accreditation",
        ACCREDITATION_MOVES,
        AccreditationState.APPLIED,
        dict.fromkeys(AccreditationState, (Permission.DECIDE_PARTICIPANT,)),
    ),
    Machine(
        "Activity",
        activities.ACTIVITY_MOVES,
        _ACTIVITY.PROPOSED,
        {
            _ACTIVITY.GIVEN_UP: (Permission.MOVE_ACTIVITY,),
            _ACTIVITY.AUTHORISED: (Permission.AUTHORISE_ACTIVITY,),
            _ACTIVITY.UNDER_WAY: (Permission.MOVE_ACTIVITY,),
            _ACTIVITY.COMPLETED: _FATES,
            _ACTIVITY.CANCELLED: _FATES,
        },
    ),
    Machine(
        "Amendment",
        decisions.AMENDMENT_MOVES,
        decisions.AmendmentState.PROPOSED,
        dict.fromkeys(decisions.AmendmentState, (Permission.DECIDE_AMENDMENT,)),
    ),
    Machine(
        "Draft of a study",
        STUDY_DRAFT_MOVES,
        StudyDraftStatus.DRAFT,
        dict.fromkeys(StudyDraftStatus, (Permission.KEEP_STUDIES,)),
    ),
    Machine(
        "Good practice",
        PRACTICE_MOVES,
        PracticeStatus.DRAFT,
        dict.fromkeys(PracticeStatus, (Permission.KEEP_PRACTICES,)),
    ),
    Machine(
        "Offline package", BUNDLE_MOVES, BundleState.ORDERED, dict.fromkeys(BundleState, (Permission.BUILD_BUNDLE,))
    ),
    Machine(
        "Campaign material",
        MATERIAL_MOVES,
        MaterialStatus.DRAFT,
        dict.fromkeys(MaterialStatus, (Permission.RUN_CAMPAIGN,)),
    ),
    Machine(
        "Report on a campaign",
        CAMPAIGN_REPORT_MOVES,
        ReportStatus.REPORTED,
        dict.fromkeys(ReportStatus, (Permission.RUN_CAMPAIGN,)),
    ),
    Machine(
        "Correction",
        guidance.CORRECTION_MOVES,
        guidance.CorrectionState.PROPOSED,
        {
            guidance.CorrectionState.ACCEPTED: (Permission.DECIDE_CORRECTION,),
            guidance.CorrectionState.DECLINED: (Permission.DECIDE_CORRECTION,),
            guidance.CorrectionState.WITHDRAWN: (Permission.CORRECT_NOTES,),
        },
    ),
    Machine(
        "Decision",
        decisions.DECISION_MOVES,
        decisions.DecisionState.DRAFT,
        {
            decisions.DecisionState.ADOPTED: (Permission.ADOPT_DECISION,),
            decisions.DecisionState.NOT_ADOPTED: (Permission.SET_ASIDE_DECISION,),
            decisions.DecisionState.SUPERSEDED: (Permission.SUPERSEDE_DECISION,),
        },
    ),
    Machine(
        "Document",
        DOCUMENT_MOVES,
        DocumentState.DRAFT,
        {DocumentState.ISSUED: (Permission.ISSUE_DOCUMENT,), DocumentState.WITHDRAWN: (Permission.WITHDRAW_DOCUMENT,)},
    ),
    Machine(
        "Endorsement",
        endorsements.ENDORSEMENT_MOVES,
        _ENDORSEMENT.OPEN,
        {
            _ENDORSEMENT.OPEN: (Permission.PUT_TEXT,),
            _ENDORSEMENT.APPROVED: _RESULT,
            _ENDORSEMENT.NOT_APPROVED: _RESULT,
            _ENDORSEMENT.BROKEN: _RESULT,
            _ENDORSEMENT.WITHDRAWN: _RESULT,
        },
    ),
    Machine(
        "Follow-up entry",
        follow_ups.FOLLOW_UP_MOVES,
        follow_ups.FollowUpState.OPEN,
        dict.fromkeys(follow_ups.FollowUpState, (Permission.CHANGE_FOLLOW_UP, Permission.REVIEW_PROGRESS)),
    ),
    Machine(
        "Offer of assistance",
        assistance.OFFER_MOVES,
        assistance.OfferStatus.MADE,
        {
            assistance.OfferStatus.ACCEPTED: (Permission.ANSWER_OFFER,),
            assistance.OfferStatus.DECLINED: (Permission.ANSWER_OFFER,),
            assistance.OfferStatus.WITHDRAWN: (Permission.OFFER_ASSISTANCE,),
        },
    ),
    Machine(
        "Invitation",
        INVITATION_MOVES,
        InvitationState.PROPOSED,
        {
            InvitationState.SENT: (Permission.INVITE_PERSON,),
            InvitationState.ACCEPTED: (Permission.ACCEPT_INVITATION,),
            InvitationState.WITHDRAWN: (Permission.WITHDRAW_INVITATION,),
        },
    ),
    Machine(
        "Correction of the entry of a State",
        STATE_CORRECTION_MOVES,
        StateCorrectionStatus.PROPOSED,
        dict.fromkeys(StateCorrectionStatus, (Permission.DECIDE_CORRECTION,)),
    ),
    Machine("Provision of law", LAW_MOVES, LawStatus.PROPOSED, dict.fromkeys(LawStatus, (Permission.RECORD_LAW,))),
    Machine(
        "Event invitation",
        EVENT_INVITATION_MOVES,
        EventInvitationState.PLANNED,
        {
            EventInvitationState.SENT: (Permission.PREPARE_EVENT,),
            EventInvitationState.ACCEPTED: (Permission.ANSWER_EVENT_INVITATION,),
            EventInvitationState.DECLINED: (Permission.ANSWER_EVENT_INVITATION,),
            EventInvitationState.WITHDRAWN: (Permission.PREPARE_EVENT,),
        },
    ),
    Machine(
        "Mandate",
        mandates.MANDATE_MOVES,
        mandates.MandateState.IN_FORCE,
        dict.fromkeys(mandates.MandateState, (Permission.END_MANDATE,)),
    ),
    Machine(
        "Note verbale",
        bodies.NOTE_MOVES,
        bodies.NoteState.DRAFT,
        dict.fromkeys(bodies.NoteState, (Permission.ISSUE_NOTE,)),
    ),
    Machine(
        "Outcome",
        OUTCOME_MOVES,
        OutcomeStatus.DRAFT,
        dict.fromkeys(OutcomeStatus, (Permission.RECORD_OUTCOME,)),
    ),
    Machine(
        "Participant",
        PARTICIPANT_MOVES,
        ParticipantState.REGISTERED,
        {
            ParticipantState.REGISTERED: (Permission.REGISTER_PARTICIPANT,),
            ParticipantState.ACCREDITED: (Permission.DECIDE_PARTICIPANT,),
            ParticipantState.REFUSED: (Permission.DECIDE_PARTICIPANT,),
            ParticipantState.WITHDRAWN: (Permission.REGISTER_PARTICIPANT,),
        },
    ),
    Machine(
        "Progress report",
        follow_ups.PROGRESS_MOVES,
        follow_ups.ProgressState.REPORTED,
        dict.fromkeys(follow_ups.ProgressState, (Permission.REVIEW_PROGRESS,)),
    ),
    Machine(
        "Programme version",
        RELEASE_MOVES,
        ReleaseState.RELEASED,
        {ReleaseState.WITHDRAWN: (Permission.RELEASE_PROGRAMME,)},
    ),
    Machine(
        "Speaker",
        SPEAKER_MOVES,
        SpeakerState.PROPOSED,
        {
            **dict.fromkeys(SpeakerState, (Permission.LIST_SPEAKER,)),
            SpeakerState.CHOSEN: (Permission.CHOOSE_SPEAKER,),
            SpeakerState.TAKEN_BACK: (Permission.PROPOSE_SPEAKER,),
        },
    ),
    Machine(
        "Announcement",
        SCREEN_NOTICE_MOVES,
        NoticeState.DRAFT,
        dict.fromkeys(NoticeState, (Permission.PUBLISH_NOTICE,)),
    ),
    Machine(
        "Request for the floor",
        FLOOR_MOVES,
        FloorState.WAITING,
        {
            FloorState.SPEAKING: (Permission.KEEP_SPEAKERS_LIST,),
            FloorState.SPOKEN: (Permission.KEEP_SPEAKERS_LIST,),
            FloorState.WITHDRAWN: (Permission.ASK_FOR_FLOOR,),
        },
    ),
    Machine(
        "List of speakers",
        SPEAKERS_LIST_MOVES,
        ListState.OPEN,
        dict.fromkeys(ListState, (Permission.KEEP_SPEAKERS_LIST,)),
    ),
    Machine("Preparation task", TASK_MOVES, TaskState.OPEN, dict.fromkeys(TaskState, (Permission.PLAN_LOGISTICS,))),
    Machine(
        "Document type",
        DOCUMENT_TYPE_MOVES,
        DocumentTypeState.DRAFT,
        dict.fromkeys(DocumentTypeState, (Permission.CHANGE_DOCUMENT_TYPE,)),
    ),
    Machine("Edition of a tool", STAGE_MOVES, Stage.DRAFTING, dict.fromkeys(Stage, (Permission.MOVE_EDITION,))),
    Machine("Round of comments", ROUND_MOVES, RoundState.PREPARED, dict.fromkeys(RoundState, (Permission.WRITE_TOOL,))),
    Machine(
        "Comment on a passage", COMMENT_MOVES, CommentState.OPEN, dict.fromkeys(CommentState, (Permission.WRITE_TOOL,))
    ),
    Machine(
        "Training session",
        TRAINING_MOVES,
        TrainingStatus.PLANNED,
        dict.fromkeys(TrainingStatus, (Permission.RECORD_TRAINING,)),
    ),
    Machine(
        "Press release",
        PRESS_RELEASE_MOVES,
        ReleaseStatus.DRAFT,
        dict.fromkeys(ReleaseStatus, (Permission.PUBLISH_PRESS,)),
    ),
    Machine(
        "Edition of an action plan",
        PLAN_EDITION_MOVES,
        PlanEditionStatus.DRAFT,
        dict.fromkeys(PlanEditionStatus, (Permission.KEEP_PLANS,)),
    ),
    Machine(
        "Edition of a code list; mapping",
        LIST_EDITION_MOVES,
        ListEditionStatus.DRAFT,
        dict.fromkeys(ListEditionStatus, (Permission.KEEP_LISTS,)),
    ),
    Machine(
        "Progress round of an action plan",
        PROGRESS_ROUND_MOVES,
        ProgressRoundStatus.OPEN,
        dict.fromkeys(ProgressRoundStatus, (Permission.KEEP_PLANS,)),
    ),
    Machine(
        "Use of a tool", UPTAKE_MOVES, UptakeStatus.REPORTED, dict.fromkeys(UptakeStatus, (Permission.RECORD_UPTAKE,))
    ),
    Machine(
        "Commitment",
        COMMITMENT_MOVES,
        CommitmentStatus.MADE,
        {
            CommitmentStatus.RECORDED: (Permission.KEEP_COMMITMENTS,),
            CommitmentStatus.DECLINED: (Permission.KEEP_COMMITMENTS,),
            CommitmentStatus.WITHDRAWN: (Permission.MAKE_COMMITMENT,),
        },
    ),
    Machine(
        "Feedback of a reader",
        FEEDBACK_MOVES,
        ReaderFeedbackStatus.OPEN,
        dict.fromkeys(ReaderFeedbackStatus, (Permission.WRITE_TOOL,)),
    ),
    Machine(
        "Partnership",
        PARTNERSHIP_MOVES,
        PartnershipStatus.APPLIED,
        {
            **dict.fromkeys(PartnershipStatus, (Permission.KEEP_PARTNERS,)),
            PartnershipStatus.LEFT: (Permission.REPORT_AS_PARTNER,),
        },
    ),
    Machine(
        "Agreement on data",
        AGREEMENT_MOVES,
        AgreementStatus.DRAFT,
        dict.fromkeys(AgreementStatus, (Permission.KEEP_SOURCES,)),
    ),
    Machine(
        "Edition of a dataset",
        DATASET_EDITION_MOVES,
        DatasetEditionStatus.RECEIVED,
        dict.fromkeys(DatasetEditionStatus, (Permission.KEEP_DATASETS,)),
    ),
    Machine(
        "Finding",
        FINDING_MOVES,
        FindingStatus.OPEN,
        dict.fromkeys(FindingStatus, (Permission.KEEP_DATASETS,)),
    ),
    Machine(
        "Edition of a questionnaire",
        QUESTIONNAIRE_MOVES,
        QuestionnaireStatus.DRAFT,
        dict.fromkeys(QuestionnaireStatus, (Permission.KEEP_ROUNDS,)),
    ),
    Machine(
        "National return",
        RETURN_MOVES,
        ReturnStatus.DRAFT,
        {
            **dict.fromkeys(ReturnStatus, (Permission.QUERY_RETURN,)),
            ReturnStatus.DRAFT: (Permission.FILL_RETURN,),
            ReturnStatus.COMPLETED: (Permission.FILL_RETURN,),
            ReturnStatus.APPROVED: (Permission.APPROVE_RETURN,),
            ReturnStatus.ANSWERED: (Permission.FILL_RETURN, Permission.QUERY_RETURN),
        },
    ),
    Machine(
        "Query about a return",
        QUERY_MOVES,
        QueryStatus.OPEN,
        {**dict.fromkeys(QueryStatus, (Permission.QUERY_RETURN,)), QueryStatus.ANSWERED: (Permission.FILL_RETURN,)},
    ),
    Machine(
        "Round of data collection",
        DATA_ROUND_MOVES,
        RoundStatus.PLANNED,
        dict.fromkeys(RoundStatus, (Permission.KEEP_ROUNDS,)),
    ),
    Machine(
        "Release of figures",
        FIGURE_RELEASE_MOVES,
        FigureReleaseStatus.DRAFT,
        {
            **dict.fromkeys(FigureReleaseStatus, (Permission.PREPARE_RELEASE,)),
            (FigureReleaseStatus.PROPOSED, FigureReleaseStatus.DRAFT): (
                Permission.PREPARE_RELEASE,
                Permission.APPROVE_RELEASE,
            ),
            FigureReleaseStatus.RELEASING: (Permission.APPROVE_RELEASE,),
            FigureReleaseStatus.WITHDRAWN: (Permission.WITHDRAW_RELEASE,),
        },
    ),
    Machine(
        "Edition of an indicator",
        INDICATOR_MOVES,
        IndicatorStatus.DRAFT,
        dict.fromkeys(IndicatorStatus, (Permission.KEEP_INDICATORS,)),
    ),
    Machine("Report", REPORT_MOVES, ReportState.PREPARED, {ReportState.ISSUED: (Permission.ISSUE_REPORT,)}),
)
# What a table of moves does not say by itself.
REMARKS = {
    "Endorsement": (
        "Under the silence procedure and in writing, the status of a text follows from the times of the replies and "
        "the deadline, even before the result is recorded; see `governance/standing.py`."
    ),
    "Activity": "A change to `authorised` requires a mandate in force on the day; the database enforces it.",
}


def page() -> str:
    """The state diagram of each machine, from the table of moves that the acts obey, with the act of each move."""
    return "\n\n".join([f"{NOTE}\n\n# States and transitions", *(_section(machine) for machine in MACHINES)]) + "\n"


def tables() -> Iterator[tuple[str, Moves[TextChoices]]]:
    """Every table of moves in the states of every room, by its name."""
    for name in _modules_of_states("palermo"):
        yield from ((key, table) for key, table in vars(import_module(name)).items() if key.endswith("_MOVES"))


def _modules_of_states(package: str) -> Iterator[str]:
    """Full names of the modules that are, or are in a package, named `states`."""
    for each in iter_modules(import_module(package).__path__, f"{package}."):
        if each.ispkg:
            yield from _modules_of_states(each.name)
        elif "states" in each.name.split("."):
            yield each.name


def _section(machine: Machine) -> str:
    remark = f"{REMARKS[machine.name]}\n\n" if machine.name in REMARKS else ""
    return f"## {machine.name}\n\n{remark}{_diagram(machine)}"


def _diagram(machine: Machine) -> str:
    lines = [f"    [*] --> {machine.first.value}"]
    for state, after in machine.moves.items():
        lines.append(f"    {state.value}: {state.label}")
        lines += [f"    {state.value} --> {to.value}: {_transition_label(machine, state, to)}" for to in sorted(after)]
        lines += [] if after else [f"    {state.value} --> [*]"]
    return "\n".join(["```mermaid", "stateDiagram-v2", *lines, "```"])


def _transition_label(machine: Machine, before: TextChoices, after: TextChoices) -> str:
    return ", or ".join(str(act.label) for act in machine.acts(before, after))
