"""Kinds of events and outcomes, and where they stand."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class EventKind(models.TextChoices):
    """What kind of event."""

    REGIONAL = "regional", _("Regional event")
    FORUM = "forum", _("Forum")
    EXPERT_MEETING = "expert_meeting", _("Expert group meeting")
    BRIEFING = "briefing", pgettext_lazy("meeting", "Briefing")
    LAUNCH = "launch", _("Launch")


class OutcomeKind(models.TextChoices):
    """What an event produced."""

    RECOMMENDATIONS = "recommendations", _("Recommendations")
    DECLARATION = "declaration", _("Declaration")
    ACTION_PLAN = "action_plan", _("Action plan")
    CHAIR_REPORT = "chair_report", _("Chair's report")
    REPORT = "report", _("Report")
    AGREED_ITEM = "agreed_item", _("Item agreed for another process")
    CONCLUSION = "conclusion", _("Conclusion")


class OutcomeStatus(models.TextChoices):
    """How far a text is."""

    DRAFT = "draft", _("Draft")
    ADOPTED = "adopted", _("Adopted")


class ShowingKind(models.TextChoices):
    """How something is shown at the Forum."""

    HANDED_OUT = "handed_out", _("Handed out on CD-ROM")
    ON_SCREENS = "on_screens", _("Notice on the screens")


class ItemKind(models.TextChoices):
    """What kind of thing a programme has at an hour."""

    PLENARY = "plenary", _("Plenary")
    PANEL = "panel", _("Panel")
    SIDE_EVENT = "side_event", _("Side event")
    BREAK = "break", pgettext_lazy("programme", "Break")


class ItemRole(models.TextChoices):
    """What a person does in an item of a programme."""

    CHAIR = "chair", pgettext_lazy("person", "Chair")
    MODERATOR = "moderator", _("Moderator")
    RAPPORTEUR = "rapporteur", _("Rapporteur")
    SPEAKER = "speaker", pgettext_lazy("person", "Speaker")


class Gender(models.TextChoices):
    """As a person says; left empty where they did not say."""

    WOMAN = "woman", _("Woman")
    MAN = "man", _("Man")
    OTHER = "other", pgettext_lazy("gender", "Other")


class ReleaseState(models.TextChoices):
    """Whether a released version of a programme still stands."""

    RELEASED = "released", _("Released")
    WITHDRAWN = "withdrawn", _("Withdrawn")


RELEASE_MOVES: dict[ReleaseState, frozenset[ReleaseState]] = {
    ReleaseState.RELEASED: frozenset({ReleaseState.WITHDRAWN}),
    ReleaseState.WITHDRAWN: frozenset(),
}


class InvitationChannel(models.TextChoices):
    """How somebody is invited to an event."""

    NOTE_VERBALE = "note_verbale", _("Note verbale")
    LETTER = "letter", _("Letter")


class EventInvitationState(models.TextChoices):
    """Where an invitation to an event stands."""

    PLANNED = "planned", pgettext_lazy("invitation", "Planned")
    SENT = "sent", pgettext_lazy("invitation", "Sent")
    ACCEPTED = "accepted", pgettext_lazy("invitation", "Accepted")
    DECLINED = "declined", pgettext_lazy("invitation", "Declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("invitation", "Withdrawn")


# Who accepted may have to decline, and the other way round; who was told that they are not invited is told so once.
EVENT_INVITATION_MOVES: dict[EventInvitationState, frozenset[EventInvitationState]] = {
    EventInvitationState.PLANNED: frozenset({EventInvitationState.SENT, EventInvitationState.WITHDRAWN}),
    EventInvitationState.SENT: frozenset(
        {EventInvitationState.ACCEPTED, EventInvitationState.DECLINED, EventInvitationState.WITHDRAWN}
    ),
    EventInvitationState.ACCEPTED: frozenset({EventInvitationState.DECLINED, EventInvitationState.WITHDRAWN}),
    EventInvitationState.DECLINED: frozenset({EventInvitationState.ACCEPTED}),
    EventInvitationState.WITHDRAWN: frozenset(),
}
REPLIED = frozenset({EventInvitationState.ACCEPTED, EventInvitationState.DECLINED})


class GroupCategory(models.TextChoices):
    """As what somebody takes part in an event."""

    GOVERNMENT = "government", _("Government")
    LAW_ENFORCEMENT = "law_enforcement", _("Law enforcement")
    JUSTICE = "justice", _("Prosecution and judiciary")
    PARLIAMENT = "parliament", _("Parliament")
    UNITED_NATIONS = "united_nations", _("United Nations")
    INTERGOVERNMENTAL = "intergovernmental", _("Intergovernmental organisation")
    CIVIL_SOCIETY = "civil_society", _("Civil society")
    FAITH = "faith", _("Religious community")
    PRIVATE = "private", _("Private sector")
    MEDIA = "media", _("Media and arts")
    ACADEMIA = "academia", _("Research")
    OTHER = "other", pgettext_lazy("participants", "Other")


class GroupStanding(models.TextChoices):
    """Whether participants are expected, or came."""

    EXPECTED = "expected", pgettext_lazy("participants", "Expected")
    CAME = "came", pgettext_lazy("participants", "Came")
    STAYED_AWAY = "stayed_away", pgettext_lazy("participants", "Did not come")


class QuestionKind(models.TextChoices):
    """How a question to participants is answered."""

    SCALE = "scale", _("A mark from 1 to 5")
    WORDS = "words", _("In words")


class FeedbackLinkState(models.TextChoices):
    """What a link to a feedback form still opens."""

    OPEN = "open", pgettext_lazy("link", "Open")
    USED = "used", pgettext_lazy("link", "Used")
    REVOKED = "revoked", pgettext_lazy("link", "Revoked")


class SpeakerRole(models.TextChoices):
    """As what a person is proposed for an event."""

    SPEAKER = "speaker", pgettext_lazy("person", "Speaker")
    MODERATOR = "moderator", pgettext_lazy("person", "Moderator")
    SPECIAL_INVITEE = "special_invitee", _("Special invitee")


class Sector(models.TextChoices):
    """What kind of organisation a person comes from; left empty where it was not said."""

    GOVERNMENT = "government", _("Government")
    INTERGOVERNMENTAL = "intergovernmental", _("Intergovernmental organization")
    CIVIL_SOCIETY = "civil_society", _("Civil society")
    PRIVATE = "private", _("Private sector")
    ACADEMIA = "academia", _("Academia")
    MEDIA = "media", _("Media")
    OTHER = "other", pgettext_lazy("sector", "Other")


class SpeakerState(models.TextChoices):
    """How far it has come with a person who was proposed."""

    PROPOSED = "proposed", pgettext_lazy("speaker", "Proposed")
    LONG_LISTED = "long_listed", _("On the long list")
    SHORT_LISTED = "short_listed", _("On the short list")
    CHOSEN = "chosen", pgettext_lazy("speaker", "Chosen")
    INVITED = "invited", pgettext_lazy("speaker", "Invited")
    ACCEPTED = "accepted", pgettext_lazy("speaker", "Has accepted")
    CONFIRMED = "confirmed", pgettext_lazy("speaker", "Confirmed")
    DECLINED = "declined", pgettext_lazy("speaker", "Has declined")
    NOT_CHOSEN = "not_chosen", pgettext_lazy("speaker", "Not chosen")
    TAKEN_BACK = "taken_back", pgettext_lazy("speaker", "Proposal taken back")
    WITHDRAWN = "withdrawn", pgettext_lazy("speaker", "No longer taking part")


_S = SpeakerState
SPEAKER_MOVES: dict[SpeakerState, frozenset[SpeakerState]] = {
    _S.PROPOSED: frozenset({_S.LONG_LISTED, _S.NOT_CHOSEN, _S.TAKEN_BACK}),
    _S.LONG_LISTED: frozenset({_S.SHORT_LISTED, _S.NOT_CHOSEN, _S.WITHDRAWN}),
    _S.SHORT_LISTED: frozenset({_S.CHOSEN, _S.NOT_CHOSEN, _S.WITHDRAWN}),
    _S.CHOSEN: frozenset({_S.INVITED, _S.WITHDRAWN}),
    _S.INVITED: frozenset({_S.ACCEPTED, _S.DECLINED, _S.WITHDRAWN}),
    _S.ACCEPTED: frozenset({_S.CONFIRMED, _S.WITHDRAWN}),
    _S.CONFIRMED: frozenset({_S.WITHDRAWN}),
    _S.DECLINED: frozenset(),
    # A reserve is taken up again where somebody else falls out.
    _S.NOT_CHOSEN: frozenset({_S.LONG_LISTED, _S.SHORT_LISTED}),
    _S.TAKEN_BACK: frozenset(),
    _S.WITHDRAWN: frozenset(),
}
# Whom a decision under a mandate stands behind.
DECIDED = frozenset({_S.CHOSEN, _S.INVITED, _S.ACCEPTED, _S.CONFIRMED})
# Who is on the lists: each holds those of the next.
SHORT_LIST = DECIDED | {_S.SHORT_LISTED}
LONG_LIST = SHORT_LIST | {_S.LONG_LISTED}
# Who has fallen out, with a reason.
OUT = frozenset({_S.DECLINED, _S.NOT_CHOSEN, _S.TAKEN_BACK, _S.WITHDRAWN})
ADVISED_ON = frozenset({_S.LONG_LISTED, _S.SHORT_LISTED})


class AdviceKind(models.TextChoices):
    """What a Member State advises on a person."""

    SUPPORT = "support", _("Supports")
    RESERVATION = "reservation", _("Has a reservation")
    COMMENT = "comment", pgettext_lazy("advice", "Comments")


class Party(models.TextChoices):
    """Who declared something of a person."""

    PROPOSER = "proposer", _("The proposer")
    INVITEE = "invitee", _("The person themselves")


class ConsentKind(models.TextChoices):
    """What a person is asked to agree to, each on its own."""

    PUBLICATION = "publication", _("Publication of name and biography")
    RECORDING = "recording", _("Recording of what they say")
    PHOTOGRAPH = "photograph", _("Photographs")


class ConsentState(models.TextChoices):
    """Pending until it is given; what was given can be withdrawn at any time."""

    PENDING = "pending", pgettext_lazy("consent", "Pending")
    GIVEN = "given", pgettext_lazy("consent", "Given")
    WITHDRAWN = "withdrawn", pgettext_lazy("consent", "Refused or withdrawn")


class SurvivorAnswer(models.TextChoices):
    """What a person says, if they wish to, of taking part as a survivor."""

    YES = "yes", _("Takes part as a survivor")
    NO = "no", _("Does not")


class LinkPurpose(models.TextChoices):
    """What a link opens to an invited person."""

    ANSWER = "answer", _("Answer to the invitation")
    CONSENT = "consent", _("Consents and biography")


class ParticipantCategory(models.TextChoices):
    """As what somebody comes to an event; the order is that of lists."""

    DELEGATION = "delegation", _("Delegation of a Member State")
    ORGANISATION = "organisation", _("Organization")
    SPEAKER = "speaker", _("Invited speaker")
    MEDIA = "media", pgettext_lazy("participants", "Media")
    STAFF = "staff", _("Secretariat staff")


# Who comes for an organisation that was accredited, the press among them.
ACCREDITED_CATEGORIES = frozenset({ParticipantCategory.ORGANISATION, ParticipantCategory.MEDIA})


class DelegationRole(models.TextChoices):
    """What somebody is in their delegation, in the order of protocol."""

    HEAD = "head", _("Head of delegation")
    ALTERNATE = "alternate", _("Alternate")
    ADVISER = "adviser", _("Adviser")


class ParticipantState(models.TextChoices):
    """Where the registration of a person stands."""

    REGISTERED = "registered", pgettext_lazy("person", "Registered")
    ACCREDITED = "accredited", pgettext_lazy("person", "Accredited")
    REFUSED = "refused", pgettext_lazy("person", "Refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("person", "Withdrawn")


# Those who come, as far as anybody knows.
COMING = frozenset({ParticipantState.REGISTERED, ParticipantState.ACCREDITED})
PARTICIPANT_MOVES: dict[ParticipantState, frozenset[ParticipantState]] = {
    ParticipantState.REGISTERED: frozenset(
        {ParticipantState.ACCREDITED, ParticipantState.REFUSED, ParticipantState.WITHDRAWN}
    ),
    ParticipantState.ACCREDITED: frozenset({ParticipantState.WITHDRAWN}),
    ParticipantState.REFUSED: frozenset(),
    ParticipantState.WITHDRAWN: frozenset(),
}


class AccreditationState(models.TextChoices):
    """Where it stands whether an organisation may send people."""

    APPLIED = "applied", pgettext_lazy("organisation", "Applied")
    APPROVED = "approved", pgettext_lazy("organisation", "Approved")
    REFUSED = "refused", pgettext_lazy("organisation", "Refused")


ACCREDITATION_MOVES: dict[AccreditationState, frozenset[AccreditationState]] = {
    AccreditationState.APPLIED: frozenset({AccreditationState.APPROVED, AccreditationState.REFUSED}),
    AccreditationState.APPROVED: frozenset(),
    AccreditationState.REFUSED: frozenset(),
}


class CheckInResult(models.TextChoices):
    """What came of a person's being checked in: counted, counted before by another device, or undone."""

    COUNTED = "counted", pgettext_lazy("check-in", "Counted")
    REPEATED = "repeated", pgettext_lazy("check-in", "Counted before")
    UNDONE = "undone", pgettext_lazy("check-in", "Undone")


