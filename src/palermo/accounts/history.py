"""What of this room has its versions kept. People and postings have not: who they are is nobody's history."""

from palermo.accounts.models import FormerName, Organisation, Place, State
from palermo.audit.versions import keep

keep(State)
keep(FormerName, of="state")
keep(Organisation)
keep(Place)
