"""A text edited in Word and back: ids stay, edits of colleagues stay, and what does not fit is listed."""

import io
import zipfile
from collections import Counter
from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from docx import Document
from docx.shared import Inches
from PIL import Image

from palermo.accounts.states import Role
from palermo.accounts.viewer import viewer_of
from palermo.audit.models import AuditEvent
from palermo.core.refusals import Refused
from palermo.toolkit.actions import texts as actions
from palermo.toolkit.actions.word_files import import_text
from palermo.toolkit.exchange.files import loss_sentences, plan_import
from palermo.toolkit.exchange.rows import normalize_content
from palermo.toolkit.models import DraftingMember, Passage
from palermo.toolkit.queries.texts import current_rows, current_text
from palermo.toolkit.rendering import draft_file
from palermo.toolkit.states.texts import PassageAct
from tests.factories.accounts import make_user
from tests.factories.activities import make_tool
from tests.reporting.exchange.word_files import through_libreoffice
from tests.toolkit.sample_texts import rows

pytestmark = pytest.mark.django_db
NAME = "text.docx"


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = date(2008, 2, 1)


@pytest.fixture
def officer():
    return make_user(Role.SECRETARIAT)


@pytest.fixture
def tool(officer):
    """A tool with the whole sample text."""
    made = make_tool(title="Law", slug="law")
    fill(made, officer, rows("en"))
    return made


def fill(tool, by, given, language="en"):
    passages: dict[str, Passage] = {}
    last: dict[str, Passage] = {}
    for row in given:
        passages[row.key] = last[row.parent] = actions.add_passage(
            tool,
            kind=row.kind,
            parent=passages.get(row.parent),
            after=last.get(row.parent),
            language=language,
            content=row.content,
            by=by,
            key=row.key,
        )


def exported(tool, by, language="en"):
    return draft_file(tool, language, viewer_of(by))


def plan(tool, content, by, language="en"):
    return plan_import(tool, content, NAME, language, viewer_of(by))


def outline(tool, language="en"):
    """Each passage in the order of reading, with its holder and its words."""
    return {row.key: (row.parent, row.content) for row in current_rows(tool, language)}


def take(tool, content, by, language="en", removed=()):
    return import_text(tool, plan(tool, content, by, language), removed=removed, by=by)


def test_an_unchanged_file_changes_nothing(tool, officer):
    before = [(row.key, row.parent, row.content) for row in current_rows(tool, "en")]
    found = plan(tool, exported(tool, officer), officer)
    assert (found.changed, found.new, found.missing, found.losses) == ([], [], [], [])
    assert import_text(tool, found, removed=(), by=officer) == (0, 0, 0, 0, 0)
    assert [(row.key, row.parent, row.content) for row in current_rows(tool, "en")] == before


@pytest.mark.slow
@pytest.mark.parametrize("formats", [("docx",), ("odt", "docx")])
@pytest.mark.parametrize("language", ["en", "zh", "ar"])
def test_libreoffice_keeps_every_passage(officer, tmp_path, language, formats):
    tool = make_tool(title="Law", original_language=language) if False else make_tool(title="Law", slug="law")
    tool.original_language = language
    tool.save()
    fill(tool, officer, rows(language), language)
    content = through_libreoffice(exported(tool, officer, language), tmp_path, *formats)
    found = plan(tool, content, officer, language)
    assert [(row.key, row.kind, row.parent, row.content) for row in found.rows] == [
        (row.key, row.kind, row.parent, normalize_content(row.content, row.kind)) for row in _in_order(tool, language)
    ]
    assert (found.changed, found.new, found.missing) == ([], [], [])


def _in_order(tool, language):
    return [passage.row for passage in current_text(tool, language).walk()]


def test_words_that_were_edited_are_imported_and_the_ids_stay(tool, officer):
    content = _replaced(exported(tool, officer), "Part text", "This Act applies to all forms", "It covers any form")
    assert take(tool, content, officer) == (1, 0, 0, 0, 0)
    text = Passage.objects.get(tool=tool, key="p0").texts.get(is_current=True)
    assert (text.content, text.act) == (
        "It covers any form of trafficking in persons, whether national or transnational.",
        PassageAct.IMPORTED,
    )


