"""The files that rows of the database name, each with the digest that its row has of it."""

from collections.abc import Callable, Iterator
from hashlib import file_digest
from pathlib import Path
from typing import NamedTuple

from django.apps import apps
from django.conf import settings
from django.db import models

from palermo.outreach import logos, material_files
from palermo.outreach.models import MaterialFile, Partnership

# Which field has the digest of the file in a field; the others have none.
DIGESTS = {"file": "sha256", "cv_file": "cv_sha256", "received_file": "file_digest"}


class NamedByDigest(NamedTuple):
    """A column with digests of files that are stored under a name made from the digest."""

    model: type[models.Model]
    field: str
    name_of: Callable[[str], str]


NAMED_BY_DIGEST = (
    NamedByDigest(MaterialFile, "digest", material_files.place_of),
    NamedByDigest(Partnership, "logo", logos.place_of),
)


class StoredFile(NamedTuple):
    """A file by its name in the folder of files, and its SHA-256; empty where no row has it."""

    name: str
    sha256: str


def file_fields() -> Iterator[tuple[type[models.Model], str]]:
    """Every field of a model that names a file."""
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.local_fields:
            if isinstance(field, models.FileField):
                yield model, field.name


def column_of(model: type[models.Model], name: str) -> str:
    """The column of a field."""
    return next(str(field.column) for field in model._meta.local_concrete_fields if field.name == name)


def stored_files() -> Iterator[StoredFile]:
    """Every file that the record names."""
    for model, name in file_fields():
        digest = DIGESTS.get(name, "")
        has_digest = any(field.name == digest for field in model._meta.local_fields)
        columns = [name, digest] if has_digest else [name]
        for row in model._base_manager.exclude(**{name: ""}).values_list(*columns).order_by("pk").iterator():
            yield StoredFile(row[0], row[1] if has_digest else "")
    for each in NAMED_BY_DIGEST:
        digests = each.model._base_manager.exclude(**{each.field: ""}).values_list(each.field, flat=True).distinct()
        yield from (StoredFile(each.name_of(digest), digest) for digest in digests.order_by(each.field).iterator())


def digest_of(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def path_of(name: str) -> Path:
    """Where a file lies."""
    return Path(settings.MEDIA_ROOT) / name
