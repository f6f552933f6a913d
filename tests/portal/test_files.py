"""The one checked view of files: pieces, tags, caches, names; and that nothing else gives bytes out."""

import re
from datetime import date
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.conf import settings as installed
from django.test import Client
from django.urls import get_resolver
from PIL import Image
from pypdf import PdfReader

from palermo.accounts.states import Role
from palermo.core.audiences import Audience
from palermo.library.actions.versions import set_file
from palermo.library.extracting import extract_later
from palermo.library.models import AlternativeFormat, LanguageVersion, Read
from palermo.library.web.downloads import SANDBOX, file_name
from tests.factories.accounts import make_user
from tests.factories.library import make_document
from tests.library.files import locked_pdf, pdf

pytestmark = pytest.mark.django_db
CONTENT = b"0123456789"
PDF = "application/pdf"


def put(
    content: bytes = CONTENT,
    *,
    name: str = "a.txt",
    media_type: str = "text/plain",
    audience=Audience.MEMBER_STATES,
    **of,
) -> str:
    """The address of a file."""
    version = LanguageVersion(document=make_document(audience=audience, **of), language="en")
    set_file(version, content, name=name, media_type=media_type)
    version.save()
    return f"/en/documents/{version.document.slug}/en/"


class Reader(Client):
    """Takes each answer to its end, as a browser does."""

    def request(self, **request):
        response = super().request(**request)
        response.whole = b"".join(response.streaming_content) if response.streaming else response.content
        return response


def signed_in(role: Role = Role.DELEGATE, **fields) -> Reader:
    client = Reader()
    client.force_login(make_user(role, **fields))
    return client


@pytest.fixture
def delegate() -> Reader:
    return signed_in()


# Pieces


@pytest.mark.parametrize(
    ("asked", "given", "expected"),
    [
        ("bytes=0-3", b"0123", "bytes 0-3/10"),
        ("bytes=7-", b"789", "bytes 7-9/10"),
        ("bytes=-2", b"89", "bytes 8-9/10"),
        ("bytes=-99", CONTENT, "bytes 0-9/10"),
        ("bytes=8-99", b"89", "bytes 8-9/10"),
        ("bytes= 2-2", b"2", "bytes 2-2/10"),
    ],
)
def test_a_piece_is_given(delegate, asked, given, expected):
    response = delegate.get(put(), headers={"Range": asked})
    assert (response.status_code, response.whole) == (206, given)
    assert (response["Content-Range"], response["Content-Length"]) == (expected, str(len(given)))


@pytest.mark.parametrize("asked", ["bytes=10-", "bytes=10-12", "bytes=-0"])
def test_a_piece_that_is_not_there_is_refused_with_the_size(delegate, asked):
    response = delegate.get(put(), headers={"Range": asked})
    assert (response.status_code, response["Content-Range"], response.whole) == (416, "bytes */10", b"")
    assert not Read.objects.exists()


@pytest.mark.parametrize(
    "asked",
    [
        "bytes=0-1,3-4",
        "bytes=4-2",
        "bytes=-",
        "bytes=a-b",
        "lines=0-1",
        "bytes=0-1-2",
        f"bytes={'9' * 5000}-",
        "bytes=٠-١",
        "",
    ],
)
def test_what_is_no_single_piece_gives_the_whole_file(delegate, asked):
    response = delegate.get(put(), headers={"Range": asked.encode().decode("latin-1")})
    assert (response.status_code, response.whole, response["Content-Length"]) == (200, CONTENT, "10")


def test_a_piece_goes_on_only_with_the_file_it_is_a_piece_of(delegate):
    address = put()
    etag = delegate.get(address)["ETag"]
    for condition, status in [
        (etag, 206),
        (f"W/{etag}", 200),
        ('"other"', 200),
        ("Tue, 24 Nov 2026 10:00:00 GMT", 200),
    ]:
        assert delegate.get(address, headers={"Range": "bytes=0-3", "If-Range": condition}).status_code == status


def test_asking_for_the_head_alone_gives_no_bytes_and_is_no_read(delegate):
    response = delegate.head(put(), headers={"Range": "bytes=0-3"})
    assert (response.status_code, response["Content-Length"], response["Accept-Ranges"]) == (200, "10", "bytes")
    assert (response.content, Read.objects.count()) == (b"", 0)
    assert response["Content-Disposition"] == 'attachment; filename="a.txt"'


def test_a_file_is_only_asked_for(delegate):
    assert delegate.post(put()).status_code == 405


# Tags and caches


def test_each_reader_of_a_restricted_file_has_a_tag_of_their_own():
    address = put()
    first, second = signed_in(), signed_in()
    tags = [client.get(address)["ETag"] for client in (first, second)]
    assert tags[0] != tags[1]
    assert first.get(address, headers={"If-None-Match": tags[0]}).status_code == 304
    assert first.get(address, headers={"If-None-Match": f'"x", W/{tags[0]}'}).status_code == 304
    # The next person at the same browser gets the file again from the server, and that access is logged.
    assert second.get(address, headers={"If-None-Match": tags[0]}).status_code == 200


