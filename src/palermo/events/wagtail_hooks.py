"""The administration of events and what they produced: corrections. Both are recorded on the site."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.chooser import ChooserViewSet

from palermo.events.models import Event, Outcome, Recommendation, Rescheduling, Showing
from palermo.governance.states.activities import ActivityKind
from palermo.site.administration.choosers import record_chooser
from palermo.site.administration.viewsets import MenuEntry, RecordViewSet, record_group, record_viewset


@hooks.register("register_admin_viewset")
def events() -> list[MenuEntry]:
    """Events, their outcomes and recommendations."""
    return record_group("events", _("Events"), icon="calendar-check", order=310, viewsets=[*_events(), *_outcomes()])


@hooks.register("register_admin_viewset")
def event_chooser() -> ChooserViewSet:
    """The dialogue in which an event is chosen."""
    return record_chooser(Event, label=_("Choose an event"), related=("activity",))


def _events() -> list[RecordViewSet]:
    described = ["place", "head_count", "head_count_is_minimum", "concept_note", "order"]
    event = record_viewset(
        Event,
        fields=["kind", "form", "title_use", "theme", "participants", "account", *described],
        adds=False,
        by_act={"describe-event": described},
        listed=True,
        parents=["activity"],
        belongs_to=lambda activity: activity.kind == ActivityKind.EVENT,
        related=["activity", "place"],
        columns=["kind", "place"],
        filters=["kind"],
    )
    rescheduling = record_viewset(
        Rescheduling,
        fields=["decided_on", "decided_at", "previous_title", "previous_starts", "previous_ends_on"],
        adds=False,
        parents=["event"],
        related=["event__activity"],
    )
    return [event, rescheduling]


def _outcomes() -> list[RecordViewSet]:
    facts = ["kind", "produced_on", "stated_count", "document", "audience"]
    outcome = record_viewset(
        Outcome,
        fields=["order", "title", "text", "process", *facts],
        adds=False,
        by_act={"change-outcome": facts},
        listed=True,
        parents=["event"],
        related=["event__activity"],
        columns=["kind", "status", "produced_on", "audience"],
        filters=["kind", "status", "audience"],
    )
    recommendation = record_viewset(
        Recommendation,
        fields=["text", "addressee", "due"],
        adds=False,
        by_act={"change-outcome-item": ["due"]},
        parents=["outcome"],
        related=["outcome"],
    )
    showing = record_viewset(Showing, fields=["reason"], adds=False, parents=["outcome"], related=["outcome"])
    return [outcome, recommendation, showing]
