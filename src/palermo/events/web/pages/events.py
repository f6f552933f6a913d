"""What is done to events on the site."""

from django.utils.translation import gettext_lazy as _

from palermo.events.actions.events import reschedule_event
from palermo.events.models import Event
from palermo.events.queries.events import events_visible_to
from palermo.events.rules import events as events_rules
from palermo.events.web.forms import events
from palermo.site.action_pages import ActionPage, allow_undo, register_actions

register_actions(
    ActionPage(
        name="move-event",
        is_edit=True,
        label=_("Move or rename event"),
        success_message=_("Change saved, with the previous plan kept on record."),
        model=Event,
        records=lambda viewer: events_visible_to(viewer).select_related("activity"),
        form=events.ReschedulingForm,
        check=events_rules.check_may_reschedule,
        perform=reschedule_event,
        key="activity__slug",
    ),
)
allow_undo(
    "move-event",
)
