"""Days of treaties: entry into force and what takes effect, anniversaries, and reviews that are due."""

from calendar import isleap
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from palermo.accounts.models import Organisation, State
from palermo.accounts.viewer import Viewer
from palermo.core.text import plain
from palermo.portal.calendar.entries import CalendarEntry, Kind, Span
from palermo.portal.calendar.happening import inexact
from palermo.treaties.models import Review, Treaty
from palermo.treaties.models.participants import display_name_on
from palermo.treaties.queries.laws import reviews_visible_to
from palermo.treaties.queries.participation import participants, published_treaties, treaty_statuses
from palermo.treaties.states.participation import CONSENT, ActionKind
from palermo.treaties.status import Action, Participant, TreatyStatus

# Anniversaries are marked every so many years.
ROUND = 5


def treaty_days(viewer: Viewer, span: Span, kind: str = "") -> Iterator[CalendarEntry]:
    """The days on which a treaty opens, closes, enters into force and takes effect for participants; anniversaries.

    As follows from the list of participants as at today, as far as it goes: an effect may be to come, a deposit may
    not. What took effect for one participant before today is shown only where days of treaties are asked for: there are
    dozens a year.
    """
    treaties = list(published_treaties(viewer))
    statuses = treaty_statuses(treaties)
    known = {treaty: statuses[treaty.pk].as_at(span.today) for treaty in treaties}
    entries = list[CalendarEntry]()
    if kind != Kind.ANNIVERSARY:
        since = span.since if kind else max(span.since, span.today)
        entries += [*_of_treaties(known, span), *_of_participants(known, since, span.until)]
    if kind != Kind.TREATY:
        entries += _anniversaries(known, span)
    return iter(sorted(entries, key=lambda each: each.order)[: span.rows])


def _of_participants(known: Mapping[Treaty, TreatyStatus], since: date, until: date) -> list[CalendarEntry]:
    found = [(treaty, *each) for treaty, status in known.items() for each in _effects_in(status, since, until)]
    names = participants({action.participant for _treaty, action, _day in found})
    return [_effect(treaty, action, day, names) for treaty, action, day in found]


def _effects_in(status: TreatyStatus, since: date, until: date) -> Iterator[tuple[Action, date]]:
    """The actions that take effect in a period, but for those with which the treaty enters into force."""
    for action in status.actions:
        day = status.effect_of(action) if action.kind in _WORDS else None
        if day and since <= day <= until and day != status.entry_into_force:
            yield action, day


def _of_treaties(known: Mapping[Treaty, TreatyStatus], span: Span) -> Iterator[CalendarEntry]:
    for treaty, status in known.items():
        name = treaty.display_name()
        days = [
            ("entry", status.entry_into_force, _("%(treaty)s: entry into force")),
            ("opened", treaty.opened_on, _("%(treaty)s: opened for signature")),
            ("closed", treaty.closed_on, _("%(treaty)s: last day for signature")),
        ]
        for mark, day, words in days:
            if day and span.since <= day <= span.until:
                yield _entry_of_mark(Kind.TREATY, treaty, mark, words % {"treaty": name}, day)


def _entry_of_mark(kind: Kind, treaty: Treaty, mark: str, words: str, day: date) -> CalendarEntry:
    key, address = f"{treaty.slug}.{mark}", treaty.get_absolute_url()
    return CalendarEntry(kind=kind, key=key, record="treaties", words=words, first=day, last=day, address=address)


def _in_force(treaty: str, name: str) -> str:
    return _("%(treaty)s: entry into force (%(participant)s)") % {"treaty": treaty, "participant": name}


def _withdrawn(treaty: str, name: str) -> str:
    return _("%(treaty)s: withdrawal takes effect (%(participant)s)") % {"treaty": treaty, "participant": name}


_WORDS = {**dict.fromkeys(CONSENT, _in_force), ActionKind.WITHDRAWAL: _withdrawn}


def _effect(
    treaty: Treaty, action: Action, day: date, names: Mapping[Participant, State | Organisation]
) -> CalendarEntry:
    participant = names[action.participant]
    return CalendarEntry(
        kind=Kind.TREATY,
        key=str(action.pk),
        record="treaty-actions",
        words=_WORDS[action.kind](treaty.display_name(), display_name_on(participant, day)),
        first=day,
        last=day,
        address=f"{reverse('treaty_participant', args=[treaty.slug, participant.slug])}#action-{action.pk}",
    )


def _anniversaries(known: Mapping[Treaty, TreatyStatus], span: Span) -> Iterator[CalendarEntry]:
    """Every fifth year from the adoption of a treaty and from its entry into force."""
    for treaty, status in known.items():
        days = [
            ("adopted", treaty.adopted_on, _since_adoption),
            ("in-force", status.entry_into_force, _since_entry),
        ]
        for mark, day, describe in days:
            for years, anniversary in _anniversaries_of(day, span) if day else ():
                shown = describe(treaty.display_name(), years)
                yield _entry_of_mark(Kind.ANNIVERSARY, treaty, f"{mark}.{years}", shown, anniversary)


def _since_adoption(treaty: str, years: int) -> str:
    words = ngettext("%(treaty)s: %(years)d year since adoption", "%(treaty)s: %(years)d years since adoption", years)
    return words % {"treaty": treaty, "years": years}


def _since_entry(treaty: str, years: int) -> str:
    words = ngettext(
        "%(treaty)s: %(years)d year since entry into force",
        "%(treaty)s: %(years)d years since entry into force",
        years,
    )
    return words % {"treaty": treaty, "years": years}


def _anniversaries_of(day: date, span: Span) -> Iterable[tuple[int, date]]:
    """The anniversaries of a day that stand on the days asked for; that of 29 February is the day before in other
    years."""
    for year in range(span.since.year, span.until.year + 1):
        years = year - day.year
        is_moved = (day.month, day.day) == (2, 29) and not isleap(year)
        anniversary = date(year, 2, 28) if is_moved else day.replace(year=year)
        if years > 0 and years % ROUND == 0 and span.since <= anniversary <= span.until:
            yield years, anniversary


def reviews(viewer: Viewer, span: Span, kind: str = "") -> Iterator[CalendarEntry]:
    """Reviews of States, on the day by which they are to be completed."""
    return _reviews(reviews_visible_to(viewer), span)


def own_reviews(viewer: Viewer, span: Span, kind: str = "") -> Iterator[CalendarEntry]:
    """Those of the States for which the viewer acts."""
    return _reviews(reviews_visible_to(viewer).filter(state__in=sorted(viewer.state_ids)), span)


def _reviews(visible: QuerySet[Review], span: Span) -> Iterator[CalendarEntry]:
    late = visible.filter(completed_on=None, due_on__lt=span.today).order_by("due_on", "pk")
    found = span.first(visible.filter(span.due("due_on", late)), "due_on", "pk").select_related("state")
    for each in found.prefetch_related("state__former_names").order_by("due_on", "slug"):
        yield _review(each)


def _review(review: Review) -> CalendarEntry:
    due = review.due
    assert due is not None  # it has a date, or no day would have found it
    return CalendarEntry(
        kind=Kind.REVIEW,
        key=review.slug,
        record="reviews",
        words=_("%(state)s, %(review)s") % {"state": plain(review.state.name_today), "review": review.display_name()},
        first=due.first_day,
        last=due.value,
        inexact=inexact(due),
        address=review.get_absolute_url(),
        audience=review.audience,
        is_open=not review.is_completed,
    )
