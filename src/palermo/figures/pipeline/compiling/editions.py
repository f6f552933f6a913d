"""Figures of accepted editions of datasets, by the layouts that say what their labels mean."""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import harmonise
from django.utils.translation import gettext as _
from harmonise.lists import LANGUAGES

from palermo.accounts.models import State
from palermo.core.refusals import Refused
from palermo.figures.bundles import Key
from palermo.figures.dimensions import KEYS, OWN, TOTAL
from palermo.figures.pipeline.compiling.compiled import Compiled, Origin, SourceFigure
from palermo.figures.pipeline.compiling.layouts import DataLayout, Labels, data_layout, mapping_of
from palermo.figures.pipeline.compiling.wanted import Wanted
from palermo.knowledge.layouts import layout_of
from palermo.knowledge.models import DatasetEdition
from palermo.knowledge.states.datasets import DatasetEditionStatus

# Why a figure is not taken, in the report.
NO_LABEL, UNKNOWN_STATE, OTHER_UNIT = "label without a code", "unknown State", "other counting unit"
UNREADABLE = "row without a label, State, year or figure that can be read"


def check_edition(edition: DatasetEdition) -> DataLayout:
    """What the labels of an edition mean.

    Refused if it was not accepted, its rows were deleted, or nobody has said what its labels mean.
    """
    named = {"edition": edition.display_name()}
    if edition.status != DatasetEditionStatus.ACCEPTED or not edition.rows_file:
        raise Refused(_("%(edition)s has no accepted data. Choose an edition that was accepted.") % named)
    found = data_layout(edition.dataset.layout)
    if found is None:
        raise Refused(
            _("It is not known what the labels of %(edition)s mean in our indicators. Choose another edition.") % named
        )
    return found


def compile_edition(edition: DatasetEdition, wanted: Wanted, into: Compiled) -> None:
    """Add the figures of an edition that a release wants. Refuses as for `check_edition`."""
    _Reading(edition, check_edition(edition), wanted, into).read()


class _Reading:
    """One edition, read row by row."""

    def __init__(self, edition: DatasetEdition, meaning: DataLayout, wanted: Wanted, into: Compiled) -> None:
        self.edition, self.meaning, self.wanted, self.into = edition, meaning, wanted, into
        self.states = set(State.objects.values_list("slug", flat=True))
        self.cells: dict[str, Counter[str | None]] = {}

    def read(self) -> None:
        path, layout = Path(self.edition.rows_file.path), layout_of(self.edition.dataset)
        rows = 0
        for figure in harmonise.read_figures(path, layout):
            self._take(figure)
            rows += 1
        unreadable = (self.edition.row_count or rows) - rows
        if unreadable:
            self.into.report.left_out[UNREADABLE] += unreadable
        self._note_losses()

    def _take(self, figure: harmonise.Figure) -> None:
        report, series = self.into.report, figure.series
        counted = self.meaning.indicator.labels.get(series[self.meaning.indicator.column])
        if counted is None:
            report.left_out[NO_LABEL] += 1
            report.labels[self.meaning.indicator.column, series[self.meaning.indicator.column]] += 1
            return
        if not self.wanted.has_indicator(counted.indicator) or not self.wanted.has_year(figure.year):
            return
        if counted.unit != self.wanted.unit:
            report.left_out[OTHER_UNIT] += 1
            return
        state = figure.state.strip().lower()
        if state not in self.states:
            report.left_out[UNKNOWN_STATE] += 1
            report.labels["State", figure.state] += 1
            return
        if (found := self._codes(figure, state)) is None:
            report.left_out[NO_LABEL] += 1
            return
        codes, mappings = found
        if self.wanted.has_codes(codes):
            key: Key = (state, counted.indicator, str(figure.year), *(codes[name] for name in KEYS))
            origin = Origin(
                counted.unit,
                source_id=self.edition.dataset.source_id,
                dataset_edition_id=self.edition.pk,
                source_text=figure.source[:200],
                mappings=mappings,
            )
            self.into.add(key, _figure(figure), origin, place=f"row {figure.row}")

    def _codes(self, figure: harmonise.Figure, state: str) -> tuple[dict[str, str], tuple[str, ...]] | None:
        """The code in each dimension, and the mappings that gave them; None if a label has none."""
        codes, used = dict.fromkeys(KEYS, TOTAL), list[str]()
        for column, labels, label in self._labels(figure.series):
            code = labels.code_of(label) if labels else None
            if labels is None or code is None:
                self.into.report.labels[column, label] += 1
                return None
            codes[labels.dimension] = OWN if code == state else code
            if labels.mapping and label not in labels.codes:
                used.append(labels.mapping)
                self.cells.setdefault(labels.mapping, Counter())[label] += 1
        return codes, tuple(sorted(used))

    def _labels(self, series: Mapping[str, str]) -> Iterator[tuple[str, Labels | None, str]]:
        """The labels of a row with what they are read by; None where nobody knows."""
        for column, labels in self.meaning.columns.items():
            yield column, labels, series[column]
        breakdown = self.meaning.breakdown
        by, category = series[breakdown.column], series[breakdown.category]
        if by not in breakdown.labels:
            yield breakdown.column, None, by
        elif (known := breakdown.labels[by]) is not None:
            yield breakdown.category, known, category

    def _note_losses(self) -> None:
        """What each mapping loses, in the words of `harmonise`: of the labels that were used."""
        for name, counts in sorted(self.cells.items()):
            report = mapping_of(name).report(counts)
            if report.losses:
                self.into.report.losses.append({code: report.sentences(code) for code in LANGUAGES})


def _figure(figure: harmonise.Figure) -> SourceFigure:
    return SourceFigure(figure.kind, figure.value, figure.low, figure.high)
