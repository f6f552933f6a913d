"""One description per kind of record.

A slice registers each of its kinds once, in its `kinds.py`; history, search, What's new, feeds, sitemap, schema.org,
following, offline packages and reports read what they need from here. The address of a record, its name and what its
kind is called are Django's own `get_absolute_url()`, `display_name()` and `verbose_name`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, overload

from django.db.models import Model, Q, QuerySet
from django.utils.functional import Promise

# Kinds are described below the slice that knows who a viewer is, so the viewer has no type here.
type Visible[Record: Model] = Callable[[Any], QuerySet[Record]]
StructuredData = dict[str, object]


@dataclass(frozen=True, kw_only=True)
class RecordKind[Record: Model]:
    """What the site knows of a kind of record.

    Parameters
    ----------
    model
        The kind's rows.
    slug
        Its stable name, in the plural, which audit entries, versions, archives and addresses use. It stays the same
        where code moves.
    visible_to
        The model's one visibility query: from a viewer to the records they may see. Without it, a row is seen by those
        who see the record it is part of; a record that is part of none, by the secretariat.
    key
        The fields that tell a record from all others of its kind, also in another installation.
    part_of
        The relations, of which one is filled, to the record on whose page the row is shown.
    is_versioned
        Whether a version is kept each time a row is saved.
    left_out_of_versions
        The fields that no version holds: what can be erased, and what the site notes for itself. Undo leaves them as
        they are.
    columns_not_kept
        The columns of a record that its versions leave out, since they are a person's; what changed it is not undone.
    versions_visible_to
        The records whose whole past a viewer may read, where these are not all that they may see.
    shares_versions
        Whether its versions are read by whoever reads those of the record it is part of.
    version_condition
        What a version must be for a viewer to read it, beside the record being visible to them now.
    is_named_to_all
        Whether the names of these records are shown to everybody: institutions, places, subjects.
    named_by
        The relations that `display_name()` reads, where these are not `part_of`.
    pages
        The names of the addresses that show one record and its history.
    has_history
        Whether there is a history to read although no page leads there.
    is_for_member_states
        Whether its pages are closed to visitors, although a record may be public.
    list_page, sitemap_page
        The names of the addresses that the sitemap lists: of the list, and of the page of each public record.
    sitemap_key
        The field by which that page is addressed, where it is not the first of `key`.
    sitemap_fields
        The fields by which it is addressed, where these are several.
    shown_to
        The records that lists and search show to a viewer, where the visibility query does not say so.
    summary
        What a record is about, in a sentence, for those who do not open its page.
    structured_data
        A record in the terms of schema.org.
    """

    model: type[Record]
    slug: str
    visible_to: Visible[Record] | None = None
    key: tuple[str, ...] = ("slug",)
    part_of: tuple[str, ...] = ()
    is_versioned: bool = True
    left_out_of_versions: tuple[str, ...] = ()
    columns_not_kept: Callable[[Record], frozenset[str]] | None = None
    versions_visible_to: Visible[Record] | None = None
    shares_versions: bool = False
    version_condition: Callable[[Any], Q] | None = None
    is_named_to_all: bool = False
    named_by: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    has_history: bool = False
    is_for_member_states: bool = False
    list_page: str = ""
    sitemap_page: str = ""
    sitemap_key: str = ""
    sitemap_fields: tuple[str, ...] = ()
    shown_to: Visible[Record] | None = None
    summary: Callable[[Record], object] | None = None
    structured_data: Callable[[Record], Mapping[str, object]] | None = None

    @property
    def noun(self) -> str | Promise:
        """What one record of this kind is called."""
        return self.model._meta.verbose_name or self.slug

    @property
    def plural(self) -> str | Promise:
        """What records of this kind are called."""
        return self.model._meta.verbose_name_plural or self.slug

    @property
    def past_visible_to(self) -> Visible[Record] | None:
        """The query of the records whose past a viewer may read; None where that is asked of another record."""
        return None if self.shares_versions else self.versions_visible_to or self.visible_to

    def with_names(self, records: QuerySet[Record]) -> QuerySet[Record]:
        """Records of this kind, joined with what their names are read from."""
        relations = self.named_by or self.part_of
        return records.select_related(*relations) if relations else records

    def key_of(self, record: Model) -> str:
        """What a record is known by among those of its kind."""
        return "/".join(str(attrgetter(name.replace("__", "."))(record)) for name in self.key)

    def with_keys(self, keys: Iterable[str], viewer: object) -> QuerySet[Record]:
        """The records with these keys that a viewer may see, by one query; for kinds whose key is one field."""
        if self.visible_to is None:
            return self.model._default_manager.none()
        return self.visible_to(viewer).filter(**{f"{self.key[0]}__in": list(keys)})


_BY_MODEL: dict[type[Model], RecordKind] = {}
_BY_SLUG: dict[str, RecordKind] = {}


def register(*kinds: RecordKind) -> None:
    """Make kinds of record known to the site.

    Raises
    ------
    ValueError
        For a second kind of the same model, or of the same slug.
    """
    for kind in kinds:
        if kind.model in _BY_MODEL or kind.slug in _BY_SLUG:
            raise ValueError(f"expected one kind of {kind.model.__name__} called {kind.slug}, found a second")
        _BY_MODEL[kind.model] = _BY_SLUG[kind.slug] = kind


def all_kinds() -> list[RecordKind]:
    """Every kind, in the order of registration."""
    return list(_BY_MODEL.values())


def kind_of[Record: Model](model: type[Record]) -> RecordKind[Record]:
    """The kind of a model.

    Raises
    ------
    LookupError
        Where no slice has registered one.
    """
    try:
        return _BY_MODEL[model]
    except KeyError:
        raise LookupError(f"expected a RecordKind of {model.__name__} in a kinds.py, found none") from None


def find_kind(slug_or_model: str | type[Model]) -> RecordKind | None:
    """The kind with this slug or of this model; None where there is none."""
    if isinstance(slug_or_model, str):
        return _BY_SLUG.get(slug_or_model)
    return _BY_MODEL.get(slug_or_model)


def kind_with_slug(slug: str) -> RecordKind:
    """The kind with a slug.

    Raises
    ------
    LookupError
        Where there is none.
    """
    kind = _BY_SLUG.get(slug)
    if kind is None:
        raise LookupError(f"expected the slug of a kind of record, found {slug!r}")
    return kind


def slug_of(model: type[Model]) -> str:
    """The stable name of a model's kind."""
    return kind_of(model).slug


