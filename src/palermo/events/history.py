"""What of this room has its versions kept, and who reads a version."""

from palermo.audit.keeping import for_audience
from palermo.audit.versions import keep
from palermo.events.models import Event, Outcome, Recommendation, Rescheduling, Showing
from palermo.events.queries import outcomes_visible_to

keep(Event, of="activity")
keep(Rescheduling, of="event")
keep(Outcome, visible_to=outcomes_visible_to, seen=for_audience)
keep(Recommendation, of="outcome")
keep(Showing, of="outcome")
