"""Material of campaigns: written by one, cleared by another, offered to those it is for, with its files."""

import io
import zipfile
from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from palermo.accounts.states import Role
from palermo.audit.models import AuditEvent
from palermo.core.refusals import Refused
from palermo.core.text import MultilingualText
from palermo.outreach.actions import material as actions
from palermo.outreach.material_files import open_file, read_material_file
from palermo.outreach.models import Material, MaterialDownload, MaterialFile
from tests.factories.accounts import make_organisation, make_user
from tests.factories.common import text
from tests.factories.outreach import make_campaign, make_material, make_material_file
from tests.portal.filling import act, client_of
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db
READER = {"headers": {"user-agent": "Mozilla/5.0"}}
WRITTEN = {
    "kind": "poster",
    "title_en": "Not for sale",
    "text_en": "Nobody is for sale.",
    "depicts": "drawn",
    "licence": "cc_by",
    "audience": "public",
}


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = date(2008, 2, 1)


def picture(form="PNG", **options) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (40, 30), "navy").save(made, form, **options)
    return made.getvalue()


def partner():
    user = make_user(Role.PARTNER)
    user.postings.update(organisation=make_organisation())
    return user


def read(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def status(client: Client, address: str, **request) -> int:
    response = client.get(address, **request)
    read(response)
    return response.status_code


def titles(client: Client, address: str = "/en/material/") -> list[str]:
    return Page(client.get(address)).all("main .papers h2")


def test_one_officer_writes_material_another_clears_it_and_everybody_reads_it():
    campaign, author, reviewer = make_campaign(), make_user(Role.SECRETARIAT), make_user(Role.SECRETARIAT)
    act(client_of(author), "add-material", campaign.activity.slug, **WRITTEN)
    material = Material.objects.get()
    act(
        client_of(author),
        "add-material-file",
        material.slug,
        language="en",
        upload=SimpleUploadedFile("poster.png", picture()),
        alt="The words “Nobody is for sale” on blue.",
    )
    act(client_of(author), "submit-material", material.slug)
    assert "Campaign material to review" in Page(client_of(reviewer).get("/en/desk/")).all("h3")
    with pytest.raises(Refused, match=r"^You have written this material\. Another officer reviews it\.$"):
        actions.clear_material(material, depicts="drawn", shows_no_victim=True, by=author)
    act(client_of(reviewer), "clear-material", material.slug, shows_no_victim="on", depicts="no_persons")
    material.refresh_from_db()
    assert (material.status, material.depicts, material.checked_by, material.checked_on) == (
        "cleared",
        "no_persons",
        str(reviewer),
        date(2008, 2, 1),
    )
    assert Client().get(material.get_absolute_url()).status_code == 404
    act(client_of(author), "publish-material", material.slug)
    page = Client().get(material.get_absolute_url())
    assert "Nobody is for sale." in page.text
    soup = BeautifulSoup(page.content, "lxml")
    assert soup.select_one("main img")["alt"] == "The words “Nobody is for sale” on blue."
    assert titles(Client()) == ["Not for sale"]
    assert str(reviewer) not in page.text


def test_nothing_is_cleared_without_the_confirmation_that_no_victim_is_shown():
    material, reviewer = make_material(status="submitted", checked_by="", checked_on=None), make_user(Role.SECRETARIAT)
    response = client_of(reviewer).post(f"/en/acts/clear-material/{material.slug}/", {"depicts": "drawn"})
    assert "Confirm that no victim is shown or can be recognized, or send the material back." in response.text
    with pytest.raises(Refused):
        actions.clear_material(material, depicts="drawn", shows_no_victim=False, by=reviewer)
    material.refresh_from_db()
    assert (material.status, material.checked_by) == ("submitted", "")


@pytest.mark.parametrize("status", ["submitted", "cleared"])
def test_a_change_of_what_it_shows_asks_for_a_new_review(status):
    material, officer = make_material(status=status), make_user(Role.SECRETARIAT)
    actions.change_material(material, values={"rights_until_on": date(2009, 1, 1)}, by=officer)
    material.refresh_from_db()
    assert material.status == status
    actions.change_material(material, values={"text": text("Other words")}, by=officer)
    material.refresh_from_db()
    assert (material.status, material.checked_by, material.checked_on) == ("draft", "", None)


@pytest.mark.parametrize("status", ["submitted", "cleared"])
def test_so_does_a_file_that_is_added_or_removed(status):
    officer = make_user(Role.SECRETARIAT)
    first, second = make_material(status=status), make_material(status=status)
    file = read_material_file(picture(), "poster.png")
    actions.add_material_file(first, language="fr", file=file, alt="Une affiche", by=officer)
    actions.remove_material_file(make_material_file(second), reason=text("Wrong"), by=officer)
    for material in (first, second):
        material.refresh_from_db()
        assert (material.status, material.checked_on) == ("draft", None)


def test_published_material_is_sent_back_before_it_is_changed():
    material, officer = make_material(), make_user(Role.SECRETARIAT)
    with pytest.raises(Refused, match=r"^This material is published\. Send it back to draft before you change it\.$"):
        actions.change_material(material, values={"text": text("Other words")}, by=officer)
    actions.return_material(material, reason=text("An error in Spanish"), by=officer)
    material.refresh_from_db()
    assert (material.status, material.checked_by, material.published_on) == ("draft", "", None)
    assert Client().get(material.get_absolute_url()).status_code == 404


def test_material_is_withdrawn_with_a_reason():
    material, officer = make_material(), make_user(Role.SECRETARIAT)
    with pytest.raises(Refused, match=r"^Enter the reason\.$"):
        actions.withdraw_material(material, reason=MultilingualText(), by=officer)
    act(client_of(officer), "withdraw-material", material.slug, reason_en="A person asked for it")
    material.refresh_from_db()
    assert (material.status, material.withdrawn_on) == ("withdrawn", date(2008, 2, 1))
    assert AuditEvent.objects.latest("sequence").verb == "material.withdrawn"
    assert Client().get(material.get_absolute_url()).status_code == 404


def test_a_film_is_submitted_with_its_transcript_in_each_of_its_languages():
    material, officer = make_material(status="draft", text=text("Words", "en")), make_user(Role.SECRETARIAT)
    make_material_file(material, language="fr", name="film.mp4", media_type="video/mp4")
    with pytest.raises(Refused) as refused:
        actions.submit_material(material, by=officer)
    assert str(refused.value) == (
        "Enter the transcript of the film or recording as the text of the material in Français."
    )


# Who sees what


def test_material_is_seen_by_those_whom_it_is_for_and_offered_to_partners_first():
    offered = {"is_for_partners": True}
    shown = {
        "draft": make_material("Canary draft", status="draft", **offered),
        "submitted": make_material("Canary submitted", status="submitted", **offered),
        "cleared": make_material("Canary cleared", status="cleared"),
        "offered": make_material("Canary offered", status="cleared", **offered),
        "published": make_material("Canary published"),
        "restricted": make_material("Canary restricted", audience="member_states"),
        "expired": make_material("Canary expired", rights_until_on=date(2008, 1, 31), **offered),
        "today": make_material("Canary today", rights_until_on=date(2008, 2, 1)),
        "withdrawn": make_material(
            "Canary withdrawn", status="withdrawn", withdrawn_on=date(2008, 1, 1), reason=text("R")
        ),
        "proposed": make_material("Canary proposed", campaign=make_campaign(state="proposed", mandate=None)),
    }
    for name, material in shown.items():
        make_material_file(material, content=name.encode())
    readers = {
        "visitor": Client(),
        "partner": client_of(partner()),
        "delegate": client_of(make_user(Role.DELEGATE)),
        "secretariat": client_of(make_user(Role.SECRETARIAT)),
    }
    seen = {}
    for reader, client in readers.items():
        found = {name for name, each in shown.items() if client.get(each.get_absolute_url()).status_code == 200}
        files = {
            name
            for name, each in shown.items()
            if status(client, f"/en/material/{each.slug}/en/1/file", **READER) == 200
        }
        archives = {name for name, each in shown.items() if status(client, f"/en/material/{each.slug}/all.zip") == 200}
        listed = {name for name, each in shown.items() if each.display_name() in titles(client)}
        assert files == archives == listed == found, reader
        seen[reader] = found
    assert seen == {
        "visitor": {"published", "today"},
        "partner": {"offered", "published", "today"},
        "delegate": {"published", "restricted", "today"},
        "secretariat": set(shown),
    }


def test_the_campaign_page_shows_the_same_material():
    campaign = make_campaign()
    make_material("Canary draft", campaign=campaign, status="draft")
    make_material("Poster", campaign=campaign)
    address = campaign.get_absolute_url()
    assert Page(Client().get(address)).all("#material + ul h3") == ["Poster [en]"]
    officer = client_of(make_user(Role.SECRETARIAT))
    assert Page(officer.get(address)).all("#material + ul h3") == ["Canary draft [en]", "Poster [en]"]


def test_the_list_is_narrowed_by_kind_language_licence_and_target_group_and_searched():
    make_material("Poster")
    french = make_material(kind="spot", licence="reserved", target_group="school")
    Material.objects.filter(pk=french.pk).update(title=text("Spot", "fr"), text=text("Script", "fr"))
    make_material("Draft", status="draft", kind="film")
    client = Client()
    spot = titles(client, "/en/material/?kind=spot")
    assert [title.split(" [")[0] for title in spot] == ["Spot"]
    assert titles(client, "/en/material/?licence=reserved") == spot
    assert titles(client, "/en/material/?kind=poster") == ["Poster [en]"]
    assert titles(client, "/en/material/?language=en") == ["Poster [en]"]
    assert titles(client, "/en/material/?group=school") == spot
    assert titles(client, "/en/material/?find=poster") == ["Poster [en]"]
    assert titles(client, "/en/material/?kind=film") == []
    assert len(titles(client)) == 2


# Files


def test_a_picture_is_drawn_anew_and_its_metadata_is_gone():
    info = PngInfo()
    info.add_text("Comment", "Taken at the shelter")
    exif = Image.Exif()
    exif[0x010E] = "Taken at the shelter"
    for name, content in (
        ("poster.png", picture("PNG", pnginfo=info, exif=exif)),
        ("poster.jpg", picture("JPEG", exif=exif, comment="Taken at the shelter")),
    ):
        assert b"shelter" in content
        kept = read_material_file(content, name)
        assert b"shelter" not in kept.content
        drawn = Image.open(io.BytesIO(kept.content))
        assert (drawn.size, dict(drawn.getexif())) == ((40, 30), {})


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (
            b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
            "poster.svg",
            "“poster.svg” is an SVG file, which can contain programs. Save it as PNG or PDF and upload that.",
        ),
        (
            b"<!doctype html><script>alert(1)</script>",
            "poster.html",
            "“poster.html” is not an accepted file type. Choose a PDF, a Word file (.docx), a picture (PNG, JPEG), "
            "a film (MP4, WebM) or a sound recording (MP3, OGG, M4A).",
        ),
        (
            picture(),
            "poster.pdf",
            "The name of “poster.pdf” does not match its content (.png). Rename the file or choose another.",
        ),
        (b"", "poster.png", "The file is empty. Choose another file."),
        (
            b"\x89PNG\r\n\x1a\nno picture",
            "poster.png",
            "“poster.png” cannot be read: the file is damaged, or takes too much time or memory to read. Save it again "
            "in the program that created it, without embedded content, and upload it again.",
        ),
    ],
)
def test_what_is_no_such_file_is_refused_in_a_sentence_and_nothing_is_kept(content, name, sentence):
    material, officer = make_material(status="draft"), make_user(Role.SECRETARIAT)
    response = client_of(officer).post(
        f"/en/acts/add-material-file/{material.slug}/",
        {"language": "en", "upload": SimpleUploadedFile(name, content), "alt": "A poster"},
    )
    assert response.status_code == 200
    errors = [
        each.get_text(" ", strip=True) for each in BeautifulSoup(response.content, "lxml").select(".errorlist li")
    ]
    assert errors == [sentence]
    assert MaterialFile.objects.count() == 0


