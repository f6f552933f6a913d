"""The papers of the demonstration: complete in six languages, each page marked, for the readers of their documents."""

from datetime import date
from io import BytesIO

import docx
import pytest

from palermo.accounts.states import Role
from palermo.accounts.viewer import VISITOR, viewer_of
from palermo.config.example.papers.docx import docx_of
from palermo.config.example.papers.paper import MARK
from palermo.config.example.papers.pdf import pdf_of
from palermo.config.example.papers.setting import paper_of, set_papers
from palermo.core.languages import LANGUAGES
from palermo.library.models import Document
from palermo.library.queries import versions_visible_to
from palermo.library.words import words_of
from palermo.reporting.building import build
from tests.factories.accounts import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]
RESTRICTED, PUBLIC = "committee-report-2007-05-23", "new-delhi-declaration"


def papers(language):
    return {document.slug: paper_of(document, language) for document in Document.objects.order_by("slug")}


def test_every_document_of_the_record_has_a_paper_in_six_languages_of_one_shape():
    shapes = [
        {slug: [block.kind for block in paper.blocks] for slug, paper in papers(language).items()}
        for language in LANGUAGES
    ]
    assert len(shapes[0]) >= 15
    assert all(shape == shapes[0] for shape in shapes)


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_each_page_is_marked_as_written_for_the_demonstration(language):
    paper = paper_of(Document.objects.get(slug=RESTRICTED), language)
    pages = words_of(pdf_of(paper), "application/pdf")
    assert 1 <= pages.pages <= 3
    # Arabic and Chinese come out of a PDF in other forms of the same letters and signs.
    if language.code not in {"ar", "zh"}:
        assert pages.text.count(MARK[language.code]) == pages.pages
    sections = docx.Document(BytesIO(docx_of(paper))).sections
    assert [section.header.paragraphs[0].text for section in sections] == [MARK[language.code]]


def test_a_paper_becomes_the_file_of_its_document_for_the_same_readers():
    for slug in (RESTRICTED, PUBLIC):
        assert (set_papers.call(slug), set_papers.call(slug)) == (len(LANGUAGES), 0)
    version = Document.objects.get(slug=RESTRICTED).versions.get(language="en")
    assert (version.media_type, version.text, [each.format for each in version.alternatives.all()]) == (
        "application/pdf",
        "",
        ["docx"],
    )
    delegate = viewer_of(make_user(Role.DELEGATE))
    readable = {
        name: set(versions_visible_to(viewer).exclude(file="").values_list("document__slug", flat=True))
        for name, viewer in (("visitor", VISITOR), ("delegate", delegate))
    }
    assert readable == {"visitor": {PUBLIC}, "delegate": {PUBLIC, RESTRICTED}}


def test_no_report_draws_on_a_paper():
    def reports():
        return [build(outline, date(2008, 2, 1), "en") for outline in ("progress", "briefing")]

    before = reports()
    set_papers.call(PUBLIC)
    assert reports() == before
