"""The words in which a kind of file is declared: fields, links, children, tables."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple, Protocol, Union

from django.core.files import File
from django.core.files.storage import Storage
from django.db import models

from palermo.record.codecs import (
    AMOUNT,
    BY_LANGUAGE,
    CHOICE,
    DAY_OF,
    HOUR_OF,
    INSTANT,
    LANGUAGE_CODES,
    NAMES,
    PARTIAL,
    TEXT,
    TEXT6,
    WHOLE_NUMBER,
    YES_OR_NO,
    Codec,
)
from palermo.record.faults import Spot

# A row of the model that the table is of.
type AnyRow = Any


class RowIndex(Protocol):
    """Finds rows by their primary keys."""

    def row[Row: models.Model](self, model: type[Row], pk: int | None) -> Row | None:
        """The row of a model; None if there is none."""


class Through(NamedTuple):
    """The model behind a many-to-many field, and its columns for either side."""

    model: type[models.Model]
    source: str
    target: str


@dataclass(frozen=True)
class Field:
    """A key of the file and the attribute of the row that it fills.

    `to` makes it a reference to a row of that model. `left_out` gives the value of a key that is not
    written (from the row and the index); without it, that is the model's default.
    """

    key: str
    codec: Codec
    description: str
    attribute: str
    to: type[models.Model] | None = None
    left_out: Callable[[AnyRow, RowIndex], object] | None = None

    def on(self, model: type[models.Model]) -> models.Field:
        """The model's field behind it."""
        name = f"{self.attribute}_on" if self.codec is PARTIAL else self.attribute
        return model._meta.get_field(name)  # type: ignore[return-value]

    def columns(self) -> list[str]:
        """The names of the model's fields that it fills."""
        if self.codec is PARTIAL:
            return [f"{self.attribute}_on", f"{self.attribute}_precision"]
        return [self.attribute]

    def is_required(self, model: type[models.Model]) -> bool:
        """Whether the key must be written: the model can do without neither value nor default."""
        if self.left_out:
            return False
        on = self.on(model)
        return not (on.null or on.blank or (on.has_default() and self.codec is not TEXT6))


class Kept(NamedTuple):
    """A file in a storage."""

    storage: Storage
    name: str


@dataclass(frozen=True)
class Attachment:
    """A file beside the record's own, named by the key: how a row takes it in, and gives it out again.

    `take` fills the row from the file, or raises Misread; `name` makes from the row and the record's id what the
    file is called; `content` is what to open and copy there, empty for a row without a file; `digest` differs from one
    content to another; `columns` are the fields of the row that the file fills. `kept_at` says where a row's file is
    kept; without it, the content is kept in the row.
    """

    key: str
    description: str
    take: Callable[[AnyRow, Path, Spot], None]
    name: Callable[[AnyRow, str], str]
    content: Callable[[AnyRow], File]
    digest: Callable[[AnyRow], str]
    columns: tuple[str, ...]
    is_required: bool = False
    kept_at: Callable[[AnyRow], "Kept"] | None = None


@dataclass(frozen=True)
class Links:
    """A list of references without more to say: a many-to-many field."""

    key: str
    attribute: str
    to: type[models.Model]
    description: str

    def through(self, model: type[models.Model]) -> Through:
        """Where the links of the rows of `model` are kept."""
        on = model._meta.get_field(self.attribute)
        assert isinstance(on, models.ManyToManyField)
        assert on.remote_field.through is not None
        return Through(on.remote_field.through, f"{on.m2m_field_name()}_id", f"{on.m2m_reverse_field_name()}_id")


@dataclass(frozen=True, eq=False)
class Children:
    """A list of rows below this one; with `by` it is a mapping whose keys fill that attribute.

    With `when`, only rows of which it is true have the list in their files. What the database holds below the
    others is not the record's but made from it; it gives way when the list comes.
    """

    key: str
    table: "Table"
    description: str
    by: str = ""
    when: Callable[[AnyRow], bool] | None = None

    def is_of(self, row: models.Model) -> bool:
        """Whether the file of this row has the list."""
        return self.when is None or self.when(row)


