"""The data explorer: a reader chooses, compares, reads figures in every form, and sees where they come from."""

import pytest
from playwright.sync_api import Page, expect

from palermo.figures.models import Release
from tests.factories.common import text
from tests.factories.figures import key_of, make_indicator, make_release
from tests.journeys.keys import Keys
from tests.journeys.looking import sticking_out, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
VICTIMS = "victims-detected"
YEARS = range(2003, 2008)
STATES = ("alb", "aut", "bra", "fra", "mda", "nga", "tha", "ukr")
CHOICE = f"data/explorer/?indicator={VICTIMS}"
VIEWS = ("table", "line", "bars", "intervals", "map", "matrix")
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def released(site) -> Release:
    """A release of invented figures: small ones, zeros, and a State that reported in some of the years only."""
    make_indicator("Detected victims", VICTIMS)
    figures = {
        key_of(VICTIMS, state, year): (3 * at * (year - 2000)) % 90
        for at, state in enumerate(STATES)
        for year in YEARS
        if state != "ukr" or year > 2004
    }
    figures |= {key_of(VICTIMS, "fra", year, sex="female"): 30 + year - 2000 for year in YEARS}
    figures |= {key_of(VICTIMS, "fra", year, sex="male"): 9 for year in YEARS}
    figures |= {key_of(VICTIMS, "fra", year, sex="other"): 2 for year in YEARS}
    figures |= {
        key_of(VICTIMS, "tha", 2007, citizenship=code): 10 + at for at, code in enumerate(("mmr", "khm", "lao"))
    }
    figures |= {
        key_of(VICTIMS, "fra", 2007, citizenship=code): 20 + at for at, code in enumerate(("ukr", "mda", "khm"))
    }
    return make_release(figures, title=text("Invented figures"))


def settled(page: Page) -> None:
    """Until the figures of the last choice are there."""
    page.wait_for_timeout(1000)
    expect(page.locator("#explorer:not([aria-busy])")).to_have_count(1)


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("options", [{}, {"viewport": PHONE, "color_scheme": "dark"}], ids=["wide", "phone"])
def test_every_form_can_be_read_by_everybody(reader, released, language, options):
    visitor = reader(language, **options)
    for view in VIEWS:
        by = "citizenship" if view == "matrix" else "total"
        page = visitor.open(f"{CHOICE}&by={by}&view={view}")
        assert (view, violations(page), sticking_out(page)) == (view, [], 0)
    page = visitor.open(f"data/figures/{released.slug}/{VICTIMS}/fra/2007/?sex=female")
    assert (violations(page), sticking_out(page)) == ([], 0)


def test_choice_is_followed_without_a_new_page(reader, released):
    page = reader().open(f"{CHOICE}&by=total&state=fra&state=tha&view=line")
    page.evaluate("() => { window.isSamePage = true; }")
    page.locator("#by").select_option("sex")
    settled(page)
    assert page.url.endswith(f"?indicator={VICTIMS}&by=sex&state=fra&state=tha")
    assert page.locator("#explorer-status").inner_text().startswith("Changed: Detected victims [en] · Sex · France")
    page.get_by_role("link", name="Table", exact=True).click()
    settled(page)
    assert page.url.endswith("&view=table")
    page.go_back()
    settled(page)
    assert page.url.endswith("&state=tha")
    assert page.evaluate("window.isSamePage")


def test_table_is_sorted_and_lines_are_hidden(reader, released):
    visitor = reader()
    page = visitor.open(f"{CHOICE}&by=total&view=table")
    names = page.locator("table.released tbody th")
    page.get_by_role("button", name="2007", exact=True).click()
    assert names.all_inner_texts() == [
        *("Sum", "Albania", "Nigeria", "Austria", "Thailand", "Brazil", "Ukraine", "France", "Republic of Moldova")
    ]
    assert page.locator("th[aria-sort=ascending]").inner_text() == "2007"
    page.get_by_role("button", name="2007", exact=True).click()
    assert names.all_inner_texts()[:3] == ["Sum", "Republic of Moldova", "France"]
    page = visitor.open(f"{CHOICE}&by=total&state=fra&state=tha&view=line")
    marks = page.locator('.chart-drawing.wide [data-series="Thailand"]')
    assert marks.first.is_visible()
    page.locator(".explorer-series").get_by_label("Thailand").uncheck()
    assert not marks.first.is_visible()


def test_figures_are_chosen_and_opened_by_keyboard(reader, released):
    visitor = reader()
    keys = Keys(visitor)
    page = visitor.open(f"{CHOICE}&by=total&state=fra&view=bars")
    keys.reach("States: France")
    page.keyboard.press("Enter")
    keys.reach("States: Brazil")
    page.keyboard.press("Space")
    settled(page)
    assert page.url.endswith("&state=bra&state=fra&view=bars")
    assert page.evaluate("document.activeElement.id") == "state-bra"
    keys.reach("Line")
    page.keyboard.press("Enter")
    settled(page)
    assert page.evaluate("document.activeElement.id") == "result-title"
    keys.reach("2003 · Brazil")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')").startswith("2004 · Brazil")
    page.keyboard.press("End")
    keys.enter()
    assert visitor.path == f"/en/data/figures/{released.slug}/{VICTIMS}/fra/2007/"
    assert keys.unseen == []


@pytest.mark.parametrize("view", VIEWS)
def test_a_chart_is_one_stop_of_the_keyboard(reader, released, view):
    page = reader().open(f"{CHOICE}&by={'citizenship' if view == 'matrix' else 'total'}&view={view}")
    stops = page.locator(".chart-drawing:visible a[tabindex='0']").count()
    assert stops == (0 if view == "table" else 1)


def test_explorer_is_complete_without_script(reader, released):
    visitor = reader(java_script_enabled=False)
    page = visitor.open(f"{CHOICE}&by=total&state=fra&view=line")
    page.locator("#boxes-state summary").click()
    page.locator("#state-tha").check()
    page.get_by_role("button", name="Show", exact=True).click()
    page.wait_for_url("**&state=fra&state=tha&view=line")
    visitor.follow("Map")
    page.locator("details.chart-table summary").click()
    page.locator("details.chart-table td a").first.click()
    page.wait_for_url(f"**/{VICTIMS}/fra/**")
    assert page.locator("#origin").inner_text() == "Where the figure comes from"