def test_a_picture_needs_a_text_alternative():
    material, officer = make_material(status="draft"), make_user(Role.SECRETARIAT)
    file = read_material_file(picture(), "poster.png")
    with pytest.raises(Refused) as refused:
        actions.add_material_file(material, language="en", file=file, alt=" ", by=officer)
    assert str(refused.value) == ("Enter the text alternative: what the picture shows, for readers who cannot see it.")


@pytest.mark.parametrize(
    ("head", "media_type", "name"),
    [
        (b"\x00\x00\x00\x18ftypmp42", "video/mp4", "film.mp4"),
        (b"\x00\x00\x00\x18ftypM4A ", "audio/mp4", "spot.m4a"),
        (b"\x1aE\xdf\xa3\x9fB\x86\x81\x01webm", "video/webm", "film.webm"),
        (b"ID3\x04", "audio/mpeg", "spot.mp3"),
        (b"OggS\x00", "audio/ogg", "spot.ogg"),
    ],
)
def test_films_and_recordings_are_known_by_their_content(head, media_type, name):
    assert read_material_file(head + b"\x00" * 64, name).media_type == media_type


def test_a_file_is_given_as_an_attachment_that_can_run_nothing_and_a_piece_of_it_on_request():
    material = make_material()
    make_material_file(material, content=b"0123456789", name="spot.mp3", media_type="audio/mpeg")
    address = f"/en/material/{material.slug}/en/1/file"
    response = Client().get(address, **READER)
    assert read(response) == b"0123456789"
    assert {name: response[name] for name in ("Content-Type", "Content-Disposition", "X-Content-Type-Options")} == {
        "Content-Type": "audio/mpeg",
        "Content-Disposition": 'attachment; filename="spot.mp3"',
        "X-Content-Type-Options": "nosniff",
    }
    assert "sandbox" in response["Content-Security-Policy"]
    piece = Client().get(address, headers={"range": "bytes=2-4"})
    assert (piece.status_code, read(piece)) == (206, b"234")
    assert Client().post(address).status_code == 405


