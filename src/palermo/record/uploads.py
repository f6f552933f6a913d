"""A table between the steps of its import: kept under its digest, named by a signed word that the form carries.

The table itself would not fit into a form field, and nothing else is kept: what the columns fill is in the form. The
word is good for its own uploader and for an hour; the file goes when the import is done, at the latest a day later.
"""

import hashlib
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.core import signing
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage

from palermo.accounts.models import User
from palermo.core import clock
from palermo.core.refusals import Refused
from palermo.core.work import background

SALT = "palermo.record.uploads"
GOOD_FOR = timedelta(hours=1)
KEPT_FOR = timedelta(days=1)


class Upload(NamedTuple):
    """A table that somebody handed in: what it holds, its name, its content, and the word that names it."""

    kind: str
    name: str
    content: bytes
    word: str


def keep(content: bytes, name: str, kind: str, user: User) -> Upload:
    """Keep a table for the next step."""
    storage = _storage()
    digest = hashlib.sha256(content).hexdigest()
    if not storage.exists(digest):
        storage.save(digest, ContentFile(content))
    name = Path(name).name[:100]
    return Upload(kind, name, content, signing.dumps([digest, name, kind, user.pk], salt=SALT))


def find(word: str, user: User, gone: str) -> Upload:
    """The table that a word names.

    Refused, saying `gone`, if the word is not this person's, is too old, or the table is not there any more.
    """
    try:
        digest, name, kind, owner = signing.loads(word, salt=SALT, max_age=GOOD_FOR)
        if owner != user.pk:
            raise Refused(gone)
        with _storage().open(digest) as file:
            return Upload(kind, name, file.read(), word)
    except (signing.BadSignature, FileNotFoundError, ValueError):
        raise Refused(gone) from None


def forget(upload: Upload) -> None:
    """Let go of a table that was imported."""
    _storage().delete(hashlib.sha256(upload.content).hexdigest())


def _storage() -> FileSystemStorage:
    return FileSystemStorage(location=Path(settings.MEDIA_ROOT) / "tables")


@background
def delete_abandoned() -> int:
    """Delete the tables that were not imported within a day of their upload; gives how many."""
    storage, oldest = _storage(), clock.machine_now() - KEPT_FOR
    names = storage.listdir("")[1] if storage.exists("") else []
    abandoned = [name for name in names if storage.get_modified_time(name) < oldest]
    for name in abandoned:
        storage.delete(name)
    return len(abandoned)
