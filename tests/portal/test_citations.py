"""Where a commitment is cited: the paragraphs of reports, for readers of those reports."""

import pytest
from django.test import Client

from palermo.accounts.states import Role
from palermo.reporting.models import Report, StatedRecord
from tests.factories.accounts import make_user
from tests.factories.outreach import make_commitment
from tests.portal.filling import client_of
from tests.portal.page_rows import stated
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db


def margin(commitment, client: Client | None = None) -> Page:
    return Page((client or Client()).get(f"/en/commitments/{commitment.slug}/"))


def links(page: Page) -> list[tuple[str, str]]:
    return [(each.text, each["href"]) for each in page.soup.select(".margin a[href^='/en/reports/']")]


def test_a_public_commitment_shows_the_paragraphs_of_reports_that_cite_it():
    commitment, other = make_commitment(audience="public"), make_commitment(audience="public")
    first = stated("commitments", commitment.slug)
    again = first.paragraph + 3
    StatedRecord.objects.create(report=first.report, kind="commitments", record_id=commitment.slug, paragraph=again)
    stated("events", other.slug)
    page, report = margin(commitment), f"/en/reports/{first.report.slug}/"
    assert links(page) == [(str(number), f"{report}#p{number}") for number in (first.paragraph, again)]
    assert "Cited in" in page.all(".margin h2")
    assert (links(margin(other)), "Cited in" in margin(other).all(".margin h2")) == ([], False)


@pytest.mark.parametrize(
    ("role", "change", "is_shown"),
    [
        (None, {"state": "prepared", "issued_on": None}, False),
        (Role.DELEGATE, {"state": "prepared", "issued_on": None}, False),
        (Role.SECRETARIAT, {"state": "prepared", "issued_on": None}, True),
        (None, {"audience": "member_states"}, False),
        (Role.DELEGATE, {"audience": "member_states"}, True),
    ],
)
def test_a_report_is_named_to_its_readers_only(role, change, is_shown):
    commitment = make_commitment(audience="public")
    paragraph = stated("commitments", commitment.slug)
    Report.objects.update(**change)
    page = margin(commitment, client_of(make_user(role)) if role else None)
    assert [number for number, _address in links(page)] == ([str(paragraph.paragraph)] if is_shown else [])
    assert ("Report [en]" in page.text) == is_shown
