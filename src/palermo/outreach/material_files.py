"""Files of campaign material: checked when they come, kept by their digest, opened again."""

import json
from hashlib import sha256
from pathlib import PurePath
from typing import BinaryIO, cast

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.db import transaction
from django.utils.translation import gettext as _

from palermo.core.languages import active_language
from palermo.core.limited_process.starting import WAITED_FOR, read_bytes_apart
from palermo.core.refusals import Refused
from palermo.core.speech.lists import format_list
from palermo.library.intake import check_file
from palermo.library.media import check_size
from palermo.library.scanning import check_scanned
from palermo.outreach.cleaning.cleaner import CLEAN
from palermo.outreach.cleaning.findings import ATTACHMENTS, CHANGES, COMMENTS, FIELD, SIGNATURE, TRACK
from palermo.outreach.material_types import ENDINGS, PICTURES, NewFile, type_by_mark
from palermo.outreach.redrawing import TOO_LARGE

REDRAWING, CLEANING = "palermo.outreach.redrawing", "palermo.outreach.cleaning.cleaner"
# To compress the largest picture takes longer than to read a file.
LIMITS = WAITED_FOR._replace(seconds=20, clock=40, answer=64 * 1024 * 1024)


def read_material_file(content: bytes, name: str) -> NewFile:
    """A file as it may be kept: of a known type, harmless, without metadata, a picture drawn anew.

    Refused, saying what is wrong with it.
    """
    check_size(len(content), settings.PALERMO_MAX_UPLOAD_MB)
    name = PurePath(name.replace("\\", "/")).name[:200]
    media_type = type_by_mark(content)
    if media_type:
        check_scanned(content, name)
    elif _looks_like_svg(content, name):
        raise Refused(
            _("“%(name)s” is an SVG file, which can contain programs. Save it as PNG or PDF and upload that.")
            % {"name": name}
        )
    else:
        media_type = _document_type(content, name)
    if media_type not in ENDINGS:
        raise Refused(_not_accepted(name))
    if PurePath(name).suffix.lower() not in ENDINGS[media_type]:
        raise Refused(
            _("The name of “%(name)s” does not match its content (%(found)s). Rename the file or choose another.")
            % {"name": name, "found": ENDINGS[media_type][0]}
        )
    content = _redraw(content, name) if media_type in PICTURES else _clean(content, name, media_type)
    return NewFile(content, name, media_type)


def _looks_like_svg(content: bytes, name: str) -> bool:
    return name.lower().endswith((".svg", ".svgz")) or b"<svg" in content[:2048].lower()


def _document_type(content: bytes, name: str) -> str:
    """The type of a PDF or a Word file; the library refuses those that are locked or unpack to too much."""
    if not content.startswith((b"%PDF-", b"PK\x03\x04")):
        raise Refused(_not_accepted(name))
    return check_file(content, name)


def _not_accepted(name: str) -> str:
    return _(
        "“%(name)s” is not an accepted file type. Choose a PDF, a Word file (.docx), a picture (PNG, JPEG), a film "
        "(MP4, WebM) or a sound recording (MP3, OGG, M4A)."
    ) % {"name": name}


def _redraw(content: bytes, name: str) -> bytes:
    most = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS
    drawn = read_bytes_apart(REDRAWING, content, name=name, limits=LIMITS, most_pixels=most)
    if drawn == TOO_LARGE:
        raise Refused(
            _("“%(name)s” has more than %(most)d pixels. Upload a smaller image.") % {"name": name, "most": most}
        )
    return drawn


def _clean(content: bytes, name: str, media_type: str) -> bytes:
    answer = read_bytes_apart(CLEANING, content, name=name, limits=LIMITS, media_type=media_type)
    if answer.startswith(CLEAN):
        return answer[len(CLEAN) :]
    raise Refused(" ".join(_sentences(json.loads(answer[1:]), name)))


def _sentences(found: list[str], name: str) -> list[str]:
    """What has to be taken out of a file first."""
    sentences = {
        COMMENTS: _("“%(name)s” contains comments. Delete them and upload the file again."),
        CHANGES: _("“%(name)s” contains tracked changes. Accept or reject them and upload the file again."),
        ATTACHMENTS: _(
            "“%(name)s” contains other files, for example a workbook behind a chart. Remove them, insert charts as "
            "pictures, and upload the file again."
        ),
        SIGNATURE: _("“%(name)s” is signed, and the signature names a person. Upload the file without signature."),
        TRACK: _(
            "“%(name)s” has a track that is neither seen nor heard and may contain places. Export it again with "
            "picture and sound only, and upload it again."
        ),
    }
    written = [sentences[each] % {"name": name} for each in found if each in sentences]
    if fields := [each.removeprefix(FIELD) for each in found if each.startswith(FIELD)]:
        written.append(
            _(
                "“%(name)s” contains metadata: %(fields)s. Remove it in the program that wrote the file, and upload "
                "it again."
            )
            % {"name": name, "fields": format_list(fields, active_language().code)}
        )
    return written


def keep_file(content: bytes) -> str:
    """Keep a file under its digest, which is returned; equal files are one."""
    digest = sha256(content).hexdigest()
    storage, place = FileSystemStorage(), place_of(digest)
    if not storage.exists(place):
        storage.save(place, ContentFile(content))
    return digest


def open_file(digest: str) -> BinaryIO:
    """Open a file that is kept.

    Raises
    ------
    FileNotFoundError
        If it is not in its place.
    """
    return cast(BinaryIO, FileSystemStorage().open(place_of(digest)))


def delete_file_after_commit(digest: str) -> None:
    """Delete a file once the act is done: a picture that shows somebody must not stay in storage."""
    transaction.on_commit(lambda: FileSystemStorage().delete(place_of(digest)))


def place_of(digest: str) -> str:
    """The name of a file in the folder of files."""
    return f"material/{digest[:2]}/{digest}"
