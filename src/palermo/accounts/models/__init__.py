"""People, delegations, organisations, States and places."""

from palermo.accounts.models.installation import Installation
from palermo.accounts.models.organisations import Organisation
from palermo.accounts.models.people import Posting, User
from palermo.accounts.models.places import Place
from palermo.accounts.models.world import FormerName, State

__all__ = ["FormerName", "Installation", "Organisation", "Place", "Posting", "State", "User"]
