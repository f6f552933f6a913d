"""Who may see which use of a tool, and which States use none."""

from datetime import date

from django.db.models import Q, QuerySet

from palermo.accounts.models import State
from palermo.accounts.queries import states_on
from palermo.accounts.viewer import Viewer
from palermo.governance.queries.activities import activity_seen_by
from palermo.toolkit.models import Tool, Uptake
from palermo.toolkit.states.uptake import UptakeStatus


def uptake_condition(viewer: Viewer) -> Q:
    """What is recorded, for everybody; what is reported, for those who reported it and the secretariat."""
    if viewer.is_secretariat:
        return Q()
    own = Q(state_id__in=sorted(viewer.state_ids)) | Q(organisation_id__in=sorted(viewer.organisation_ids))
    return Q(status=UptakeStatus.RECORDED) | own


def uptakes_visible_to(viewer: Viewer) -> QuerySet[Uptake]:
    """Uses that the viewer may see, of tools that they may see."""
    seen = Uptake.objects.filter(uptake_condition(viewer), activity_seen_by(viewer, "tool__activity__"))
    return seen.select_related("state", "organisation").prefetch_related("state__former_names")


def recorded_uptakes(viewer: Viewer, day: date) -> QuerySet[Uptake]:
    """Uses on record that had begun by a day, or of which the day is not on record."""
    begun = Q(since_on=None) | Q(since_on__lte=day)
    return uptakes_visible_to(viewer).filter(begun, status=UptakeStatus.RECORDED)


def states_without_use(tool: Tool, viewer: Viewer, day: date) -> list[State]:
    """The Member States of a day of which no use of a tool is on record."""
    used = set(recorded_uptakes(viewer, day).filter(tool=tool).exclude(state=None).values_list("state_id", flat=True))
    return [state for state in states_on(day) if state.pk not in used]
