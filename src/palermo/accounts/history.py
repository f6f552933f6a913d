"""What of this room has its versions kept. People and postings have not: who they are is nobody's history."""

from palermo.accounts.models import FormerName, GroupMembership, Organisation, Place, RegionalGroup, State
from palermo.audit.versions import keep

keep(State)
keep(FormerName, of="state")
keep(RegionalGroup)
keep(GroupMembership, of="group")
keep(Organisation)
keep(Place)
