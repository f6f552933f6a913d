"""The back office of events and what they produced. An event is added from the activity it is."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.viewsets.model import ModelViewSetGroup

from palermo.accounts.backoffice.choosers import record_chooser
from palermo.accounts.backoffice.viewsets import RecordViewSet, record_group, record_viewset
from palermo.events.models import Event, Outcome, Recommendation, Rescheduling, Showing
from palermo.governance.states.activities import ActivityKind


@hooks.register("register_admin_viewset")
def events() -> list[RecordViewSet | ModelViewSetGroup]:
    """Events, their outcomes and recommendations."""
    return record_group("events", _("Events"), icon="calendar-check", order=400, viewsets=[*_events(), *_outcomes()])


@hooks.register("register_admin_viewset")
def event_chooser() -> ChooserViewSet:
    """The dialogue in which an event is chosen."""
    return record_chooser(Event, label=_("Choose an event"), related=("activity",))


def _events() -> list[RecordViewSet]:
    return [
        record_viewset(
            Event,
            label=_("Event"),
            plural=_("Events"),
            listed=True,
            icon="calendar-check",
            fields=[
                *("kind", "form", "title_use", "place", "theme", "participants", "account"),
                *("head_count", "head_count_is_minimum", "concept_note"),
                "order",
            ],
            parents=["activity"],
            belongs_to=lambda activity: activity.kind == ActivityKind.EVENT,
            related=["activity", "place"],
            columns=["kind", "place"],
            filters=["kind"],
        ),
        record_viewset(
            Rescheduling,
            label=_("Change of date or name"),
            plural=_("Changes of date or name"),
            fields=["decided_on", "decided_at", "previous_title", "previous_starts", "previous_ends_on"],
            parents=["event"],
            related=["event__activity"],
        ),
    ]


def _outcomes() -> list[RecordViewSet]:
    return [
        record_viewset(
            Outcome,
            label=_("Outcome"),
            plural=_("Outcomes"),
            listed=True,
            fields=[
                *("slug", "order", "kind", "status", "title", "text", "produced_on", "stated_count"),
                *("process", "document", "audience"),
            ],
            parents=["event"],
            related=["event__activity"],
            columns=["kind", "status", "produced_on", "audience"],
            filters=["kind", "status", "audience"],
        ),
        record_viewset(
            Recommendation,
            label=_("Recommendation"),
            plural=_("Recommendations"),
            fields=["number", "text", "addressee", "due"],
            parents=["outcome"],
            related=["outcome"],
        ),
        record_viewset(
            Showing,
            label=_("Presentation at the Forum"),
            plural=_("Presentations at the Forum"),
            fields=["forum", "kind", "reason", "marked_on"],
            parents=["outcome"],
            related=["outcome"],
        ),
    ]
