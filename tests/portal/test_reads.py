"""Each way in which a restricted paper is given out leaves a row; who sees the rows; how they are taken away."""

import csv
import io
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client, override_settings

from palermo.accounts.states import Role
from palermo.audit.models import AuditEvent
from palermo.core.audiences import Audience
from palermo.governance.models import Initiative
from palermo.library.actions.versions import set_file
from palermo.library.models import ExtractedText, LanguageVersion, Read
from palermo.reporting.models import Report
from tests.factories.accounts import make_user
from tests.factories.common import number, text
from tests.factories.governance import make_body
from tests.factories.library import make_document

pytestmark = pytest.mark.django_db
NOW = datetime(2008, 1, 31, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _story(settings):
    settings.PALERMO_TODAY = NOW


def signed_in(role: Role = Role.DELEGATE, **fields) -> Client:
    client = Client()
    client.force_login(make_user(role, **fields))
    return client


def restricted(**fields):
    """A document with a text in English and a file in French."""
    document = make_document(words="A text", **{"audience": Audience.MEMBER_STATES, **fields})
    version = LanguageVersion(document=document, language="fr")
    set_file(version, b"Un texte", name="un.txt", media_type="text/plain")
    version.save()
    return document


def take(client: Client, address: str, **headers) -> int:
    response = client.get(address, headers=headers)
    if response.streaming:
        b"".join(response.streaming_content)
    return response.status_code


def rows() -> list[tuple]:
    return list(Read.objects.order_by("pk").values_list("slug", "language", "by", "form"))


def make_reads(many: int, document=None, **fields) -> None:
    shown = {"reader": 100_001, "reader_name": "Anna", "paper": "document", "record": document.pk if document else 0}
    shown |= {
        "slug": document.slug if document else "gone",
        "audience": "member_states",
        "language": "en",
        "by": "page",
    }
    Read.objects.bulk_create([Read(**{"at": NOW - timedelta(minutes=n), **shown, **fields}) for n in range(many)])


# Ways


def test_a_text_on_a_page_and_a_file_are_written_down():
    document, client = restricted(), signed_in()
    take(client, f"/en/documents/{document.slug}/")
    take(client, f"/en/documents/{document.slug}/fr/")
    assert rows() == [(document.slug, "en", "page", ""), (document.slug, "fr", "file", "txt")]
    assert Read.objects.first().sha256 == document.versions.get(language="fr").sha256


def test_a_page_without_a_text_gives_nothing_away():
    document, client = restricted(), signed_in()
    take(client, f"/en/documents/{document.slug}/?text=fr")
    take(client, f"/en/documents/{document.slug}/?text=ru")
    client.head(f"/en/documents/{document.slug}/")
    assert rows() == []


def test_pieces_of_a_file_and_answers_without_bytes_are_one_read():
    document, client = restricted(), signed_in()
    address = f"/en/documents/{document.slug}/fr/"
    first = client.get(address, headers={"Range": "bytes=0-1"})
    assert b"".join(first.streaming_content) == b"Un"
    take(client, address, Range="bytes=2-3")
    take(client, address, **{"If-None-Match": first["ETag"]})
    client.head(address)
    assert rows() == [(document.slug, "fr", "file", "txt")]


def test_the_past_of_a_text_is_a_read_of_each_text():
    document, client = restricted(), signed_in()
    take(client, f"/en/history/documents/{document.slug}/")
    take(client, f"/en/documents/{document.slug}/?on=2008-01-31")
    assert rows() == [(document.slug, "en", "page", "")] * 2


def test_each_paper_of_a_zip_file_is_a_read():
    document, client = restricted(), signed_in()
    take(client, f"/en/documents/{document.slug}/papers.zip")
    assert rows() == [(document.slug, "en", "zip", ""), (document.slug, "fr", "zip", "txt")]


@pytest.mark.parametrize(("audience", "found"), [("member_states", ["page", "file"]), ("public", [])])
def test_restricted_reports_are_written_down_too(audience, found):
    Initiative.objects.create(slug="initiative", name=text("Initiative"), governing_body=make_body())
    report = Report.objects.create(
        slug=f"report-{number()}",
        blueprint="progress",
        title=text("Report"),
        cutoff_on=date(2008, 1, 1),
        audience=audience,
    )
    client = signed_in()
    assert take(client, f"/en/reports/{report.slug}/") == 200
    assert take(client, f"/en/reports/{report.slug}/fr.html") == 200
    assert list(Read.objects.order_by("pk").values_list("by", flat=True)) == found
    assert set(Read.objects.values_list("paper", "record", "slug")) == (
        {("report", report.pk, report.slug)} if found else set()
    )


def test_a_visitor_never_makes_a_row():
    hidden, public = restricted(), restricted(audience=Audience.PUBLIC)
    opened = restricted(audience=Audience.SECRETARIAT, opens_on=date(2008, 1, 1), opens_to="public")
    for document in (hidden, public, opened):
        for address in ("", "fr/", "papers.zip", "?on=2008-01-31"):
            status = take(Client(), f"/en/documents/{document.slug}/{address}")
            assert status == 404 if document is hidden else status in {200, 404}
    assert rows() == []


# Pages


def test_readers_are_told_and_the_secretariat_sees_by_how_many():
    document = restricted()
    first, second, officer = signed_in(), signed_in(), signed_in(Role.SECRETARIAT)
    page = first.get(f"/en/documents/{document.slug}/").content.decode()
    assert "Each access to this document is recorded." in page
    assert "Read by" not in page
    take(second, f"/en/documents/{document.slug}/")
    take(second, f"/en/documents/{document.slug}/fr/")
    assert "Read by 2 people" in officer.get(f"/en/documents/{document.slug}/?text=ru").content.decode()
    public = make_document(words="A text")
    assert (
        "Each access to this document is recorded." not in officer.get(f"/en/documents/{public.slug}/").content.decode()
    )


def test_the_secretariat_alone_is_told_which_files_have_no_words():
    document = restricted()
    version = document.versions.get(language="fr")
    ExtractedText.objects.create(version=version, sha256=version.sha256, state="empty", done_at=NOW)
    shown = "scanned without text;"
    pages = [signed_in(role).get(f"/en/documents/{document.slug}/") for role in (Role.SECRETARIAT, Role.DELEGATE)]
    assert [shown in page.content.decode() for page in pages] == [True, False]


@pytest.mark.parametrize("page", ["", "people/100001/", "documents/{slug}/"])
def test_the_log_is_the_secretariat_s(page):
    document = restricted()
    make_reads(1, document)
    address = f"/en/secretariat/reads/{page.format(slug=document.slug)}"
    assert signed_in(Role.SECRETARIAT).get(address).status_code == 200
    for role in (Role.DELEGATE, Role.COMMITTEE_MEMBER, Role.FOCAL_POINT):
        assert signed_in(role).get(address).status_code == 403
    assert Client().get(address).status_code in {302, 403}
    assert signed_in().get("/en/secretariat/reads.csv").status_code == 403


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", 3),
        ("?language=fr", 1),
        ("?by=zip", 1),
        ("?since=2008-01-31", 2),
        ("?until=2008-01-30", 1),
        ("?since=2008-01-31&by=page", 1),
        ("?since=31 January 2008", 2),
        ("?since=2008-02", 0),
        ("?until=January 2008", 3),
        ("?since=nonsense&language=xx&by=fax", 3),
        ("?until=9999-12-31&since=0001-01-01", 3),
        ("?person=100002", 1),
        (f"?person={'9' * 30}", 3),
    ],
)
def test_the_log_is_narrowed(asked, found):
    make_reads(1)
    make_reads(1, language="fr", by="zip", reader=100_002)
    make_reads(1, at=datetime(2008, 1, 30, 22, 59, tzinfo=UTC))
    response = signed_in(Role.SECRETARIAT).get(f"/en/secretariat/reads/{asked}")
    assert len(response.context["rows"]) == found


