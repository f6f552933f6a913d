"""Roles and what each may read."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from palermo.core.audiences import Audience


class Role(models.TextChoices):
    """What a person is to the initiative while a posting lasts."""

    SECRETARIAT = "secretariat", _("Secretariat officer")
    DELEGATE = "delegate", _("Delegate of a Member State")
    COMMITTEE_MEMBER = "committee_member", _("Member of the Steering Committee")
    FOCAL_POINT = "focal_point", _("National data focal point")
    PARTNER = "partner", _("Representative of a partner")


# Whom a mission answers for, and whom an agency with a seat in the Steering Committee: their focal points act there.
FOR_A_STATE = frozenset({Role.DELEGATE, Role.FOCAL_POINT})
FOR_AN_AGENCY = frozenset({Role.COMMITTEE_MEMBER})
# Of those, who may be the focal point.
LEADING = frozenset({Role.DELEGATE, Role.COMMITTEE_MEMBER})

ANONYMOUS_READS = frozenset({Audience.PUBLIC})

# The Steering Committee acts under the guidance of Member States, so its members read that guidance;
# delegates do not read the Committee's own papers until it publishes them to Member States.
READS: dict[Role, frozenset[Audience]] = {
    Role.SECRETARIAT: frozenset(Audience),
    Role.DELEGATE: frozenset({Audience.PUBLIC, Audience.MEMBER_STATES}),
    Role.COMMITTEE_MEMBER: frozenset({Audience.PUBLIC, Audience.MEMBER_STATES, Audience.STEERING_COMMITTEE}),
    Role.FOCAL_POINT: frozenset({Audience.PUBLIC}),
    Role.PARTNER: frozenset({Audience.PUBLIC}),
}


class OrganisationKind(models.TextChoices):
    """What kind of organization."""

    UNITED_NATIONS = "united_nations", _("United Nations")
    INTERGOVERNMENTAL = "intergovernmental", _("Intergovernmental organization")
    GOVERNMENT = "government", _("Government")
    PERMANENT_MISSION = "permanent_mission", _("Permanent mission")
    MINISTRY = "ministry", _("Ministry")
    OFFICE = "office", _("Office of a person")
    CIVIL_SOCIETY = "civil_society", _("Civil society")
    PRIVATE = "private", _("Private sector")


class GroupKind(models.TextChoices):
    """Whether a group is one of the United Nations regional groups."""

    REGIONAL = "regional", _("Regional group")
    OTHER = "other", _("Other group")


class GroupPurpose(models.TextChoices):
    """What a State is in a group for."""

    ALL = "all", _("all purposes")
    ELECTIONS = "elections", _("elections only")
    CONSULTATION = "consultation", _("consultation only")


class InvitationState(models.TextChoices):
    """The state of an invitation. Whether it has expired follows from its day, not from its state."""

    PROPOSED = "proposed", _("Proposed")
    SENT = "sent", _("Sent")
    ACCEPTED = "accepted", _("Accepted")
    WITHDRAWN = "withdrawn", _("Withdrawn")


# The legal moves: from a state to the states that may follow.
INVITATION_MOVES: dict[InvitationState, frozenset[InvitationState]] = {
    InvitationState.PROPOSED: frozenset({InvitationState.SENT, InvitationState.WITHDRAWN}),
    InvitationState.SENT: frozenset({InvitationState.ACCEPTED, InvitationState.WITHDRAWN}),
    InvitationState.ACCEPTED: frozenset(),
    InvitationState.WITHDRAWN: frozenset(),
}


class InstallationKind(models.TextChoices):
    """Whether this database is a demonstration or the real thing."""

    DEMONSTRATION = "demonstration", _("Demonstration")
    REAL = "real", _("Real")
