"""Organizations and places, each visible to those who may see a record that names it.

They have no audience of their own. The name of an organization that leads an activity of the secretariat's alone would
reveal that activity, so that what a form offers to choose from comes from here, and so does the page of a place.
"""

from django.db.models import Q, QuerySet

from palermo.accounts.models import Organisation, Place
from palermo.accounts.viewer import Viewer
from palermo.events.queries.events import events_visible_to
from palermo.events.queries.register import follow_ups_visible_to, progress_visible_to
from palermo.governance.models import Initiative, Membership, Partner
from palermo.governance.queries.activities import activities_visible_to
from palermo.governance.queries.assistance import assistance_visible_to, offers_visible_to
from palermo.governance.queries.bodies import sessions_visible_to
from palermo.governance.queries.mandates import mandates_visible_to
from palermo.governance.queries.meetings import meetings_visible_to
from palermo.governance.queries.notes import notes_visible_to
from palermo.governance.queries.resources import contributions_visible_to, reports_due_visible_to
from palermo.governance.states.bodies import BodyKind
from palermo.toolkit.queries.occasions import occasions_visible_to


def organisations_visible_to(viewer: Viewer) -> QuerySet[Organisation]:
    """One's own, and those named by a record that the viewer may see; the secretariat keeps the list and sees all."""
    if viewer.is_secretariat:
        return Organisation.objects.all()
    activities = activities_visible_to(viewer)
    querysets = [
        activities.values("lead"),
        Partner.objects.filter(activity__in=activities).values("organisation"),
        mandates_visible_to(viewer).values("addressee_organisation"),
        meetings_visible_to(viewer).values("chair"),
        follow_ups_visible_to(viewer).values("responsible_organisation"),
        progress_visible_to(viewer).values("organisation"),
        contributions_visible_to(viewer).values("organisation"),
        reports_due_visible_to(viewer).values("responsible"),
        notes_visible_to(viewer).values("addressees"),
        assistance_visible_to(viewer).values("organisation"),
        offers_visible_to(viewer).values("organisation"),
        occasions_visible_to(viewer).values("organisation"),
    ]
    # The page of the Committee, with its seats, is for Member States.
    if viewer.reads_member_states:
        querysets.append(Membership.objects.filter(body__kind=BodyKind.COMMITTEE).values("organisation"))
    return Organisation.objects.filter(_in_any(querysets) | Q(pk__in=viewer.organisation_ids | viewer.agency_ids))


def places_visible_to(viewer: Viewer) -> QuerySet[Place]:
    """Those where something takes place that the viewer may see; the secretariat keeps the list and sees all."""
    if viewer.is_secretariat:
        return Place.objects.all()
    querysets = [
        events_visible_to(viewer).values("place"),
        meetings_visible_to(viewer).values("place"),
        sessions_visible_to(viewer).values("place"),
        notes_visible_to(viewer).values("dated_at"),
        occasions_visible_to(viewer).values("place"),
        Initiative.objects.values("launched_at"),
    ]
    return Place.objects.filter(_in_any(querysets))


def _in_any(querysets: list[QuerySet]) -> Q:
    condition = Q()
    for each in querysets:
        # Without an order: a database would sort what is only looked up.
        condition |= Q(pk__in=each.order_by())
    return condition