def test_edits_of_colleagues_since_the_export_stay(tool, officer):
    content = exported(tool, officer)
    passage, other = (Passage.objects.get(tool=tool, key=key) for key in ("p0", "ch1"))
    actions.write_passage(passage, "en", "A colleague wrote this.", base=1, by=officer)
    added = actions.add_passage(
        tool, kind="paragraph", parent=other.parent, after=other, language="en", content="Added since.", by=officer
    )
    found = plan(tool, content, officer)
    assert (found.changed, found.new, found.missing) == ([], [], [])
    import_text(tool, found, removed=[added.key], by=officer)
    assert outline(tool)["p0"] == ("part1", "A colleague wrote this.")
    assert outline(tool)[added.key] == ("ch", "Added since.")

    edited = _replaced(content, "Part text", "This Act applies to", "This Law covers")
    done = take(tool, edited, officer)
    assert done.rejected == 1
    assert outline(tool)["p0"] == ("part1", "A colleague wrote this.")
    assert Passage.objects.get(tool=tool, key="p0").texts.filter(act=PassageAct.REJECTED).count() == 1


def _paragraphs(content, change):
    """The file after a change with python-docx."""
    document = Document(io.BytesIO(content))
    change(document)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _replaced(content, style, old, new):
    """The file with other words in the first paragraph of a style."""

    def change(document):
        run = _of(document, style, old).runs[0]
        run.text = run.text.replace(old, new)

    return _paragraphs(content, change)


