"""Two officers write a report in their browsers: what is typed is saved, combined and flagged, without a word lost.

It is issued, corrected, and read with its sources.
"""

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from palermo.core.languages import BY_CODE, CODES
from palermo.governance.models import Meeting
from palermo.reporting.models import Report, TextRevision
from palermo.reporting.states import ReportState
from tests.journeys.browsing import Reader, visit
from tests.journeys.looking import sticking_out, violations
from tests.reporting.exchange.word_files import edit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WRITE = "reports/briefing-2008-01-31/write/"
FIRST = "The Steering Committee met once"


def open_paragraph(page: Page, words: str):
    page.locator(".writing-paragraph", has_text=words).get_by_role("link", name="Edit").click()
    return page.locator("#text")


def test_a_paragraph_is_written_saved_by_itself_and_settled_in_another_language(reader):
    officer = reader()
    officer.sign_in("secretariat")
    page = officer.open(WRITE)
    assert (violations(page), sticking_out(page)) == ([], 0)
    text = open_paragraph(page, FIRST)
    assert (violations(page), sticking_out(page)) == ([], 0)
    text.press("End")
    text.press("Control+End")
    text.type(" It thanked its hosts.")
    expect(page.locator("[data-write-status]")).to_contain_text("Saved at")
    words = "The Steering Committee met once, in Geneva on 17 January 2008. It thanked its hosts."
    assert [each.content["text"] for each in TextRevision.objects.all()] == [words]
    page.get_by_role("link", name="Close").click()
    expect(page.locator(".writing-text")).to_contain_text(words)
    page.get_by_role("link", name="Français").last.click()
    expect(page.locator(".flag")).to_have_text("Original has changed")
    page.locator(".writing-paragraph", has=page.locator(".flag")).get_by_role("link", name="Edit").click()
    page.get_by_role("button", name="Mark as up to date").click()
    expect(page.locator(".flag")).to_have_count(0)


def press(page: Page, words: str) -> None:
    visit(page.get_by_role("button", name=words).first)


def open_flagged(page: Page) -> None:
    """Open the paragraph that has something to settle, or the comment on it."""
    page.locator(".writing-paragraph", has=page.locator(".flag")).get_by_role("link", name="Edit").click()


def correct(officer: Reader, slug: str, corrections: dict[str, tuple[str, str, str, str]]) -> str:
    """Correct a paragraph of an issued report and issue the corrigendum; gives the id of the corrigendum.

    `corrections` are by language its name there, words of the paragraph, those that it should read instead, and what
    the corrigendum says of it.
    """
    page = officer.open(f"reports/{slug}/")
    page.locator("summary", has_text="More actions").click()
    officer.follow("Begin a corrigendum")
    page.locator("[name=reason]").fill("A wrong word")
    press(page, "Begin a corrigendum")
    officer.follow("Corrections", within=".margin")
    assert (violations(page), sticking_out(page)) == ([], 0)
    for language, (place, wrong, right, sentence) in corrections.items():
        page.locator(".versions").get_by_role("link", name=language, exact=True).click()
        page.get_by_role("link", name=place, exact=True).click()
        assert (violations(page), sticking_out(page)) == ([], 0)
        text = page.locator("#text")
        text.fill(text.input_value().replace(wrong, right, 1))
        press(page, "Save")
        expect(page.locator("main li div")).to_have_text(sentence)
    made = Report.objects.get(changes__slug=slug, relation="corrigendum")
    officer.open(f"secretariat/reports/{made.slug}/")
    officer.follow("Issue report")
    press(page, "Issue without clearance")
    made.refresh_from_db()
    assert made.state == ReportState.ISSUED
    return made.slug


def expect_correction(delegate: Reader, slug: str, number: int, corrigendum: str, marks: dict[str, str]) -> None:
    """A reader sees at the paragraph, in each language that is corrected, by what; its sources are there."""
    for code, words in marks.items():
        page = delegate.open_address(f"/{BY_CODE[code].django_code}/reports/{slug}/")
        page.locator(".show-sources input").check()
        paragraph = page.locator(f"#p{number}")
        expect(paragraph.locator(".sources a").first).to_be_visible()
        if not words:
            expect(paragraph.locator(".corrected")).to_have_count(0)
            continue
        expect(paragraph.locator(".corrected")).to_contain_text(words)
        assert (violations(page), sticking_out(page)) == ([], 0)
        paragraph.locator(".corrected a").click()
        page.wait_for_url(f"**/reports/{corrigendum}/#p1")
        expect(page.locator("article #p1")).to_be_visible()