def test_an_archive_holds_all_files_with_the_licence():
    material = make_material("Poster")
    make_material_file(material, content=b"one", name="poster.pdf")
    make_material_file(material, content=b"two", name="affiche.pdf", language="fr", number=1)
    archive = zipfile.ZipFile(io.BytesIO(read(Client().get(f"/en/material/{material.slug}/all.zip"))))
    assert archive.namelist() == ["en/1-poster.pdf", "fr/1-affiche.pdf", "licence.txt"]
    words = archive.read("licence.txt").decode()
    assert words.splitlines()[0] == "Poster [en]"
    assert "Licence: CC BY 4.0." in words
    assert archive.read("fr/1-affiche.pdf") == b"two"


def test_downloads_are_counted_by_month_and_language_and_what_the_page_shows_is_none():
    material = make_material()
    make_material_file(material)
    address, client = f"/en/material/{material.slug}/en/1/file", Client()
    for request in (address, address, f"{address}?shown=1", f"/en/material/{material.slug}/all.zip"):
        status(client, request, **READER)
    status(client, address, headers={"user-agent": "ExampleBot/1.0"})
    counted = MaterialDownload.objects.order_by("language").values_list("language", "month", "count")
    assert list(counted) == [("", date(2008, 2, 1), 1), ("en", date(2008, 2, 1), 2)]
    page = BeautifulSoup(client.get(material.get_absolute_url()).content, "lxml")
    facts = {each.get_text(" ", strip=True): each.find_next("dd").get_text(strip=True) for each in page.select("dt")}
    assert facts["February 2008"] == "3"


