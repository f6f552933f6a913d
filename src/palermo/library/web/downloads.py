"""How files are served, once it is checked that the reader may see them.

One response for every file of the library and of reports: pieces of it (RFC 9110), tags that change with its reader
where it is restricted, caches that keep it for nobody else, names that no browser takes for anything but a name.
"""

import re
import unicodedata
from collections.abc import Iterator
from http import HTTPMethod
from pathlib import PurePath
from typing import BinaryIO, NamedTuple, cast

from django.conf import settings
from django.db.models.fields.files import FieldFile
from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotModified,
    StreamingHttpResponse,
)
from django.utils.cache import patch_vary_headers
from django.utils.crypto import salted_hmac
from django.utils.http import content_disposition_header, parse_etags
from django.utils.translation import gettext as _

from palermo.accounts.requests import SiteRequest
from palermo.core import clock
from palermo.core.languages import active_language
from palermo.core.refusals import Refused
from palermo.core.speech.here import localize_day
from palermo.library.models import LanguageVersion
from palermo.library.page_drawing import page_picture, picture_key
from palermo.library.read_log import ServedPaper, note_reads, served_version, sides_of
from palermo.library.stamping import Opener, Stamp, stamp_key, stamped_file
from palermo.library.states import ReadBy

PDF = "application/pdf"
# What is public may be kept by others for so many seconds; a paper that is withdrawn is gone from there after that.
PUBLIC_FOR = 300
# What can run nothing by itself, or is shown by a program of its own that a sandbox would keep away.
_INERT = re.compile(r"application/(pdf|vnd\.openxmlformats-officedocument\.[\w.]+)")
SANDBOX = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")
CHUNK = 64 * 1024
# What programs that collect pages call themselves.
_PROGRAMS = re.compile(r"bot\b|bot/|crawl|spider|slurp|preview|monitor|curl|wget|python|httpx|scrapy", re.IGNORECASE)


class File(NamedTuple):
    """A file to serve: how to open it, its name, its media type, the digest of its bytes."""

    open: Opener
    name: str
    media_type: str
    sha256: str


def opener_of(file: FieldFile) -> Opener:
    """How to open a stored file."""
    storage, name = file.storage, str(file.name)
    return lambda: storage.open(name)


def serve_file(request: SiteRequest, file: File, paper: ServedPaper) -> HttpResponseBase:
    """Serve a file, a piece of it, or 304 where the reader has it; the read of a restricted file is logged."""
    stamp = stamp_for(request, paper, file.media_type)
    return _file_response(request, file, [paper], stamp, paper.is_restricted)


def serve_page_picture(request: SiteRequest, file: File, paper: ServedPaper, page: int) -> HttpResponseBase:
    """Serve a page of a PDF as a picture, stamped as the file is; pages seen within a minute are one logged read."""
    stamp = stamp_for(request, paper, file.media_type)
    digest = stamp_key(file.sha256, stamp) if stamp else file.sha256

    def read() -> bytes:
        with open_file(file, stamp) as content:
            return content.read()

    def draw() -> BinaryIO:
        return page_picture(read, digest, page).open("rb")

    picture = File(draw, f"{page}.png", "image/png", picture_key(digest, page))
    return _file_response(request, picture, [paper], None, paper.is_restricted, is_part=True)


def serve_papers(
    request: SiteRequest, file: File, papers: list[ServedPaper], *, is_restricted: bool
) -> HttpResponseBase:
    """Serve a file that holds several papers; the read of each restricted one is logged."""
    return _file_response(request, file, papers, None, is_restricted)


def _file_response(
    request: SiteRequest,
    file: File,
    papers: list[ServedPaper],
    stamp: Stamp | None,
    is_restricted: bool,
    *,
    is_part: bool = False,
) -> HttpResponseBase:
    etag = _etag(request, file, is_restricted, stamp)
    response = _not_modified_response(request, etag) or _bytes(request, open_file(file, stamp), file.media_type, etag)
    response["ETag"] = etag
    response["Cache-Control"] = _cache_control(request, is_restricted)
    patch_vary_headers(response, ["Cookie"])
    if response.status_code in {200, 206}:
        _describe(response, file)
        if request.method == "GET":
            note_reads(papers, by=request.user, is_part=is_part or response.status_code == 206)
    return response


def note_page_reads(request: SiteRequest, *versions: LanguageVersion | None, with_words_of_files: bool = False) -> None:
    """Log that a page gives the text of these versions, where they have one and it is restricted.

    With `with_words_of_files`, the page also gives the words of their files. What a page of a bundle gives is logged
    with the bundle.
    """
    if request.method == "GET" and not hasattr(request, "frame"):
        shown = [each for each in versions if each and (each.text or (with_words_of_files and each.words_of_file))]
        note_reads([served_version(version, ReadBy.PAGE) for version in shown], by=request.user)


