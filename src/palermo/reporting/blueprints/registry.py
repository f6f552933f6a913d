"""The reports that can be made, by name."""

from collections.abc import Callable
from dataclasses import dataclass

from palermo.reporting import tree
from palermo.reporting.blueprints.briefing import blueprint as briefing
from palermo.reporting.blueprints.progress import blueprint as progress
from palermo.reporting.models import Report
from palermo.reporting.record_snapshot import RecordSnapshot


@dataclass(frozen=True)
class Blueprint:
    """How one kind of report is made: from the record as at its cut-off and, where there is one, the report's own row.

    `version` changes whenever the same record would give another report. `audience` is that of a report without a row.
    """

    name: str
    version: int
    audience: str
    assemble: Callable[[RecordSnapshot, Report | None], tree.Report]


_ALL = (
    Blueprint(progress.NAME, progress.VERSION, progress.AUDIENCE, progress.assemble),
    Blueprint(briefing.NAME, briefing.VERSION, briefing.AUDIENCE, briefing.assemble),
)
BLUEPRINTS = {blueprint.name: blueprint for blueprint in _ALL}


def blueprint_named(name: str) -> Blueprint:
    """The blueprint of that name, in capitals or not.

    Raises
    ------
    KeyError
        With the names there are.
    """
    try:
        return BLUEPRINTS[name.lower()]
    except KeyError:
        raise KeyError(f"expected a blueprint among {', '.join(BLUEPRINTS)}, found {name!r}") from None
