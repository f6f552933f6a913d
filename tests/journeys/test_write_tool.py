"""Authors write the text of a tool in their browsers, and a translator finds and settles what is out of date."""

import pytest
from playwright.sync_api import Page, expect

from palermo.accounts.models import User
from palermo.toolkit.actions.drafting import begin_text
from palermo.toolkit.models import Passage, PassageText, Tool
from tests.journeys.browsing import visit
from tests.journeys.looking import sticking_out, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WRITE = "tools/model-law/text/"


@pytest.fixture
def paragraph() -> Passage:
    """The paragraph of the article on scope, in a text that has just been begun."""
    tool = Tool.objects.get(activity__slug="model-law")
    if not tool.passages.exists():
        begin_text(tool, by=User.objects.get(email="secretariat@example.org"))
    return tool.passages.filter(kind="paragraph", parent__kind="article").order_by("pk")[0]


def press(page: Page, words: str) -> None:
    visit(page.get_by_role("button", name=words, exact=True).first)


def looks_well(page: Page) -> None:
    assert (violations(page), sticking_out(page)) == ([], 0)


def words_of(passage: Passage, language: str = "en") -> str:
    return PassageText.objects.get(passage=passage, language=language, is_current=True).content


def test_an_article_is_written_with_its_commentary_and_saved_by_itself(reader, paragraph):
    officer = reader()
    officer.sign_in("secretariat")
    page = officer.open(f"{WRITE}?version=en&edit={paragraph.key}")
    looks_well(page)
    page.locator("#text").fill("")
    page.locator("#text").press_sequentially("This law applies to ")
    page.get_by_role("button", name="Brackets").press("Enter")
    page.locator("#text").press_sequentially("every offence")
    expect(page.locator("[data-write-status]")).to_contain_text("Saved at")
    assert words_of(paragraph) == "This law applies to {every offence}"
    page.get_by_role("link", name="Close").click()
    expect(page.locator(f"#p-{paragraph.key} .bracketed")).to_have_text("[every offence]")
    looks_well(page)
    page.get_by_role("link", name="Edit outline").click()
    looks_well(page)


def test_the_same_without_script(reader, paragraph):
    officer = reader(java_script_enabled=False)
    officer.sign_in("secretariat")
    page = officer.open(f"{WRITE}?version=en&edit={paragraph.key}")
    page.locator("#text").fill("This law applies to offences.")
    press(page, "Save")
    expect(page.locator(".messages")).to_contain_text("Saved.")
    page.get_by_role("link", name="Version history").click()
    expect(page.locator("ins").first).to_be_visible()
    page.get_by_role("link", name="Back to the paragraph").click()
    page.get_by_label("Add after this one").select_option("option")
    page.locator("form", has=page.get_by_label("Add after this one")).get_by_role("button").press("Enter")
    expect(page.locator("label[for=text]")).to_contain_text("Option 1")
    assert words_of(paragraph) == "This law applies to offences."


def test_two_authors_in_one_passage_lose_nothing(reader, paragraph):
    one, other = reader(), reader()
    one.sign_in("secretariat")
    other.sign_in("secretariat")
    first = one.open(f"{WRITE}?version=en&edit={paragraph.key}")
    first.locator("#text").fill("The State protects victims of trafficking.")
    press(first, "Save")
    second = other.open(f"{WRITE}?version=en&edit={paragraph.key}")
    first.locator("#text").fill("Each State protects victims of trafficking.")
    expect(first.locator("[data-write-status]")).to_contain_text("Saved at")
    second.locator("#text").fill("The State protects all victims of trafficking.")
    expect(second.locator("#text")).to_have_value("Each State protects all victims of trafficking.")
    first.locator("#text").fill("No State protects victims of trafficking.")
    expect(first.locator("#text")).to_have_value("No State protects all victims of trafficking.")
    second.locator("#text").fill("Every State protects all victims of trafficking.")
    press(second, "Save")
    expect(second.locator("blockquote")).to_contain_text("Every State")


@pytest.mark.parametrize(("code", "language"), [("fr", "Français"), ("ar", "العربية"), ("zh", "中文")])
def test_a_translator_finds_what_is_out_of_date_and_translates_it(reader, paragraph, code, language):
    officer = reader()
    officer.sign_in("secretariat")
    page = officer.open(f"{WRITE}?version=en&edit={paragraph.key}")
    page.locator("#text").fill("The State protects victims.")
    press(page, "Save")
    page.locator(".versions").get_by_role("link", name=language).click()
    looks_well(page)
    page.locator("#text").fill("X")
    press(page, "Save; up to date with the original")
    page = officer.open(f"{WRITE}?version=en&edit={paragraph.key}")
    page.locator("#text").fill("The State protects all victims.")
    press(page, "Save")
    page = officer.open(f"{WRITE}?version={code}&chapter={paragraph.key}")
    flagged = page.locator(".writing-paragraph", has=page.locator("[data-flag=behind]"))
    expect(flagged).to_have_count(1)
    flagged.get_by_role("link", name="Translate").click()
    expect(page.locator(".original ins")).to_have_text("all")
    looks_well(page)
    page.locator("#text").fill("Y")
    press(page, "Save; up to date with the original")
    expect(page.locator("[data-flag=behind]")).to_have_count(0)
    assert words_of(paragraph, code) == "Y"
