"""The names of States, categories and breakdowns, in the reader's language."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

import harmonise.lists as lists
from django.utils.translation import gettext as _

from palermo.accounts.models import State
from palermo.core.languages import active_language
from palermo.core.text import MultilingualText, plain
from palermo.figures.dimensions import BY_KEY, DIMENSIONS, TOTAL, Dimension

# Groups of citizenship that are no area, by the label of the list in which they have names.
_GROUPS = {
    "own": "Own country nationals",
    "abroad": "Abroad",
    "stateless": "Stateless",
    "other": "Other",
    "unknown": "Unknown",
}
_AREAS = ("citizenship", "repatriation")
_NO_AREAS = {TOTAL, *_GROUPS}


def category_name(key: str, code: str) -> str:
    """The name of a category of a dimension.

    Raises
    ------
    harmonise.lists.UnknownList
        If the code list of the dimension has no such code.
    """
    return plain(category_texts(key, code))


@lru_cache(maxsize=1024)
def category_texts(key: str, code: str) -> MultilingualText:
    """The names of a category of a dimension in all languages; raises as `category_name`."""
    if key in _AREAS and code in _GROUPS:
        return MultilingualText(lists.code_list("unodc-citizenship-groups").code(_GROUPS[code]).names)
    name, _slash, number = BY_KEY[key].code_list.partition("/")
    if code == TOTAL:
        return MultilingualText(lists.code_list("sex").code(TOTAL).names)
    written = code.upper() if key in _AREAS else code
    return MultilingualText(lists.code_list(name, number).code(written).names)


def codes_in_order(key: str) -> list[str]:
    """The codes of a dimension in the order of its list, the total first."""
    return list(_codes_in_order(BY_KEY[key]))


@lru_cache
def _codes_in_order(dimension: Dimension) -> tuple[str, ...]:
    name, _slash, number = dimension.code_list.partition("/")
    codes = [each.code for each in lists.code_list(name, number).codes]
    if dimension.key in _AREAS:
        return (TOTAL, *_GROUPS, *(code.lower() for code in codes))
    return (TOTAL, *(code for code in codes if code != TOTAL))


def breakdown_name(by: str) -> str:
    """A breakdown in words: "Total", or the titles of its dimensions."""
    titles = [str(each.title) for each in DIMENSIONS if each.key in by.split("+")]
    if not titles:
        return _("Total")
    return join_words(titles)


_SEPARATOR = {"ar": "، ", "zh": "、"}


def state_names() -> dict[str, str]:
    """The present names of all States by their slug, in the reader's language."""
    return {state.slug: state.display_name() for state in State.objects.prefetch_related("former_names")}


def area_texts() -> dict[str, MultilingualText]:
    """The present names of States, and those of other areas by the list of ISO 3166, by code in alphabetical order."""
    areas = {
        code: category_texts("citizenship", code) for code in codes_in_order("citizenship") if code not in _NO_AREAS
    }
    areas |= {state.slug: state.name_today for state in State.objects.prefetch_related("former_names")}
    return dict(sorted(areas.items()))


def area_codes(states: Iterable[str] | None = None) -> frozenset[str]:
    """What may stand for a State in an address, in small letters.

    That is its slug, by which figures are published; those that come with the program have their ISO 3166 alpha-3 code
    as slug. Every other code of that list is known as well: the State may be added, or have reported nothing.

    Parameters
    ----------
    states : iterable of str, optional
        The slugs of the States on record, where they were read already.
    """
    slugs = State.objects.values_list("slug", flat=True) if states is None else states
    return frozenset(codes_in_order("citizenship")) - _NO_AREAS | frozenset(slugs)


def area_name(code: str, names: Mapping[str, str]) -> str:
    """The name of a State or an area by its ISO 3166 code in small letters; `names` are those of States."""
    try:
        return names.get(code) or category_name("citizenship", code)
    except lists.UnknownList:
        # A code that the list does not have stands for itself: a page with other figures must not fail.
        return code.upper()


def category_names(codes: dict[str, str]) -> str:
    """Categories in words, in the order of the dimensions: "Female, 18 years and over"; empty for none."""
    return join_words(category_name(key, codes[key]) for key in BY_KEY if key in codes)


def join_words(words: Iterable[str]) -> str:
    """Words with the comma of the reader's language between them."""
    return _SEPARATOR.get(active_language().code, ", ").join(words)