def test_a_report_is_written_settled_commented_on_cleared_issued_and_read_in_three_languages(reader):
    officer, editor, delegate = reader(), reader(), reader()
    officer.sign_in("secretariat")
    editor.sign_in("secretariat")
    page = officer.open(WRITE)
    open_paragraph(page, FIRST).fill("The Steering Committee met in Geneva on 17 January 2008 and thanked its hosts.")
    press(page, "Save")
    page = officer.open(f"{WRITE}?version=fr")
    open_flagged(page)
    french = page.locator("#text").input_value()
    page.locator("#text").fill(f"{french} Il a remercié ses hôtes.")
    press(page, "Save")

    # The day of the meeting is corrected in the record: both texts state it.
    Meeting.objects.filter(slug="committee-2008-01-17").update(starts_on=date(2008, 1, 16), ends_on=date(2008, 1, 16))
    page = officer.open(WRITE)
    expect(page.locator(".flag")).to_have_text("The record has changed")
    open_flagged(page)
    expect(page.locator(".writing-changes td").last).to_contain_text("16 January 2008")
    english = "The Steering Committee met in Geneva on 16 January 2008 and thanked its hosts."
    page.locator("#text").fill(english)
    press(page, "Save; it reflects the record now")
    expect(page.locator(".flag")).to_have_count(0)
    page = officer.open(f"{WRITE}?version=fr")
    open_flagged(page)
    french = page.locator("#text").input_value().replace("17 janvier", "16 janvier")
    page.locator("#text").fill(french)
    press(page, "Save; it reflects the record now")

    # An editor comments on words, the officer takes it up and resolves it.
    page = editor.open(WRITE)
    open_paragraph(page, "and thanked its hosts")
    page.locator("summary", has_text="Add comment").click()
    page.locator("#comment-on").fill("its hosts")
    page.locator("#comment").fill("Which hosts?")
    press(page, "Add comment")
    # A page that stays open says every 20 seconds who is there: of a report that is issued, nobody may be.
    editor.open("reports/")
    page = officer.open(WRITE)
    open_flagged(page)
    english = english.replace("its hosts", "the authorities of Geneva")
    page.locator("#text").fill(english)
    press(page, "Save")
    page = officer.open(WRITE)
    open_flagged(page)
    press(page, "Resolve")

    # The other languages catch up.
    for code in CODES:
        if code != "en":
            page = officer.open(f"{WRITE}?version={code}")
            open_flagged(page)
            press(page, "Mark as up to date")

    page = officer.open("reports/briefing-2008-01-31/clearance/")
    while page.get_by_role("button", name="Clear").count():
        press(page, "Clear")
    expect(page.locator("#steps + .table-wrap tbody tr td:nth-child(4)")).to_have_text(["Cleared as it reads now"] * 9)
    officer.open("secretariat/reports/briefing-2008-01-31/")
    officer.follow("Issue report")
    press(page, "Issue report")
    assert Report.objects.get(slug="briefing-2008-01-31").state == ReportState.ISSUED

    delegate.sign_in("delegate")
    for code, words in (("en", english), ("fr", french), ("zh", "2008年1月16日")):
        page = delegate.open_address(f"/{BY_CODE[code].django_code}/reports/briefing-2008-01-31/")
        expect(page.locator("main article, main .report").first).to_contain_text(words)
        page.locator(".show-sources input").check()
        stated = page.locator(".sources a[href$='committee-2008-01-17/']")
        expect(stated.first).to_be_visible()

    # A wrong word is found: a corrigendum follows in the two languages that have it.
    made = correct(
        officer,
        "briefing-2008-01-31",
        {
            "English": ("Paragraph 2", "authorities", "Canton", "Paragraph 2: For authorities read Canton"),
            "Français": (
                "Paragraphe 2",
                "ses hôtes",
                "le canton",
                "Paragraphe 2 : Au lieu de ses hôtes lire le canton",
            ),
        },
    )
    expect_correction(delegate, "briefing-2008-01-31", 2, made, {"en": "Corrected by", "fr": "Corrigé par", "zh": ""})


def test_paragraph_11_is_corrected_and_read_in_three_languages_with_its_sources(reader):
    officer, delegate = reader(), reader()
    officer.sign_in("secretariat")
    made = correct(
        officer,
        "progress-2008",
        {
            "English": ("Paragraph 11", "eight", "nine", "Paragraph 11: For eight read nine"),
            "中文": ("第11段", "八", "九", "第11段：将“八”改为“九”"),
        },
    )
    delegate.sign_in("delegate")
    expect_correction(delegate, "progress-2008", 11, made, {"en": "Corrected by", "zh": "更正", "fr": ""})


