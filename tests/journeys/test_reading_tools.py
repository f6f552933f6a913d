"""A police officer on a telephone finds the module for their question, reads, cites and gives feedback without an
account; an officer of the secretariat replies."""

import re

import pytest
from playwright.sync_api import expect

from palermo.accounts.viewer import VISITOR
from palermo.core import clock
from palermo.governance.models import Topic
from palermo.toolkit.models import FinderEntry, ReaderFeedback, Tool, VersionSection
from palermo.toolkit.queries.feedback import latest_versions
from tests.factories.texts import make_version
from tests.journeys.browsing import visit
from tests.journeys.looking import sticking_out, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MODULE = [
    ("module-read", "module", "", "Screening at the border"),
    ("module-read-l", "checklist", "module-read", "Before the interview"),
    ("module-read-1", "item", "module-read-l", "A safe and quiet place"),
    ("module-read-p", "paragraph", "module-read", "No single sign proves trafficking[^It may be hidden.]."),
]


def test_a_police_officer_finds_reads_cites_and_comments_and_gets_a_reply(reader):
    tool = Tool.objects.get(activity__slug="training-manual")
    version = make_version(tool, MODULE)
    assert latest_versions(VISITOR, clock.today()).get(tool=tool) == version
    topic = Topic.objects.order_by("slug")[0]
    FinderEntry.objects.create(tool=tool, passage=tool.passages.get(key="module-read"), role="police", topic=topic)
    police, officer = reader(viewport={"width": 390, "height": 844}, has_touch=True), reader()
    page = police.open("tools/")
    # Two clicks.
    police.follow("Police officer")
    police.follow(str(VersionSection.objects.get(version=version, key="module-read").heading))
    assert police.path == f"/en/tools/training-manual/versions/{version.number}/module-read/"
    assert (violations(page), sticking_out(page)) == ([], 0)
    page.get_by_label("A safe and quiet place").check()
    page.locator("#module-read-p summary").click()
    expect(page.locator("#module-read-p .copyable")).to_have_text(re.compile(r"Module \d+, paragraph 1, Version \d+"))
    visit(page.locator("#module-read-p").get_by_role("link", name="Give feedback"))
    assert (violations(page), sticking_out(page)) == ([], 0)
    page.locator("[name=words]").fill("Which signs?")
    visit(page.get_by_role("main").get_by_role("button", name="Send"))
    expect(page.get_by_role("status")).to_have_text("Thank you. Your feedback has been received.")
    link = page.locator(".copyable").inner_text().split("/en/")[1]
    # The secretariat, from the desk.
    officer.sign_in("secretariat")
    officer.open(f"acts/answer-reader-feedback/{ReaderFeedback.objects.get().slug}/")
    officer.page.locator("[name=reply_en]").fill("See the table in module 2.")
    visit(officer.page.get_by_role("main").locator("button:not([type='button'], [name])"))
    expect(officer.page.locator("main")).to_contain_text("See the table in module 2.")
    assert violations(officer.page) == []
    police.open(link)
    expect(page.locator("main")).to_contain_text("See the table in module 2.")