def _without_end(content):
    """The file with a document that breaks off."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(made, "w") as packed:
        for name in source.namelist():
            part = source.read(name)
            packed.writestr(name, part[: len(part) // 2] if name == "word/document.xml" else part)
    return made.getvalue()


def _of(document, style, words):
    return next(each for each in document.paragraphs if each.style.name == style and words in each.text)


def test_new_paragraphs_moved_ones_and_missing_ones(tool, officer):
    def change(document):
        article = _of(document, "Article heading", "trafficking 2")
        new = article.insert_paragraph_before("A new item", style=document.styles["Commentary item"])
        assert new is not None
        first = _of(document, "Chapter text", "This Act")._p
        heading = _of(document, "Module heading", "Model law")._p
        heading.addnext(document.element.body[-2])
        first.getparent().remove(first)

    found = plan(tool, _paragraphs(exported(tool, officer), change), officer)
    assert found.missing == ["ch1"]
    assert [(row.kind, row.parent, row.content) for row in found.new] == [("item", "a1c", "A new item")]
    done = import_text(tool, found, removed=(), by=officer)
    assert (done.added, done.removed) == (1, 0)
    assert outline(tool)["ch1"][0] == "ch"
    [key] = [key for key, (_parent, content) in outline(tool).items() if content == "A new item"]
    assert outline(tool)[key][0] == "a1c"
    assert import_text(tool, found, removed=["ch1", "a1"], by=officer).removed == 1
    assert "ch1" not in outline(tool)
    assert "a1" in outline(tool)


def test_passages_are_moved(tool, officer):
    def change(document):
        first, second = (_of(document, "Checklist item", "This Act"), None)
        second = first._p.getnext()
        second.addnext(first._p)

    done = take(tool, _paragraphs(exported(tool, officer), change), officer)
    assert (done.moved, done.written, done.added) == (1, 0, 0)
    order = [row.key for row in _in_order(tool, "en") if row.parent == "s1c"]
    assert order == ["s1c2", "s1c1"]


def test_a_translation_takes_words_only(tool, officer):
    passage = Passage.objects.get(tool=tool, key="p0")
    actions.write_passage(passage, "fr", "La présente loi.", base=0, by=officer)

    def change(document):
        _of(document, "Part text", "La présente").runs[0].text = "Cette loi."
        _of(document, "Chapter text", "This Act").insert_paragraph_before(
            "Nouveau", style=document.styles["Chapter text"]
        )

    found = plan(tool, _paragraphs(exported(tool, officer, "fr"), change), officer, "fr")
    assert ([row.key for row in found.changed], found.new, found.missing, found.skipped) == (["p0"], [], [], 1)
    import_text(tool, found, removed=["a1"], by=officer)
    assert outline(tool, "fr")["p0"] == ("part1", "Cette loi.")
    assert "a1" in outline(tool)
    assert Passage.objects.get(tool=tool, key="ch1").texts.filter(language="fr").count() == 0


def _foreign():
    document = Document()
    document.add_paragraph("Before anything.")
    document.add_heading("Chapter 1. General", 1)
    document.add_heading("Article 1. Definitions", 2)
    words = document.add_paragraph("Plain ")
    words.add_run("bold").bold = True
    words.add_run(" and [a] * | mark")
    document.add_paragraph("First", style="List Bullet")
    document.add_heading("Commentary", 3)
    document.add_paragraph("Why.")
    table = document.add_table(2, 2)
    for at, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = f"c{at}"
    picture = io.BytesIO()
    Image.new("RGB", (4, 4)).save(picture, "PNG")
    picture.seek(0)
    document.add_picture(picture, width=Inches(1))
    document.add_heading("Too deep", 5)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def test_any_other_word_file_is_read_by_its_headings(officer):
    tool = make_tool(title="Law", slug="law")
    found = plan(tool, _foreign(), officer)
    read = {row.key: row for row in found.rows}
    assert [(row.kind, read[row.parent].content if row.parent else "", row.content) for row in found.rows] == [
        ("chapter", "", ""),
        ("paragraph", "", "Before anything."),
        ("chapter", "", "General"),
        ("article", "General", "Definitions"),
        ("paragraph", "Definitions", "Plain *bold* and \\[a\\] \\* \\| mark"),
        ("item", "Definitions", "First"),
        ("commentary", "Definitions", ""),
        ("paragraph", "", "Why."),
        ("table", "", "c0 | c1\nc2 | c3"),
        ("paragraph", "", "Too deep"),
    ]
    assert loss_sentences(found.losses) == [
        "The text before the first heading was put into a chapter without a heading.",
        "Under “Commentary”, paragraph 2: A picture was left out.",
    ]
    done = import_text(tool, found, removed=(), by=officer)
    assert (done.added, len(outline(tool))) == (10, 10)
    assert [(row.kind, row.content) for row in _in_order(tool, "en")] == [(row.kind, row.content) for row in found.rows]
    entries = AuditEvent.objects.filter(verb__startswith="passage.").values_list("verb", flat=True)
    assert Counter(entries) == {"passage.added": 10, "passage.written": 10}


def test_files_that_are_no_text_are_refused(tool, officer):
    other = make_tool(title="Other")
    fill(other, officer, rows("en")[:2])
    content = exported(tool, officer)
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
        with zipfile.ZipFile(io.BytesIO(content)) as source:
            for name in source.namelist():
                packed.writestr(name, source.read(name))
        packed.writestr("word/more.xml", b" " * 120_000_000)
    for wrong, by_tool, language, sentence in (
        (b"%PDF-1.4", tool, "en", "text.docx"),
        (content, other, "en", "“text.docx” was exported from the text of another tool."),
        (content, tool, "fr", "“text.docx” is the version in English. Expected the version in French."),
        (bomb.getvalue(), tool, "en", "“text.docx” is too large when unpacked."),
        (_without_end(content), tool, "en", "“text.docx” is damaged and cannot be read."),
    ):
        with pytest.raises(Refused) as refused:
            plan(by_tool, wrong, officer, language)
        assert sentence in str(refused.value)


def test_the_page_shows_what_changes_and_only_authors_see_it(client, tool, officer):
    drafter, delegate = make_user(Role.COMMITTEE_MEMBER), make_user(Role.DELEGATE)
    DraftingMember.objects.create(tool=tool, user=drafter)
    address = reverse("import_tool_text", args=["law", "en"])
    file_address = reverse("tool_draft_file", args=["law", "en"])
    for person, status in ((officer, 200), (drafter, 200), (delegate, 404)):
        client.force_login(person)
        assert [client.get(each).status_code for each in (address, file_address)] == [status, status]
    client.force_login(drafter)
    content = _replaced(exported(tool, drafter), "Part text", "This Act applies to", "This Law covers")
    upload = io.BytesIO(content)
    upload.name = NAME
    page = client.post(address, {"file": upload})
    assert page.status_code == 200
    [comparison] = BeautifulSoup(page.content, "html.parser").select(".comparison")
    assert [(each.name, each.text.strip()) for each in comparison.select("ins, del")] == [
        ("del", "Act"), ("ins", "Law"), ("del", "applies to"), ("ins", "covers"),
    ]  # fmt: skip
    word = page.context["plan"]
    assert outline(tool)["p0"][1].startswith("This Act applies")
    done = client.post(address, {"plan": word})
    assert done.status_code == 302
    assert outline(tool)["p0"][1].startswith("This Law covers")
    client.force_login(officer)
    assert client.post(address, {"plan": word}).status_code == 422
    assert client.post(address, {"plan": "made up"}).status_code == 422
    assert client.post(address, {}).status_code == 422
    client.force_login(delegate)
    assert client.post(address, {"plan": word}).status_code == 404
