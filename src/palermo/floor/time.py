"""Speaking time on a list: the time that each regional group has used, and the time left for the next speaker."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from palermo.accounts.models import RegionalGroup
from palermo.core import clock
from palermo.floor.models import FloorRequest, SpeakersList
from palermo.floor.queries import groups_of


class GroupTime(NamedTuple):
    """How many seconds the States of a group have spoken, and their limit together; None without one."""

    group: RegionalGroup
    seconds: int
    limit: int | None

    @property
    def left(self) -> int | None:
        """The seconds left of the limit, at least 0; None without a limit."""
        return None if self.limit is None else max(0, self.limit - self.seconds)


def group_times(speakers_list: SpeakersList, requests: Iterable[FloorRequest], now: datetime) -> list[GroupTime]:
    """The time used by each group, first those with a limit.

    A State in two groups counts for both, a point of order for none.
    """
    limits = {limit.group_id: limit.seconds for limit in speakers_list.limits.all()}
    spoken = [each for each in requests if each.delegation_id and each.began_at and not each.is_point_of_order]
    groups = groups_of({each.delegation_id for each in spoken if each.delegation_id}, clock.today())
    seconds: dict[int, int] = dict.fromkeys(limits, 0)
    for each in spoken:
        for group in groups.get(each.delegation_id or 0, []):
            seconds[group] = seconds.get(group, 0) + each.seconds_used(now)
    named = RegionalGroup.objects.in_bulk(seconds)
    rows = [GroupTime(named[pk], spent, limits.get(pk)) for pk, spent in seconds.items()]
    return sorted(rows, key=lambda time: (time.limit is None, time.group.slug))


def seconds_allowed(request: FloorRequest, used: Iterable[GroupTime]) -> int | None:
    """The seconds that a speaker has: the list's limit, or what is left of the group's if less; None without limits."""
    counts = request.delegation_id and not request.is_point_of_order
    own = groups_of({request.delegation_id}, clock.today()) if request.delegation_id and counts else {}
    of_group = own.get(request.delegation_id or 0, [])
    left = [each.left for each in used if each.group.pk in of_group and each.left is not None]
    limits = [each for each in (request.speakers_list.seconds_each, *left) if each is not None]
    return min(limits, default=None)
