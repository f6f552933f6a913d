"""A row's values as a file shows them."""

from typing import Any

from django.db import models

from palermo.record.codecs import CHOICE, Written
from palermo.record.index import Index
from palermo.record.schema import Field, Table

# A record, or a row inside one, as the plain values of its file.
Values = dict[str, Any]


def written_value(part: Field, row: models.Model, index: Index) -> Written:
    """The value of one key; empty where there is nothing to say."""
    value = getattr(row, part.attribute)
    if value is None:
        return ""
    return index.ident_of(part.to, value) if part.to else part.codec.write(value)


def is_left_out(part: Field, row: models.Model, table: Table, index: Index) -> bool:
    """Whether a file does without this key: it says nothing, or what its absence says. Choices are always written."""
    value = getattr(row, part.attribute)
    if part.left_out:
        return bool(value == part.left_out(row, index))
    if part.codec is CHOICE or part.is_required(table.model):
        return not written_value(part, row, index)
    return not written_value(part, row, index) or bool(value == getattr(table.blank, part.attribute))


def label_of(row: models.Model, table: Table, index: Index) -> str:
    """A label that distinguishes a row from the others of its parent."""
    by_attribute = {part.attribute: part for part in table.fields}
    names = [_name(by_attribute.get(name), name, row, index) for name in table.key]
    return ", ".join(name for name in names if name) or str(getattr(row, table.order or "pk"))


def _name(part: Field | None, attribute: str, row: models.Model, index: Index) -> str:
    return str(written_value(part, row, index) if part else getattr(row, attribute))


def without_article(noun: str) -> str:
    """A noun without its article."""
    return noun.removeprefix("an ").removeprefix("a ")
