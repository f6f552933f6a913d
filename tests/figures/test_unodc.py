"""The table that UNODC publishes: repeated as it is, or protected anew so that no masked figure can be computed.

Set HARMONISE_REFERENCE to the folder that holds it, or place that folder at ../shared/data/knowledge.
"""

import csv
import io
import resource
from collections import defaultdict
from collections.abc import Collection, Mapping

import harmonise
import harmonise.lists as lists
import pytest
from disclosure.release.bundle import unpack

from palermo.config.cli.main import main
from palermo.figures.bundles import DATA, NAMES
from palermo.figures.cubes import Selection
from palermo.figures.derived import read_series, sex_and_age_sums
from palermo.figures.models import Release
from palermo.figures.pipeline.compiling.compiled import SourceFigure
from palermo.figures.pipeline.compiling.layouts import data_layout
from palermo.figures.pipeline.compiling.releases import compile_release
from palermo.figures.pipeline.hidden_reasons import MASKED
from palermo.figures.pipeline.places import bundle_path
from palermo.figures.pipeline.preparing import hidden_cells
from palermo.figures.pipeline.releasing import publish
from palermo.figures.published_figures import figures_of
from palermo.figures.states.releases import ReleaseKind
from palermo.figures.sums import add_sums
from palermo.knowledge.actions import datasets
from palermo.knowledge.models import DatasetEdition, Finding
from palermo.knowledge.states.datasets import FindingSeverity
from tests.factories.accounts import make_state
from tests.figures.sources import approve, prepared
from tests.figures.stranger import READINGS, attack, read_file
from tests.figures.totals import cells_of, contradictions
from tests.knowledge.test_datasets_reference import TABLE

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db,
    pytest.mark.skipif(not TABLE.is_file(), reason="HARMONISE_REFERENCE does not name the folder of the table"),
]
BY = "a test"
PERSONS = ("victims-detected", "persons-suspected", "persons-prosecuted", "persons-convicted")
# Figures that the table masks, and those of them that one subtraction along sex or age leaves.
MASKED_BY_SOURCE, PINNED_BY_SOURCE = 15_732, 2_419

# Of the figures of persons that the table has, the share that it masks; protected anew, 0.389 would be hidden.
SHARE_MASKED, MOST_SECONDS = 0.248, 60
# Protected anew, the whole table takes many minutes: figures from this year on.
FIRST = 2017

SERIES = ("Indicator", "Dimension", "Category", "Sex", "Age")
SEX, AGE = 5, 6

type Cell = tuple[str, ...]


def accept_table() -> DatasetEdition:
    """The table as it was handed in, accepted with all that was found in it explained."""
    assert main(["import-data", str(TABLE), "--published", "unodc"]) == 0
    edition = DatasetEdition.objects.get()
    for finding in Finding.objects.filter(edition=edition, severity=FindingSeverity.ERROR):
        datasets.explain_finding(finding, explanation="As published.", by=BY)
    edition.refresh_from_db()
    return datasets.accept_edition(edition, by=BY)


def shown_as(figure: harmonise.Figure) -> str:
    """A figure as the table shows it."""
    return "<5" if figure.kind == "suppressed" else str(figure.value)


def find_pinned(shown: Mapping[Cell, str], masked: Collection[Cell], places: Collection[int]) -> set[Cell]:
    """Masked cells that are all that is not known of a line, where what is left is one of 1 to 4."""
    pinned = set()
    for place in places:
        lines: dict[Cell, dict[str, Cell]] = defaultdict(dict)
        for cell in shown:
            lines[cell[:place] + cell[place + 1 :]][cell[place].lower()] = cell
        for line in lines.values():
            open_ = [code for code, cell in line.items() if not shown[cell].isdigit()]
            if "total" not in line or len(line) < 2 or len(open_) != 1 or line[open_[0]] not in masked:
                continue
            known = {code: int(shown[cell]) for code, cell in line.items() if code != open_[0]}
            parts = sum(figure for code, figure in known.items() if code != "total")
            if 1 <= (parts if open_[0] == "total" else known["total"] - parts) <= 4:
                pinned.add(line[open_[0]])
    return pinned


