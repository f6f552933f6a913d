"""Who sees what an event costs, who is invited, and who takes part."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Model, Q, QuerySet, Sum

from palermo.accounts.models import Organisation, State
from palermo.accounts.viewer import Viewer
from palermo.events.models import BudgetLine, Event, EventInvitation, ParticipantGroup, ParticipantName
from palermo.events.states.preparation import EventInvitationState, GroupCategory, GroupStanding
from palermo.governance.queries.activities import activity_seen_by


def budget_lines_visible_to(viewer: Viewer) -> QuerySet[BudgetLine]:
    """Budget lines, which only the secretariat sees; what donors gave is shown on their contributions."""
    seen = BudgetLine.objects.filter(activity_seen_by(viewer, "event__activity__"))
    return seen if viewer.is_secretariat else seen.none()


def event_invitations_visible_to(viewer: Viewer) -> QuerySet[EventInvitation]:
    """Invitations: all for the secretariat; for others those that went to their own State or organization."""
    seen = EventInvitation.objects.filter(activity_seen_by(viewer, "event__activity__"))
    if viewer.is_secretariat:
        return seen
    theirs = Q(state_invited__in=viewer.delegation_ids) | Q(organisation__in=viewer.agency_ids)
    return seen.filter(theirs).exclude(state=EventInvitationState.PLANNED).exclude(sent_on=None)


def invitations_to_answer(viewer: Viewer) -> QuerySet[EventInvitation]:
    """Those that wait for the reply of the viewer's own State or organization, the first to be answered first."""
    theirs = Q(state_invited__in=viewer.delegation_ids) | Q(organisation__in=viewer.agency_ids)
    waiting = event_invitations_visible_to(viewer).filter(theirs, state=EventInvitationState.SENT)
    return waiting.select_related("event__activity", "event__place").order_by("reply_by", "event__activity__starts_on")


def participant_groups_visible_to(viewer: Viewer) -> QuerySet[ParticipantGroup]:
    """Lines of lists of participants, which name nobody, of events that the viewer may see."""
    return ParticipantGroup.objects.filter(activity_seen_by(viewer, "event__activity__"))


def participant_names_visible_to(viewer: Viewer) -> QuerySet[ParticipantName]:
    """Names of participants, for the secretariat only."""
    names = ParticipantName.objects.filter(participant__in=participant_groups_visible_to(viewer))
    return names if viewer.is_secretariat else names.none()


@dataclass(frozen=True)
class HeadCount[Of]:
    """How many people of one State, organization or category are on a list, and how many of them came."""

    of: Of
    expected: int
    came: int


@dataclass(frozen=True)
class HeadCounts:
    """A list of participants, counted in three ways; each adds up to `total`, but for those of no State or no
    organization."""

    total: HeadCount[None]
    by_state: tuple[HeadCount[State], ...]
    by_organisation: tuple[HeadCount[Organisation], ...]
    by_category: tuple[HeadCount[GroupCategory], ...]


def head_counts(event: Event, viewer: Viewer) -> HeadCounts:
    """Who is expected and who came, by State, organization and category; by three queries however long the list."""
    lines = participant_groups_visible_to(viewer).filter(event=event).order_by()
    came = Sum("head_count", filter=Q(standing=GroupStanding.CAME), default=0)

    def count_by(field: str) -> dict[str | int, tuple[int, int]]:
        counts = lines.exclude(**{field: None}).values(field).annotate(all=Sum("head_count"), came=came)
        return {key: (listed, present) for key, listed, present in counts.values_list(field, "all", "came")}

    categories = count_by("category")
    of_category = [
        HeadCount(category, *categories[category.value]) for category in GroupCategory if category in categories
    ]
    return HeadCounts(
        HeadCount(None, sum(each.expected for each in of_category), sum(each.came for each in of_category)),
        _attach_records(count_by("state"), State.objects.prefetch_related("former_names")),
        _attach_records(count_by("organisation"), Organisation.objects.all()),
        tuple(of_category),
    )


def _attach_records[Of: Model](
    counts: Mapping[str | int, tuple[int, int]], records: QuerySet[Of]
) -> tuple[HeadCount[Of], ...]:
    by_pk = records.in_bulk(list(counts)) if counts else {}
    return tuple(HeadCount(record, *counts[pk]) for pk, record in by_pk.items())


@dataclass(frozen=True)
class BudgetSum:
    """The sums of one currency."""

    currency: str
    planned: Decimal
    committed: Decimal
    spent: Decimal


def budget_sums(event: Event, viewer: Viewer) -> list[BudgetSum]:
    """What is planned, committed and spent, each currency by itself: sums of several currencies are none."""
    lines = budget_lines_visible_to(viewer).filter(event=event).order_by("currency").values("currency")
    sums = lines.annotate(p=Sum("planned"), c=Sum("committed"), s=Sum("spent"))
    return [BudgetSum(*row) for row in sums.values_list("currency", "p", "c", "s")]
