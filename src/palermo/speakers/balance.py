"""Balance of the lists of speakers of an event: by regional group, gender, sector and survivors. Those without an
answer always have a row of their own. Taking part as a survivor is counted so that nobody can be identified by it: see
`protect_counts`.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from palermo.accounts.queries import regional_group_by_state
from palermo.core.text import MultilingualText
from palermo.speakers.models import Speaker, SurvivorDeclaration
from palermo.speakers.states import LONG_LIST, SHORT_LIST, Gender, Sector, SpeakerState, SurvivorAnswer

LISTS: tuple[frozenset[SpeakerState], ...] = (LONG_LIST, SHORT_LIST, frozenset({SpeakerState.CONFIRMED}))
# So many must say yes, and so many something else, before either is shown; the same of those between two lists.
FEWEST = 3
HIDDEN = None


@dataclass(frozen=True)
class Counts:
    """One answer and how many gave it on the long list, on the short list, among the confirmed.

    `label` is None for those who did not say; a figure is None where it would identify persons.
    """

    label: str | MultilingualText | None
    figures: tuple[int | None, ...]


@dataclass(frozen=True)
class Balance:
    """How those on the lists are spread; `totals` is how many are on each."""

    totals: tuple[int, ...]
    groups: tuple[Counts, ...]
    genders: tuple[Counts, ...]
    sectors: tuple[Counts, ...]
    survivors: tuple[Counts, ...]


def balance_of(speakers: Iterable[Speaker], on: date, *, acts_on_survivors: bool = False) -> Balance:
    """The balance of some persons; a State's regional group is that of the day.

    `acts_on_survivors` is for the officers who may see what each person declared: they see every figure.
    """
    on_lists = [speaker for speaker in speakers if speaker.state in LONG_LIST]
    names, group_of = _groups(on_lists, on)
    return Balance(
        totals=tuple(sum(speaker.state in listed for speaker in on_lists) for listed in LISTS),
        groups=_count_by_value(
            on_lists, sorted(names), lambda each: group_of.get(each.from_state_id or 0, ""), names.get
        ),
        genders=_count_by_value(
            on_lists, Gender.values, lambda each: each.gender, lambda value: str(Gender(value).label)
        ),
        sectors=_count_by_value(
            on_lists, Sector.values, lambda each: each.sector, lambda value: str(Sector(value).label)
        ),
        survivors=_survivors(on_lists, acts_on_survivors),
    )


def _groups(speakers: list[Speaker], on: date) -> tuple[dict[str, MultilingualText], dict[int, str]]:
    """The regional groups there are, by id, and the one of each State of these persons."""
    states = {each.from_state_id for each in speakers if each.from_state_id}
    found = {state: group for state, group in regional_group_by_state(on).items() if state in states}
    return {group.slug: group.name for group in found.values()}, {pk: group.slug for pk, group in found.items()}


def _count_by_value(
    speakers: list[Speaker],
    values: Iterable[str],
    value_of: Callable[[Speaker], str],
    label: Callable[[str], str | MultilingualText | None],
) -> tuple[Counts, ...]:
    """How many speakers have each value; those without one last, also where there are none."""
    counters = [Counter(value_of(each) for each in speakers if each.state in listed) for listed in LISTS]
    rows = [Counts(label(value), tuple(counter[value] for counter in counters)) for value in values]
    return (*rows, Counts(None, tuple(counter[""] for counter in counters)))


def _survivors(speakers: list[Speaker], is_exact: bool) -> tuple[Counts, ...]:
    declared = SurvivorDeclaration.objects.filter(speaker__in=[each.pk for each in speakers])
    answers = dict(declared.order_by().values_list("speaker", "answer"))
    rows = _count_by_value(
        speakers,
        SurvivorAnswer.values,
        lambda each: answers.get(each.pk, ""),
        lambda value: str(SurvivorAnswer(value).label),
    )
    return rows if is_exact else protect_counts(rows)


def protect_counts(rows: tuple[Counts, ...]) -> tuple[Counts, ...]:
    """The counts of yes, no and unsaid, with a list's figures hidden where they would identify single persons.

    "Yes" and "no" of a list are shown where at least three say yes and three do not; and, since each list holds those
    of the next, where the same is so of those who are on one shown list and not on the next. The unsaid are shown.
    """
    yes, no, unsaid = rows
    open_lists: list[int] = []
    for place in range(len(LISTS)):
        now = (_figure(yes, place), _figure(no, place) + _figure(unsaid, place))
        if open_lists:
            last = open_lists[-1]
            before = (_figure(yes, last), _figure(no, last) + _figure(unsaid, last))
            between = (before[0] - now[0], before[1] - now[1])
        else:
            between = (0, 0)
        if _reveals_nobody(now) and (between == (0, 0) or _reveals_nobody(between)):
            open_lists.append(place)
    shown = [
        Counts(row.label, tuple(figure if place in open_lists else HIDDEN for place, figure in enumerate(row.figures)))
        for row in (yes, no)
    ]
    return (*shown, unsaid)


def _reveals_nobody(counts: tuple[int, int]) -> bool:
    return min(counts) >= FEWEST


def _figure(row: Counts, place: int) -> int:
    return row.figures[place] or 0
