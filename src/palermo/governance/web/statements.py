"""Where a record is stated in reports: asked by pages of slices below the reports, answered by the slice that knows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from palermo.accounts.viewer import Viewer
from palermo.governance.web.chains import Part


@dataclass(frozen=True, kw_only=True)
class StatingPart(Part):
    """A report that states a record: its name, the numbers of the paragraphs as links, and how many these are."""

    report: str
    paragraphs: SafeString
    count: int


type StatementFinder = Callable[[str, str, Viewer], Sequence[StatingPart]]

_FINDERS: list[StatementFinder] = []


def register_statement_finder(finder: StatementFinder) -> None:
    """Add what finds the statements of a record by its kind and key, those that a viewer may read."""
    _FINDERS.append(finder)


def statement_parts(kind: str, record_key: str, viewer: Viewer) -> list[StatingPart]:
    """The reports that state a record, each once, with its paragraphs."""
    return [part for find in _FINDERS for part in find(kind, record_key, viewer)]
