"""People, delegations, organizations, States and places."""

from palermo.accounts.models.installation import Installation, InstallationKey
from palermo.accounts.models.invitations import Invitation
from palermo.accounts.models.organisations import Organisation
from palermo.accounts.models.people import Posting, User
from palermo.accounts.models.places import Place
from palermo.accounts.models.world import FormerName, GroupMembership, RegionalGroup, State

__all__ = [
    "FormerName",
    "GroupMembership",
    "Installation",
    "InstallationKey",
    "Invitation",
    "Organisation",
    "Place",
    "Posting",
    "RegionalGroup",
    "State",
    "User",
]
