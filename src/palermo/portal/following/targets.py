"""What can be followed, and who may follow it: what they may see."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from palermo.accounts.viewer import Viewer
from palermo.core.templatetags.texts import plain
from palermo.events.models import Event
from palermo.governance.models import Activity, Body, Mandate, Meeting, Topic
from palermo.governance.queries.activities import activities_visible_to
from palermo.governance.queries.mandates import mandates_visible_to
from palermo.governance.queries.meetings import meetings_visible_to
from palermo.governance.states.bodies import MeetingKind
from palermo.knowledge.models import Study
from palermo.portal.addresses import name_of
from palermo.portal.following.models import Subscription
from palermo.portal.following.states import EVERYTHING, MEETING_KIND
from palermo.toolkit.models import Tool


class Target(NamedTuple):
    """A kind of record that can be followed: what it is called, which model, and which of them a reader may see."""

    label: Promise
    model: type[Model]
    visible: Callable[[Viewer], QuerySet]


def bodies_visible_to(viewer: Viewer) -> QuerySet[Body]:
    """Bodies are named on pages open to everybody."""
    return Body.objects.all()


def topics_visible_to(viewer: Viewer) -> QuerySet[Topic]:
    """Topics are named where Member States' guidance is read."""
    return Topic.objects.all() if viewer.reads_member_states else Topic.objects.none()


TARGETS: dict[str, Target] = {
    "topic": Target(_("Topic"), Topic, topics_visible_to),
    "body": Target(_("Body"), Body, bodies_visible_to),
    "activity": Target(_("Activity"), Activity, activities_visible_to),
    "mandate": Target(_("Mandate"), Mandate, mandates_visible_to),
    "meeting": Target(_("Meeting"), Meeting, meetings_visible_to),
}
# On the page of these, their activity is followed.
BY_ACTIVITY = (Event, Tool, Study)


def words_of(record: Any) -> str:
    """What a followed record is called."""
    return capfirst(plain(record.name)) if isinstance(record, (Body, Topic)) else name_of(record)


def name_of_target(record: Any) -> tuple[str, Any] | None:
    """Under which name a record is followed, and the record itself; None for what cannot be followed."""
    if isinstance(record, BY_ACTIVITY):
        return "activity", record.activity
    return next(((name, record) for name, target in TARGETS.items() if type(record) is target.model), None)


def chosen_target(viewer: Viewer, what: str, key: str) -> dict[str, Any] | None:
    """What a form asks to follow, as the field of a subscription; None where there is no such thing for this reader."""
    if what == EVERYTHING:
        return {"everything": True}
    if what == MEETING_KIND:
        return {"meeting_kind": key} if key in MeetingKind.values else None
    if what not in TARGETS:
        return None
    record = TARGETS[what].visible(viewer).filter(slug=key).first()
    return {what: record} if record else None


def followed_targets(viewer: Viewer, subscriptions: list[Subscription]) -> dict[str, list[Any]] | None:
    """What these follow, by kind, as `news.reading.done_between` asks; None for everything.

    A record that the reader may no longer see leads to nothing.
    """
    if any(each.everything for each in subscriptions):
        return None
    found: dict[str, list[Any]] = {MEETING_KIND: [each.meeting_kind for each in subscriptions if each.meeting_kind]}
    for name, target in TARGETS.items():
        keys = [key for each in subscriptions if (key := getattr(each, f"{name}_id"))]
        if keys:
            found[name] = list(target.visible(viewer).filter(pk__in=keys).values_list("pk", flat=True))
    return found
