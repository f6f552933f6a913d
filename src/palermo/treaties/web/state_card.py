"""What the record has of a State and the treaties: status, statements, law, reviews, and what is not on record."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from django.db.models import Model, Prefetch
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from palermo.accounts.models import State, User
from palermo.accounts.viewer import Viewer
from palermo.library.queries import documents_visible_to
from palermo.site.action_pages import ActionLink, action_links_for_each
from palermo.treaties.models import LawArticle, Review, StateCorrection, Statement, Treaty
from palermo.treaties.provisions import describe_provision, split_provisions
from palermo.treaties.queries.corrections import state_corrections_visible_to
from palermo.treaties.queries.laws import checks_of, coverage_of, laws_visible_to, reviews_visible_to
from palermo.treaties.queries.participation import statements_visible_to, treaties_visible_to, treaty_statuses
from palermo.treaties.states.laws import COVERAGE_WORDS, ELEMENT_GROUPS, LawStatus
from palermo.treaties.status import Participant, Standing
from palermo.treaties.web.table import in_depositary_order
from palermo.treaties.web.words import POSITIONS, consent_words, describe_checks


class StateTreaty(NamedTuple):
    """Where a State stands in respect of a treaty, and what it stated on it.

    `is_older` where that is as at an earlier day than asked for: the last that the list of participants covers.
    """

    treaty: Treaty
    standing: Standing
    position: str
    consent: str
    statements: list[tuple[Statement, list[str]]]
    is_older: bool


class ElementLine(NamedTuple):
    """An element of the definition of trafficking, and what the law on record says of it."""

    element: str | Promise
    coverage: str | Promise


class LawLine(NamedTuple):
    """A provision with what the reader may do to it; a proposal is marked as one."""

    law: LawArticle
    ways: Sequence[ActionLink]
    is_proposed: bool
    is_in_force: bool


class ReviewLine(NamedTuple):
    """A review with what the reader may do to it, and the records that arise from it."""

    review: Review
    ways: Sequence[ActionLink]
    arising: Sequence[Model] = ()


class CorrectionLine(NamedTuple):
    """A correction with what the reader may do to it."""

    correction: StateCorrection
    ways: Sequence[ActionLink]


class StateCard(NamedTuple):
    """The treaties, the law and the reviews of a State as a reader may see them, and corrections to its entry."""

    treaties: list[StateTreaty]
    laws: list[LawLine]
    elements: list[tuple[str | Promise, list[ElementLine]]]
    checked: str
    reviews: list[ReviewLine]
    corrections: list[CorrectionLine]
    missing: list[str]


def state_card(
    state: State,
    viewer: Viewer,
    day: date,
    person: User | None = None,
    arising: Mapping[int, Sequence[Model]] = MappingProxyType({}),
) -> StateCard:
    """The card of a State as at a day, by a fixed number of queries.

    `arising` has the records of higher slices that arise from a review, by the key of the review.
    """
    treaties = in_depositary_order(treaties_visible_to(viewer))
    lines = _treaties(state, viewer, treaties, day)
    laws = list(
        laws_visible_to(viewer)
        .filter(state=state)
        .exclude(status__in=[LawStatus.MERGED, LawStatus.DECLINED])
        .select_related("treaty", "corrects")
        .prefetch_related("elements")
    )
    documents = Prefetch("documents", documents_visible_to(viewer).order_by("symbol", "slug"))
    reviews = list(reviews_visible_to(viewer).filter(state=state).select_related("treaty").prefetch_related(documents))
    in_force = [law for law in laws if law.status == LawStatus.RECORDED and law.is_in_force_on(day)]
    corrections = list(state_corrections_visible_to(viewer).filter(state=state).order_by("-proposed_on", "slug"))
    ways = iter(action_links_for_each([*laws, *reviews, *corrections], viewer, person))
    return StateCard(
        lines,
        [
            LawLine(law, of_law, law.status == LawStatus.PROPOSED, law.is_in_force_on(day))
            for law, of_law in zip(laws, ways, strict=False)
        ],
        _elements(in_force),
        describe_checks(checks_of(in_force, day)) if in_force else "",
        [
            ReviewLine(review, of_review, arising.get(review.pk, ()))
            for review, of_review in zip(reviews, ways, strict=False)
        ],
        [CorrectionLine(each, of_each) for each, of_each in zip(corrections, ways, strict=True)],
        _missing(lines, in_force, reviews),
    )


def _treaties(state: State, viewer: Viewer, treaties: Iterable[Treaty], day: date) -> list[StateTreaty]:
    key, statuses = Participant(state.pk), treaty_statuses()
    stated: Mapping[int, list[Statement]] = defaultdict(list)
    for statement in statements_visible_to(viewer).filter(state=state, made_on__lte=day).order_by("made_on", "slug"):
        stated[statement.treaty_id].append(statement)
    found = []
    for treaty in treaties:
        status = statuses[treaty.pk]
        # Without a list of participants there is nothing to say of any State.
        if (as_at := status.day(day)) is None:
            continue
        standing = status.standing(key, as_at)
        statements = [(each, _provisions(each)) for each in stated[treaty.pk]]
        position = str(POSITIONS[standing.position])
        found.append(StateTreaty(treaty, standing, position, consent_words(standing), statements, as_at < day))
    return found


def _provisions(statement: Statement) -> list[str]:
    return [describe_provision(each) for each in split_provisions(statement.provision)]


def _elements(laws: list[LawArticle]) -> list[tuple[str | Promise, list[ElementLine]]]:
    """Every element by its group; none where no provision is in force on record."""
    if not laws:
        return []
    return [
        (group, [ElementLine(each.label, COVERAGE_WORDS[coverage_of(laws, each)]) for each in elements])
        for group, elements in ELEMENT_GROUPS
    ]


def _missing(treaties: list[StateTreaty], laws: list[LawArticle], reviews: list[Review]) -> list[str]:
    """What is not on record, in sentences; it may exist all the same."""
    with_law = {law.treaty_id for law in laws}
    found = [
        _("No law implementing this treaty: %(treaty)s.") % {"treaty": line.treaty.display_name()}
        for line in treaties
        if line.standing.is_party and line.treaty.pk not in with_law
    ]
    return [*found, *([] if reviews else [_("No reviews available.")])]
