"""Editorial pages among the files of the record."""

import pytest

from palermo.audit.models import AuditEvent
from palermo.core.text import MultilingualText
from palermo.portal.editorial import ensure_site, written_pages
from palermo.portal.models import HomePage, NewsPage, StandardPage
from palermo.record.exporting import export_folder
from palermo.record.importing import import_folder
from palermo.record.marks import forbidden_mark
from tests.record.sample import PAGES, database_rows, with_line, write
from tests.record.test_broken_files import BY, refused

pytestmark = pytest.mark.django_db
HOME, NEWS, MOVED = "pages/home.yaml", "pages/news.yaml", "pages/forum-moved.yaml"
OTHER_HOME = "id: start\nkind: home\ntitle: {en: Start}\n"
CIRCLE = "id: {}\nkind: standard\nparent: {}\ntitle: {{en: Page}}\n"


@pytest.fixture
def pages(tmp_path):
    return write(tmp_path / "pages-only", PAGES)


def test_a_page_exists_in_the_languages_of_its_title_below_its_parent(pages):
    import_folder(pages, by=BY)
    found = {page.slug: page for page in written_pages()}
    assert {slug: (page.kind, page.parent, tuple(page.title)) for slug, page in found.items()} == {
        "home": ("home", "", ("ar", "zh", "en", "fr", "ru", "es")),
        "news": ("news_index", "home", ("zh", "en")),
        "forum-moved": ("news", "news", ("en",)),
    }
    assert found["home"].body == MultilingualText({"en": "What it is & does.\n\nMore of it."})
    assert NewsPage.objects.get().live


def test_a_page_that_differs_is_updated_and_told_and_the_others_are_left(pages):
    import_folder(pages, by=BY)
    write(pages, with_line(MOVED, "It is in February 2008.", "It is on 13–15 February 2008."))
    (record,) = import_folder(pages, by=BY).records
    assert [tuple(change) for change in record.changes] == [
        ("intro.en", "It is in February 2008.", "It is on 13–15 February 2008.")
    ]
    assert NewsPage.objects.get().intro == "It is on 13–15 February 2008."
    entry = AuditEvent.objects.get(verb="record.changed")
    assert (entry.target_kind, entry.target_id) == ("news-pages", "forum-moved")


def test_a_check_of_pages_makes_none(pages):
    before = database_rows()
    assert import_folder(pages, by=BY, check=True).new == 3
    assert database_rows() == before


def test_exported_pages_are_the_ones_imported(pages, tmp_path):
    import_folder(pages, by=BY)
    export_folder(tmp_path / "export")
    assert (tmp_path / "export" / MOVED).read_text() == (
        "# One editorial page, in each of its languages.\n"
        "id: forum-moved\n"
        "kind: news\n"
        "parent: news\n"
        "published_on: 2007-08-01\n"
        "title:\n"
        "  en: The Forum is moved\n"
        "intro:\n"
        "  en: It is in February 2008.\n"
    )
    assert import_folder(tmp_path / "export", by=BY, check=True).records == ()


