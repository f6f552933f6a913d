"""The figures of an accepted edition, read from its rows in the background: no page reads a data file."""

from pathlib import Path

import harmonise
from harmonise.errors import InvalidLayout

from palermo.accounts.actors import Actor
from palermo.accounts.models import State
from palermo.core.refusals import Refused
from palermo.core.work import background
from palermo.knowledge.actions.edition_figures import keep_figures
from palermo.knowledge.layouts import layout_of
from palermo.knowledge.models import DatasetEdition, EditionFigure
from palermo.knowledge.states.datasets import DatasetEditionStatus

BY = "palermo work"


@background
def read_figures_of(edition_id: int) -> int:
    """Read the figures of an edition that was accepted; gives how many are kept."""
    return read_figures(edition_id, by=BY)


def read_figures(edition_id: int, *, by: Actor) -> int:
    """Read the figures of an accepted edition whose layout says of which State and year they are, else none.

    States are found by their identifier, which is the ISO 3166 code of three letters. Done twice, it is the same.
    """
    edition = DatasetEdition.objects.select_related("dataset__source").get(pk=edition_id)
    if edition.status != DatasetEditionStatus.ACCEPTED or not edition.rows_file:
        return 0
    try:
        layout = layout_of(edition.dataset)
    except (Refused, InvalidLayout):
        return 0
    if layout.series is None:
        return 0
    states = dict(State.objects.values_list("slug", "pk"))
    figures, left_out = list[EditionFigure](), 0
    for each in harmonise.read_figures(Path(edition.rows_file.path), layout):
        state = states.get(each.state.strip().lower())
        if state is None or not 0 < each.year < 10_000:
            left_out += 1
            continue
        figures.append(
            EditionFigure(
                edition=edition,
                row=each.row,
                state_id=state,
                year=each.year,
                series=each.series,
                kind=each.kind.replace(" ", "_"),
                value=each.value,
                low=each.low,
                high=each.high,
                unit=each.unit[:120],
                origin=each.source[:200],
            )
        )
    return keep_figures(edition, figures=figures, left_out=left_out, by=by)
