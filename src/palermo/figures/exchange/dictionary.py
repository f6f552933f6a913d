"""The dictionary that goes with figures: what each column holds, and every code of it by name in six languages."""

from collections.abc import Iterator
from typing import NamedTuple

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from palermo.core.languages import CODES, LANGUAGES
from palermo.core.text import MultilingualText
from palermo.figures.cubes import ask_cube
from palermo.figures.dimensions import BY_KEY, DIMENSIONS
from palermo.figures.exchange.rows import COLUMNS, Extract
from palermo.figures.labels import area_texts, category_texts, codes_in_order
from palermo.figures.models import Indicator
from palermo.figures.pipeline.places import cube_path
from palermo.site.charts.values import ValueKind
from palermo.site.csvs import Value

HEADING = ("column", "code", "meaning", *(f"name_{code}" for code in CODES))
# What each column holds, in the order of rows.
MEANINGS: dict[str, str | Promise] = {
    "release": _("The release that published the figure: the last part of its web address"),
    "status": _("Whether the release is valid (released) or was withdrawn (withdrawn)"),
    "indicator": _("What was counted"),
    "by": _("Dimensions by which the figure is broken down, joined by +; empty for a total"),
    "state": _("State or area that the figure is about: ISO 3166 alpha-3 code in small letters"),
    "year": _("Calendar year"),
    **{each.key: each.title for each in DIMENSIONS},
    "kind": _("What kind of value it is: a count, zero, not recorded, not applicable, suppressed or estimated"),
    "value": _("The number, where one is published"),
    "low": _("Lowest possible number of a suppressed figure; lower limit of an estimate"),
    "high": _("Highest possible number of a suppressed figure; upper limit of an estimate. Empty if there is none."),
    "sign": _(
        "What tables show in place of a number: <5 for a small number, * for a number hidden to protect a small one, "
        ".. for not recorded, : for not applicable"
    ),
    "unit": _("Counting unit"),
    "origin": _("Number of the origin in the list of sources of the release"),
    "source": pgettext_lazy("of a figure", "Source"),
    "agency": _("Agency that recorded the data"),
    "article": _("Article of national law on which the figure is based"),
    "dataset": _("Dataset and edition from which the figure was taken"),
    "national_return": _("National return from which the figure was taken"),
    "notice": _("Date and reason of the withdrawal, if the release was withdrawn"),
}
KINDS: dict[str, str | Promise] = {
    ValueKind.COUNT: pgettext_lazy("kind of value", "Count"),
    ValueKind.ZERO: pgettext_lazy("kind of value", "Zero"),
    ValueKind.NOT_RECORDED: pgettext_lazy("kind of value", "Not recorded"),
    ValueKind.NOT_APPLICABLE: pgettext_lazy("kind of value", "Not applicable"),
    ValueKind.SUPPRESSED: _("Suppressed"),
    ValueKind.ESTIMATED: _("Estimate"),
}


class Term(NamedTuple):
    """A code of a column with its names."""

    column: str
    code: str
    names: MultilingualText


def dictionary_rows(extract: Extract) -> Iterator[list[Value]]:
    """The heading, a line for each column with its meaning, and a line for each code."""
    yield [*HEADING]
    for column in COLUMNS:
        yield [column, "", str(MEANINGS[column]), *("" for _code in CODES)]
    for term in terms_of(extract):
        yield [term.column, term.code, "", *(term.names.get(code, "") for code in CODES)]


def terms_of(extract: Extract) -> Iterator[Term]:
    """Every code that the columns of an extract can hold, column by column; of States, those of its figures."""
    for indicator in indicators_of(extract):
        edition = indicator.current
        yield Term("indicator", indicator.slug, edition.title if edition else MultilingualText())
    names = area_texts()
    for code in states_of(extract):
        yield Term("state", code, names.get(code, MultilingualText()))
    for key in BY_KEY:
        for code in codes_in_order(key):
            yield Term(key, code, category_texts(key, code))
    for kind, words in KINDS.items():
        yield Term("kind", kind, in_all_languages(words))


def states_of(extract: Extract) -> list[str]:
    """The States and areas of which an extract has figures, in alphabetical order."""
    selection = extract.choice.selection()
    found = (row for each in extract.releases for row in ask_cube(cube_path(each), "DISTINCT state", selection))
    return sorted({str(state) for (state,) in found})


def indicators_of(extract: Extract) -> list[Indicator]:
    """The indicators of which an extract may have figures."""
    found = Indicator.objects.filter(series__release__in=extract.releases).prefetch_related("editions").distinct()
    return [each for each in found if extract.choice.indicator in ("", each.slug)]


def in_all_languages(words: str | Promise) -> MultilingualText:
    """Words of the interface in every language."""
    found = {}
    for language in LANGUAGES:
        with translation.override(language.django_code):
            found[language.code] = str(words)
    return MultilingualText(found)