def stamp_for(request: SiteRequest, paper: ServedPaper, media_type: str) -> Stamp | None:
    """The stamp for this reader; none on what is public, and none for the secretariat, which keeps the papers."""
    if not settings.PALERMO_STAMP_PDF or media_type != PDF or not paper.is_restricted or request.viewer.is_secretariat:
        return None
    language, user = active_language(), request.user
    words = " · ".join([str(user), *sides_of(user, language), localize_day(clock.today())])
    return Stamp(words[:300], language.code)


def open_file(file: File, stamp: Stamp | None) -> BinaryIO:
    """Open a file, stamped where a stamp is given. Refused if the file is not in its place, or cannot be stamped."""
    try:
        return stamped_file(file.open, file.sha256, stamp).open("rb") if stamp else cast(BinaryIO, file.open())
    except FileNotFoundError:
        raise Refused(_("This file is missing from storage. Please notify the secretariat.")) from None


def _etag(request: SiteRequest, file: File, is_restricted: bool, stamp: Stamp | None) -> str:
    """The tag of a file; of a restricted one each reader has their own, so another reader's copy never answers."""
    if not is_restricted:
        return f'"{file.sha256}"'
    bytes_given = stamp_key(file.sha256, stamp) if stamp else file.sha256
    return f'"{salted_hmac("palermo.files", f"{request.user.pk} {bytes_given}", algorithm="sha256").hexdigest()}"'


def _not_modified_response(request: SiteRequest, etag: str) -> HttpResponseBase | None:
    known = parse_etags(request.headers.get("If-None-Match", ""))
    return HttpResponseNotModified() if known == ["*"] or etag in {tag.removeprefix("W/") for tag in known} else None


def _cache_control(request: SiteRequest, is_restricted: bool) -> str:
    is_open = not is_restricted and settings.SESSION_COOKIE_NAME not in request.COOKIES
    return f"public, max-age={PUBLIC_FOR}" if is_open else "private, no-cache"


def _bytes(request: SiteRequest, content: BinaryIO, media_type: str, etag: str) -> HttpResponseBase:
    size = content.seek(0, 2)
    content.seek(0)
    wanted = requested_range(request, size, etag)
    if request.method == "HEAD":
        content.close()
        response: HttpResponseBase = HttpResponse(headers={"Content-Length": size})
    elif wanted is None:
        response = FileResponse(content, headers={"Content-Length": size})
    elif not wanted:
        content.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"}, content_type="text/plain")
    else:
        headers = {"Content-Range": f"bytes {wanted[0]}-{wanted[-1]}/{size}", "Content-Length": len(wanted)}
        response = StreamingHttpResponse(_piece(content, wanted), status=206, headers=headers)
    response["Content-Type"] = f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type
    response["Accept-Ranges"] = "bytes"
    return response


def requested_range(request: SiteRequest, size: int, etag: str) -> range | None:
    """Which bytes are asked for: None for all of them, an empty range where there are none such.

    Several pieces at once, and what is written otherwise than the rules have it, ask for the whole.
    """
    written = _RANGE.fullmatch(request.headers.get("Range", "").replace(" ", ""))
    if request.method != "GET" or not written or request.headers.get("If-Range", etag) != etag:
        return None
    first, last = written.groups()
    if not first:
        return range(max(size - int(last), 0), size) if last else None
    if last and int(last) < int(first):
        return None
    return range(int(first), min(int(last) + 1 if last else size, size))


def _piece(content: BinaryIO, wanted: range) -> Iterator[bytes]:
    with content:
        content.seek(wanted.start)
        left = len(wanted)
        while left and (read := content.read(min(left, CHUNK))):
            left -= len(read)
            yield read


def _describe(response: HttpResponseBase, file: File) -> None:
    response["Content-Disposition"] = content_disposition_header(True, file_name(file.name)) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    if not _INERT.fullmatch(file.media_type):
        response["Content-Security-Policy"] = SANDBOX


def counts_as_download(request: HttpRequest) -> bool:
    """Whether a reader asks for the whole file: no HEAD, no later part of it, no program that names itself as one."""
    is_later_part = not request.headers.get("Range", "bytes=0-").startswith("bytes=0-")
    agent = request.headers.get("User-Agent", "")
    return request.method == HTTPMethod.GET and not is_later_part and bool(agent) and not _PROGRAMS.search(agent)


def file_name(name: str) -> str:
    """A name without folders, and without characters that break a line or turn its direction."""
    last = PurePath(name.replace("\\", "/")).name
    plain = "".join(each for each in last if unicodedata.category(each) not in {"Cc", "Cf", "Zl", "Zp", "Cs"})
    return plain.strip()[:200] or "file"
