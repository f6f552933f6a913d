"""Files on the site, accounts and reports in the administration, each saved by an action of its own."""

import hashlib
import io
import sys
import zipfile
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.urls import reverse
from PIL import Image
from wagtail.images import get_image_model
from wagtail.models import Collection

from palermo.accounts.models import User
from palermo.accounts.states import Role
from palermo.audit.models import AuditEvent
from palermo.library.media import EXCEL, WORD
from palermo.library.models import Document, LanguageVersion
from palermo.reporting.models import Report, ReportRecommendation
from tests.factories.accounts import make_user
from tests.factories.common import text
from tests.factories.library import make_document
from tests.portal.office import address, errors_of, fill, signed_in, texts
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _viewsets_are_registered():
    # Wagtail registers them when its addresses are first asked for.
    reverse("wagtailadmin_home")


@pytest.fixture
def officer() -> User:
    return make_user(Role.SECRETARIAT, is_staff=True)


@pytest.fixture
def office(officer) -> Client:
    return signed_in(officer)


# Files


PDF = b"%PDF-1.7\n"


def _office_file(*parts: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        for part in ("[Content_Types].xml", *parts):
            packed.writestr(part, "<x/>")
    return held.getvalue()


KINDS = {
    "paper.pdf": (PDF, "application/pdf"),
    "paper.docx": (_office_file("word/document.xml"), WORD),
    "table.XLSX": (_office_file("xl/workbook.xml"), EXCEL),
    "note.txt": ("Заметка\n".encode(), "text/plain"),
    "page.html": (b"\xef\xbb\xbf <!DOCTYPE html><p>A text", "text/html"),
}


def version_form(document) -> str:
    return f"/en/acts/add-version/{document.slug}/"


@pytest.mark.parametrize("name", KINDS)
def test_a_file_is_kept_under_its_hash_and_told_by_its_content(office, name):
    content, media_type = KINDS[name]
    document = make_document()
    upload = SimpleUploadedFile(name, content, content_type="application/x-whatever")
    office.post(version_form(document), {"language": "en", "status": "final", "upload": upload})
    version = document.versions.get()
    assert (version.file_name, version.media_type, version.size) == (name, media_type, len(content))
    with version.file.open() as kept:
        assert kept.read() == content
    assert AuditEvent.objects.get().details["after"]["sha256"] == hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        (
            "paper.pdf",
            b"MZ\x90\x00",
            "Choose a PDF, a Word file (.docx), an Excel file (.xlsx), plain text in UTF-8, or HTML.",
        ),
        (
            "paper.docx",
            _office_file("word/document.xml", "word/vbaProject.bin"),
            "Choose a PDF, a Word file (.docx), an Excel file (.xlsx), plain text in UTF-8, or HTML.",
        ),
        (
            "paper.docx",
            b"PK\x03\x04broken",
            "Choose a PDF, a Word file (.docx), an Excel file (.xlsx), plain text in UTF-8, or HTML.",
        ),
        (
            "paper.docx",
            _office_file("other.xml"),
            "Choose a PDF, a Word file (.docx), an Excel file (.xlsx), plain text in UTF-8, or HTML.",
        ),
        ("picture.svg", b"<svg onload='x()'/>", "The name of “picture.svg” does not match its content (.txt)."),
        ("paper.docx", PDF, "The name of “paper.docx” does not match its content (.pdf)."),
        ("note.txt", b"<html><script>x()</script>", "The name of “note.txt” does not match its content (.html)."),
        ("note.txt", b"", "The file is empty."),
        ("paper.pdf", PDF + b"0" * 1024 * 1024, "The file is 2 MB; the maximum is 1 MB."),
    ],
)
def test_a_file_that_is_not_what_it_should_be_is_refused_with_a_sentence(office, name, content, words):
    document = make_document()
    sent = {"language": "en", "status": "final", "upload": SimpleUploadedFile(name, content)}
    with override_settings(PALERMO_MAX_UPLOAD_MB=1):
        response = office.post(version_form(document), sent)
    [sentence] = errors_of(response)["upload"]
    assert words in sentence
    assert document.versions.count() == 0


def test_a_version_is_a_text_or_a_file_and_one_a_language(office):
    document = make_document(words="A text")
    empty = office.post(version_form(document), {"language": "fr", "status": "final"})
    assert errors_of(empty) == {"__all__": ["Enter the text or upload a file."]}
    second = office.post(version_form(document), {"language": "en", "status": "final", "text": "Another"})
    sentence = "Select a valid choice. en is not one of the available choices."
    assert errors_of(second) == {"language": [sentence]}
    assert [version.text for version in document.versions.all()] == ["A text"]


def test_a_file_that_is_replaced_leaves_its_digest_in_the_log(office):
    document = make_document(state="draft", issued_on=None)
    first, second = PDF + b"1", PDF + b"2"
    sent = {"language": "en", "status": "draft", "upload": SimpleUploadedFile("a.pdf", first)}
    office.post(version_form(document), sent)
    replacement = {"status": "draft", "upload": SimpleUploadedFile("a.pdf", second)} | texts("reason", "Typing", "en")
    office.post(f"/en/acts/replace-version/{document.versions.get().pk}/", replacement)
    details = AuditEvent.objects.order_by("sequence").last().details
    digests = [details[when]["file_sha256"] for when in ("before", "after")]
    assert digests == [hashlib.sha256(content).hexdigest() for content in (first, second)]