class ScreenKind(models.TextChoices):
    """Where a screen hangs, which decides what it shows."""

    DOOR = "door", pgettext_lazy("screen", "Room door")
    PLENARY = "plenary", pgettext_lazy("screen", "Inside a room")
    FOYER = "foyer", pgettext_lazy("screen", "Foyer")
    WALL = "wall", pgettext_lazy("screen", "Wall of screens")


class NoticePriority(models.TextChoices):
    """How much a notice on the screens matters, the least first."""

    INFORMATION = "information", pgettext_lazy("notice on a screen", "Information")
    IMPORTANT = "important", pgettext_lazy("notice on a screen", "Important")
    URGENT = "urgent", pgettext_lazy("notice on a screen", "Urgent")


class NoticeState(models.TextChoices):
    """Whether a notice is on the screens."""

    DRAFT = "draft", pgettext_lazy("notice on a screen", "Draft")
    PUBLISHED = "published", pgettext_lazy("notice on a screen", "Published")
    WITHDRAWN = "withdrawn", pgettext_lazy("notice on a screen", "Withdrawn")


SCREEN_NOTICE_MOVES: dict[NoticeState, frozenset[NoticeState]] = {
    NoticeState.DRAFT: frozenset({NoticeState.PUBLISHED, NoticeState.WITHDRAWN}),
    NoticeState.PUBLISHED: frozenset({NoticeState.WITHDRAWN}),
    NoticeState.WITHDRAWN: frozenset(),
}


