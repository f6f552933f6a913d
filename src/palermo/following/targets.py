"""What can be followed, and who may follow it: what they may see."""

from django.db.models import Model, QuerySet

from palermo.accounts.models import State
from palermo.accounts.viewer import Viewer
from palermo.core.kinds import RecordKind, kind_of, records_visible_to
from palermo.following.models import Subscription, Target
from palermo.following.states import EVERYTHING, MEETING_KIND, TARGETS, FollowedKeys
from palermo.governance.models import Activity, Body, Mandate, Meeting, Topic
from palermo.governance.states.bodies import MeetingKind
from palermo.outreach.models import ActionPlan, Commitment, Partnership
from palermo.treaties.models import Treaty


def kind_of_target(name: str) -> RecordKind:
    """The kind of record behind one of the relations of a subscription."""
    model = Subscription._meta.get_field(name).related_model
    if not isinstance(model, type) or not issubclass(model, Model):
        raise LookupError(f"expected one of {', '.join(TARGETS)}, found {name!r}")
    return kind_of(model)


def targets_visible_to(viewer: Viewer, name: str) -> QuerySet[Target]:
    """The records of a kind that a reader may follow."""
    return records_visible_to(viewer, kind_of_target(name).model)


def name_of_target(record: Model) -> tuple[str, Target] | None:
    """Under which name a record is followed, and the record itself; None for what cannot be followed."""
    activity = getattr(record, "activity", None)
    if isinstance(activity, Activity) and kind_of(type(record)).shares_versions:
        # On the page of an event, a tool, a study or a campaign, its activity is followed.
        return "activity", activity
    followed = (Topic, Body, Activity, Mandate, Meeting, Treaty, State, Partnership, Commitment, ActionPlan)
    if not isinstance(record, followed):
        return None
    return next(((name, record) for name in TARGETS if kind_of_target(name).model is type(record)), None)


def chosen_target(viewer: Viewer, what: str, key: str) -> dict[str, object] | None:
    """What a form asks to follow, as the field of a subscription; None where there is no such thing for this reader."""
    if what == EVERYTHING:
        return {"everything": True}
    if what == MEETING_KIND:
        return {"meeting_kind": key} if key in MeetingKind.values else None
    if what not in TARGETS:
        return None
    record = targets_visible_to(viewer, what).filter(slug=key).first()
    return {what: record} if record else None


def followed_targets(viewer: Viewer, subscriptions: list[Subscription]) -> FollowedKeys | None:
    """What these follow, by kind, as `following.reading.done_between` takes it; None for everything.

    A record that the reader may no longer see leads to nothing.
    """
    if any(each.everything for each in subscriptions):
        return None
    followed: FollowedKeys = {MEETING_KIND: [each.meeting_kind for each in subscriptions if each.meeting_kind]}
    for name in TARGETS:
        keys = [key for each in subscriptions if (key := getattr(each, f"{name}_id"))]
        if keys:
            followed[name] = list(targets_visible_to(viewer, name).filter(pk__in=keys).values_list("pk", flat=True))
    return followed
