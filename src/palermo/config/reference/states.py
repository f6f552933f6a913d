"""docs/reference/states.md."""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, NamedTuple

from palermo.accounts.acts import Act
from palermo.accounts.states import INVITATION_MOVES, InvitationState
from palermo.config.reference import NOTE
from palermo.events.states.events import OUTCOME_MOVES, OutcomeStatus
from palermo.events.states.preparation import EVENT_INVITATION_MOVES, EventInvitationState
from palermo.floor.states import FLOOR_MOVES, SPEAKERS_LIST_MOVES, FloorState, ListState
from palermo.governance.states import activities, bodies, decisions, endorsements, follow_ups, guidance, mandates
from palermo.library.states import DOCUMENT_MOVES, DocumentState
from palermo.logistics.states import TASK_MOVES, TaskState
from palermo.offline.states import BUNDLE_MOVES, BundleState
from palermo.programme.states.programmes import RELEASE_MOVES, ReleaseState
from palermo.programme.states.screens import SCREEN_NOTICE_MOVES, NoticeState
from palermo.registration.states import ACCREDITATION_MOVES, PARTICIPANT_MOVES, AccreditationState, ParticipantState
from palermo.reporting.states import REPORT_MOVES, ReportState
from palermo.speakers.states import SPEAKER_MOVES, SpeakerState

Moves = dict[Any, frozenset[Any]]


class Machine(NamedTuple):
    """A table of moves, where it begins, and which acts bring a record into each state.

    `by` names them by the state they lead to, or by the two states of a move where that differs.
    """

    name: str
    moves: Moves
    first: Any
    by: dict[Any, tuple[Act, ...]]

    def acts(self, before: Any, after: Any) -> tuple[Act, ...]:
        """What makes a move."""
        return self.by.get((before, after), self.by.get(after, ()))


_ACTIVITY, _ENDORSEMENT = activities.ActivityState, endorsements.EndorsementState
# Ending or narrowing a mandate asks what becomes of each activity under it.
_FATES = (Act.MOVE_ACTIVITY, Act.END_MANDATE, Act.NARROW_MANDATE)
_RESULT = (Act.CLOSE_ENDORSEMENT,)