class ListKind(models.TextChoices):
    """What a speakers' list is for."""

    STATEMENTS = "statements", _("Statements")
    REPLIES = "replies", _("Rights of reply")


class ListState(models.TextChoices):
    """Whether a speakers' list takes requests."""

    OPEN = "open", pgettext_lazy("speakers' list", "Open")
    CLOSED = "closed", pgettext_lazy("speakers' list", "Closed")


SPEAKERS_LIST_MOVES: dict[ListState, frozenset[ListState]] = {
    ListState.OPEN: frozenset({ListState.CLOSED}),
    ListState.CLOSED: frozenset({ListState.OPEN}),
}


class FloorState(models.TextChoices):
    """Where a request for the floor stands."""

    WAITING = "waiting", pgettext_lazy("request for the floor", "Waiting")
    SPEAKING = "speaking", pgettext_lazy("request for the floor", "Has the floor")
    SPOKEN = "spoken", pgettext_lazy("request for the floor", "Has spoken")
    WITHDRAWN = "withdrawn", pgettext_lazy("request for the floor", "Withdrawn")


FLOOR_MOVES: dict[FloorState, frozenset[FloorState]] = {
    FloorState.WAITING: frozenset({FloorState.SPEAKING, FloorState.WITHDRAWN}),
    FloorState.SPEAKING: frozenset({FloorState.SPOKEN}),
    FloorState.SPOKEN: frozenset(),
    FloorState.WITHDRAWN: frozenset(),
}


class TaskState(models.TextChoices):
    """How far a task of the preparations is."""

    OPEN = "open", pgettext_lazy("task", "To be done")
    DONE = "done", pgettext_lazy("task", "Done")
    DROPPED = "dropped", pgettext_lazy("task", "Not needed")


TASK_MOVES: dict[TaskState, frozenset[TaskState]] = {
    TaskState.OPEN: frozenset({TaskState.DONE, TaskState.DROPPED}),
    TaskState.DONE: frozenset({TaskState.OPEN}),
    TaskState.DROPPED: frozenset({TaskState.OPEN}),
}


class ReminderKind(models.TextChoices):
    """What the owner of a task is reminded of."""

    SOON = "soon", _("It is due soon")
    LATE = "late", _("It is late")


class NeedKind(models.TextChoices):
    """What kind of thing a participant needs."""

    ACCESS = "access", pgettext_lazy("need of a participant", "Access")
    INTERPRETATION = "interpretation", pgettext_lazy("need of a participant", "Interpretation")
    PROTECTION = "protection", pgettext_lazy("need of a participant", "Protection")
    OTHER = "other", pgettext_lazy("need of a participant", "Other")
