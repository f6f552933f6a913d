"""Training: an officer enters a course, a session and its participants and issues certificates; a stranger verifies one
without script, and one that was revoked is refused."""

import io
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from palermo.accounts.models import State
from palermo.core import clock
from palermo.core.digests import digest_of_text
from palermo.toolkit.models import Certificate, Trainer
from tests.journeys.browsing import Reader, visit
from tests.journeys.doing import do, send
from tests.journeys.looking import violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NAME = "Ana Beispiel"


def _issue(officer: Reader) -> bytes:
    """Fill in the name, and keep the file that comes at once."""
    officer.follow("Issue certificates")
    assert violations(officer.page) == []
    officer.page.locator("[name=names]").fill(NAME)
    with officer.page.expect_download() as taken:
        officer.page.get_by_role("button", name="Issue and download").press("Enter")
    return Path(taken.value.path()).read_bytes()


def _link_to(entry: str) -> str:
    """The link of the mail to a trainer, whose secret is in the mail alone."""
    trainer = Trainer.objects.get(slug=entry.split("/")[-2])
    trainer.links.create(digest=digest_of_text("of-a-journey"), made_at=clock.now())
    return "/en/trainers/link/of-a-journey/"


def _verify(stranger: Reader, code: str, name: str) -> None:
    page = stranger.open("certificates/")
    page.locator("[name=code]").fill(code)
    page.locator("[name=name]").fill(name)
    visit(page.get_by_role("button", name="Verify", exact=True))


def test_from_the_course_to_a_certificate_that_a_stranger_verifies(reader):
    officer = reader()
    officer.sign_in("secretariat")
    officer.open("tools/training-manual/")
    do(officer, "Add course", title_en="Recognizing trafficking", hours="12")
    assert officer.headline() == "Recognizing trafficking"
    days = {"starts_on": "14 January 2008", "ends_on": "18 January 2008", "begins_at": "9:30"}
    do(
        officer,
        "Add training session",
        state=State.objects.get(slug="aut").pk,
        link="https://example.org/course",
        **days,
    )
    do(officer, "Record as held")
    do(officer, "Enter participants", sex="women", profession="police", count="11")
    expect(officer.page.locator("#participants + .lead")).to_have_text("11 participants")
    assert violations(officer.page) == []
    session = officer.path
    words = PdfReader(io.BytesIO(_issue(officer))).pages[0].extract_text()
    code = Certificate.objects.get().code
    assert (NAME in words, code in words) == (True, True)

    stranger = reader(java_script_enabled=False)
    _verify(stranger, code, NAME)
    expect(stranger.page.locator("[role=status]")).to_contain_text("This certificate is valid.")
    _verify(stranger, code, "Somebody Else")
    expect(stranger.page.locator("[role=status]")).to_contain_text("Not confirmed.")

    officer.open_address(session)
    do(officer, f"Revoke: {code}", reason_en="Issued in error")
    _verify(stranger, code, NAME)
    expect(stranger.page.locator("[role=status]")).to_contain_text("This certificate was revoked and is not valid.")


def test_a_trainer_decides_on_their_entry_and_a_visitor_sees_it(reader):
    officer = reader()
    officer.sign_in("secretariat")
    officer.open("trainers/")
    do(officer, "Add trainer", name=NAME, email="ana@example.org")
    assert officer.headline() == NAME
    entry = officer.path
    visitor = reader(java_script_enabled=False)
    visitor.open_address(entry, status=404)
    link = _link_to(entry)
    person = reader(java_script_enabled=False)
    person.open_address(link)
    send(person.page, is_published="on")
    expect(person.page.locator("[role=status]")).to_contain_text("Your choices have been saved")
    visitor.open_address(entry)
    assert visitor.headline() == NAME
    person.open_address(link)
    person.page.locator("[name=is_published]").uncheck()
    send(person.page)
    visitor.open_address(entry, status=404)
