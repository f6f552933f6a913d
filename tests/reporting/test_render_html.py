"""Web pages: structure for readers of every language, nothing hostile through, no trace of closed records."""

from dataclasses import replace
from html.parser import HTMLParser

import pytest

from palermo.core.languages import BY_CODE, CODES
from palermo.reporting.renderers.html import Link, render_html, render_html_page
from palermo.reporting.spoken import Paragraph, Report, Section, Table
from palermo.reporting.tree import Source
from tests.reporting.spoken_examples import BANGKOK, HOSTILE, KAMPALA, SYMBOL, example, unusual

EMPTY = {"meta", "br", "hr", "img", "link", "input"}


class Page(HTMLParser):
    """Every element with its attributes and all words inside it; fails on an end that closes nothing."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[dict] = []
        self._open: list[dict] = []
        self.feed(html)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append({"tag": tag, **dict(attrs), "words": ""})
        if tag not in EMPTY:
            self._open.append(self.elements[-1])

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()["tag"] == tag

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element["words"] += data

    def all(self, tag: str, **wanted: str) -> list[dict]:
        attributes = {name.rstrip("_"): value for name, value in wanted.items()}
        return [one for one in self.elements if one["tag"] == tag and attributes.items() <= one.items()]


def with_sources(report: Report, kept: set[Source]) -> Report:
    """The report as if only these records had ever been stated."""

    def only(sources: tuple[Source, ...]) -> tuple[Source, ...]:
        return tuple(source for source in sources if source in kept)

    def block(one: Paragraph | Table) -> Paragraph | Table:
        if isinstance(one, Table):
            return replace(one, sources=only(one.sources))
        under = tuple(replace(item, sources=only(item.sources)) for item in one.subparagraphs)
        return replace(one, sources=only(one.sources), subparagraphs=under)

    def section(one: Section) -> Section:
        return replace(one, blocks=tuple(map(block, one.blocks)))

    return replace(report, summary=tuple(map(block, report.summary)), sections=tuple(map(section, report.sections)))


@pytest.mark.parametrize("code", CODES)
def test_article_says_its_language_and_direction(code):
    article = Page(render_html(example(code))).all("article")[0]

    direction = "rtl" if code == "ar" else "ltr"
    assert (article["lang"], article["dir"]) == (BY_CODE[code].tag, direction)


@pytest.mark.parametrize("code", CODES)
def test_paragraphs_have_the_same_anchors_in_all_languages(code):
    page = Page(render_html(example(code, copies=2)))

    anchors = [one["id"] for one in page.all("div", class_="paragraph") if "id" in one]
    assert anchors == [f"p{number}" for number in range(1, 9)]


def test_number_stands_in_an_element_of_its_own():
    numbers = {
        code: Page(render_html(example(code))).all("a", class_="number")[0]["words"] for code in ("ar", "zh", "en")
    }

    assert numbers == {"ar": "1-", "zh": "1.", "en": "1."}


def test_headings_are_the_title_and_the_sections():
    page = Page(render_html(example("en")))

    assert [one["words"] for one in page.all("h1")] == [
        "Progress made in the Global Initiative to Fight Human Trafficking"
    ]
    assert [one["words"] for one in page.all("h2")] == [
        "Summary", "Contents", "I. Introduction", "II. Steering Committee", "III. Regional activities and advice",
    ]  # fmt: skip


def test_contents_lead_to_sections_and_name_their_paragraphs():
    page = Page(render_html(example("en")))
    targets = {one.get("id") for one in page.elements}

    rows = page.all("nav")[0]["words"].split("\n")
    assert [row for row in rows if row] == [
        "Contents", "Paragraphs", "I. Introduction1–2", "II. Steering Committee3–4",
        "III. Regional activities and advice5–6",
    ]  # fmt: skip
    assert {one["href"].removeprefix("#") for one in page.all("a")} <= targets


@pytest.mark.parametrize("code", CODES)
def test_every_footnote_is_called_and_leads_back(code):
    page = Page(render_html(example(code)))

    called = [(one["id"], one["href"]) for one in page.all("a", role="doc-noteref")]
    back = [one["href"] for one in page.all("a", role="doc-backlink")]
    anchors = ["mark-1", "1", "2", "3"]
    assert called == [(f"call-{anchor}", f"#note-{anchor}") for anchor in anchors]
    assert back == [f"#call-{anchor}" for anchor in anchors]
    assert [one["id"] for one in page.all("li") if "id" in one] == [f"note-{anchor}" for anchor in anchors]
    assert [one["words"] for one in page.all("a", role="doc-backlink")] == ["*", "1", "2", "3"]


def test_symbols_are_isolated_from_the_words_around_them():
    page = Page(render_html(example("ar")))

    isolated = [one["words"] for one in page.all("bdi", class_="symbol", dir="ltr")]
    assert {SYMBOL, "CTOC/COP/WG.4/2010/6", "16/1"} <= set(isolated)
    assert sum(words.count("/COP/") for words in isolated) == page.all("article")[0]["words"].count("/COP/")


def test_gap_is_marked_where_it_is():
    gaps = Page(render_html(example("zh"))).all("mark", class_="gap")

    assert [one["words"] for one in gaps] == ["第一个捐助方的中文名称缺失", "缺失"]


def test_hostile_words_stay_words():
    links = {KAMPALA: Link(HOSTILE, "/records/?a=1&b='\"><script>")}
    html = render_html_page(example("en", hostile=True), links=links).decode()
    page = Page(html)

    assert page.all("script") == []
    assert page.all("h1")[0]["words"].startswith(HOSTILE)
    assert page.all("title")[0]["words"].startswith(HOSTILE)
    assert HOSTILE in {one["words"] for one in page.all("a")}


def test_sources_are_listed_once_in_the_order_they_are_stated():
    links = {BANGKOK: ("Regional event, Bangkok", "/events/bangkok/"), KAMPALA: ("Kampala", "/events/kampala/")}
    page = Page(render_html(example("en"), links=links))

    both, bangkok, kampala = "KampalaRegional event, Bangkok", "Regional event, Bangkok", "Kampala"
    shown = [one["words"].split("\n")[1] for one in page.all("div", class_="sources")]
    # Paragraphs 2, 3 and 4, the table, paragraph 5 with three subparagraphs from one record, paragraph 6.
    assert shown == [both, both, both, kampala, bangkok, both]


def test_one_switch_shows_the_sources_of_every_paragraph():
    links = {KAMPALA: ("Kampala", "/events/kampala/")}
    page = Page(render_html(example("en"), links=links))
    assert [each["words"].strip() for each in page.all("p", class_="show-sources")] == ["Show sources"]
    assert [each["type"] for each in page.all("input")] == ["checkbox"]
    assert Page(render_html(example("en"))).all("input") == []


def test_source_outside_links_leaves_no_trace():
    report = example("en")
    links = {KAMPALA: ("Kampala", "/events/kampala/")}

    assert render_html(report, links=links) == render_html(with_sources(report, {KAMPALA}), links=links)
    assert "bangkok" not in render_html(report, links=links).replace("Bangkok</td>", "").lower()


def test_without_links_there_are_no_sources_at_all():
    report = example("en")

    assert render_html(report) == render_html(with_sources(report, set()))
    assert Page(render_html(report)).all("div", class_="sources") == []


@pytest.mark.parametrize("code", CODES)
def test_page_stands_alone_and_is_the_same_twice(code):
    made = render_html_page(example(code))
    page = Page(made.decode())

    assert made == render_html_page(example(code))
    assert made.startswith(b"<!doctype html>")
    assert (page.all("html")[0]["lang"], page.all("meta")[0]["charset"]) == (BY_CODE[code].tag, "utf-8")
    assert [page.all(tag) for tag in ("script", "link", "img", "iframe")] == [[], [], [], []]
    assert [one["href"] for one in page.all("a") if not one["href"].startswith("#")] == []
    assert "url(" not in page.all("style")[0]["words"]


def test_unusual_report_keeps_all_it_says():
    page = Page(render_html(unusual()))

    assert [one["id"] for one in page.all("a", role="doc-noteref")] == [
        "call-mark-1", "call-1", "call-2", "call-3",
    ]  # fmt: skip
    assert [one["words"] for one in page.all("h2")][2:4] == ["I. Introduction1", "II. On E/CN.15/2008/12"]
    assert len(page.all("ol", class_="subparagraphs")) == 2
    assert [one["words"] for one in page.all("caption")] == ["Nothing yet3"]


def test_pending_symbol_is_said_to_be_pending():
    page = Page(render_html(example("fr", symbol=None)))

    assert [one["words"] for one in page.all("p", class_="document-symbol")] == ["Cote à attribuer"]


def test_masthead_is_that_of_an_official_paper():
    page = Page(render_html(example("zh")))

    masthead = page.all("header")[0]["words"].split("\n")
    assert [line for line in masthead if line] == [
        "联合国", "CTOC/COP/2008/7", "经济及社会理事会", "Distr.: General", "25 March 2008", "Chinese",
        "Original: English", "预防犯罪和刑事司法委员会", "第十七届会议", "2008年4月14日至18日，维也纳",
        "临时议程*项目4", "世界犯罪趋势与对策",
        page.all("h1")[0]["words"], page.all("p", class_="subtitle")[0]["words"],
    ]  # fmt: skip
    assert [one["lang"] for one in page.all("div", class_="particulars")] == ["en"]


def test_recommendations_are_bold_where_the_paragraph_asks_for_it():
    report = example("en")
    table, advice, closing = report.sections[2].blocks
    section = replace(report.sections[2], blocks=(table, replace(advice, emphasis=True), closing))
    page = Page(render_html(replace(report, sections=(*report.sections[:2], section))))

    assert page.all("strong")[0]["words"] == "The Commission may wish to advise that:"
    assert len(page.all("strong")) == 4


def test_page_tells_the_number_of_words():
    page = Page(render_html_page(example("en")).decode())

    assert [one["content"] for one in page.all("meta", name="word-count")] == ["1200"]