@pytest.mark.parametrize("tag", ["*", "known"])
def test_no_tag_answers_for_a_file_that_the_reader_may_not_see(delegate, tag):
    address = put()
    known = delegate.get(address)["ETag"] if tag == "known" else tag
    assert Reader().get(address, headers={"If-None-Match": known, "Range": "bytes=0-1"}).status_code == 404


def test_a_stale_session_is_given_nothing():
    address, user = put(), make_user(Role.DELEGATE)
    client = Reader()
    client.force_login(user)
    etag = client.get(address)["ETag"]
    user.postings.update(until_on="2007-02-01")
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 404
    assert Read.objects.count() == 1


def test_only_what_is_public_is_kept_by_others_and_only_where_nobody_is_signed_in(delegate):
    public, restricted = put(audience=Audience.PUBLIC), put()
    anonymous, known, closed = Reader().get(public), delegate.get(public), delegate.get(restricted)
    kept = [response["Cache-Control"] for response in (anonymous, known, closed)]
    assert kept == ["public, max-age=300", "private, no-cache", "private, no-cache"]
    assert {"Cookie" in response["Vary"] for response in (anonymous, known, closed)} == {True}
    again = delegate.get(restricted, headers={"If-None-Match": closed["ETag"]})
    assert (again.status_code, again["Cache-Control"]) == (304, "private, no-cache")


# Names and kinds


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ('a "quoted" name.txt', 'a "quoted" name.txt'),
        ("two\r\nSet-Cookie: x=1.txt", "twoSet-Cookie: x=1.txt"),
        ("ورقة العمل.txt", "ورقة العمل.txt"),
        ("../../etc/passwd", "passwd"),
        ("C:\\secret\\a.txt", "a.txt"),
        ("invoice\u202ftxt.exe", "invoice\u202ftxt.exe"),
        ("invoice\u202etxt.exe", "invoicetxt.exe"),
        ("\x01\n", "file"),
    ],
)
def test_a_name_is_a_name_and_nothing_else(delegate, name, expected):
    response = delegate.get(put(name=name))
    disposition = response["Content-Disposition"]
    assert disposition.startswith("attachment; ")
    if "filename*" in disposition:
        assert unquote(re.fullmatch(r"attachment; filename\*=utf-8''([A-Za-z0-9%._~/-]+)", disposition)[1]) == expected
    else:
        assert disposition == 'attachment; filename="{}"'.format(expected.replace('"', '\\"'))
    assert file_name(name) == expected
    assert "Set-Cookie" not in response.headers


def test_a_page_in_a_file_can_run_nothing(delegate):
    response = delegate.get(put(b"<!DOCTYPE html><script>x()</script>", name="a.html", media_type="text/html"))
    assert response["Content-Security-Policy"] == SANDBOX
    assert (response["Content-Type"], response["X-Content-Type-Options"]) == ("text/html; charset=utf-8", "nosniff")
    picture = delegate.get(put(b"<svg/>", name="a.svg", media_type="image/svg+xml"))
    assert picture["Content-Security-Policy"] == SANDBOX
    assert "sandbox" not in delegate.get(put(pdf("A"), name="a.pdf", media_type=PDF))["Content-Security-Policy"]


def test_a_file_that_is_not_in_its_place_is_said_to_be_missing(delegate):
    address = put(b"To be lost")
    version = LanguageVersion.objects.get()
    version.file.storage.delete(version.file.name)
    response = delegate.get(address)
    assert response.status_code == 409
    assert "This file is missing from storage." in response.content.decode()
    assert not Read.objects.exists()


# Other ways


@pytest.mark.parametrize(
    "path",
    [
        "/never-served/{place}",
        "/files/{place}",
        "/media/{place}",
        "/static/{place}",
        "/static/../files/{place}",
        "/static/%2e%2e/files/{place}",
        "/static/..%2ffiles/{place}",
        "/en/documents/{slug}/en",
        "/en/documents/{slug}/en/..%2f",
        "/en/documents/{slug}/EN/",
        "/en/documents/{slug}%00/en/",
        "/en/documents/../documents/{slug}/xx/",
        "/documents/{slug}/en/",
        "/admin/documents/1/",
        "/documents/1/{place}",
        "/images/1/{place}",
    ],
)
def test_no_other_path_leads_to_bytes(delegate, path):
    put()
    version = LanguageVersion.objects.select_related("document").get()
    address = path.format(place=version.file.name, slug=version.document.slug)
    for client in (delegate, Reader()):
        response = client.get(address)
        assert response.status_code in {301, 302, 400, 403, 404}
        assert CONTENT not in response.whole


def test_only_the_checked_views_open_files():
    """No address of Django's, Wagtail's or WhiteNoise's serves the folder of files."""
    assert Path(installed.MEDIA_ROOT) not in [Path(installed.STATIC_ROOT), *Path(installed.STATIC_ROOT).parents]
    served = {pattern.name for pattern in get_resolver().url_patterns if "serve" in str(getattr(pattern, "name", ""))}
    assert served == set()


# Stamps


