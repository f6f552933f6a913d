"""What was changed about an entry, and why, from the log: for everyone who reads the entry, without who did it."""

from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext as _

from palermo.accounts.models import Organisation, State
from palermo.audit.models import AuditEvent
from palermo.audit.queries import undone_entries
from palermo.core.dates import PartialDate
from palermo.core.kinds import slug_of
from palermo.core.languages import active_language
from palermo.core.speech.dates import format_day
from palermo.core.text import MultilingualText, plain
from palermo.governance.models import Body, FollowUp
from palermo.governance.rules.follow_ups import MEMBER_STATES
from palermo.governance.states.follow_ups import Everybody, FollowUpState

VERBS = ("follow_up.moved", "follow_up.rescheduled", "follow_up.assigned")


class Change(NamedTuple):
    """When, what, and the reason given."""

    at: datetime
    what: str
    reason: MultilingualText


def changes_of(entry: FollowUp) -> list[Change]:
    """The changes of state, due date and responsible, the latest first, without those that were undone."""
    about = {"target_kind": slug_of(FollowUp), "target_id": entry.slug}
    acts = AuditEvent.objects.filter(**about, verb__in=VERBS).exclude(sequence__in=undone_entries(**about))
    events = list(acts.order_by("-sequence"))
    names = _names(events)
    return [
        Change(each.at, _describe_change(each, names), MultilingualText(each.details.get("reason"))) for each in events
    ]


def _describe_change(event: AuditEvent, names: dict[str, str]) -> str:
    details = event.details
    if event.verb == "follow_up.moved":
        return _("Changed from %(before)s to %(now)s.") % {
            "before": str(FollowUpState(details["before"]).label).lower(),
            "now": str(FollowUpState(details["state"]).label).lower(),
        }
    if event.verb == "follow_up.rescheduled":
        return _("Due date changed from %(before)s to %(now)s.") % {
            "before": _day(details["before"]),
            "now": _day(details["due"]),
        }
    now = names.get(details["responsible"], "") or _("Not assigned")
    return _("Responsibility changed to: %(now)s.") % {"now": now}


def _day(written: str) -> str:
    return format_day(PartialDate.parse(written), active_language().code) if written else _("no date")


def _names(events: list[AuditEvent]) -> dict[str, str]:
    """The names of those who were made responsible, by their ids; no query where nobody was."""
    slugs = {each.details["responsible"] for each in events if each.verb == "follow_up.assigned"} - {""}
    if not slugs:
        return {}
    names = {Everybody.EACH_STATE.value: plain(MEMBER_STATES)}
    names |= {state.slug: plain(state.short_name) for state in State.objects.filter(slug__in=slugs)}
    names |= {each.slug: plain(each.name) for each in Organisation.objects.filter(slug__in=slugs)}
    return names | {body.slug: plain(body.name) for body in Body.objects.filter(slug__in=slugs)}
