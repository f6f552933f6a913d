"""What a page that answers a question shows: charts, a paragraph composed from the figures, limits, and the data."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import ngettext

from palermo.core.languages import active_language
from palermo.figures.choices import Choice
from palermo.figures.cubes import Figure
from palermo.figures.derived import Released, Series, year_shown
from palermo.figures.models import IndicatorEdition, Release
from palermo.figures.sums import Sum
from palermo.figures.web.tables import FigureTable
from palermo.reporting.realization.inline import plain
from palermo.reporting.realization.reports import speak_block
from palermo.reporting.tree import Clause, Paragraph
from palermo.site.charts.chart import Chart
from palermo.site.charts.values import NOT_RECORDED, Value, ValueKind, count, format_number


@dataclass(frozen=True)
class Asked:
    """What a reader asks a page: of which year, and which of its tables.

    Attributes
    ----------
    released : Released
        The series of the current releases.
    editions : mapping
        The indicators as they are defined today, by slug.
    names : mapping
        The names of States by slug.
    year : int or None
    """

    released: Released
    editions: Mapping[str, IndicatorEdition]
    names: Mapping[str, str]
    year: int | None = None

    def series(self, indicator: str, by: str = "", year: int | None = None) -> Series | None:
        """The figures of an indicator, of all years or of one; None where there are none, or it is not defined."""
        return self.released.series(indicator, by, year) if indicator in self.editions else None

    def years_of(self, indicator: str, by: str = "") -> list[int]:
        """The years for which States reported an indicator."""
        return list(self.released.reporting(indicator, by)) if indicator in self.editions else []

    def year_of(self, indicator: str, by: str = "") -> int | None:
        """The year asked for, where anything is known of it; else the latest for which enough States reported."""
        years = self.released.reporting(indicator, by)
        return self.year if self.year in years else year_shown(years)


class DataTable(NamedTuple):
    """A table of the data below the charts: its name in the address, its title, how it is made when it is shown.

    `explored` is the same choice in the data explorer.
    """

    name: str
    title: str
    make: Callable[[], FigureTable]
    explored: str


@dataclass(frozen=True)
class Answer:
    """An answer as far as the figures give one; `more` is what the template of the page asks for besides."""

    year: int | None = None
    years: Sequence[int] = ()
    charts: Mapping[str, Chart | None] = field(default_factory=dict)
    clauses: Sequence[Clause] = ()
    limits: Sequence[Clause] = ()
    tables: Sequence[DataTable] = ()
    releases: Sequence[Release] = ()
    indicators: Sequence[IndicatorEdition] = ()
    more: Mapping[str, Any] = field(default_factory=dict)

    @property
    def paragraph(self) -> str:
        """The answer in one paragraph, in the reader's language."""
        return speak_clauses(self.clauses)

    @property
    def limit_sentences(self) -> list[str]:
        """What the figures do not show, in sentences."""
        return [speak_clauses([each]) for each in self.limits]


@dataclass(frozen=True)
class Question:
    """A question that has a page. `template` is that of the page."""

    slug: str
    title: str | Promise
    lead: str | Promise
    answer: Callable[[Asked], Answer]
    template: str = "figures/questions/detail.html"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("data_question", args=[self.slug])


def speak_clauses(clauses: Iterable[Clause | None]) -> str:
    """Sentences in the reader's language."""
    given = tuple(each for each in clauses if each is not None)
    if not given:
        return ""
    block, _notes = speak_block(Paragraph("answer", given, numbered=False), active_language().code)[0]
    return plain(block.content) if hasattr(block, "content") else ""


def explorer_address(choice: Choice, view: str = "") -> str:
    """The address of figures in the data explorer, as a table or in another form."""
    pairs = [*choice.to_query(), *([("view", view)] if view else [])]
    return f"{reverse('data_explorer')}?{urlencode(pairs)}"


def sum_value(total: Sum | None, address: str = "") -> Value:
    """A sum as charts and tables show it: a number, or what is known of it."""
    if total is None or not total.is_known:
        return NOT_RECORDED
    if total.is_exact:
        return replace(count(total.low), address=address)
    value = Value(ValueKind.SUPPRESSED, None, total.low, total.high, address)
    # A sum is shown by its limits alone; where it has none, it is suppressed as a figure is.
    return replace(value, words=value.limits)


def reporting_note(states: Iterable[str], suppressed: int = 0) -> str:
    """How many States reported, and how many figures are withheld, as it stands under a sum."""
    number = len(frozenset(states))
    reported = ngettext("%(count)s State reported.", "%(count)s States reported.", number)
    words = reported % {"count": format_number(number)}
    if not suppressed:
        return words
    hidden = ngettext("%(count)s figure is suppressed.", "%(count)s figures are suppressed.", suppressed)
    return f"{words} {hidden % {'count': format_number(suppressed)}}"


def states_note(states: Iterable[str]) -> str:
    """Of how many States a sum is, where all of them have numbers."""
    number = len(frozenset(states))
    return ngettext("%(count)s State.", "%(count)s States.", number) % {"count": format_number(number)}


def with_categories(series: Series, wanted: Mapping[str, Iterable[str]]) -> list[Figure]:
    """The figures of certain categories, so that none is a part of another."""
    sets = {key: frozenset(codes) for key, codes in wanted.items()}
    return [each for each in series.figures if all(each.codes.get(key, "") in codes for key, codes in sets.items())]
