"""A press officer publishes in three languages under embargo: readers see nothing before its time, all of it then."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from playwright.sync_api import expect

from palermo.core.text import MultilingualText
from palermo.outreach.actions import advice
from palermo.outreach.models import Advice, AdviceStep
from tests.journeys.browsing import Reader, visit
from tests.journeys.doing import do
from tests.journeys.looking import violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NOON = datetime(2008, 2, 1, 12, tzinfo=UTC)
ENGLISH, ARABIC, CHINESE = "Vienna Forum opens", "افتتاح منتدى فيينا", "维也纳论坛开幕"
TEXTS = {
    "title_en": ENGLISH,
    "body_en": "The Forum opens on 13 February.",
    "title_ar": ARABIC,
    "body_ar": "يُفتتح المنتدى في 13 شباط/فبراير.",
    "title_zh": CHINESE,
    "body_zh": "论坛将于2月13日开幕。",
}


def _sees_nothing(visitor: Reader, release: str) -> None:
    visitor.open(release.removeprefix("/en/"), status=404)
    for path in ("press/", "updates/", "search/?q=Forum"):
        visitor.open(path)
        expect(visitor.page.get_by_role("main")).not_to_contain_text(ENGLISH)
    assert ENGLISH not in Client().get("/en/feeds/press-releases.xml").text


def test_a_release_in_three_languages_is_seen_from_its_time_on(reader, settings):
    settings.PALERMO_TODAY = NOON
    officer, visitor = reader(), reader(java_script_enabled=False)
    officer.sign_in("secretariat")
    officer.open("press/")
    do(officer, "Add press release", **TEXTS)
    assert officer.headline() == ENGLISH
    release = officer.path
    do(officer, "Schedule", public_at_day="1 February 2008", public_at_hour="18:00")
    expect(officer.page.get_by_role("main")).to_contain_text("Embargo until 1 February 2008, 18:00")
    assert violations(officer.page) == []
    _sees_nothing(visitor, release)

    # 18:00 in Vienna.
    settings.PALERMO_TODAY = NOON.replace(hour=17)
    visitor.open("press/")
    visitor.follow(ENGLISH)
    visitor.follow("العربية", within=".margin")
    assert visitor.headline() == ARABIC
    expect(visitor.page.get_by_role("main")).to_contain_text(TEXTS["body_ar"])
    visitor.follow("中文", within=".margin")
    assert visitor.headline() == CHINESE
    officer.open(release.removeprefix("/en/"))
    do(officer, "Withdraw", reason_en="The date was wrong.")
    visitor.open(release.removeprefix("/en/"))
    expect(visitor.page.get_by_role("main")).to_contain_text("This press release was withdrawn on 1 February 2008.")
    expect(visitor.page.get_by_role("main")).not_to_contain_text(TEXTS["body_en"])


def test_a_traveller_finds_what_they_can_do_from_the_list_in_one_click(reader):
    words = {"introduction": MultilingualText({"en": "Know the signs."})}
    Advice.objects.filter(audience="traveller").delete()
    page = advice.add_advice(Advice(audience="traveller", **words), by="test")
    advice.steps.add(AdviceStep(advice=page, title=MultilingualText({"en": "Call the hotline"})), by="test")
    advice.publish_advice(page, by="test")
    traveller = reader(java_script_enabled=False, viewport={"width": 390, "height": 844})
    traveller.open("what-you-can-do/")
    visit(traveller.page.get_by_role("link", name="Travellers"))
    expect(traveller.page.get_by_role("main")).to_contain_text("Call the hotline")
