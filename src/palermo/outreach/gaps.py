"""What is missing in an edition of an action plan: in its measures, its sections, and of what it should implement."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from palermo.events.models import Recommendation
from palermo.outreach.models import Measure, PlanSection
from palermo.treaties.models import Treaty
from palermo.treaties.provisions import concerns, split_provisions

# The articles in which a treaty asks States to act: a plan that implements the treaty has a measure for each.
OBLIGATIONS = {"trafficking-protocol": ("5", "6", "7", "8", "9", "10", "11", "12", "13")}


class GapKind(models.TextChoices):
    """What a measure lacks."""

    RESPONSIBLE = "responsible", _("No responsible body")
    DUE = "due", _("No deadline")
    INDICATOR = "indicator", _("No indicator")
    BUDGET = "budget", _("No budget")


@dataclass(frozen=True)
class Gaps:
    """The gaps of an edition.

    `measures` has each measure that lacks something, with what it lacks; `articles` each treaty with the articles for
    which there is no measure.
    """

    measures: Sequence[tuple[Measure, Sequence[GapKind]]]
    sections: Sequence[PlanSection]
    recommendations: Sequence[Recommendation]
    articles: Sequence[tuple[Treaty, Sequence[str]]]

    @property
    def number(self) -> int:
        """How many gaps there are."""
        articles = sum(len(missing) for _treaty, missing in self.articles)
        return len(self.measures) + len(self.sections) + len(self.recommendations) + articles

    def count(self, kind: GapKind) -> int:
        """How many measures lack one thing."""
        return sum(kind in lacking for _measure, lacking in self.measures)


def gaps_of_measure(measure: Measure) -> list[GapKind]:
    """What a measure lacks."""
    lacking = {
        GapKind.RESPONSIBLE: not measure.responsible and measure.organisation_id is None,
        GapKind.DUE: measure.due_on is None,
        GapKind.INDICATOR: not measure.indicator,
        GapKind.BUDGET: measure.budget is None,
    }
    return [kind for kind, is_lacking in lacking.items() if is_lacking]


def find_gaps(
    measures: Sequence[Measure],
    sections: Iterable[PlanSection],
    recommendations: Iterable[Recommendation],
    implemented: Iterable[int],
    treaties: Iterable[Treaty],
) -> Gaps:
    """The gaps of an edition from its measures and sections.

    Parameters
    ----------
    recommendations
        Those that the plan should implement.
    implemented
        The keys of those that measures implement.
    treaties
        Those that the plan should implement.
    """
    lacking = [(measure, kinds) for measure in measures if (kinds := gaps_of_measure(measure))]
    filled, done = {measure.section_id for measure in measures}, set(implemented)
    return Gaps(
        lacking,
        [section for section in sections if section.pk not in filled],
        [each for each in recommendations if each.pk not in done],
        [(treaty, missing) for treaty in treaties if (missing := _articles_without_measure(treaty, measures))],
    )


def _articles_without_measure(treaty: Treaty, measures: Iterable[Measure]) -> list[str]:
    """Articles of which no measure names any part; a measure for the whole treaty counts for none."""
    lines = [measure.provision for measure in measures if measure.treaty_id == treaty.pk]
    named = [provision for line in lines for provision in split_provisions(line)]
    articles = OBLIGATIONS.get(treaty.slug, ())
    return [article for article in articles if not any(concerns(article, each) for each in named)]