Part = Union[Field, Attachment, Links, Children]  # noqa: UP007 -- reads like the list it is


@dataclass(frozen=True, eq=False)
class Table:
    """A model as a file shows it.

    `key` are the attributes by which a row is known among those of the same parent (none: by its place in the
    list). `order` is the attribute that keeps the place. `fixed` are the attributes that every row of the table has;
    others of the model are not the file's. `extension` is a model that shares the row's primary
    key and its part of the file. `ident` is what the id of a record fills, where that is not its slug.
    """

    noun: str
    model: type[models.Model]
    parts: tuple[Part, ...]
    parent: str = ""
    key: tuple[str, ...] = ("slug",)
    order: str = ""
    fixed: Mapping[str, object] = field(default_factory=dict)
    extension: "Table | None" = None
    ident: Field | None = None

    @property
    def ident_attribute(self) -> str:
        """The attribute of a record that its id fills."""
        return self.ident.attribute if self.ident else "slug"

    @cached_property
    def fields(self) -> list[Field]:
        """What fills the row's own attributes."""
        return [part for part in self.parts if isinstance(part, Field)]

    @cached_property
    def links(self) -> list[Links]:
        """Its many-to-many fields."""
        return [part for part in self.parts if isinstance(part, Links)]

    @cached_property
    def children(self) -> list[Children]:
        """The lists of rows below it."""
        return [part for part in self.parts if isinstance(part, Children)]

    @cached_property
    def attachments(self) -> list[Attachment]:
        """The files beside the record's own."""
        return [part for part in self.parts if isinstance(part, Attachment)]

    @cached_property
    def keys(self) -> list[str]:
        """Every key of its part of the file, those of the extension included."""
        return [part.key for part in self.parts] + (self.extension.keys if self.extension else [])

    @cached_property
    def blank(self) -> models.Model:
        """A row in which nothing is filled in."""
        return self.model()


@dataclass(frozen=True)
class Kind:
    """A folder of the record: what its files are."""

    folder: str
    table: Table
    description: str


def text(key: str, description: str) -> Field:
    """A text in one language, or a code."""
    return Field(key, TEXT, description, key)


def text6(key: str, description: str) -> Field:
    """A text in six languages."""
    return Field(key, TEXT6, description, key)


def day(key: str, description: str, attribute: str = "") -> Field:
    """A day."""
    return Field(key, DAY_OF, description, attribute or key)


def partial(key: str, description: str) -> Field:
    """A date known more or less exactly."""
    return Field(key, PARTIAL, description, key)


def language_field(key: str, description: str) -> Field:
    """A short value by language."""
    return Field(key, BY_LANGUAGE, description, key)


def arranged_fields() -> Field:
    """The keys whose content the record arranged for itself."""
    return Field(
        "arranged", NAMES, "the keys whose content the source does not give: no report prints them", "arranged"
    )


def languages(key: str, description: str) -> Field:
    """Codes of languages, in the official order."""
    return Field(key, LANGUAGE_CODES, description, key)


def instant(key: str, description: str) -> Field:
    """An instant, in Coordinated Universal Time."""
    return Field(key, INSTANT, description, key)


def hour(key: str, description: str) -> Field:
    """A time of day."""
    return Field(key, HOUR_OF, description, key)


def choice(key: str, description: str) -> Field:
    """One of the values that the model lists."""
    return Field(key, CHOICE, description, key)


def whole(key: str, description: str) -> Field:
    """A whole number."""
    return Field(key, WHOLE_NUMBER, description, key)


def yes_no(key: str, description: str) -> Field:
    """True or false."""
    return Field(key, YES_OR_NO, description, key)


def amount(key: str, description: str) -> Field:
    """A sum of money."""
    return Field(key, AMOUNT, description, key)


def ref(key: str, to: type[models.Model], description: str) -> Field:
    """A reference to another record, by its id."""
    return Field(key, TEXT, description, f"{key}_id", to=to)


def when_left_out(part: Field, value: Callable[[AnyRow, RowIndex], object]) -> Field:
    """A field with what it means when it is not written."""
    return replace(part, left_out=value)
