"""How do justice systems respond? Persons suspected, prosecuted and convicted; treaties and legislation."""

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from palermo.accounts.viewer import VISITOR
from palermo.core import clock
from palermo.core.speech.collation import sort_for_reader
from palermo.figures.choices import Choice
from palermo.figures.derived import CONVICTED, PROSECUTED, SUSPECTED, JusticeYear, justice_of
from palermo.figures.labels import area_name
from palermo.figures.published_figures import linked_value
from palermo.figures.record_counts import (
    Legislation,
    Ratification,
    legislation_of,
    ratification_of,
    served_treaty,
)
from palermo.figures.reporting.sentences import (
    release_facts,
    say_checks,
    say_justice,
    say_laws,
    say_limits,
    say_parties,
    say_sources,
    say_suppressed,
)
from palermo.figures.units import unit_name
from palermo.figures.web.questions.answers import (
    Answer,
    Asked,
    DataTable,
    explorer_address,
    reporting_note,
    sum_value,
)
from palermo.figures.web.tables import FigureTable, TableRow
from palermo.library.web.page_cache import cached
from palermo.reporting.clauses import facts
from palermo.site.charts.bars import Bar, Bars
from palermo.site.charts.chart import Chart
from palermo.site.charts.status_bar import Part, StatusBar
from palermo.site.charts.values import NOT_RECORDED, Label
from palermo.treaties.models import Treaty
from palermo.treaties.states.laws import COVERAGE_WORDS, Coverage
from palermo.treaties.web.charts import timeline_of
from palermo.treaties.web.table import table_of
from palermo.treaties.web.words import describe_checks

LIMITS = ("persons", "comparability", "suppressed")


def how_justice_responds(asked: Asked) -> Answer:
    """Persons in the States that reported all three, and what the record has of treaties and law today."""
    found = justice_of(asked.released, asked.year) if {*_WORDS} <= {*asked.editions} else None
    treaty, law, ratification, timeline = cached("treaty and law of a question", VISITOR, _read_record)
    releases = list(dict.fromkeys(each.release for each in found.series)) if found else []
    stated = release_facts(*releases) or (facts("treaties", treaty, "actions") if treaty else ())
    clauses = [
        say_justice(found.year, *found.series) if found else None,
        say_suppressed([each.total for each in found.series], *releases) if found else None,
        say_parties(ratification) if ratification and ratification.parties else None,
        say_laws(law) if law and law.parties else None,
        say_checks(law) if law and law.has_law else None,
        *say_sources(*releases),
    ]
    names = (*(LIMITS if found else ()), "absence")
    return Answer(
        found.year if found else None,
        found.years if found else (),
        {
            "stages": _stages(found) if found else None,
            "parties": timeline,
            "law": _law_chart(law) if law and law.parties else None,
        },
        [each for each in clauses if each],
        say_limits(names, stated) if stated else [],
        list(_tables(found, asked)) if found else [],
        releases,
        [asked.editions[each] for each in _WORDS if each in asked.editions],
        {
            "law": law,
            "treaty": treaty,
            "coverage_words": list(COVERAGE_WORDS.values()),
            "checked": describe_checks(law.checks) if law else "",
            "elements": _elements(law) if law and law.parties else [],
        },
    )


_WORDS = (SUSPECTED, PROSECUTED, CONVICTED)


class _OfRecord(NamedTuple):
    """What the record has of the treaty of the initiative today."""

    treaty: Treaty | None = None
    law: Legislation | None = None
    ratification: Ratification | None = None
    timeline: Chart | None = None


def _read_record() -> _OfRecord:
    treaty, today = served_treaty(), clock.today()
    if treaty is None:
        return _OfRecord()
    timeline = timeline_of(table_of(treaty, today, {}))
    return _OfRecord(treaty, legislation_of(treaty, today), ratification_of(treaty, today), timeline)


def _heads() -> list[str]:
    return [
        pgettext("persons", "Suspected"),
        pgettext("persons", "Prosecuted"),
        pgettext("persons", "Convicted"),
    ]


def _stages(found: JusticeYear) -> Chart:
    rows = tuple(
        Bar(Label(words), (sum_value(series.total, _explored(series.indicator, found.year)),))
        for words, series in zip(_heads(), found.series, strict=True)
    )
    return Bars(
        title=_("Persons suspected, prosecuted and convicted, %(year)d") % {"year": found.year},
        heading=_("Stage of proceedings"),
        note=reporting_note(found.states, sum(each.total.suppressed for each in found.series)),
        series=(unit_name("persons"),),
        rows=rows,
    )


def _law_chart(law: Legislation) -> Chart:
    """The parties by what is on record of their law; that none is on record is no statement on the law."""
    words = {
        Coverage.KNOWN: _("Law on record from a published source"),
        Coverage.SAID: _("Law on record from the State"),
        Coverage.NOT_KNOWN: _("No law on record"),
    }
    addresses = {Coverage.NOT_KNOWN: law.without_law}
    parts = tuple(
        Part(Label(label, addresses.get(coverage, law.address)), law.states.get(coverage, 0))
        for coverage, label in words.items()
    )
    title = _("%(treaty)s: the law of the Member States that are parties") % {"treaty": law.treaty.display_name()}
    return StatusBar(
        title=title,
        heading=_("Law"),
        column=pgettext("countries", "States"),
        parts=parts,
        note=describe_checks(law.checks) if law.has_law else "",
    )


def _elements(law: Legislation) -> list[tuple[str, list[int]]]:
    """Of how many parties the law on record covers each element, in the order of COVERAGE_WORDS."""
    return [
        (str(each.label), [numbers.get(coverage, 0) for coverage in COVERAGE_WORDS]) for each, numbers in law.elements
    ]


def _tables(found: JusticeYear, asked: Asked) -> Iterator[DataTable]:
    title = _("By State, %(year)d") % {"year": found.year}
    yield DataTable("states", title, partial(_table, found, title, asked), _explored("", found.year))


def _table(found: JusticeYear, title: str, asked: Asked) -> FigureTable:
    """The States that reported all three."""
    figures = [{each.state: each for each in series.figures} for series in found.series]
    releases = [series.release for series in found.series]
    rows = []
    for state in sort_for_reader(found.states, lambda slug: area_name(slug, asked.names)):
        cells = tuple(
            linked_value(release, of_state[state]) if state in of_state else NOT_RECORDED
            for release, of_state in zip(releases, figures, strict=True)
        )
        rows.append(TableRow(Label(area_name(state, asked.names)), cells))
    return FigureTable(title, (pgettext("country", "State"), *_heads()), tuple(rows))


def _explored(indicator: str, year: int) -> str:
    return explorer_address(Choice(indicator=indicator, by="", year_from=year, year_until=year))
