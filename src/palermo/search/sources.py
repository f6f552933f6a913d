"""What can be found: each kind of record is described once, with what of it is indexed.

A slice's `search.py`, or a module of its `search/`, calls `searchable(SearchSource(…))`; the site reads those modules
when it starts. The engine knows no model by itself. What a kind is called, in addresses too, and who sees its records
is said by its `RecordKind`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils.functional import Promise

from palermo.accounts.viewer import Viewer
from palermo.core.dates import PartialDate
from palermo.core.kinds import RecordKind, Visible, kind_of, related_model

type Pks = Iterable[int]


@dataclass(frozen=True)
class Draft:
    """One record in one language, as it is to be found.

    `title` weighs more than `text`. `symbols` are found whole and in part and count as title, in every language.
    `body` is the slug of the body it belongs to, `audience` the value of `core.audiences.Audience`, both may be empty;
    they, `on` and `language` are what results are narrowed by. Draft a language only where the record has words in it:
    a missing translation is not found. Plain text, no markup; `text` may be long.
    """

    record: int
    language: str
    title: str
    text: str = ""
    symbols: tuple[str, ...] = ()
    body: str = ""
    on: PartialDate | None = None
    audience: str = ""


@dataclass(frozen=True)
class SearchSource[Row: Model]:
    """What of a kind of record is found.

    Parameters
    ----------
    kind
        The kind of record. The primary key of its model must be a whole number.
    drafts
        Given a queryset of the model (already narrowed to a few hundred rows), yields the drafts of each, in any order:
        use select_related / prefetch_related, never a query a row.
    follows
        Which kept records (`audit.versions`) make this one be indexed again: the slug of the root record's kind
        ("documents") → a function from the root's primary keys to those of this model. `same` where both are the same.
    readers
        For kinds that name readers one by one: primary keys → the viewers to try for each besides the four tiers, as
        `reach.person(id)`, `reach.representative(id)`, `reach.state(id)`, `reach.organisation(id)` or
        `reach.partner(id)`. The engine asks `visible_to` with each, so a name too many does no harm.
    turning
        Primary keys of rows whose readers change by themselves on or before a day (a document that opens), for
        `search.actions.reindex_due`: (first day, last day) → primary keys.
    shown
        What a page wants joined to the records of the results (select_related and the like).
    one, many
        What a record is called among results, and records, where the kind's own name does not say it.
    label
        What one result says beside its title, where that depends on the record: what it is, and what became of it.
    """

    kind: RecordKind[Row]
    drafts: Callable[[QuerySet[Row]], Iterable[Draft]]
    follows: Mapping[str, Callable[[Pks], Pks]] = field(default_factory=dict)
    readers: Callable[[Pks], Mapping[int, Iterable[str]]] | None = None
    turning: Callable[[date, date], Pks] | None = None
    shown: Callable[[QuerySet[Row]], QuerySet[Row]] = lambda records: records
    one: str | Promise = ""
    many: str | Promise = ""
    label: Callable[[Row], str] | None = None

    @property
    def slug(self) -> str:
        """The name of the kind in addresses and in the index."""
        return self.kind.slug

    @property
    def model(self) -> type[Row]:
        """Whose rows they are."""
        return self.kind.model

    @property
    def noun(self) -> str | Promise:
        """What one record is called among results."""
        return self.one or self.kind.noun

    @property
    def plural(self) -> str | Promise:
        """What records are called among results."""
        return self.many or self.kind.plural

    def visible_to(self, viewer: Viewer) -> QuerySet[Row]:
        """The records that a viewer may find: those that lists show to them, of kinds whose pages they may enter.

        The engine asks twice: with viewers of each tier when it indexes, and with the reader when it shows. Nothing
        about who sees what is written down anywhere else.
        """
        return _visible_records(self.kind, self.kind.shown_to or self.kind.visible_to, viewer)


def _visible_records[Row: Model](kind: RecordKind[Row], query: Visible[Row] | None, viewer: Viewer) -> QuerySet[Row]:
    """The records that a query gives a viewer; without one, rows of the records that the viewer sees."""
    rows = kind.model._default_manager.all()
    if kind.is_for_member_states and not viewer.reads_member_states:
        return rows.none()
    if query:
        return query(viewer)
    condition = Q(pk__in=[])
    for name in kind.part_of:
        whole = kind_of(related_model(kind.model, name))
        condition |= Q(**{f"{name}__in": _visible_records(whole, whole.visible_to or whole.shown_to, viewer)})
    return rows.filter(condition)


SOURCES: dict[str, SearchSource[Any]] = {}  # each of its own model


def searchable[Row: Model](source: SearchSource[Row]) -> SearchSource[Row]:
    """Let records of this kind be found from now on."""
    SOURCES[source.slug] = source
    return source


def same(pks: Pks) -> Pks:
    """The record is the root itself, or shares its primary key."""
    return pks
