"""While nothing can be written, reading goes on, and what would write answers 503 with a sentence."""

import errno
import re
from collections.abc import Iterator

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from django.db import DatabaseError, OperationalError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from palermo.accounts.models import User
from palermo.accounts.rate_limits import RateLimit, consume, has_room
from palermo.core.file_cache import kept_file
from palermo.core.languages import LANGUAGES
from palermo.core.read_only import is_unwritable

# Every test really commits: a transaction around it would be one that writes.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("demonstration")]

LOGIN = {"login": "delegate@example.org", "password": "palermo-delegate"}
API = "/api/v1/indicators"
SENTENCE = {
    "en": "The site can only be read at the moment: nothing can be saved. Try again later.",
    "fr": "Pour le moment, le site peut uniquement être consulté",
    "es": "Por el momento, el sitio solo se puede consultar",
    "ru": "Сейчас сайт можно только просматривать",
    "ar": "لا يمكن حالياً سوى الاطلاع على محتوى الموقع",
    "zh-hans": "网站目前仅可浏览",
}
WRITES = re.compile(r"^(INSERT|UPDATE|DELETE|SAVEPOINT|BEGIN)", re.IGNORECASE)
SWITCHES = {
    "sqlite": ("PRAGMA query_only = ON", "PRAGMA query_only = OFF"),
    "postgresql": ("SET default_transaction_read_only = on", "SET default_transaction_read_only = off"),
}


@pytest.fixture
def read_only(demonstration, transactional_db, settings) -> Iterator[None]:
    """A database that can only be read, and counts that are kept in it, as on the site."""
    settings.CACHES = settings.CACHES | {"default": SHARED}
    call_command("createcachetable")
    off, on = SWITCHES[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(off)
    yield
    with connection.cursor() as cursor:
        cursor.execute(on)


SHARED = {"BACKEND": "palermo.core.shared_cache.SharedCache", "LOCATION": "shared_cache"}


def client_of(email: str) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(User.objects.get(email=email))
    return client


def answers(client: Client, first: str, most: int) -> dict[str, int]:
    """The status of the page at an address and of what it leads to, page by page."""
    waiting, found = [first], dict[str, int]()
    while waiting and len(found) < most:
        path = waiting.pop(0)
        response = client.get(path)
        found[path] = response.status_code
        is_page = response.status_code == 200 and response.get("Content-Type", "").startswith("text/html")
        for link in re.findall(r'href="(/en/[^"#?]*)', response.content.decode()) if is_page else ():
            if link not in found and link not in waiting:
                waiting.append(link)
    return found


def test_visitor_reads_on(read_only):
    found = answers(Client(raise_request_exception=False), "/en/", 80)
    assert (len(found), {status for status in found.values() if status >= 400}) == (80, set())


def test_signed_in_reader_reads_on_though_their_use_of_the_session_cannot_be_noted(demonstration, transactional_db):
    client = client_of("secretariat@example.org")
    session = client.session
    session["seen_at"] = 0
    session.save()
    with connection.cursor() as cursor:
        cursor.execute(SWITCHES[connection.vendor][0])
    try:
        found = answers(client, "/en/desk/", 60)
    finally:
        with connection.cursor() as cursor:
            cursor.execute(SWITCHES[connection.vendor][1])
    # Restricted papers, whose readers are on record.
    kept_back = {path for path, status in found.items() if status == 503}
    assert len(found) == 60
    assert {status for path, status in found.items() if path not in kept_back} <= {200, 302}
    assert {path.split("/")[2] for path in kept_back} == {"documents"}


@pytest.mark.parametrize("language", [each.django_code for each in LANGUAGES])
def test_sign_in_answers_503_with_a_sentence_in_each_language(read_only, language):
    client = Client(raise_request_exception=False)
    page = client.get(f"/{language}/accounts/login/")
    assert page.status_code == 200
    response = client.post(f"/{language}/accounts/login/", LOGIN)
    words = response.content.decode()
    assert (response.status_code, response["Retry-After"], SENTENCE[language] in words) == (503, "300", True)
    assert f'lang="{language}"' in words
    assert "sessionid" not in client.cookies


def test_form_that_is_sent_answers_503_and_leaves_what_there_was(demonstration, transactional_db):
    client = client_of("delegate@example.org")
    before = User.objects.get(email="delegate@example.org").name
    with connection.cursor() as cursor:
        cursor.execute(SWITCHES[connection.vendor][0])
    try:
        response = client.post("/en/account/", {"name": "Somebody else", "language": "en"})
        fields = {"name": "Somebody else", "language": "en"}
        for_a_program = client.post("/en/account/", fields, headers={"Accept": "application/json"})
    finally:
        with connection.cursor() as cursor:
            cursor.execute(SWITCHES[connection.vendor][1])
    assert (response.status_code, SENTENCE["en"] in response.content.decode()) == (503, True)
    assert (for_a_program.status_code, for_a_program.json()["detail"]) == (503, SENTENCE["en"])
    assert User.objects.get(email="delegate@example.org").name == before


def test_data_interface_answers_and_writes_nothing(read_only):
    client = Client(raise_request_exception=False)
    assert client.get(API).status_code == 200
    with CaptureQueriesContext(connection) as queries:
        assert client.get(API).status_code == 200
    assert [query["sql"] for query in queries if WRITES.match(query["sql"])] == []


def test_reads_of_figures_are_counted_all_the_same(read_only):
    client = Client(raise_request_exception=False)
    statuses = [client.get(API, REMOTE_ADDR="192.0.2.7").status_code for _ in range(601)]
    assert (set(statuses[:600]), statuses[600]) == ({200}, 429)


def test_count_that_cannot_be_kept_is_an_error_and_no_refusal(read_only):
    rate = RateLimit(2, 60)
    for count in (consume, has_room):
        with pytest.raises(DatabaseError) as raised:
            count("door", rate, by="a")
        assert is_unwritable(raised.value)
    assert consume("door", RateLimit(2, 60, is_of_reads=True), by="a")


def test_other_errors_of_the_database_are_not_taken_for_it():
    with pytest.raises(OperationalError) as raised, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT nothing FROM nowhere") if connection.vendor == "sqlite" else _lock_timeout(cursor)
    assert not is_unwritable(raised.value)


def _lock_timeout(cursor) -> None:
    cursor.execute("SET LOCAL statement_timeout = 1")
    cursor.execute("SELECT pg_sleep(1)")


@pytest.mark.parametrize(
    ("error", "is_one"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), True),
        (OSError(errno.EROFS, "Read-only file system", "/anywhere"), True),
        (PermissionError(errno.EACCES, "Permission denied", "{DATA}/files/a.pdf"), True),
        (PermissionError(errno.EACCES, "Permission denied", "/etc/shadow"), False),
        (FileNotFoundError(errno.ENOENT, "No such file", "{DATA}/files/a.pdf"), False),
        (ValueError("no space"), False),
        (None, False),
    ],
)
def test_errors_of_the_disk_are_told_apart(error, is_one):
    if isinstance(error, OSError) and error.filename:
        error.filename = error.filename.replace("{DATA}", str(django_settings.DATA))
    assert is_unwritable(error) is is_one


def test_file_that_cannot_be_kept_is_made_each_time(tmp_path, monkeypatch):
    def full(_path: object, _content: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("pathlib.Path.write_bytes", full)
    assert [kept_file(tmp_path / "a" / "b", lambda: b"drawn", 100) for _ in range(2)] == [b"drawn", b"drawn"]
    assert list((tmp_path / "a").iterdir()) == []