def model_of(slug: str) -> type[Model]:
    """The model of the kind with a slug; raises LookupError where there is none."""
    return kind_with_slug(slug).model


def related_model(model: type[Model], name: str) -> type[Model]:
    """The model that a relation of `model` leads to."""
    related = model._meta.get_field(name).related_model
    assert isinstance(related, type)
    return related


def whole_and_part(record: Model) -> list[Model]:
    """The record that a row describes further and shares its key with, then the row: an activity, then the event it is.

    Any other record stands alone.
    """
    key = record._meta.pk
    return [getattr(record, key.name), record] if key is not None and key.is_relation else [record]


@overload
def records_visible_to[Record: Model](viewer: object, kind: type[Record]) -> QuerySet[Record]: ...
@overload
def records_visible_to(viewer: object, kind: str) -> QuerySet[Any]: ...
def records_visible_to(viewer: object, kind: str | type[Model]) -> QuerySet[Any]:
    """The records of a kind that a viewer may see; it is named by its slug where it belongs to a slice above."""
    found = kind_with_slug(kind) if isinstance(kind, str) else kind_of(kind)
    visible_to = found.visible_to or found.shown_to
    return visible_to(viewer) if visible_to else found.model._default_manager.none()


def records_shown_to[Record: Model](viewer: object, model: type[Record]) -> QuerySet[Record]:
    """The records of a model that lists and forms show to a viewer."""
    kind = kind_of(model)
    shown_to = kind.shown_to or kind.visible_to
    return shown_to(viewer) if shown_to else model._default_manager.none()
