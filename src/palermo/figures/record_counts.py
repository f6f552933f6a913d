"""Indicators whose figures are counted in this record: ratification, legislation, tools and training.

Everything is counted as the public sees the record on a day, whoever asks, and leads to the records counted. That
something is not on record does not mean that it does not exist.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.urls import reverse

from palermo.accounts.queries import states_by_regional_group, states_on
from palermo.accounts.viewer import VISITOR
from palermo.core.audiences import Audience
from palermo.governance.models import Initiative
from palermo.toolkit.queries.tools import tools_visible_to
from palermo.toolkit.queries.training import FEWEST, training_sessions_visible_to, with_totals
from palermo.toolkit.queries.uptake import recorded_uptakes
from palermo.toolkit.states.training import TrainingStatus
from palermo.treaties.gaps import GapKind
from palermo.treaties.models import LawArticle, Treaty
from palermo.treaties.queries.laws import Checks, checks_of, coverage_of, recorded_laws
from palermo.treaties.queries.participation import treaty_status
from palermo.treaties.states.laws import Coverage, Element
from palermo.treaties.status import Change, Participant, TreatyStatus


class Counted(NamedTuple):
    """A number of the record: at least `low` and at most `high`, and the page that lists what is counted."""

    low: int
    high: int
    address: str


class RegionCount(NamedTuple):
    """The States of a regional group, or of none, and how many of them are parties or have signed only."""

    name: str
    members: int
    parties: int
    signed_only: int


@dataclass(frozen=True)
class Ratification:
    """How many are parties to a treaty as at a day, since when, and in which regions."""

    treaty: Treaty
    day: date
    members: int
    parties: int
    organisations: int
    changes: tuple[Change, ...]
    regions: tuple[RegionCount, ...]
    address: str


@dataclass(frozen=True)
class Legislation:
    """What the record has of the law of the Member States that are parties to a treaty.

    Attributes
    ----------
    parties : int
    states : mapping of Coverage to int
        How many have a law from a published source, how many one that the State names, and of how many none is known.
    elements : sequence of Element and mapping
        Of how many parties the law on record covers an element, by what that rests on.
    address : str
        The list of gaps.
    without_law : str
        The same, of parties without a law on record.
    checks : Checks
        When the provisions counted were checked.
    """

    treaty: Treaty
    parties: int
    states: Counter[Coverage]
    elements: Sequence[tuple[Element, Mapping[Coverage, int]]]
    address: str
    without_law: str
    checks: Checks

    @property
    def has_law(self) -> bool:
        """Whether a law of any party is on record."""
        return self.states[Coverage.NOT_KNOWN] < self.parties


@dataclass(frozen=True)
class Reach:
    """The tools, who uses them, and the training held with them."""

    tools: Counted
    states: Counted
    organisations: Counted
    sessions: Counted
    participants: Counted


def served_treaty() -> Treaty | None:
    """The treaty that the initiative serves, where it is published."""
    served = Initiative.objects.filter(treaty__audience=Audience.PUBLIC).select_related("treaty").first()
    return served.treaty if served else None


def ratification_of(treaty: Treaty, asked: date) -> Ratification | None:
    """Participation in a treaty as at the earlier of a day and the last that its list covers; None without a list."""
    status = treaty_status(treaty)
    day = status.day(asked)
    if day is None:
        return None
    standings = status.standings(day)
    parties = {each for each, standing in standings.items() if standing.is_party}
    signed = {each for each, standing in standings.items() if standing.has_signed_only}
    regions = tuple(
        RegionCount(
            region.words,
            len(region.states),
            *(sum(Participant(key) in among for key in region.states) for among in (parties, signed)),
        )
        for region in states_by_regional_group(day)
    )
    return Ratification(
        treaty,
        day,
        states_on(day).count(),
        len(parties),
        sum(each.is_organisation for each in parties),
        tuple(status.parties_over_time(day)),
        regions,
        treaty.get_absolute_url(),
    )


def legislation_of(treaty: Treaty, day: date, status: TreatyStatus | None = None) -> Legislation:
    """The law on record of the Member States that are parties to a treaty as at a day.

    `status` is given where it was read already.
    """
    parties = (status or treaty_status(treaty)).parties(day)
    members = {Participant(key) for key in states_on(day).values_list("pk", flat=True)} & parties
    laws: dict[Participant, list[LawArticle]] = {each: [] for each in members}
    for law in recorded_laws().filter(treaty=treaty):
        if law.is_in_force_on(day) and (key := Participant(law.state_id)) in laws:
            laws[key].append(law)
    states = Counter(_rests_on(of_state) for of_state in laws.values())
    elements = [(each, Counter(coverage_of(of_state, each) for of_state in laws.values())) for each in Element]
    address = reverse("treaty_gaps", args=[treaty.slug])
    checks = checks_of((law for of_state in laws.values() for law in of_state), day)
    return Legislation(treaty, len(members), states, elements, address, f"{address}?kind={GapKind.NO_LAW}", checks)


def _rests_on(laws: Sequence[LawArticle]) -> Coverage:
    """On what it rests that a State has a law: a published source outweighs what the State says."""
    if not laws:
        return Coverage.NOT_KNOWN
    return Coverage.SAID if all(law.is_said_by_the_state for law in laws) else Coverage.KNOWN


def reach_on(day: date) -> Reach:
    """Tools and training as at a day. Of a session with few participants the public is not shown how many."""
    uses = recorded_uptakes(VISITOR, day).order_by()
    held = training_sessions_visible_to(VISITOR).filter(status=TrainingStatus.HELD, ends_on__lte=day)
    totals = [total for each in with_totals(held).order_by() if (total := getattr(each, "total", 0))]
    shown = sum(each for each in totals if each >= FEWEST)
    few = sum(each < FEWEST for each in totals)
    tools, training = reverse("tool_list"), reverse("training_list")
    states, others = (uses.exclude(**{of: None}).values(of).distinct().count() for of in ("state", "organisation"))
    number, sessions = tools_visible_to(VISITOR).count(), held.count()
    return Reach(
        Counted(number, number, tools),
        Counted(states, states, tools),
        Counted(others, others, tools),
        Counted(sessions, sessions, training),
        Counted(shown + few, shown + few * (FEWEST - 1), training),
    )
