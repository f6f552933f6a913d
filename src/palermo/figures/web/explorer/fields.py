"""The fields of the data explorer: only what the chosen release has is offered."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from palermo.core.speech.collation import sort_for_reader
from palermo.figures.dimensions import BY_KEY, TOTAL
from palermo.figures.labels import area_name, breakdown_name, category_name, join_words
from palermo.figures.web.explorer.exploration import VIEWS, Exploration, sum_needs_states
from palermo.figures.web.tables import escape, in_list_order

# As many chosen names as the closed list of them shows.
NAMED = 4


class Option(NamedTuple):
    """A choice of a list."""

    value: str
    words: str
    is_chosen: bool


class ViewLink(NamedTuple):
    """A form in which the figures can be shown."""

    words: str | Promise
    address: str
    is_here: bool


@dataclass(frozen=True)
class Boxes:
    """A list of which several may be chosen; none for all."""

    name: str
    title: str
    options: Sequence[Option]
    errors: Sequence[str] = ()

    @property
    def chosen(self) -> str:
        """What is chosen, in words."""
        names = [option.words for option in self.options if option.is_chosen]
        if not names or len(names) == len(self.options):
            return pgettext("chosen", "all")
        return join_words(names) if len(names) <= NAMED else _("%(number)d chosen") % {"number": len(names)}

    @property
    def html(self) -> SafeString:
        """The boxes: there are hundreds, and a template takes four times as long for each."""
        return mark_safe("\n".join(map(self._box, self.options)))  # noqa: S308  # every text is escaped

    def _box(self, option: Option) -> str:
        identifier, checked = f"{self.name}-{option.value}", " checked" if option.is_chosen else ""
        return (
            f'<li><input type="checkbox" name="{self.name}" value="{escape(option.value)}" id="{escape(identifier)}"'
            f'{checked}><label for="{escape(identifier)}">{escape(option.words)}</label></li>'
        )


@dataclass(frozen=True)
class OneOf:
    """A list of which one is chosen."""

    name: str
    options: Sequence[Option]
    errors: Sequence[str] = ()

    @property
    def html(self) -> SafeString:
        """The list, described by what is wrong with what was chosen."""
        options = "".join(
            f'<option value="{escape(each.value)}"{" selected" if each.is_chosen else ""}>{escape(each.words)}</option>'
            for each in self.options
        )
        wrong = f' aria-invalid="true" aria-describedby="{self.name}_error"' if self.errors else ""
        return mark_safe(f'<select name="{self.name}" id="{self.name}"{wrong}>{options}</select>')  # noqa: S308


class FieldError(NamedTuple):
    """What is wrong, and the identifier of its field, where there is one."""

    field: str
    sentence: str


@dataclass(frozen=True)
class Fields:
    """The fields of the form: lists by name, of which those that offer nothing are missing."""

    lists: Mapping[str, OneOf]
    boxes: Sequence[Boxes]
    views: Sequence[ViewLink]
    view: str
    is_summed: bool
    # What is to be chosen before a total can be; nothing where it can.
    sum_needs: str
    errors: Sequence[FieldError]


def fields_of(found: Exploration) -> Fields:
    """The fields for a choice."""
    lists = {each.name: each for each in _lists(found)}
    boxes = [_states(found), *(_categories(found, key) for key in found.keys)]
    places = {**{name: name for name in (*lists, "sum")}, **{each.name: f"boxes-{each.name}" for each in boxes}}
    return Fields(
        lists=lists,
        boxes=boxes,
        views=[ViewLink(VIEWS[view], f"?{found.query(view=view)}", view == found.view) for view in found.views],
        view=found.asked_view if found.asked_view in found.views else "",
        is_summed=found.is_summed,
        sum_needs=sum_needs_states() if len(found.states) == 1 else "",
        errors=[
            # Of a parameter without a field, such as the view, which has links, the form.
            FieldError(places.get(name, "explorer-form"), sentence)
            for name, sentences in found.errors.items()
            for sentence in sentences
        ],
    )


def _lists(found: Exploration) -> Iterator[OneOf]:
    years, choice, errors = found.outline.years, found.choice, found.errors
    indicators = [Option(each.slug, each.name, each == found.indicator) for each in found.indicators]
    yield OneOf("indicator", indicators, errors.get("indicator", ()))
    breakdowns = [Option(each or TOTAL, breakdown_name(each), each == found.by) for each in found.breakdowns]
    yield OneOf("by", breakdowns, errors.get("by", ()))
    if len(found.releases) > 1:
        releases = [Option(each.slug, each.name, each.pk == found.release.pk) for each in found.releases]
        yield OneOf("release", releases, errors.get("release", ()))
    yield OneOf("from", _ends(years, years[0], choice.year_from), errors.get("from", ()))
    yield OneOf("until", _ends(years, years[-1], choice.year_until), errors.get("until", ()))
    if found.years and found.shows_one_year and len(found.years) > 1:
        shown = [Option(str(year), str(year), year == found.year) for year in found.years]
        yield OneOf("year", shown, errors.get("year", ()))


def _ends(years: Iterable[int], end: int, chosen: int | None) -> list[Option]:
    """The years from or until which figures are shown; at the end of all there is, a later release may have more."""
    is_end = chosen is None
    options = [
        Option("" if year == end and is_end else str(year), str(year), year == chosen or (is_end and year == end))
        for year in years
    ]
    # A year outside of what there is stays as it was chosen.
    outside = [] if chosen is None or chosen in years else [Option(str(chosen), str(chosen), is_chosen=True)]
    return [*outside, *options]


def _states(found: Exploration) -> Boxes:
    states = {*found.outline.states, *found.states}
    named = sort_for_reader(states, lambda state: area_name(state, found.names))
    options = [Option(state, area_name(state, found.names), state in found.states) for state in named]
    return Boxes("state", _("States"), options, found.errors.get("state", ()))


def _categories(found: Exploration, key: str) -> Boxes:
    chosen = found.choice.codes.get(key, ())
    codes = in_list_order(key, found.outline.codes[key])
    options = [Option(code, category_name(key, code), code in chosen) for code in codes]
    return Boxes(key, str(BY_KEY[key].title), options, found.errors.get(key, ()))