def test_a_paper_tells_its_readers_with_how_often_and_when_last():
    document = restricted()
    make_reads(3, document)
    make_reads(1, document, reader=100_002, reader_name="Béla", acting_for="France", at=NOW - timedelta(days=2))
    response = signed_in(Role.SECRETARIAT).get(f"/en/secretariat/reads/documents/{document.slug}/")
    shown = [(row["reader_name"], row["acting_for"], row["times"]) for row in response.context["readers"]]
    assert shown == [("Anna", "", 3), ("Béla", "France", 1)]


def test_everybody_sees_their_own_reads_and_no_title_that_is_closed_to_them_now():
    document, client = restricted(title="A restricted title", symbol="E/CN.15/2008/1"), signed_in()
    take(client, f"/en/documents/{document.slug}/")
    make_reads(1, restricted(title="Read by another"))
    page = client.get("/en/account/reads/").content.decode()
    assert ("A restricted title" in page, "E/CN.15/2008/1" in page, "Read by another" in page) == (True, True, False)
    document.audience = Audience.SECRETARIAT
    document.save()
    page = client.get("/en/account/reads/").content.decode()
    assert "a document no longer available to you" in page
    assert [word in page for word in ("A restricted title", "E/CN.15/2008/1", document.slug)] == [False] * 3
    assert Client().get("/en/account/reads/").status_code == 302


def test_the_log_is_taken_away_as_csv_and_that_is_recorded():
    make_reads(1, reader_name="=cmd()", acting_for="France")
    make_reads(1, language="fr")
    response = signed_in(Role.SECRETARIAT).get("/en/secretariat/reads.csv?language=en")
    lines = list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))
    assert [",".join(line) for line in lines] == [
        "When,Who,Acting for,Kind,Symbol,Identifier,Audience,Language,Method,Format,Digest (SHA-256)",
        "2008-01-31T13:00:00+01:00,'=cmd(),France,Document,,gone,Member States,en,text,,",
    ]
    assert response["Cache-Control"] == "private, no-store"
    event = AuditEvent.objects.get()
    assert (event.verb, event.details) == ("reads.exported", {"asked": {"language": "en"}})


@pytest.mark.parametrize(
    "page", ["/en/secretariat/reads/", "/en/secretariat/reads/people/100001/", "/en/account/reads/"]
)
def test_a_page_of_the_log_asks_as_often_for_many_as_for_one(page, django_assert_max_num_queries):
    client = signed_in(Role.SECRETARIAT)
    reader = int(client.session["_auth_user_id"]) if "account" in page else 100_001
    for _ in range(60):
        make_reads(1, restricted(), reader=reader)
    client.get(page)
    with django_assert_max_num_queries(12), override_settings(DEBUG=True):
        assert len(client.get(page).context["rows"]) == 50
