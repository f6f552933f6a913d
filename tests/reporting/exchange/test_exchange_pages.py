"""The pages on which suggestions are made and decided, and a report goes to Word and back; without script."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from palermo.accounts.models import User
from palermo.accounts.states import Role
from palermo.reporting.models import StrayComment, Suggestion, TextRevision, WordImport
from tests.factories.accounts import make_user
from tests.portal.reading import Page
from tests.reporting.exchange.word_files import edit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]
REPORT = "/en/reports/briefing-2008-01-31/"
ADDRESS = f"{REPORT}suggestions/"
FIRST = "The Steering Committee met once, in Geneva on 17 January 2008."
CHANGED = FIRST.replace("once", "twice")


@pytest.fixture
def office():
    client = Client()
    client.force_login(User.objects.get(email="secretariat@example.org"))
    return client


def upload(office, content: bytes, name="report.docx", version="en"):
    file = SimpleUploadedFile(name, content)
    return office.post(ADDRESS, {"act": "import", "version": version, "file": file})


def export(office) -> bytes:
    answer = office.post(f"{ADDRESS}word/", {"version": "en"})
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith('attachment; filename="briefing-2008-01-31-en-')
    return answer.content


def test_an_edited_file_is_compared_word_by_word_and_a_change_is_accepted(office):
    answer = upload(office, edit(export(office), lambda file: file.replace("met once", "met twice")))
    made = WordImport.objects.get()
    assert answer.headers["Location"] == f"{ADDRESS}word/{made.pk}/"
    page = Page(office.get(answer.headers["Location"]))
    assert (page.all(".suggestion .comparison ins"), page.all(".suggestion .comparison del")) == (["twice"], ["once"])
    number = Suggestion.objects.get().pk
    done = Page(office.post(answer.headers["Location"], {"act": "accept", "number": number}, follow=True))
    assert done.one(".messages") == "Suggestion accepted."
    assert [each.content["text"] for each in TextRevision.objects.all()] == [CHANGED]
    file = office.get(f"{ADDRESS}word/{made.pk}/file/")
    with made.file.open("rb") as kept:
        assert b"".join(file.streaming_content) == kept.read()
    file.close()


def test_every_word_that_has_no_paragraph_is_on_the_page(office):
    def change(file):
        file.add_behind(FIRST, "A paragraph of the editor’s own.")
        file.comment("A paragraph of the editor’s own.", "Is it true?", "Ada Editor")

    answer = upload(office, edit(export(office), change))
    page = Page(office.get(answer.headers["Location"]))
    text = page.text
    assert "A paragraph of the editor’s own." in text
    stray = StrayComment.objects.get()
    assert page.one(f"#comment-{stray.pk} q") == "A paragraph of the editor’s own."
    assert page.one(f"#comment-{stray.pk} bdi") == "Ada Editor"
    assert page.one(f"#comment-{stray.pk} > p[dir=auto]") == "Is it true?"
    assert "Unchanged paragraphs" in text


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty. Choose another file."),
        (b"words", "The name of “report.docx” does not match its content (.txt). Rename the file or choose another."),
    ],
)
def test_a_wrong_file_is_answered_by_a_sentence(office, content, sentence):
    answer = upload(office, content)
    assert (answer.status_code, [str(each) for each in answer.context["messages"]]) == (422, [sentence])
    assert not WordImport.objects.exists()


def test_an_officer_suggests_a_text_and_another_edits_and_accepts_it(office):
    shown = Page(office.get(f"{REPORT}write/?version=en&edit=since.committee&suggest=1"))
    assert shown.soup.select_one("form[data-write]") is None
    office.post(f"{REPORT}write/since.committee/", {"version": "en", "act": "suggest", "text": CHANGED, "base": "0"})
    assert not TextRevision.objects.exists()
    suggestion = Suggestion.objects.get()
    page = Page(office.get(f"{ADDRESS}?version=en"))
    assert page.one(f"#text-{suggestion.pk}") == CHANGED
    fields = {"version": "en", "act": "accept", "number": suggestion.pk, "edited": "1", "text": f"{CHANGED} Well."}
    office.post(ADDRESS, fields)
    assert TextRevision.objects.get().content["text"] == f"{CHANGED} Well."
    again = office.post(ADDRESS, fields)
    assert again.status_code == 422
    unknown = office.post(ADDRESS, {"version": "en", "act": "accept", "number": "x"})
    assert [str(each) for each in unknown.context["messages"]] == [
        "This suggestion is no longer there. Reload the page."
    ]


def test_only_the_secretariat_opens_the_pages_and_files(office):
    upload(office, edit(export(office), lambda file: file.replace("met once", "met twice")))
    number = WordImport.objects.get().pk
    other = Client()
    other.force_login(make_user(Role.DELEGATE))
    addresses = [ADDRESS, f"{ADDRESS}word/{number}/", f"{ADDRESS}word/{number}/file/"]
    assert [other.get(each).status_code for each in addresses] == [403, 403, 403]
    assert other.post(f"{ADDRESS}word/").status_code == 403