MACHINES: tuple[Machine, ...] = (
    Machine(
        "Accreditation",
        ACCREDITATION_MOVES,
        AccreditationState.APPLIED,
        dict.fromkeys(AccreditationState, (Act.DECIDE_PARTICIPANT,)),
    ),
    Machine(
        "Activity",
        activities.ACTIVITY_MOVES,
        _ACTIVITY.PROPOSED,
        {
            _ACTIVITY.GIVEN_UP: (Act.MOVE_ACTIVITY,),
            _ACTIVITY.AUTHORISED: (Act.AUTHORISE_ACTIVITY,),
            _ACTIVITY.UNDER_WAY: (Act.MOVE_ACTIVITY,),
            _ACTIVITY.COMPLETED: _FATES,
            _ACTIVITY.CANCELLED: _FATES,
        },
    ),
    Machine(
        "Amendment",
        decisions.AMENDMENT_MOVES,
        decisions.AmendmentState.PROPOSED,
        dict.fromkeys(decisions.AmendmentState, (Act.DECIDE_AMENDMENT,)),
    ),
    Machine("Bundle", BUNDLE_MOVES, BundleState.ORDERED, dict.fromkeys(BundleState, (Act.BUILD_BUNDLE,))),
    Machine(
        "Correction",
        guidance.CORRECTION_MOVES,
        guidance.CorrectionState.PROPOSED,
        {
            guidance.CorrectionState.ACCEPTED: (Act.DECIDE_CORRECTION,),
            guidance.CorrectionState.DECLINED: (Act.DECIDE_CORRECTION,),
            guidance.CorrectionState.WITHDRAWN: (Act.CORRECT_NOTES,),
        },
    ),
    Machine(
        "Decision",
        decisions.DECISION_MOVES,
        decisions.DecisionState.DRAFT,
        {
            decisions.DecisionState.ADOPTED: (Act.ADOPT_DECISION,),
            decisions.DecisionState.NOT_ADOPTED: (Act.SET_ASIDE_DECISION,),
            decisions.DecisionState.SUPERSEDED: (Act.SUPERSEDE_DECISION,),
        },
    ),
    Machine(
        "Document",
        DOCUMENT_MOVES,
        DocumentState.DRAFT,
        {DocumentState.ISSUED: (Act.ISSUE_DOCUMENT,), DocumentState.WITHDRAWN: (Act.WITHDRAW_DOCUMENT,)},
    ),
    Machine(
        "Endorsement",
        endorsements.ENDORSEMENT_MOVES,
        _ENDORSEMENT.OPEN,
        {
            _ENDORSEMENT.OPEN: (Act.PUT_TEXT,),
            _ENDORSEMENT.APPROVED: _RESULT,
            _ENDORSEMENT.NOT_APPROVED: _RESULT,
            _ENDORSEMENT.BROKEN: _RESULT,
            _ENDORSEMENT.WITHDRAWN: _RESULT,
        },
    ),
    Machine(
        "Entry of the register",
        follow_ups.FOLLOW_UP_MOVES,
        follow_ups.FollowUpState.OPEN,
        dict.fromkeys(follow_ups.FollowUpState, (Act.CHANGE_FOLLOW_UP, Act.REVIEW_PROGRESS)),
    ),
    Machine(
        "Invitation",
        INVITATION_MOVES,
        InvitationState.PROPOSED,
        {
            InvitationState.SENT: (Act.INVITE_PERSON,),
            InvitationState.ACCEPTED: (Act.ACCEPT_INVITATION,),
            InvitationState.WITHDRAWN: (Act.WITHDRAW_INVITATION,),
        },
    ),
    Machine(
        "Invitation to an event",
        EVENT_INVITATION_MOVES,
        EventInvitationState.PLANNED,
        {
            EventInvitationState.SENT: (Act.PREPARE_EVENT,),
            EventInvitationState.ACCEPTED: (Act.ANSWER_EVENT_INVITATION,),
            EventInvitationState.DECLINED: (Act.ANSWER_EVENT_INVITATION,),
            EventInvitationState.WITHDRAWN: (Act.PREPARE_EVENT,),
        },
    ),
    Machine(
        "Mandate",
        mandates.MANDATE_MOVES,
        mandates.MandateState.IN_FORCE,
        dict.fromkeys(mandates.MandateState, (Act.END_MANDATE,)),
    ),
    Machine(
        "Note verbale",
        bodies.NOTE_MOVES,
        bodies.NoteState.DRAFT,
        dict.fromkeys(bodies.NoteState, (Act.ISSUE_NOTE,)),
    ),
    Machine(
        "Outcome",
        OUTCOME_MOVES,
        OutcomeStatus.DRAFT,
        dict.fromkeys(OutcomeStatus, (Act.RECORD_OUTCOME,)),
    ),
    Machine(
        "Participant",
        PARTICIPANT_MOVES,
        ParticipantState.REGISTERED,
        {
            ParticipantState.ACCREDITED: (Act.DECIDE_PARTICIPANT,),
            ParticipantState.REFUSED: (Act.DECIDE_PARTICIPANT,),
            ParticipantState.WITHDRAWN: (Act.REGISTER_PARTICIPANT,),
        },
    ),
    Machine(
        "Progress report",
        follow_ups.PROGRESS_MOVES,
        follow_ups.ProgressState.REPORTED,
        dict.fromkeys(follow_ups.ProgressState, (Act.REVIEW_PROGRESS,)),
    ),
    Machine(
        "Released version of a programme",
        RELEASE_MOVES,
        ReleaseState.RELEASED,
        {ReleaseState.WITHDRAWN: (Act.RELEASE_PROGRAMME,)},
    ),
    Machine(
        "Speaker",
        SPEAKER_MOVES,
        SpeakerState.PROPOSED,
        {
            **dict.fromkeys(SpeakerState, (Act.LIST_SPEAKER,)),
            SpeakerState.CHOSEN: (Act.CHOOSE_SPEAKER,),
            SpeakerState.TAKEN_BACK: (Act.PROPOSE_SPEAKER,),
        },
    ),
    Machine(
        "Notice on the screens",
        SCREEN_NOTICE_MOVES,
        NoticeState.DRAFT,
        dict.fromkeys(NoticeState, (Act.PUBLISH_NOTICE,)),
    ),
    Machine(
        "Request for the floor",
        FLOOR_MOVES,
        FloorState.WAITING,
        {
            FloorState.SPEAKING: (Act.KEEP_SPEAKERS_LIST,),
            FloorState.SPOKEN: (Act.KEEP_SPEAKERS_LIST,),
            FloorState.WITHDRAWN: (Act.ASK_FOR_FLOOR,),
        },
    ),
    Machine(
        "Speakers' list",
        SPEAKERS_LIST_MOVES,
        ListState.OPEN,
        dict.fromkeys(ListState, (Act.KEEP_SPEAKERS_LIST,)),
    ),
    Machine("Task of preparations", TASK_MOVES, TaskState.OPEN, dict.fromkeys(TaskState, (Act.PLAN_LOGISTICS,))),
    Machine("Report", REPORT_MOVES, ReportState.PREPARED, {ReportState.ISSUED: (Act.ISSUE_REPORT,)}),
)
# What a table of moves does not say by itself.
REMARKS = {
    "Endorsement": (
        "Under the silence procedure and by written approval a text stands where the times of the answers and the "
        "deadline put it, whether or not anybody has written the result down; see `governance/standing.py`."
    ),
    "Activity": "Into `authorised` only under a mandate in force on the day; the database holds nothing else.",
}


def page() -> str:
    """The state diagram of each machine, from the table of moves that the acts obey, with the act of each move."""
    return "\n\n".join([f"{NOTE}\n\n# States and legal moves", *(_section(machine) for machine in MACHINES)]) + "\n"


def tables() -> Iterator[tuple[str, Moves]]:
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


def _transition_label(machine: Machine, before: Any, after: Any) -> str:
    return ", or ".join(str(act.label) for act in machine.acts(before, after))
