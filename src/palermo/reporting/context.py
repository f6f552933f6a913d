"""What a paragraph type is given, and the register in which paragraph types are found by the outlines."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Model
from django.utils.functional import Promise

from palermo.governance.models import Session
from palermo.reporting.clauses import name_of, optional, source
from palermo.reporting.models import Report
from palermo.reporting.record_snapshot import RecordSnapshot
from palermo.reporting.tree import Argument, Block, Clause, Name, Question, Source, Style


@dataclass(frozen=True)
class Context:
    """The record as at the cut-off, the report's own row and the session that it is for, where there are any."""

    record: RecordSnapshot
    report: Report | None = None
    session: Session | None = None
    # What a paragraph is limited to, where its type can be limited.
    only: str = ""
    # Whether the paper calls itself a note, as notes by the secretariat do, and not a report.
    is_note: bool = False

    def name(self, kind: str, named: Model, field: str = "", style: Style = Style.AUTO) -> Name:
        """How a record is named in a sentence."""
        return name_of(self.record, kind, named, field, style=style)

    def names(self) -> dict[str, Argument]:
        """The names that sentences of any kind may need: of the initiative, its bodies, its treaty, who launched it."""
        initiative = self.record.initiative
        subject = self.name("initiatives", initiative, "subject") if initiative.subject else None
        named: dict[str, tuple[str, Model | None]] = {
            "initiative": ("initiatives", initiative),
            "body": ("bodies", initiative.governing_body),
            "committee": ("bodies", initiative.steering_committee),
            "convener": ("organisations", initiative.launched_by),
            "treaty": ("treaties", initiative.treaty),
        }
        names = {key: self.name(kind, each) if each is not None else None for key, (kind, each) in named.items()}
        return optional({**names, "subject": subject})

    def description(self, kind: str, named: Model) -> Name | None:
        """What a record is, as a phrase beside its name, such as "a major international event"; None without one."""
        has_one = (kind, source(kind, named).id, "description") in self.record.names
        return self.name(kind, named, "description") if has_one else None


@dataclass(frozen=True)
class Statable:
    """A record that a report could state as at the cut-off, and why it need not, where the record says so.

    `name` is given where the record has no page that would name it.
    """

    source: Source
    reason: str = ""
    name: str = ""


type BuildBlocks = Callable[[Context], Sequence[Block]]
type BuildClauses = Callable[[Context], Sequence[Clause | None]]

PARAGRAPH_TYPES: dict[str, BuildBlocks] = {}
# To what a paragraph type can be limited in an outline, with the words for it.
LIMITS: dict[str, dict[str, Promise]] = {}
SUMMARY_TYPES: dict[str, BuildClauses] = {}
# Arguments of the titles of sections that are not among the names that every sentence may need.
TITLE_ARGUMENTS: dict[str, Callable[[Context], dict[str, Argument]]] = {}
# What the slices above leave open at the cut-off.
QUESTION_SOURCES: list[Callable[[RecordSnapshot], Iterable[Question]]] = []
# Which records of each slice a report could state at the cut-off.
STATABLE_SOURCES: list[Callable[[RecordSnapshot], Iterable[Statable]]] = []


def paragraph_type[F: BuildBlocks](name: str, limits: Mapping[str, Promise] | None = None) -> Callable[[F], F]:
    """Register a function as the paragraph type of this name, with what an outline can limit it to."""
    LIMITS[name] = dict(limits or {})
    return lambda build: _register(PARAGRAPH_TYPES, name, build)


def summary_type[F: BuildClauses](name: str) -> Callable[[F], F]:
    """Register a function that gives sentences of a summary under this name."""
    return lambda build: _register(SUMMARY_TYPES, name, build)


def _register[V, F](types: dict[str, V], name: str, build: F) -> F:
    if name in types:
        raise ValueError(f"expected one paragraph type called {name}, found a second")
    types[name] = build  # type: ignore[assignment]  # F is a V
    return build