@pytest.mark.parametrize("state", ["draft", "issued"])
def test_a_text_is_changed_on_the_site_and_not_in_the_administration(office, state):
    document = make_document(words="A text", state=state)
    version = document.versions.get()
    url = address(LanguageVersion, "edit", version.pk)
    page = Page(office.get(url))
    assert page.all(".record-acts a") == ["Replace text or file"]
    assert "Everything about this record is changed on the site." in page.text
    office.post(url, fill(office, url) | {"text": "Another"})
    version.refresh_from_db()
    assert version.text == "A text"
    belongings = office.get(address(Document, "edit", document.pk)).context["belongings"]
    assert [(str(b.label), b.add_url) for b in belongings if b.rows] == [("Language versions", "")]


def test_a_draft_is_edited_on_the_site_and_an_issued_document_is_corrected_here(office):
    draft, issued = make_document("Draft", state="draft", issued_on=None), make_document("Issued")
    shared = {"job_number", "modifies", "modification", "resubmits", "seen"}

    def fields(document: Document) -> set[str]:
        return set(office.get(address(Document, "edit", document.pk)).context["form"].fields)

    described = {"title", "kind", "original_language", "languages_meant", "dated"}
    assert (fields(draft), fields(issued)) == (shared, shared | described)
    assert Page(office.get(address(Document, "edit", draft.pk))).all(".record-acts a")[0] == "Edit draft"
    url = address(Document, "edit", draft.pk)
    sent = fill(office, url) | texts("title", "Other", "en") | {"job_number": "V.08-50001"}
    assert office.post(url, sent).status_code == 302
    draft.refresh_from_db()
    assert (draft.title["en"], draft.job_number) == ("Draft [en]", "V.08-50001")


def test_a_picture_of_a_page_goes_past_the_same_program_as_files(office, settings, tmp_path):
    held = io.BytesIO()
    Image.new("RGB", (2, 2)).save(held, "PNG")
    sent = {"title": "A picture", "file": SimpleUploadedFile("a.png", held.getvalue()), "tags": ""}
    sent["collection"] = Collection.get_first_root_node().pk
    program = tmp_path / "scan.py"
    for ending, kept in ((1, 0), (0, 1)):
        program.write_text(f"import sys; sys.exit({ending})")
        settings.PALERMO_FILE_SCAN = f"{sys.executable} {program}"
        sent["file"].seek(0)
        office.post(reverse("wagtailimages:add"), sent)
        assert get_image_model().objects.count() == kept


def test_a_picture_that_would_fill_the_memory_or_is_broken_is_refused(office):
    large, whole = io.BytesIO(), io.BytesIO()
    Image.new("1", (8_000, 6_000)).save(large, "PNG")
    Image.effect_noise((300, 300), 90).save(whole, "PNG")
    sentences = {
        large.getvalue(): "“a.png” has 48000000 pixels; the maximum is 40000000. Upload a smaller image.",
        whole.getvalue()[:20_000]: "“a.png” cannot be read: the file is damaged, ",
    }
    sent = {"title": "A picture", "tags": "", "collection": Collection.get_first_root_node().pk}
    for content, sentence in sentences.items():
        file = SimpleUploadedFile("a.png", content)
        answer = office.post(reverse("wagtailimages:add"), {**sent, "file": file})
        (error,) = answer.context["form"].errors["file"]
        assert error.startswith(sentence)
    assert get_image_model().objects.count() == 0


# Accounts


def test_an_account_that_is_opened_for_the_administration_edits_pages_until_it_is_closed(office):
    person = make_user(is_staff=False)
    url = address(User, "edit", person.pk)
    office.post(url, fill(office, url) | {"is_staff": "on", "is_superuser": "on", "is_demonstration": "on"})
    person.refresh_from_db()
    assert (person.is_staff, person.is_superuser, person.is_demonstration) == (True, False, False)
    assert set(person.groups.values_list("name", flat=True)) == {"Editors", "Moderators"}
    office.post(url, {name: value for name, value in fill(office, url).items() if name != "is_staff"})
    person.refresh_from_db()
    assert (person.is_staff, person.groups.count()) == (False, 0)
    assert AuditEvent.objects.order_by("sequence").last().details["changes"] == {"is_staff": ["True", "False"]}


# Reports


def test_an_issued_report_stays_as_it_is(office):
    title = text("Progress")
    report = Report.objects.create(slug="progress", blueprint="progress", title=title, cutoff_on=date(2008, 1, 31))
    url = address(Report, "edit", report.pk)
    mine = fill(office, url) | {"title_en": "Changed"}
    Report.objects.filter(pk=report.pk).update(state="issued", issued_on=date(2008, 2, 4))
    sentence = "This report was issued on 4 February 2008 and can no longer be changed. Prepare a new report."
    assert errors_of(office.post(url, mine)) == {"__all__": [sentence]}
    recommendation = {"number": "1"} | texts("text", "Do it", "en")
    add = f"{address(ReportRecommendation, 'add')}?report={report.pk}"
    assert errors_of(office.post(add, recommendation)) == {"__all__": [sentence]}
    report.refresh_from_db()
    assert (report.title, report.recommendations.count()) == (title, 0)
