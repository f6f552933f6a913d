"""What holds for every record: it has a name, a page and a primary key."""

from typing import ClassVar

from django.db.models import Model, QuerySet
from django.urls import reverse

from palermo.core.fields import RecordIdField
from palermo.core.text import plain


class SluggedRecord(Model):
    """A record with an identifier, a name in six languages and a page at its identifier.

    `page_name` is the name of the address of that page, `name_field` the field or property that holds the name.
    """

    page_name: ClassVar[str]
    name_field: ClassVar[str] = "title"

    slug = RecordIdField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.slug

    def display_name(self) -> str:
        """What links and headings say: its name in the reader's language, or its identifier."""
        return plain(getattr(self, self.name_field)) or self.slug

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse(self.page_name, args=[self.slug])


def name_of(record: Model) -> str:
    """What a link to a record says."""
    return record.display_name()  # type: ignore[attr-defined]  # Django knows no such method, every record has it


def address_of(record: Model) -> str:
    """The page of a record, or its place on another record's page."""
    return record.get_absolute_url()  # type: ignore[attr-defined]  # of Django's own, but only by convention


def field_label(model: type[Model], name: str) -> str:
    """The label of a field of a record, in the reader's language.

    The label of a partial date is that of its day (`due` is stored in `due_on`), and `record` is stored in `record_id`
    where that is no relation. Returns `name` where the model has no such field.
    """
    names = {field.name: field for field in [*model._meta.fields, *model._meta.many_to_many]}
    field = names.get(name) or names.get(f"{name}_on") or names.get(f"{name}_id")
    return str(field.verbose_name) if field else name


def find_by_pk[M: Model](records: QuerySet[M], pk: int | None) -> M | None:
    """The record with this key, if it is one of these; None for no key, without a query."""
    return records.filter(pk=pk).first() if pk is not None else None
