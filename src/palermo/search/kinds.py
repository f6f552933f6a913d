"""What can be found: each kind of record says here, once, what of it is indexed and who sees it.

A module of `search/sources/` calls `searchable(Kind(…))`; the site reads those modules when it starts. The engine knows
no model by itself.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.utils.functional import Promise

from palermo.accounts.viewer import Viewer

type Pks = Iterable[int]


@dataclass(frozen=True)
class Draft:
    """One record in one language, as it is to be found.

    `title` weighs more than `text`. `symbols` are found whole and in part and count as title, in every language.
    `body` is the slug of the body it belongs to, `audience` the value of `core.audiences.Audience`, both may be empty;
    they, `day` and `language` are what results are narrowed by. Draft a language only where the record has words in it:
    a missing translation is not found. Plain text, no markup; `text` may be long.
    """

    record: int
    language: str
    title: str
    text: str = ""
    symbols: tuple[str, ...] = ()
    body: str = ""
    day: date | None = None
    audience: str = ""


@dataclass(frozen=True)
class Kind[Row: models.Model]:
    """A kind of record that can be found.

    Parameters
    ----------
    name
        Short and stable, letters only, plural: "documents", "decisions", "paragraphs". It is in addresses.
    model
        Whose rows they are. Its primary key must be a whole number.
    visible_to
        The model's own visibility query. The engine asks it twice: with viewers of each tier when it indexes, and with
        the reader when it shows. Nothing about who sees what is written down anywhere else.
    drafts
        Given a queryset of the model (already narrowed to a few hundred rows), yields the drafts of each, in any order:
        use select_related / prefetch_related, never a query a row.
    follows
        Which kept records (`audit.versions`) make this one be indexed again: the label of the root record in
        lower case ("documents") → a function from the root's primary keys to those of this model. `same`
        where both are the same.
    readers
        For kinds that name readers one by one: primary keys → the viewers to try for each besides the four tiers, as
        `reach.person(id)`, `reach.state(id)` or `reach.organisation(id)`. The engine asks `visible_to` with each, so a
        name too many does no harm.
    turning
        Primary keys of rows whose readers change by themselves on or before a day (a document that opens), for
        `search.actions.reindex_due`: (first day, last day) → primary keys.
    shown
        What a page wants joined to the records of the results (select_related and the like).
    one, many
        What a record is called among results, and records, where the model's own name does not say it.
    """

    name: str
    model: type[Row]
    visible_to: Callable[[Viewer], QuerySet[Row]]
    drafts: Callable[[QuerySet[Row]], Iterable[Draft]]
    follows: Mapping[str, Callable[[Pks], Pks]] = field(default_factory=dict)
    readers: Callable[[Pks], Mapping[int, Iterable[str]]] | None = None
    turning: Callable[[date, date], Pks] | None = None
    shown: Callable[[QuerySet[Row]], QuerySet[Row]] = lambda records: records
    one: str | Promise = ""
    many: str | Promise = ""

    @property
    def noun(self) -> str | Promise:
        """What one record of this kind is called."""
        return self.one or self.model._meta.verbose_name or self.name

    @property
    def plural(self) -> str | Promise:
        """What records of this kind are called."""
        return self.many or self.model._meta.verbose_name_plural or self.name


KINDS: dict[str, Kind[Any]] = {}  # each of its own model


def searchable[Row: models.Model](kind: Kind[Row]) -> Kind[Row]:
    """Let records of this kind be found from now on."""
    KINDS[kind.name] = kind
    return kind


def same(pks: Pks) -> Pks:
    """The record is the root itself, or shares its primary key."""
    return pks
