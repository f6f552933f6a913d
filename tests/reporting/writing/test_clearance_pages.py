"""The pages on which officers comment on a report, clear it and share it out, without script."""

from datetime import date

import pytest
from django.test import Client

from palermo.accounts.models import User
from palermo.accounts.states import Role
from palermo.reporting.models import Clearance, DocumentSlot, ParagraphComment, Report, ReportSection
from tests.factories.accounts import make_user
from tests.portal.reading import Page, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]
WRITE = "/en/reports/briefing-2008-01-31/write/"
CLEARANCE = "/en/reports/briefing-2008-01-31/clearance/"
KEY = "since.committee"


@pytest.fixture
def office():
    client = Client()
    client.force_login(User.objects.get(email="secretariat@example.org"))
    return client


def comment(office, key: str = KEY, **fields: str):
    return office.post(f"{WRITE}{key}/", {"version": "en", "act": "comment", **fields})


def rows(page: Page) -> list[list[str]]:
    found = page.soup.select("#steps + .table-wrap tbody tr")
    return [[words(cell) for cell in row.select("th, td")] for row in found]


def test_a_comment_is_added_shown_with_its_words_and_resolved(office):
    answer = comment(office, comment="In whose house?", on="in Geneva")
    assert answer.status_code == 302
    page = Page(office.get(answer.headers["Location"]))
    assert page.one(".writing-comments q") == "in Geneva"
    assert "In whose house?" in page.one(".writing-comments li")
    assert page.one(".writing-comments .meta bdi") == "Secretariat officer"
    made = ParagraphComment.objects.get()
    key = made.paragraph.key
    assert Page(office.get(WRITE)).all(".writing-paragraph a.flag") == ["1 comment"]
    office.post(f"{WRITE}{key}/", {"version": "en", "act": "resolve-comment", "number": made.pk})
    page = Page(office.get(f"{WRITE}?version=en&edit={key}"))
    assert page.all(".writing-comments li.resolved button") == ["Reopen"]
    assert Page(office.get(WRITE)).all(".writing-paragraph a.flag") == []


def test_words_that_are_gone_are_shown_as_gone(office):
    comment(office, comment="Sure?", on="Geneva")
    key = ParagraphComment.objects.get().paragraph.key
    office.post(f"{WRITE}{key}/", {"version": "en", "act": "save", "text": "The Committee met.", "base": "0"})
    page = Page(office.get(f"{WRITE}?version=en&edit={key}"))
    assert page.one(".writing-comments q del") == "Geneva"


def test_a_comment_that_is_refused_stays_in_its_field(office):
    answer = comment(office, comment="Sure?", on="in Lyon")
    assert answer.status_code == 422
    answer.status_code = 200
    page = Page(answer)
    fields = (page.soup.select_one("#comment-on")["value"], page.one("#comment"))
    assert fields == ("in Lyon", "Sure?")
    assert "The words “in Lyon” are not in the paragraph. Copy them from its text." in page.text


def test_a_version_is_cleared_and_what_changed_since_is_compared(office):
    assert rows(Page(office.get(CLEARANCE)))[0] == [
        "Drafting",
        "English",
        "",
        "Not cleared",
        "Clear : Drafting, English",
    ]
    office.post(CLEARANCE, {"act": "clear", "step": "drafted", "language": "en"})
    page = Page(office.get(CLEARANCE))
    first = ["Drafting", "English", "Secretariat officer, 1 February 2008", "Cleared as it reads now", ""]
    assert rows(page)[0] == first
    office.post(f"{WRITE}{KEY}/", {"version": "en", "act": "save", "text": "The Committee met in Geneva.", "base": "0"})
    page = Page(office.get(CLEARANCE))
    assert rows(page)[0][3:] == ["1 text changed since", "Clear again : Drafting, English"]
    compared = Page(office.get(page.soup.select_one("#steps + .table-wrap a.late")["href"]))
    assert compared.one(".comparison").startswith("The Steering Committee met once, in Geneva")
    assert "Steering" in " ".join(compared.all("del"))


def test_a_step_out_of_turn_is_refused_in_a_sentence(office):
    answer = office.post(CLEARANCE, {"act": "clear", "step": "edited", "language": "en"})
    assert (answer.status_code, "The step before this one is not done yet." in answer.text) == (422, True)
    for wrong in ({"act": "clear", "step": "unknown"}, {"act": "unknown"}, {"act": "assign", "section": "x"}):
        assert office.post(CLEARANCE, wrong).status_code == 422
    assert not Clearance.objects.exists()


def test_a_section_is_assigned_and_named_where_it_is_written(office):
    officer = User.objects.get(email="secretariat@example.org")
    office.post(CLEARANCE, {"act": "assign", "section": "since", "officer": officer.pk})
    assert ReportSection.objects.get(key="since").officer == officer
    assert "Responsible officer: Secretariat officer" in Page(office.get(WRITE)).one("#s-since > .writing-acts")
    chosen = Page(office.get(CLEARANCE)).all("#sections + .table-wrap option[selected]")
    assert chosen == ["Secretariat officer"]
    office.post(CLEARANCE, {"act": "assign", "section": "since", "officer": ""})
    assert ReportSection.objects.get(key="since").officer is None


def test_the_days_of_submission_are_those_of_the_session(office):
    Report.objects.filter(blueprint="progress").update(state="prepared", issued_on=None)
    page = Page(office.get("/en/reports/progress-2008/clearance/"))
    assert page.all("main dl.facts dd")[:2] == ["4 February 2008 in 3 days", "3 March 2008 in 31 days"]
    office.post("/en/reports/progress-2008/clearance/", {"act": "slot", "on": "5 February 2008"})
    assert DocumentSlot.objects.get().on == date(2008, 2, 5)
    refused = office.post("/en/reports/progress-2008/clearance/", {"act": "slot", "on": "tomorrow"})
    assert refused.status_code == 422
    assert DocumentSlot.objects.get().on == date(2008, 2, 5)


@pytest.mark.parametrize("language", ["zh-hans", "ar"])
def test_the_pages_are_in_the_language_of_their_reader(office, language):
    page = Page(office.get(f"/{language}/reports/briefing-2008-01-31/clearance/"))
    assert page.soup.html["lang"].startswith(language[:2])
    assert "Clearance" not in page.text
    reading = Page(office.get(f"/{language}/reports/briefing-2008-01-31/"))
    titles = page.all("table.clearance a[href*='write/']")
    assert titles == [words for words in reading.all(".report-contents a") if words]


@pytest.mark.parametrize("role", [Role.DELEGATE, Role.COMMITTEE_MEMBER])
def test_nobody_else_opens_or_does_it(role):
    client = Client()
    client.force_login(make_user(role))
    assert client.get(CLEARANCE).status_code == 403
    assert client.post(CLEARANCE, {"act": "clear", "step": "drafted", "language": "en"}).status_code == 403
    assert comment(client, comment="Sure?").status_code == 403
    assert not Clearance.objects.exists()
    assert not ParagraphComment.objects.exists()
