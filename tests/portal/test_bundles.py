"""Papers as one ZIP file: what the reader may see, in the languages chosen, under names that every system takes."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.test import Client

from palermo.accounts.states import Role
from palermo.core.audiences import Audience
from palermo.governance.models import AgendaItem, MeetingPaper
from palermo.library.actions.versions import set_file
from palermo.library.models import LanguageVersion, Read
from palermo.library.web.bundles import safe
from tests.factories.accounts import make_user
from tests.factories.activities import make_event, make_outcome
from tests.factories.common import text
from tests.factories.governance import make_meeting
from tests.factories.library import make_document
from tests.library.files import locked_pdf, pdf

pytestmark = pytest.mark.django_db
RESTRICTED, PUBLIC = Audience.MEMBER_STATES, Audience.PUBLIC


def signed_in(role: Role = Role.DELEGATE, **fields) -> Client:
    client = Client()
    client.force_login(make_user(role, **fields))
    return client


def put(document, content: bytes, *, name: str = "a.pdf", media_type: str = "application/pdf", language: str = "en"):
    version = LanguageVersion(document=document, language=language)
    set_file(version, content, name=name, media_type=media_type)
    version.save()
    return document


def unpacked(response) -> dict[str, str]:
    """What it holds; and that it is whole."""
    with ZipFile(BytesIO(b"".join(response.streaming_content))) as packed:
        assert packed.testzip() is None
        return {name: packed.read(name).decode(errors="replace") for name in packed.namelist()}


@pytest.fixture
def meeting():
    """A consultation with a paper before it, one under its agenda, and one that only the secretariat reads."""
    made = make_meeting(slug="consultation-of-june", audience=PUBLIC, title=text("Consultation of June"))
    before = make_document("Before the meeting", words="Words of it", audience=RESTRICTED, symbol="E/CN.15/2008/CRP.1")
    MeetingPaper.objects.create(meeting=made, document=before)
    item = AgendaItem.objects.create(meeting=made, number="1", title=text("Item"))
    item.documents.add(put(make_document("Under it", audience=PUBLIC, slug="under-it"), b"%PDF-1.7\n"))
    hidden = make_document("Hidden", words="Hidden words", audience=Audience.SECRETARIAT, slug="hidden")
    MeetingPaper.objects.create(meeting=made, document=hidden)
    return made


def test_a_meeting_s_papers_are_those_that_the_reader_may_see(meeting):
    response = signed_in().get(f"/en/consultations/{meeting.slug}/papers.zip")
    shown = response["Content-Type"], response["Content-Disposition"], response["Cache-Control"]
    assert shown == (
        "application/zip",
        'attachment; filename="consultation-of-june-papers.zip"',
        "private, no-store",
    )
    held = unpacked(response)
    assert set(held) == {"E-CN.15-2008-CRP.1.en.txt", "under-it.en.pdf", "index.html"}
    assert held["E-CN.15-2008-CRP.1.en.txt"] == "Words of it"
    assert "Hidden" not in held["index.html"]
    for shown in (
        "Open-ended informal intergovernmental consultation",
        "Before the meeting",
        'href="E-CN.15-2008-CRP.1.en.txt"',
        "Member States",
        "1 June 2007",
    ):
        assert shown in held["index.html"]
    assert list(Read.objects.values_list("symbol", "by", "audience")) == [
        ("E/CN.15/2008/CRP.1", "zip", "member_states")
    ]


def test_papers_come_in_the_languages_chosen_and_the_index_says_which_are_missing(meeting):
    held = unpacked(signed_in().get(f"/en/consultations/{meeting.slug}/papers.zip?language=en&language=fr&language=xx"))
    assert set(held) == {"E-CN.15-2008-CRP.1.en.txt", "under-it.en.pdf", "index.html"}
    assert held["index.html"].count("Not available in this language.") == 2


def test_the_index_is_in_the_reader_s_language(meeting):
    held = unpacked(signed_in().get(f"/ar/consultations/{meeting.slug}/papers.zip?language=en"))
    assert '<html lang="ar" dir="rtl">' in held["index.html"]


def test_papers_that_are_in_none_of_the_languages_make_no_file(meeting):
    response = signed_in().get(f"/en/consultations/{meeting.slug}/papers.zip?language=ru")
    assert response.status_code == 409
    assert "None of these documents is available to you in the languages chosen." in response.content.decode()


def test_papers_that_are_too_large_make_no_file(meeting, settings):
    settings.PALERMO_MAX_ZIP_MB = 1
    LanguageVersion.objects.exclude(file="").update(size=2 * 1024 * 1024)
    response = signed_in().get(f"/en/consultations/{meeting.slug}/papers.zip")
    assert response.status_code == 409
    assert "The documents total 3 MB; a ZIP file can hold up to 1 MB." in response.content.decode()
    assert not Read.objects.exists()


def test_the_head_of_a_zip_file_is_no_read(meeting):
    response = signed_in().head(f"/en/consultations/{meeting.slug}/papers.zip")
    assert (response["Content-Type"], response.content, Read.objects.count()) == ("application/zip", b"", 0)


def test_a_visitor_is_not_let_into_the_papers_of_a_meeting(meeting):
    assert Client().get(f"/en/consultations/{meeting.slug}/papers.zip").status_code in {302, 403}
    assert signed_in(Role.FOCAL_POINT).get(f"/en/consultations/{meeting.slug}/papers.zip").status_code == 403


def test_the_committee_s_papers_have_their_own_address(meeting):
    committee = make_meeting(kind="committee", audience=RESTRICTED, on=date(2007, 6, 1))
    MeetingPaper.objects.create(meeting=committee, document=make_document(words="Words", slug="of-the-committee"))
    held = unpacked(signed_in().get(f"/en/committee/{committee.slug}/papers.zip"))
    assert set(held) == {"of-the-committee.en.txt", "index.html"}
    for address in (f"committee/{meeting.slug}", f"consultations/{committee.slug}"):
        assert signed_in().get(f"/en/{address}/papers.zip").status_code == 404


def test_an_event_gives_its_papers_and_those_of_its_outcomes():
    event = make_event(audience=PUBLIC)
    event.activity.documents.add(make_document(words="Words", slug="paper"))
    make_outcome(event, audience=PUBLIC, document=make_document(words="Words", slug="outcome"))
    make_outcome(event, audience=RESTRICTED, document=make_document(words="Words", slug="of-a-closed-outcome"))
    held = unpacked(Client().get(f"/en/events/{event.activity.slug}/papers.zip"))
    assert set(held) == {"outcome.en.txt", "paper.en.txt", "index.html"}


def test_a_document_comes_in_every_language_in_which_it_is_there():
    document = put(make_document(words="Words", slug="paper"), b"%PDF-1.7\n", language="fr")
    held = unpacked(Client().get("/en/documents/paper/papers.zip"))
    assert set(held) == {"paper.en.txt", "paper.fr.pdf", "index.html"}
    document.audience = RESTRICTED
    document.save()
    assert Client().get("/en/documents/paper/papers.zip").status_code == 404


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("E/CN.15/2008/L.2/Rev.1", "E-CN.15-2008-L.2-Rev.1"),
        ("../../etc/passwd", "etc-passwd"),
        ("..\\..\\windows", "windows"),
        ("con", "paper-con"),
        ("LPT1.x", "paper-LPT1.x"),
        ("a..b", "a.b"),
        ("وثيقة", "paper"),
        ("a" * 200, "a" * 80),
        (".hidden. ", "hidden"),
        ("a:b*c?d|e<f>", "a-b-c-d-e-f"),
    ],
)
def test_names_are_taken_by_every_system_and_lead_nowhere(name, expected):
    assert safe(name) == expected


def test_two_papers_of_one_name_are_told_apart():
    event = make_event(audience=PUBLIC)
    for symbol in ("A/1/2", "a/1-2"):
        event.activity.documents.add(make_document(words=symbol, symbol=symbol))
    held = unpacked(Client().get(f"/en/events/{event.activity.slug}/papers.zip"))
    assert set(held) == {"A-1-2.en.txt", "2-a-1-2.en.txt", "index.html"}


def test_restricted_pdfs_are_stamped_here_too_and_what_cannot_be_is_left_out(settings):
    settings.PALERMO_STAMP_PDF = True
    event = make_event(audience=PUBLIC)
    for slug, content in (("good", pdf("A paper")), ("locked", locked_pdf())):
        event.activity.documents.add(put(make_document(slug=slug, audience=RESTRICTED), content))
    response = signed_in(name="Anna").get(f"/en/events/{event.activity.slug}/papers.zip")
    held = unpacked(response)
    assert set(held) == {"good.en.pdf", "index.html"}
    assert "ReaderStamp0" in held["good.en.pdf"]
    assert "This PDF cannot be marked with the reader’s name and is not available for download." in held["index.html"]
    assert list(Read.objects.values_list("slug", flat=True)) == ["good"]
