"""Kinds, states and legal moves of what Member States decide and the initiative does."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class BodyKind(models.TextChoices):
    """What kind of organ."""

    GOVERNING = "governing", _("Governing body")
    TREATY = "treaty", _("Body of a treaty")
    COMMITTEE = "committee", _("Steering committee")
    EXPERT_GROUP = "expert_group", _("Expert group")
    OTHER = "other", _("Other body")


class MeetingKind(models.TextChoices):
    """What kind of meeting."""

    CONSULTATION = "consultation", _("Open-ended informal intergovernmental consultation")
    INTERSESSIONAL = "intersessional", _("Intersessional meeting")
    COMMITTEE = "committee", _("Meeting of the Steering Committee")
    BRIEFING = "briefing", pgettext_lazy("meeting", "Briefing")
    PLENARY = "plenary", _("Plenary meeting")


class DecisionKind(models.TextChoices):
    """Decision or resolution."""

    DECISION = "decision", _("Decision")
    RESOLUTION = "resolution", _("Resolution")


class DecisionState(models.TextChoices):
    """Where a decision stands."""

    DRAFT = "draft", _("Draft")
    ADOPTED = "adopted", pgettext_lazy("decision", "Adopted")
    SUPERSEDED = "superseded", pgettext_lazy("decision", "Superseded")


DECISION_MOVES: dict[DecisionState, frozenset[DecisionState]] = {
    DecisionState.DRAFT: frozenset({DecisionState.ADOPTED}),
    DecisionState.ADOPTED: frozenset({DecisionState.SUPERSEDED}),
    DecisionState.SUPERSEDED: frozenset(),
}


class Wording(models.TextChoices):
    """Whose words a text is in: an official text is quoted, a paraphrase is said to be one."""

    OFFICIAL = "official", _("Official text")
    PARAPHRASE = "paraphrase", _("In the secretariat's words, not the official text")


class GuidanceKind(models.TextChoices):
    """What Member States gave."""

    ADVICE = "advice", _("Advice")
    REQUEST = "request", _("Request")
    CONCERN = "concern", _("Concern")
    SATISFACTION = "satisfaction", _("Satisfaction")


class Ask(models.TextChoices):
    """What a mandate asks for."""

    ACT = "act", _("to act")
    CONVENE = "convene", _("to convene")
    CONSULT = "consult", _("to consult")
    REPORT = "report", _("to report")
    REFRAIN = "refrain", _("to refrain")


class MandateState(models.TextChoices):
    """Where a mandate stands."""

    IN_FORCE = "in_force", _("In force")
    FULFILLED = "fulfilled", _("Fulfilled")
    SUPERSEDED = "superseded", _("Superseded")
    LAPSED = "lapsed", _("Lapsed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


ENDED = frozenset({MandateState.FULFILLED, MandateState.SUPERSEDED, MandateState.LAPSED, MandateState.WITHDRAWN})
MANDATE_MOVES: dict[MandateState, frozenset[MandateState]] = {
    MandateState.IN_FORCE: ENDED,
    **{state: frozenset() for state in MandateState if state in ENDED},
}


class Procedure(models.TextChoices):
    """How an endorsement is decided."""

    MEETING = "meeting", _("At a meeting")
    SILENCE = "silence", _("Silence procedure")
    WRITTEN = "written", _("Written approval")


class EndorsementState(models.TextChoices):
    """Where an endorsement stands."""

    OPEN = "open", pgettext_lazy("endorsement", "Open")
    APPROVED = "approved", _("Approved")
    NOT_APPROVED = "not_approved", _("Not approved")
    WITHDRAWN = "withdrawn", _("Withdrawn")


ENDORSEMENT_MOVES: dict[EndorsementState, frozenset[EndorsementState]] = {
    EndorsementState.OPEN: frozenset(
        {EndorsementState.APPROVED, EndorsementState.NOT_APPROVED, EndorsementState.WITHDRAWN}
    ),
    EndorsementState.APPROVED: frozenset(),
    EndorsementState.NOT_APPROVED: frozenset(),
    EndorsementState.WITHDRAWN: frozenset(),
}


class ActivityKind(models.TextChoices):
    """What kind of activity."""

    EVENT = "event", _("Event")
    TOOL = "tool", _("Tool")
    STUDY = "study", _("Study")
    OTHER = "other", _("Other activity")


class ActivityState(models.TextChoices):
    """Where an activity stands. Only a proposal, or a proposal given up, may be without authority."""

    PROPOSED = "proposed", _("Proposed")
    GIVEN_UP = "given_up", _("Given up before it was authorised")
    AUTHORISED = "authorised", _("Authorised")
    UNDER_WAY = "under_way", _("Under way")
    COMPLETED = "completed", _("Completed")
    CANCELLED = "cancelled", _("Cancelled")


NEEDS_NO_AUTHORITY = frozenset({ActivityState.PROPOSED, ActivityState.GIVEN_UP})
ACTIVITY_MOVES: dict[ActivityState, frozenset[ActivityState]] = {
    ActivityState.PROPOSED: frozenset({ActivityState.AUTHORISED, ActivityState.GIVEN_UP}),
    ActivityState.GIVEN_UP: frozenset(),
    ActivityState.AUTHORISED: frozenset({ActivityState.UNDER_WAY, ActivityState.COMPLETED, ActivityState.CANCELLED}),
    ActivityState.UNDER_WAY: frozenset({ActivityState.COMPLETED, ActivityState.CANCELLED}),
    ActivityState.COMPLETED: frozenset(),
    ActivityState.CANCELLED: frozenset(),
}


class PartnerRole(models.TextChoices):
    """What a partner does in an activity."""

    HOST = "host", _("Host")
    CO_ORGANISER = "co_organiser", _("Co-organiser")
    SUPPORT = "support", _("Support")
