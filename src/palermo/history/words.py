"""Who acted and on what, in words. A person is named to the secretariat only; others read for whom they acted."""

from collections.abc import Iterable

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from palermo.accounts.models import Posting
from palermo.accounts.states import Role
from palermo.accounts.viewer import Viewer
from palermo.audit.models import AuditEvent

ACTED_FOR: dict[Role, Promise] = {
    Role.SECRETARIAT: _("the secretariat"),
    Role.COMMITTEE_MEMBER: _("a member of the Steering Committee"),
    Role.DELEGATE: _("a delegate of a Member State"),
    Role.FOCAL_POINT: _("a national data focal point"),
    Role.PARTNER: _("a representative of a partner"),
}
COMMAND = _("a system command")
SOMEBODY = _("a person")
NOBODY = _("not recorded")


def actors_of(events: Iterable[AuditEvent], viewer: Viewer) -> dict[int, str]:
    """Who did each act, by the place of its entry, by one query."""
    events = list(events)
    if viewer.is_secretariat:
        return {event.sequence: event.actor_name for event in events}
    postings: dict[str, list[Posting]] = {}
    for posting in Posting.objects.filter(user__in=[event.actor_id for event in events if event.actor_id]):
        postings.setdefault(str(posting.user_id), []).append(posting)
    return {event.sequence: str(_acted_for(event, postings.get(event.actor_id, []))) for event in events}


def _acted_for(event: AuditEvent, postings: list[Posting]) -> Promise:
    if not event.actor_id:
        return COMMAND
    day = timezone.localdate(event.at)
    roles = {p.role for p in postings if p.since_on <= day and (p.until_on is None or day < p.until_on)}
    return next((words for role, words in ACTED_FOR.items() if role in roles), SOMEBODY)
