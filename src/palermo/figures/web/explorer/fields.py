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
from palermo.figures.web.explorer.exploration import VIEWS, Exploration
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
    """A list of which one is chosen; `empty` is what stands for none."""

    name: str
    options: Sequence[Option]
    empty: str = ""

    @property
    def html(self) -> SafeString:
        """The list."""
        options = "".join(
            f'<option value="{escape(each.value)}"{" selected" if each.is_chosen else ""}>{escape(each.words)}</option>'
            for each in self.options
        )
        none = f'<option value="">{escape(self.empty)}</option>' if self.empty else ""
        return mark_safe(f'<select name="{self.name}" id="{self.name}">{none}{options}</select>')  # noqa: S308


@dataclass(frozen=True)
class Fields:
    """The fields of the form: lists by name, of which those that offer nothing are missing."""

    lists: Mapping[str, OneOf]
    boxes: Sequence[Boxes]
    views: Sequence[ViewLink]
    view: str
    is_summed: bool


def fields_of(found: Exploration) -> Fields:
    """The fields for a choice."""
    return Fields(
        lists={each.name: each for each in _lists(found)},
        boxes=[_states(found), *(_categories(found, key) for key in found.keys)],
        views=[ViewLink(VIEWS[view], f"?{found.query(view=view)}", view == found.view) for view in found.views],
        view=found.asked_view if found.asked_view in found.views else "",
        is_summed=found.is_summed,
    )


def _lists(found: Exploration) -> Iterator[OneOf]:
    outline, choice = found.outline, found.choice
    first, last = pgettext("year", "first"), pgettext("year", "last")
    indicators = [Option(each.slug, each.name, each == found.indicator) for each in found.indicators]
    yield OneOf("indicator", indicators)
    yield OneOf("by", [Option(each or TOTAL, breakdown_name(each), each == found.by) for each in found.breakdowns])
    if len(found.releases) > 1:
        yield OneOf("release", [Option(each.slug, each.name, each.pk == found.release.pk) for each in found.releases])
    yield OneOf("from", _years(outline.years, choice.year_from), first)
    yield OneOf("until", _years(outline.years, choice.year_until), last)
    if found.years and found.shows_one_year and len(found.years) > 1:
        yield OneOf("year", _years(found.years, found.year))


def _years(years: Iterable[int], chosen: int | None) -> list[Option]:
    return [Option(str(year), str(year), year == chosen) for year in years]


def _states(found: Exploration) -> Boxes:
    states = {*found.outline.states, *found.states}
    named = sort_for_reader(states, lambda state: area_name(state, found.names))
    options = [Option(state, area_name(state, found.names), state in found.states) for state in named]
    return Boxes("state", _("States"), options)


def _categories(found: Exploration, key: str) -> Boxes:
    chosen = found.choice.codes.get(key, ())
    codes = in_list_order(key, found.outline.codes[key])
    options = [Option(code, category_name(key, code), code in chosen) for code in codes]
    return Boxes(key, str(BY_KEY[key].title), options)