def check_totals(release: Release) -> None:
    """No figure says less than its parts, and no year less of all victims than of women and men, girls and boys."""
    figures = figures_of(release, Selection())
    assert contradictions(cells_of(figures)) == []
    assert [each for each in figures if each.kind == "count" and each.low is not None and each.low <= each.value] == []
    for indicator in PERSONS:
        whole, parts = read_series(release, indicator), read_series(release, indicator, "sex+age")
        for year in {each.year for each in whole.figures}:
            total = whole.of_year(year)
            known = {each.state for each in total.figures if each.kind in ("count", "zero", "suppressed")}
            together = add_sums(sex_and_age_sums(parts.of_year(year).of_states(known)).values())
            assert total.total.low >= together.low, (indicator, year)


def read_source(edition: DatasetEdition) -> dict[Cell, str]:
    """What the table shows, cell by cell; of several rows for one figure the first counts."""
    source: dict[Cell, str] = {}
    for each in harmonise.read_figures(edition.rows_file.path, harmonise.read_layout("unodc")):
        source.setdefault((each.state, str(each.year), *(each.series[name] for name in SERIES)), shown_as(each))
    return source


def whole_figures(source: Mapping[Cell, str]) -> dict[tuple[str, str, str], str]:
    """The totals of a State and year that the table shows or masks, by State, indicator and year."""
    labels = data_layout("unodc").indicator.labels
    return {
        (state.lower(), labels[label].indicator, year): shown
        for (state, year, label, *codes), shown in source.items()
        if set(codes) == {"Total"} and label in labels and labels[label].indicator in PERSONS
    }


def shown_in(release: Release) -> dict[Cell, str]:
    """What the file of a release shows."""
    content = unpack(bundle_path(release).read_bytes(), "bundle")[DATA].decode()
    return {tuple(row[name] for name in NAMES): row["value"] for row in csv.DictReader(io.StringIO(content))}


def written(figure: SourceFigure) -> str:
    """A figure of the table as the file of a republication has it."""
    signs = {"suppressed": "<5", "not recorded": "..", "not applicable": ":"}
    return str(figure.value) if figure.is_known else signs[figure.kind]


@pytest.fixture
def edition() -> DatasetEdition:
    """The table, accepted, with all States on record."""
    for code in lists.code_list("iso-3166-alpha-3").codes:
        make_state(slug=code.code.lower())
    return accept_table()


def cpu_seconds() -> float:
    """What this process and those that it started have used."""
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def test_a_republication_shows_and_masks_what_unodc_does(edition):
    source, began = read_source(edition), cpu_seconds()
    kept = {"kind": ReleaseKind.REPUBLICATION, "population_edition": "2025-10-28"}
    release = approve(prepared(edition, indicators=PERSONS, **kept))
    publish(release.pk, by=BY)
    used = cpu_seconds() - began
    release.refresh_from_db()
    assert (release.status, release.refusal) == ("released", "")
    shown = shown_in(release)
    assert shown == {key: written(each) for key, each in compile_release(release).figures.items()}
    totals = {key[:3]: each for key, each in shown.items() if set(key[3:]) == {"total"}}
    assert totals == {key: each for key, each in whole_figures(source).items() if key in totals}
    masked = sum(each == "<5" for each in shown.values())
    print(len(shown), masked, masked / len(shown), used)
    assert round(masked / len(shown), 3) == SHARE_MASKED
    assert "*" not in shown.values()
    figures = figures_of(release, Selection())
    assert {(each.low, each.high) for each in figures if each.kind == "suppressed"} == {(1, 4)}
    assert used <= MOST_SECONDS


def test_none_of_the_figures_that_unodc_masks_can_be_computed_from_protected_figures(edition):
    source = read_source(edition)
    masked_there = {cell for cell, shown in source.items() if shown == "<5"}
    assert len(masked_there) == MASKED_BY_SOURCE
    assert len(find_pinned(source, masked_there, (SEX, AGE))) == PINNED_BY_SOURCE

    release = prepared(edition, indicators=PERSONS, year_from=FIRST)
    assert (release.status, release.refusal) == ("prepared", "")
    masked = {each.key for each in hidden_cells(release, reason=MASKED, limit=100_000)}
    release = approve(release)
    publish(release.pk, by=BY)
    release.refresh_from_db()
    assert (release.status, release.refusal) == ("released", "")
    shown = shown_in(release)
    print(len(shown), len(masked))
    assert {shown[cell] for cell in masked} == {"<5", "*"}
    assert find_pinned(shown, shown, range(3, len(NAMES))) == set()
    check_totals(release)
    file = unpack(bundle_path(release).read_bytes(), "bundle")[DATA].decode()
    for reading in READINGS[:1]:
        found = attack(read_file(file), reading=reading, small=masked).found
        inside = [each for each in found if each.key in masked and each.low >= 1 and each.high <= 4]
        assert inside == []
