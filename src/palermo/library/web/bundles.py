"""Papers as one ZIP file, in the languages that a reader chooses: what the reader may see, and nothing else.

Each restricted paper in it is a read of its own. The index names what is there, and what is not and why.
"""

import re
from collections.abc import Iterable
from datetime import date
from tempfile import SpooledTemporaryFile
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.conf import settings
from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from palermo.accounts.requests import SiteRequest
from palermo.core import clock
from palermo.core.languages import BY_CODE, CODES, Language, active_language
from palermo.core.refusals import Refused
from palermo.library.models import Document, LanguageVersion
from palermo.library.read_log import form_of, note_reads, served_version
from palermo.library.states import ReadBy
from palermo.library.web.downloads import File, open_file, opener_of, stamp_for

MEGABYTE = 1024 * 1024
# So much is kept in memory; a larger ZIP file is written to the disk.
IN_MEMORY = 8 * MEGABYTE
FIRST_DAY = date(1980, 1, 1)
CHUNK = 1024 * 1024
# Names that mean a device on Windows, whatever their ending.
DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)


class Piece(NamedTuple):
    """A document in one language: under which name it lies in the ZIP file, or why it does not."""

    document: Document
    language: Language
    version: LanguageVersion | None
    name: str
    why_not: str = ""


def requested_languages(request: SiteRequest) -> list[str]:
    """The languages chosen, in the official order; the reader's own where none is."""
    chosen = set(request.GET.getlist("language"))
    return [code for code in CODES if code in chosen] or [active_language().code]


def bundle(
    request: SiteRequest, documents: QuerySet[Document], *, title: str, name: str, languages: list[str]
) -> HttpResponseBase:
    """A ZIP file of documents that the reader may see.

    Refused if none of them is available in these languages, or if their total size is too large.
    """
    pieces = _pieces(documents.order_by("symbol", "slug").prefetch_related("versions"), languages)
    _check(pieces)
    response: HttpResponseBase = HttpResponse()
    if request.method != "HEAD":
        response = FileResponse(_write_zip(request, pieces, title))
    response["Content-Type"] = "application/zip"
    response["Content-Disposition"] = content_disposition_header(True, f"{safe(name)}.zip") or "attachment"
    response["Cache-Control"] = "private, no-store"
    return response


def _pieces(documents: Iterable[Document], languages: list[str]) -> list[Piece]:
    pieces, taken = [], {"index.html"}
    for document in documents:
        by_language = {version.language: version for version in document.versions.all()}
        for code in languages:
            version = by_language.get(code)
            name = _free(_name(document, version), taken) if version else ""
            why_not = "" if version else _("Not available in this language.")
            pieces.append(Piece(document, BY_CODE[code], version, name, why_not))
    return pieces


def _name(document: Document, version: LanguageVersion) -> str:
    """By symbol, else by slug, with the language: names that every system takes, and that lead nowhere else."""
    ending = form_of(version.file_name) if version.file else "txt"
    return f"{safe(document.symbol or document.slug)}.{version.language}.{safe(ending)}"


def safe(name: str) -> str:
    """Letters, digits, full stops and hyphens; never a device, a folder or a hidden file."""
    plain = re.sub(r"[^A-Za-z0-9.]+", "-", name).strip(".-")[:80].rstrip(".-")
    plain = re.sub(r"\.{2,}", ".", plain) or "paper"
    return f"paper-{plain}" if DEVICES.fullmatch(plain.split(".")[0]) else plain


def _free(name: str, taken: set[str]) -> str:
    """A name that is not taken yet: a number distinguishes papers of one name."""
    number, free = 2, name
    while free.lower() in taken:
        free, number = f"{number}-{name}", number + 1
    taken.add(free.lower())
    return free


def _check(pieces: list[Piece]) -> None:
    versions = [piece.version for piece in pieces if piece.version]
    if not versions:
        raise Refused(_("None of these documents is available to you in the languages chosen."))
    size = sum(version.size if version.file else len(version.text) for version in versions)
    if size > settings.PALERMO_MAX_ZIP_MB * MEGABYTE:
        raise Refused(
            _("The documents total %(size)d MB; a ZIP file can hold up to %(limit)d MB. Choose fewer languages.")
            % {"size": -(-size // MEGABYTE), "limit": settings.PALERMO_MAX_ZIP_MB}
        )


def _write_zip(request: SiteRequest, pieces: list[Piece], title: str) -> SpooledTemporaryFile[bytes]:
    """Write the whole ZIP file before any of it is sent, and log the reads of what is restricted in it."""
    file = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 -- the response closes it when it is sent
    added = []
    with ZipFile(file, "w") as packed:
        for piece in pieces:
            added.append(_add_piece(request, packed, piece))
        context = {"pieces": added, "title": title, "language": active_language(), "today": clock.today()}
        packed.writestr(_entry("index.html", clock.today()), render_to_string("library/papers/index.html", context))
    papers = [served_version(piece.version, ReadBy.ZIP) for piece in added if piece.version and piece.name]
    note_reads(papers, by=request.user)
    file.seek(0)
    return file


def _add_piece(request: SiteRequest, packed: ZipFile, piece: Piece) -> Piece:
    version = piece.version
    if version is None:
        return piece
    try:
        entry = _entry(piece.name, piece.document.dated_on or piece.document.issued_on)
        if version.file:
            _copy(request, packed, entry, version)
        else:
            packed.writestr(entry, version.text)
    except Refused as refusal:
        return piece._replace(name="", why_not=str(refusal))
    return piece


def _copy(request: SiteRequest, packed: ZipFile, entry: ZipInfo, version: LanguageVersion) -> None:
    file = File(opener_of(version.file), version.file_name, version.media_type, version.sha256)
    stamp = stamp_for(request, served_version(version, ReadBy.ZIP), version.media_type)
    with open_file(file, stamp) as source, packed.open(entry, "w", force_zip64=True) as target:
        while read := source.read(CHUNK):
            target.write(read)


def _entry(name: str, day: date | None) -> ZipInfo:
    """Dated as the paper is; what is packed already is not packed again."""
    dated = max(day or clock.today(), FIRST_DAY)
    entry = ZipInfo(name, (dated.year, dated.month, dated.day, 0, 0, 0))
    entry.compress_type = ZIP_DEFLATED if name.endswith((".txt", ".html", ".htm")) else ZIP_STORED
    entry.external_attr = 0o644 << 16
    return entry
