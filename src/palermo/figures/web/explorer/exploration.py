"""What a reader of the data explorer chose, brought into agreement with what the releases have."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final
from urllib.parse import quote_plus

from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from palermo.core.speech.collation import sort_for_reader
from palermo.figures.choices import Choice, Fault
from palermo.figures.cubes import Selection
from palermo.figures.dimensions import KEYS
from palermo.figures.exploring import Codes, Outline, categories_of
from palermo.figures.labels import area_name, breakdown_name, category_name, join_words
from palermo.figures.models import IndicatorEdition, Release
from palermo.figures.web.explorer.offered import Named
from palermo.figures.web.explorer.sums import states_words
from palermo.figures.web.tables import in_list_order
from palermo.site.unknown_choices import MOST, unknown_sentence

TABLE, LINE, BARS, INTERVALS, MAP, MATRIX = "table", "line", "bars", "intervals", "map", "matrix"
VIEWS: Final[dict[str, str | Promise]] = {
    TABLE: pgettext_lazy("form of a chart", "Table"),
    LINE: pgettext_lazy("form of a chart", "Line"),
    BARS: pgettext_lazy("form of a chart", "Bars"),
    INTERVALS: pgettext_lazy("form of a chart", "Intervals"),
    MAP: pgettext_lazy("form of a chart", "Map"),
    MATRIX: pgettext_lazy("form of a chart", "Matrix"),
}
# Which form is shown where none is chosen: the first of these that fits.
PREFERRED = (LINE, MAP, BARS, MATRIX, TABLE)
# As many lines, or bars beside one another, are told apart; as many rows and columns find room.
SERIES, ROWS, COLUMNS = 5, 40, 10
# As many characters of an address stand at every sum.
LONGEST = 300


@dataclass(frozen=True)
class Exploration:
    """A choice that can be shown: of an indicator, by a breakdown, from one release.

    Attributes
    ----------
    indicator : Named
    indicators : tuple of Named
        All that the current releases have.
    edition : IndicatorEdition or None
        The edition of the indicator by which the release was made.
    release : Release
    releases : tuple of Named
        Those of the current ones that have the indicator, the one released last first.
    breakdowns : tuple of str
        What the release has of the indicator.
    choice : Choice
        As it is followed: with the indicator, the breakdown and the release.
    outline : Outline
    is_summed : bool
        Whether the figures of the chosen States are added up; of all States they always are.
    asked_view : str
    asked_year : str
    left_out : tuple of str
        A sentence for everything of the choice that is known but not there.
    names : mapping of str to str
        Names of States by slug.
    """

    indicator: Named
    indicators: tuple[Named, ...]
    edition: IndicatorEdition | None
    release: Release
    releases: tuple[Named, ...]
    breakdowns: tuple[str, ...]
    choice: Choice
    outline: Outline
    is_summed: bool
    asked_view: str
    asked_year: str
    left_out: tuple[str, ...]
    names: Mapping[str, str]

    @property
    def by(self) -> str:
        """The breakdown."""
        return self.choice.by or ""

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The dimensions of the breakdown."""
        return tuple(key for key in KEYS if key in self.by.split("+"))

    @property
    def selection(self) -> Selection:
        """The figures that are wanted."""
        return self.choice.selection()

    @cached_property
    def years(self) -> list[int]:
        """The years that have figures, within those that are wanted."""
        first, last = self.choice.year_from or 0, self.choice.year_until or 9999
        return [year for year in self.outline.years if first <= year <= last]

    @cached_property
    def combinations(self) -> list[Codes]:
        """The combinations of categories that have figures, in the order of the lists."""
        found = categories_of(self.release, self.selection, self.keys)
        ranks = {key: self._ranks(key, found) for key in self.keys}
        return sorted(found, key=lambda codes: [ranks[key][codes[KEYS.index(key)]] for key in self.keys])

    def _ranks(self, key: str, found: Iterable[Codes]) -> dict[str, int]:
        place = KEYS.index(key)
        return {code: rank for rank, code in enumerate(in_list_order(key, {codes[place] for codes in found}))}

    def categories(self, key: str) -> list[str]:
        """The categories of a dimension that occur, in the order of their list."""
        return self._categories[key]

    @cached_property
    def _categories(self) -> dict[str, list[str]]:
        found = self.combinations
        return {key: in_list_order(key, {codes[KEYS.index(key)] for codes in found}) for key in self.keys}

    @property
    def states(self) -> tuple[str, ...]:
        """The chosen States; none for all."""
        return self.choice.states

    @cached_property
    def has_sum(self) -> bool:
        """Whether figures of several States are added up."""
        return self.is_summed or not self.states

    @cached_property
    def units(self) -> tuple[str, ...]:
        """What has a line of its own: each chosen State, by name, or the sum, which is an empty string."""
        return ("",) if self.has_sum else tuple(self.states_by_name)

    @cached_property
    def states_by_name(self) -> list[str]:
        """The chosen States in the order of the reader's language."""
        return sort_for_reader(self.states, lambda state: area_name(state, self.names))

    @cached_property
    def varied_keys(self) -> list[str]:
        """The dimensions with more than one category, those with most of them first."""
        numbers = {key: len(self.categories(key)) for key in self.keys}
        return sorted((key for key in self.keys if numbers[key] > 1), key=lambda key: -numbers[key])

    @cached_property
    def views(self) -> list[str]:
        """The forms that fit."""
        return [view for view in VIEWS if self._fits(view)]

    def _fits(self, view: str) -> bool:
        lines = len(self.units) * len(self.combinations)
        several = not self.states or len(self.states) > 1
        if view == TABLE:
            return True
        if not self.years or not self.combinations:
            return False
        if view == LINE:
            return len(self.years) > 1 and lines <= SERIES
        if view in (BARS, INTERVALS):
            return self.bar_axes is not None
        if view == MAP:
            return several and len(self.combinations) == 1
        return self.matrix_axes is not None

    @cached_property
    def bar_axes(self) -> tuple[str, str] | None:
        """What the rows of bars are, and what stands beside one another in a row; None where neither is possible.

        Of a breakdown, its categories are the rows, for one year; else several States, or the years.
        """
        varied, lines = self.varied_keys, len(self.units) * len(self.combinations)
        if len(varied) == 1 and len(self.combinations) <= ROWS and len(self.units) <= SERIES:
            return varied[0], "state"
        if len(varied) == 2 and len(self.units) == 1 and self._is_small(varied):
            return varied[0], varied[1]
        if not varied and 1 < len(self.units) <= ROWS:
            return "state", ""
        return ("year", "") if lines <= SERIES and len(varied) == 0 else None

    def _is_small(self, varied: Sequence[str]) -> bool:
        return len(self.categories(varied[0])) <= ROWS and len(self.categories(varied[1])) <= SERIES

    @cached_property
    def matrix_axes(self) -> tuple[str, str] | None:
        """What the rows and the columns of a matrix are; None where there are not two such things."""
        varied = self.varied_keys
        several = not self.states or len(self.states) > 1
        if len(varied) == 2 and len(self.units) == 1:
            return varied[0], varied[1]
        if len(varied) == 1 and several:
            return varied[0], "state"
        is_small = len(self.states) <= ROWS and len(self.years) <= 2 * COLUMNS
        return ("state", "year") if not varied and len(self.states) > 1 and len(self.years) > 1 and is_small else None

    @property
    def view(self) -> str:
        """The form that is shown."""
        if self.asked_view in self.views:
            return self.asked_view
        return next(view for view in PREFERRED if view in self.views)

    @property
    def shows_one_year(self) -> bool:
        """Whether the form shows one year of several."""
        axes = {MATRIX: self.matrix_axes, BARS: self.bar_axes, INTERVALS: self.bar_axes}.get(self.view)
        return self.view == MAP or (axes is not None and "year" not in axes)

    @property
    def year(self) -> int:
        """The year of the forms that show one: the one asked for, else the last one with many reports.

        Figures of the last years come late: of those, few States are known.
        """
        if self.asked_year in map(str, self.years):
            return int(self.asked_year)
        most = max(self.outline.reported[year] for year in self.years)
        return max(year for year in self.years if 2 * self.outline.reported[year] >= most)

    @property
    def is_comparison(self) -> bool:
        """Whether figures of several States stand side by side, or in one sum."""
        return len(self.states) != 1

    @cached_property
    def errors(self) -> dict[str, list[str]]:
        """What is wrong in the address, by field: sentences, each once. With an error nothing is shown."""
        found: dict[str, list[str]] = {}
        for each in self.choice.faults:
            sentences = found.setdefault(each.name, [])
            if (sentence := fault_sentence(each)) not in sentences:
                sentences.append(sentence)
        return found

    @cached_property
    def ignored(self) -> list[str]:
        """A sentence for everything that is known and cannot be shown together."""
        sentences = list(self.left_out)
        view, year = self.asked_view, self.asked_year
        if view in VIEWS and view not in self.views:
            sentences.append(
                _("This choice cannot be shown as: %(view)s. Choose fewer States or categories.")
                % {"view": VIEWS[view]}
            )
        if year and year not in map(str, self.years):
            sentences.append(_("There are no figures for the year “%(year)s” here.") % {"year": year})
        return sentences

    def query(self, **changed: object) -> str:
        """The address of this choice, always written in the same order, with some of it changed.

        `changed` has fields of the choice, and `sum`, `view`, `year` and `page`.
        """
        own = {
            "sum": "1" if self.is_summed else "",
            "view": self.asked_view if self.asked_view in self.views else "",
            "year": self.asked_year if self.asked_year in map(str, self.years) else "",
            "page": "",
        }
        own |= {name: str(value or "") for name, value in changed.items() if name in own}
        fields = {name: value for name, value in changed.items() if name not in own}
        choice = replace(self.choice, **fields)  # type: ignore[arg-type]  # fields of a choice
        pairs = [*choice.to_query(), *((name, value) for name, value in own.items() if value)]
        return urlencode(pairs)

    def parts_address(self, codes: Codes, year: int) -> str:
        """The table of the figures of which a sum is made; empty where that of many States would be too long."""
        before, after = self._parts_query
        if len(before) > LONGEST:
            return ""
        return f"?{before}&from={year}&until={year}{self._codes_query(codes)}{after}"

    def _codes_query(self, codes: Codes) -> str:
        known = self._codes_queries.get(codes)
        if known is None:
            known = "".join(f"&{key}={quote_plus(codes[KEYS.index(key)])}" for key in self.keys)
            self._codes_queries[codes] = known
        return known

    @cached_property
    def _codes_queries(self) -> dict[Codes, str]:
        return {}

    @cached_property
    def _parts_query(self) -> tuple[str, str]:
        """What the addresses of all sums begin and end with: a page may have a thousand of them."""
        query = self.query(codes={}, year_from=None, year_until=None, sum="", view=TABLE, year="")
        before, _between, after = query.partition("&view=")
        return before, f"&view={after}"

    @property
    def choice_of_release(self) -> Choice:
        """The choice with its release named, so that it stays the same when others follow."""
        return replace(self.choice, release=self.release.slug)

    @property
    def title(self) -> str:
        """What is shown, in words."""
        parts = [self.indicator.name]
        if self.by:
            parts.append(breakdown_name(self.by))
        parts += [words for key in self.keys if (words := self._category_words(key))]
        return " · ".join([*parts, self.states_words, self.years_words])

    def _category_words(self, key: str) -> str:
        """The chosen categories of a dimension, where they are few."""
        codes = self.choice.codes.get(key, ())
        return join_words(category_name(key, code) for code in codes) if 0 < len(codes) <= 3 else ""

    @property
    def states_words(self) -> str:
        """The chosen States: by name where they are few."""
        if not self.states:
            return _("All States")
        if len(self.states) <= 3:
            return join_words(area_name(state, self.names) for state in self.states_by_name)
        return states_words(len(self.states))

    @property
    def years_words(self) -> str:
        """The years shown."""
        if not self.years:
            return ""
        if self.shows_one_year:
            return str(self.year)
        first, last = self.years[0], self.years[-1]
        return str(first) if first == last else f"{first}–{last}"


def sum_needs_states() -> str:
    """What a total needs that one State is not."""
    return _("Choose two or more States to show their total.")


def fault_sentence(fault: Fault) -> str:
    """What is wrong with a value of an address, and the way out."""
    if fault == Fault("sum", "1"):
        return sum_needs_states()
    if fault.name == "state":
        return _("There is no country “%(value)s”. Choose one from the list.") % {"value": fault.value[:MOST]}
    if fault.name in ("from", "until") and fault.value.isdecimal() and len(fault.value) == 4:
        return _("The first year must not be after the last year. Choose other years.")
    return unknown_sentence(fault.value)
