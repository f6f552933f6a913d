"""Measures as pages show them: with what is reported of each, whether it is late, and what it costs."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils.translation import pgettext

from palermo.accounts.viewer import Viewer
from palermo.core import clock
from palermo.core.languages import active_language
from palermo.core.speech.numbers import format_amount
from palermo.core.text import plain
from palermo.outreach.models import Measure, MeasureProgress, PlanEdition, PlanSection
from palermo.outreach.queries.plans import in_order, reports_in_rounds
from palermo.outreach.states.plans import MeasureStatus, PlanEditionStatus
from palermo.treaties.provisions import describe_provision, split_provisions

# Measures of which nothing more is expected.
ENDED = frozenset({MeasureStatus.DONE, MeasureStatus.DROPPED})
NOT_REPORTED = ""


class MeasureLine(NamedTuple):
    """A measure with what was last reported of it, as far as the reader may know."""

    measure: Measure
    progress: MeasureProgress | None
    is_late: bool

    @property
    def is_done(self) -> bool:
        """Whether it was last reported as done."""
        return self.progress is not None and self.progress.status == MeasureStatus.DONE

    @property
    def budget(self) -> str:
        """The budget in words, empty where there is none."""
        return _amount(self.measure.budget, self.measure.currency)

    @property
    def spent(self) -> str:
        """What was spent in words, empty where that is not reported."""
        return _amount(self.progress.spent if self.progress else None, self.measure.currency)

    @property
    def status(self) -> str:
        """Its status, in words."""
        return str(self.progress.get_status_display()) if self.progress else status_label(NOT_REPORTED)

    @property
    def provisions(self) -> list[str]:
        """The provisions of its treaty, in words."""
        return [describe_provision(each) for each in split_provisions(self.measure.provision)]


class SectionLines(NamedTuple):
    """A section with its measures on a page; None for measures of no section."""

    section: PlanSection | None
    lines: list[MeasureLine]


class MoneyLine(NamedTuple):
    """The sums of measures in one currency."""

    currency: str
    budget: str
    spent: str


def status_label(status: str) -> str:
    """The words for a status; of none that nothing is reported."""
    return str(MeasureStatus(status).label) if status else pgettext("measure", "Not reported")


def _amount(amount: Decimal | None, currency: str) -> str:
    return "" if amount is None else format_amount(amount, currency, active_language().code)


def measures_of(edition: PlanEdition) -> QuerySet[Measure]:
    """The measures of an edition in their order, with their sections."""
    return in_order(edition.measures.select_related("section", "organisation", "treaty"))


def latest_reports(edition: PlanEdition, viewer: Viewer) -> dict[int, MeasureProgress]:
    """By measure, what was reported last in the rounds that the reader may see."""
    return latest_of(reports_in_rounds(edition, viewer))


def latest_of(reports: Iterable[MeasureProgress]) -> dict[int, MeasureProgress]:
    """By measure, the last of these reports, which come with the earliest round first."""
    found: dict[int, MeasureProgress] = {}
    for each in reports:
        # What was spent is a total: where a report does not state it, the last one stated stands.
        if each.spent is None and (earlier := found.get(each.measure_id)):
            each.spent = earlier.spent
        found[each.measure_id] = each
    return found


def lines_of(measures: Iterable[Measure], reports: Mapping[int, MeasureProgress]) -> list[MeasureLine]:
    """Measures with their latest reports."""
    return [MeasureLine(each, reports.get(each.pk), is_late(each, reports.get(each.pk))) for each in measures]


def is_late(measure: Measure, progress: MeasureProgress | None) -> bool:
    """Whether a measure is past its deadline and neither done nor given up.

    Of an edition that was replaced, as it was on that day; in one that was not adopted nothing is late.
    """
    day = _last_day_in_force(measure.edition)
    if day is None or measure.due_on is None or measure.due_on >= day:
        return False
    return progress is None or progress.status not in ENDED


def _last_day_in_force(edition: PlanEdition) -> date | None:
    if edition.status == PlanEditionStatus.ADOPTED:
        return clock.today()
    return edition.ended_on if edition.status == PlanEditionStatus.REPLACED else None


def by_section(lines: Iterable[MeasureLine]) -> list[SectionLines]:
    """Lines under their sections, as they follow one another."""
    found: list[SectionLines] = []
    for line in lines:
        if not found or found[-1].section != line.measure.section:
            found.append(SectionLines(line.measure.section, []))
        found[-1].lines.append(line)
    return found


def sums_of(lines: Sequence[MeasureLine]) -> list[MoneyLine]:
    """Budget and spending in each currency by itself: amounts in several currencies have no sum."""
    budget: dict[str, Decimal] = defaultdict(Decimal)
    spent: dict[str, Decimal] = defaultdict(Decimal)
    for line in lines:
        if line.measure.budget is None:
            continue
        budget[line.measure.currency] += line.measure.budget
        if line.progress and line.progress.spent is not None:
            spent[line.measure.currency] += line.progress.spent
    return [
        MoneyLine(currency, _amount(budget[currency], currency), _amount(spent.get(currency), currency))
        for currency in sorted(budget)
    ]


def name_of_section(section: PlanSection | None) -> str:
    """The heading of a section; of none that there is no section."""
    return plain(section.heading) if section else pgettext("measure", "Other measures")