@pytest.mark.django_db(transaction=True)
def test_the_content_of_a_removed_file_is_deleted_unless_other_material_has_it():
    officer = make_user(Role.SECRETARIAT)
    first, second = make_material(status="draft"), make_material(status="draft")
    one, other = make_material_file(first, b"same"), make_material_file(second, b"same")
    actions.remove_material_file(one, reason=text("Twice"), by=officer)
    with open_file(one.digest) as content:
        assert content.read() == b"same"
    actions.remove_material_file(other, reason=text("A victim can be recognized"), by=officer)
    with pytest.raises(FileNotFoundError):
        open_file(one.digest)


# Lists of many


def test_a_thousand_materials_are_listed_by_the_same_number_of_queries(django_assert_num_queries):
    campaign, client = make_campaign(), Client()
    make_material(campaign=campaign)
    client.get("/en/material/")
    with CaptureQueriesContext(connection) as one:
        client.get("/en/material/")
    pattern = make_material(campaign=campaign)
    fields = {
        name: getattr(pattern, name)
        for name in ("kind", "text", "depicts", "licence", "status", "checked_by", "checked_on", "published_on")
    }
    Material.objects.bulk_create(
        Material(slug=f"many-{each:04}", campaign=campaign, title=text(f"Many {each}"), **fields) for each in range(998)
    )
    with django_assert_num_queries(len(one)):
        assert len(titles(client)) == 50