def test_two_officers_in_one_paragraph_lose_nothing(reader):
    """Each in a browser of their own: what both typed is combined; of the same words, both texts are kept to settle."""
    one, other = reader(), reader()
    one.sign_in("secretariat")
    other.sign_in("secretariat")
    first, second = one.open(WRITE), other.open(WRITE)
    mine, theirs = open_paragraph(first, FIRST), open_paragraph(second, FIRST)
    text = mine.input_value()
    assert theirs.input_value() == text

    # Typed at different places: saved by itself for the one, combined for the other, whose field shows both.
    mine.press("Control+End")
    mine.type(" It thanked its hosts.")
    expect(first.locator("[data-write-status]")).to_contain_text("Saved at")
    theirs.fill(text.replace("met once", "met once more"))
    expect(second.locator("[data-write-status]")).to_contain_text("Saved at")
    both = f"{text.replace('met once', 'met once more')} It thanked its hosts."
    expect(theirs).to_have_value(both)

    # The same words: the first save counts, and the second is shown to its author, who settles it.
    with first.expect_response(lambda response: response.request.method == "POST"):
        mine.fill(f"{text} It thanked Vienna.")
    theirs.fill(both.replace("its hosts", "the authorities"))
    expect(second.locator("[data-write-status]")).to_contain_text("A colleague changed the same words.")
    press(second, "Save")
    expect(second.locator(".writing-changes blockquote")).to_contain_text("thanked the authorities")
    kept = second.locator("#text").input_value()
    assert "thanked Vienna" in kept
    second.locator("#text").fill(kept.replace("Vienna", "Vienna and the authorities"))
    press(second, "Save")
    page = one.open(WRITE)
    expect(page.locator(".writing-text")).to_contain_text("It thanked Vienna and the authorities.")
    found = {each.content["text"] for each in TextRevision.objects.all()}
    assert {
        f"{text} It thanked its hosts.",
        both,
        both.replace("its hosts", "the authorities"),
        kept,
        kept.replace("Vienna", "Vienna and the authorities"),
    } <= found


def test_an_edited_word_file_is_settled_heading_by_heading_and_comment_by_comment(reader, tmp_path):
    officer = reader()
    officer.sign_in("secretariat")
    page = officer.open("reports/briefing-2008-01-31/suggestions/")
    with page.expect_download() as download:
        page.get_by_role("button", name="Export for editing").click()
    words = f"{FIRST}, in Geneva on 17 January 2008."

    def change(file):
        file.replace("Action requested", "Action wanted")
        file.add_behind(words, "A paragraph of the editor’s own.")
        file.comment("A paragraph of the editor’s own.", "Is it true?", "Ada Editor")
        file.heading("Outlook", behind=words)
        file.remove("Forthcoming meetings")

    edited = tmp_path / "edited.docx"
    edited.write_bytes(edit(Path(download.value.path()).read_bytes(), change))
    page.get_by_label("Edited Word file").set_input_files(edited)
    press(page, "Import")
    kinds = page.locator(".suggestion .meta strong")
    expect(kinds.first).to_have_text("New heading")
    assert {"Changed heading", "Deleted heading", "New paragraph"} <= {*kinds.all_inner_texts()}
    assert (violations(page), sticking_out(page)) == ([], 0)
    stray = page.locator(".suggestion", has_text="Is it true?")
    stray.get_by_label("Paragraph", exact=True).select_option(
        label="2. The Steering Committee met once, in Geneva on 17 January 2008."
    )
    stray.get_by_label("Words of the paragraph").fill("in Geneva")
    stray.get_by_role("button", name="Attach").click()
    expect(page.locator(".messages")).to_contain_text("Comment attached.")
    press(page, "Accept all without conflict")
    expect(page.locator(".messages")).to_contain_text("Left to decide: 0.")
    page = officer.open(WRITE)
    headings = page.locator(".writing-text section:not(.removed) > h2")
    expect(headings).to_have_text(["I. Since the last consultation", "II. Outlook", "III. Action wanted"])
    expect(page.locator(".writing-text section.removed > h2")).to_have_text("Forthcoming meetings, events and outputs")
    assert (violations(page), sticking_out(page)) == ([], 0)
    page.locator("section.removed").get_by_role("button", name="Restore").click()
    expect(headings).to_have_count(4)