@pytest.fixture
def _stamping(settings):
    settings.PALERMO_STAMP_PDF = True
    settings.PALERMO_TODAY = date(2008, 1, 31)


def pages(response) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(response.whole)).pages]


def restricted_pdf(content: bytes = b"", **fields) -> str:
    return put(content or pdf("A paper"), name="a.pdf", media_type=PDF, **fields)


@pytest.mark.usefixtures("_stamping")
def test_a_restricted_pdf_says_whom_it_was_given_to():
    address, anna, wang = restricted_pdf(), signed_in(name="Anna"), signed_in(name="王小明")
    given = [client.get(address) for client in (anna, wang)]
    assert [pages(response) for response in given] == [
        ["A paper\nAnna · State [en] · 31 January 2008"],
        ["A paper\n王小明 · State [en] · 31 January 2008"],
    ]
    assert given[0]["ETag"] != given[1]["ETag"]


@pytest.mark.usefixtures("_stamping")
def test_a_stamped_pdf_has_another_tag_on_another_day_and_is_given_in_pieces(settings):
    address, anna = restricted_pdf(), signed_in(name="Anna")
    first = anna.get(address)
    whole = first.whole
    piece = anna.get(address, headers={"Range": "bytes=100-199", "If-Range": first["ETag"]})
    assert (piece.status_code, piece.whole) == (206, whole[100:200])
    assert anna.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304
    settings.PALERMO_TODAY = date(2008, 2, 1)
    assert anna.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 200


@pytest.mark.usefixtures("_stamping")
def test_what_is_public_and_what_the_secretariat_takes_bears_no_stamp():
    public, restricted = restricted_pdf(audience=Audience.PUBLIC), restricted_pdf()
    plain = [signed_in().get(public), Reader().get(public), signed_in(Role.SECRETARIAT).get(restricted)]
    assert [pages(response) for response in plain] == [["A paper"]] * 3


@pytest.mark.usefixtures("_stamping")
def test_a_pdf_that_cannot_be_stamped_is_not_given_out_but_by_the_secretariat():
    address = restricted_pdf(locked_pdf())
    refused = signed_in().get(address)
    assert refused.status_code == 409
    assert (
        "This PDF cannot be marked with the reader’s name and is not available for download."
        in refused.content.decode()
    )
    assert not Read.objects.exists()
    assert signed_in(Role.SECRETARIAT).get(address).whole == locked_pdf()


# Pages as pictures, and other formats


def put_pdf(**of) -> str:
    """The address of a PDF of two pages whose words were taken out."""
    address = put(pdf("One", "Two"), name="a.pdf", media_type=PDF, **of)
    extract_later(LanguageVersion.objects.get(document__slug=address.split("/")[3]))
    return address


def test_a_page_of_a_pdf_is_given_as_a_picture_to_those_who_may_read_the_file(delegate):
    address = put_pdf()
    answers = [delegate.get(f"{address}pages/{page}.png") for page in (1, 2, 3, 0)]
    assert [answer.status_code for answer in answers] == [200, 200, 404, 404]
    sizes = {Image.open(BytesIO(answer.whole)).size for answer in answers[:2]}
    assert sizes == {(1091, 1543)}
    assert answers[0].whole != answers[1].whole
    assert answers[0]["Cache-Control"] == "private, no-cache"
    assert [Reader().get(f"{address}pages/1.png").status_code, Reader().get(address).status_code] == [404, 404]


def test_pages_that_are_read_one_after_the_other_are_one_read(delegate):
    address = put_pdf()
    for page in (1, 2, 1):
        delegate.get(f"{address}pages/{page}.png")
    assert [(read.by, read.form) for read in Read.objects.all()] == [("file", "pdf")]


def test_what_is_no_pdf_has_no_pictures(delegate):
    assert delegate.get(f"{put()}pages/1.png").status_code == 404


@pytest.mark.usefixtures("_stamping")
def test_a_picture_bears_the_stamp_of_its_reader():
    page = f"{put_pdf()}pages/1.png"
    one, other, officer = (signed_in(role, name=name).get(page).whole for role, name in STAMPED)
    assert len({one, other, officer}) == 3


STAMPED = [(Role.DELEGATE, "Ada"), (Role.DELEGATE, "Eve"), (Role.SECRETARIAT, "Officer")]


def test_a_file_in_another_format_is_given_to_the_same_readers(delegate):
    address = put_pdf()
    alternative = AlternativeFormat(version=LanguageVersion.objects.get())
    set_file(alternative, b"The words", name="a.txt", media_type="text/plain")
    alternative.save()
    given = delegate.get(f"{address}txt/")
    assert (given.whole, file_name_of(given), delegate.get(f"{address}docx/").status_code) == (
        b"The words",
        "a.txt",
        404,
    )
    assert Reader().get(f"{address}txt/").status_code == 404
    assert [(read.by, read.form, read.sha256) for read in Read.objects.all()] == [("file", "txt", alternative.sha256)]


def file_name_of(response) -> str:
    return response["Content-Disposition"].partition("filename=")[2].strip('"')
