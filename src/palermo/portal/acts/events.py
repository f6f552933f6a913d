"""What is done to events on the site."""

from django.utils.translation import gettext_lazy as _

from palermo.events import rules
from palermo.events.actions import reschedule_event
from palermo.events.models import Event
from palermo.events.queries import events_visible_to
from palermo.portal import forms
from palermo.portal.acts.act import Act

ACTS = (
    Act(
        "move-event",
        _("Move or rename the event"),
        _("The change is on record, with what was planned until now."),
        Event,
        lambda viewer: events_visible_to(viewer).select_related("activity"),
        forms.ReschedulingForm,
        rules.check_may_reschedule,
        reschedule_event,
        key="activity__slug",
    ),
)
