"""What is done to events on the site."""

from django.utils.translation import gettext_lazy as _

from palermo.events.actions.events import reschedule_event
from palermo.events.models import Event
from palermo.events.queries.events import events_visible_to
from palermo.events.rules import events as events_rules
from palermo.portal.acts.act import Act
from palermo.portal.forms import events

ACTS = (
    Act(
        "move-event",
        _("Move or rename the event"),
        _("The change is on record, with what was planned until now."),
        Event,
        lambda viewer: events_visible_to(viewer).select_related("activity"),
        events.ReschedulingForm,
        events_rules.check_may_reschedule,
        reschedule_event,
        key="activity__slug",
    ),
)