BROKEN = {
    "unknown kind": (
        with_line(MOVED, "kind: news", "kind: story"),
        [f"{MOVED}, line 2, kind: expected one of home, standard, news_index, news; found “story”."],
    ),
    "unknown key": (
        with_line(MOVED, "intro:", "lead:"),
        [
            f"{MOVED}, line 6, lead: expected one of the keys kind, parent, published_on, title, intro, body; "
            "found “lead”."
        ],
    ),
    "no title": (
        with_line(MOVED, "title: {en: The Forum is moved}\n", ""),
        [f"{MOVED}, line 1, title: expected a text by language (ar, zh, en, fr, ru, es); found nothing."],
    ),
    "news without a day": (
        with_line(MOVED, "published_on: 2007-08-01\n", ""),
        [f"{MOVED}, line 1, published_on: expected a day such as 2007-06-18, since the kind is news; found nothing."],
    ),
    "no page above": (
        with_line(MOVED, "parent: news\n", ""),
        [f"{MOVED}, line 1, parent: expected the id of a page; found nothing."],
    ),
    "page above that is nowhere": (
        with_line(MOVED, "parent: news", "parent: novelties"),
        [
            f"{MOVED}, line 3, parent: expected the id of a page; found “novelties”, "
            "which is neither in the folder nor in the database."
        ],
    ),
    "page above of the wrong kind": (
        with_line(MOVED, "parent: news", "parent: home"),
        [
            f"{MOVED}, line 3, parent: expected a page that may have one of the kind news below it; "
            "found “home”, whose kind is home."
        ],
    ),
    "second home page": (
        {"pages/start.yaml": OTHER_HOME},
        ["pages/start.yaml, line 2, kind: expected one home page, whose id is home; found the kind home."],
    ),
    "second list of news": (
        {"pages/latest.yaml": "id: latest\nkind: news_index\nparent: home\ntitle: {en: Latest}\n"},
        [
            "pages/latest.yaml, line 2, kind: expected one list of news below a page; found “news” as well.",
            f"{NEWS}, line 2, kind: expected one list of news below a page; found “latest” as well.",
        ],
    ),
    "circle": (
        {"pages/one.yaml": CIRCLE.format("one", "two"), "pages/two.yaml": CIRCLE.format("two", "one")},
        [
            "pages/one.yaml, line 3, parent: expected a page below the home page; found a circle of pages.",
            "pages/two.yaml, line 3, parent: expected a page below the home page; found a circle of pages.",
        ],
    ),
    "language that the page above lacks": (
        with_line(MOVED, "{en: The Forum is moved}", "{en: The Forum is moved, fr: Le Forum est reporté}"),
        [f"{MOVED}, line 5, title: expected a title in the languages of the page above, “news”; found fr as well."],
    ),
    "text in a language that the title lacks": (
        with_line(MOVED, "{en: It is in February 2008.}", "{en: It is in February 2008., es: Es en febrero.}"),
        [f"{MOVED}, line 6, intro: expected a text in the languages of the title; found es as well."],
    ),
    "script": (
        with_line(HOME, "    What it is & does.", "    <p>What</p><script>alert(1)</script>"),
        [
            f"{HOME}, line 4, body: expected plain paragraphs, or the marks p, h2, h3, b, i, ol, ul, li, blockquote, "
            "a, br; found <script>."
        ],
    ),
}


@pytest.mark.parametrize(("files", "sentences"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_page_is_refused_in_a_sentence_and_nothing_is_kept(pages, files, sentences):
    write(pages, files)
    before = database_rows()
    assert refused(pages) == sentences
    assert database_rows() == before


@pytest.mark.slow
def test_a_language_that_the_site_has_cannot_be_left_out(pages):
    write(pages, with_line(MOVED, "{en: The Forum is moved}", "{en: The Forum is moved, zh: 论坛改期}"))
    import_folder(pages, by=BY)
    write(pages, {MOVED: PAGES[MOVED]})
    before = database_rows()
    assert refused(pages) == [
        f"{MOVED}, line 5, title: expected a title in zh too, which is in the database (an import deletes nothing); "
        "found nothing."
    ]
    assert database_rows() == before


@pytest.mark.slow
def test_languages_in_which_the_site_made_its_own_frame_may_be_left_out(pages):
    import_folder(pages, by=BY)
    ensure_site()
    assert import_folder(pages, by=BY).records == ()


@pytest.mark.parametrize(("slug", "name"), [("history", "history"), ("история", "istoriya")])
def test_a_page_of_the_admin_goes_out_is_changed_and_comes_back(pages, tmp_path, slug, name):
    import_folder(pages, by=BY)
    home = HomePage.objects.get(locale__language_code="en")
    home.add_child(instance=StandardPage(slug=slug, title="History", locale=home.locale))
    export_folder(tmp_path / "export")
    assert import_folder(tmp_path / "export", by=BY, check=True).records == ()
    file = tmp_path / f"export/pages/{name}.yaml"
    file.write_text(file.read_text().replace("en: History", "en: How it began"))
    (record,) = import_folder(tmp_path / "export", by=BY).records
    assert [tuple(change) for change in record.changes] == [("title.en", "History", "How it began")]
    assert list(StandardPage.objects.filter(locale=home.locale).values_list("slug", "title")) == [
        (slug, "How it began")
    ]


def test_a_page_whose_address_was_changed_is_not_taken_for_a_new_one(pages):
    import_folder(pages, by=BY)
    NewsPage.objects.update(slug="forum-is-moved")
    assert import_folder(pages, by=BY).records == ()
    assert NewsPage.objects.get().slug == "forum-is-moved"


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("Plain <text> that is none.", None),
        ('<p data-block-key="a1">One <b>bold</b> <a href="https://example.org">link</a></p>', None),
        ('<p onclick="x()">One</p>', "<p onclick>"),
        ('<a href="javascript:x()">One</a>', "<a href>"),
        ('<a href=" JavaScript:x()">One</a>', "<a href>"),
        ("<p>One</p><!-- two -->", "<!-- -->"),
        ("<img src=x>", "<img>"),
        ("<p>One</p><svg/onload=x()>", "<svg>"),
    ],
)
def test_only_marks_that_do_nothing_are_let_through(text, mark):
    assert forbidden_mark(text) == mark
