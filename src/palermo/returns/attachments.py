"""Files that States hand in with their returns: checked when they come, kept by their digest in the private store."""

from hashlib import sha256
from pathlib import PurePath
from typing import BinaryIO, NamedTuple, cast

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from palermo.core.refusals import Refused
from palermo.library.identifiers import check_identifies_nobody
from palermo.library.intake import check_file


class AttachedFile(NamedTuple):
    """A file as it was checked."""

    content: bytes
    name: str


def read_attachment(content: bytes, name: str) -> AttachedFile:
    """A file as it may be attached to a return: of a kind that the library takes, not too large, and not harmful.

    Refused, saying what is wrong with it.
    """
    name = PurePath(name.replace("\\", "/")).name[:200]
    if not content:
        raise Refused(_("“%(name)s” is empty. Choose another file.") % {"name": name})
    check_identifies_nobody(content, name)
    check_file(content, name)
    return AttachedFile(content, name)


def keep_attachment(content: bytes) -> str:
    """Keep a file under its digest, which is returned; equal files are one."""
    digest = sha256(content).hexdigest()
    _write(content, digest)
    # Until then another act may delete an equal file, whose last row it removed.
    transaction.on_commit(lambda: _write(content, digest))
    return digest


def _write(content: bytes, digest: str) -> None:
    storage, place = FileSystemStorage(), _place(digest)
    if not storage.exists(place):
        storage.save(place, ContentFile(content))


def open_attachment(digest: str) -> BinaryIO:
    """Open a file that is kept.

    Raises
    ------
    FileNotFoundError
        If it is not in its place.
    """
    return cast(BinaryIO, FileSystemStorage().open(_place(digest)))


def path_of_attachment(digest: str) -> str:
    """Where a file is kept."""
    return FileSystemStorage().path(_place(digest))


def delete_attachment_after_commit(digest: str, *, unless: QuerySet) -> None:
    """Delete a file once the act is done, unless there are such rows then."""

    def delete() -> None:
        if not unless.exists():
            FileSystemStorage().delete(_place(digest))

    transaction.on_commit(delete)


def _place(digest: str) -> str:
    return f"returns/{digest[:2]}/{digest}"
