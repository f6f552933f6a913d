"""What keeps a report from being issued, as officers see it; and the page on which a report is begun."""

from datetime import date

import pytest

from palermo.accounts.actions.records import save_record
from palermo.accounts.models import User
from palermo.accounts.states import Role
from palermo.core.languages import CODES
from palermo.core.text import MultilingualText
from palermo.governance.models import Mandate, Meeting, Session
from palermo.reporting.actions.clearing import clear_step
from palermo.reporting.models import Report
from palermo.reporting.states import ClearanceStep
from tests.factories.accounts import make_user
from tests.portal.reading import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]

PREPARATION = "secretariat/reports/briefing-2008-01-31/"
READING = "reports/briefing-2008-01-31/"


@pytest.fixture
def office(client):
    client.force_login(User.objects.get(email="secretariat@example.org"))
    return client


@pytest.fixture
def untranslated():
    """A mandate of the briefing whose title has only English words."""
    mandate = Mandate.objects.get(slug="research")
    mandate.title = MultilingualText({"en": mandate.title["en"]})
    mandate.save()
    return mandate


def title(language: str) -> str:
    words = "Research on trafficking in persons"
    return {"en": words, "zh-hans": f"{words}（EN）"}.get(language, f"{words} (EN)")


@pytest.mark.parametrize("language", ["en", "zh-hans", "ar"])
def test_missing_texts_are_one_row_a_record_in_every_language_of_the_reader(office, untranslated, language):
    page = Page(office.get(f"/{language}/{PREPARATION}"))
    table = page.soup.select_one("#problems ~ .table-wrap table")
    (row,) = table.select("tbody tr")
    assert row.select_one("th").get_text(strip=True) == title(language)
    assert [each.get_text() for each in row.select("td:nth-of-type(2) span")] == [
        "العربية",
        "中文",
        "Français",
        "Русский",
        "Español",
    ]
    assert "mandates/research" not in page.text


@pytest.mark.parametrize(
    ("language", "label"),
    [
        ("en", "Recommendation to the readers 1: Text"),
        ("zh-hans", "向读者提出的建议 1：案文"),
        ("ar", "توصية إلى القراء 1: النص"),
    ],
)
def test_a_text_of_a_part_of_a_record_is_named_in_the_language_of_the_reader(office, language, label):
    report = Report.objects.get(slug="progress-2008")
    report.state, report.issued_on = "prepared", None
    report.save()
    item = report.recommendations.get(number=1)
    item.text = MultilingualText({code: words for code, words in item.text.items() if code != "fr"})
    item.save()
    page = Page(office.get(f"/{language}/secretariat/reports/progress-2008/"))
    assert page.all("#problems ~ .table-wrap tbody td:nth-of-type(1)") == [label]


def test_the_way_to_translate_leads_to_the_text(office, untranslated):
    page = Page(office.get(f"/en/{PREPARATION}"))
    (way,) = page.soup.select("#problems ~ .table-wrap tbody td:last-child a")
    assert way["aria-label"] == f"Translate: {title('en')}"
    assert Page(office.get(way["href"], follow=True)).soup.select_one("[name=title_en], [name='title_0']") is not None


def test_a_report_is_not_offered_to_be_issued_while_texts_are_missing(office, untranslated):
    page = Page(office.get(f"/en/{PREPARATION}"))
    assert [each for each in page.all("main a.button") if each == "Issue report"] == []
    shown = Page(office.get(f"/en/{PREPARATION}issue/"))
    assert shown.one("main .notice, main .nothing").startswith("The report cannot be issued. Problems in Arabic: 1.")
    assert shown.all("main form button") == []
    assert "This report cannot be issued yet: 5 texts missing" in page.text
    untranslated.title = MultilingualText(dict.fromkeys(CODES, "Research"))
    save_record(untranslated, by=User.objects.get(email="secretariat@example.org"))
    assert "Issue report" in Page(office.get(f"/en/{PREPARATION}")).all("main a.button")


def facts(page: Page) -> dict[str, str]:
    terms = page.soup.select("main dl.facts dt")
    return {each.get_text(strip=True): " ".join(each.find_next("dd").get_text().split()) for each in terms}


def test_a_report_is_issued_after_a_page_that_says_what_to_whom_and_how_far_it_is_cleared(office):
    page, report = Page(office.get(f"/en/{PREPARATION}issue/")), Report.objects.get(slug="briefing-2008-01-31")
    assert report.state == "prepared"
    assert facts(page) == {
        "Symbol": "No symbol",
        "As at": "31 January 2008",
        "Submitted to": "Open-ended informal intergovernmental consultation, 6 February 2008",
        "Audience": "Member States",
        "Clearance": "Not begun",
    }
    assert page.all("main form button") == ["Issue without clearance"]
    answer = office.post(f"/en/{PREPARATION}issue/")
    report.refresh_from_db()
    assert (answer.headers["Location"], report.state) == (f"/en/{READING}", "issued")
    again = Page(office.get(f"/en/{PREPARATION}issue/", follow=True))
    assert again.soup.select("main form[action$='/issue/']") == []


def test_a_report_whose_clearance_is_begun_and_not_complete_is_not_offered_to_be_issued(office):
    report = Report.objects.get(slug="briefing-2008-01-31")
    clear_step(report, ClearanceStep.DRAFTED, "en", by=User.objects.get(email="secretariat@example.org"))
    page = Page(office.get(f"/en/{PREPARATION}issue/"))
    assert facts(page)["Clearance"] == "Not complete"
    assert page.all("main form button") == []


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "5 problems in 5 languages"), ("zh-hans", "5种语文中有5个问题"), ("fr", "5 problèmes dans 5 langues")],
)
def test_the_list_says_how_many_problems_there_are_in_how_many_languages(office, untranslated, language, words):
    page = Page(office.get(f"/{language}/reports/"))
    assert page.one("a[href$='#problems']") == words


def test_the_page_of_the_report_has_the_same_problems_in_every_language(office, untranslated):
    shown = [
        len(Page(office.get(f"/{language}/{READING}")).soup.select("#checks tbody td:nth-of-type(2) span"))
        for language in ("en", "zh-hans")
    ]
    assert shown == [5, 5]


def test_what_stands_in_the_text_names_the_record_and_no_identifier(office, untranslated):
    page = Page(office.get(f"/zh-hans/{READING}"))
    assert page.all("article .gap") == ["[任务“Research on trafficking in persons（EN）”的标题尚无中文本]"]


def test_a_delegate_sees_neither_problems_nor_the_way_to_prepare(client, untranslated):
    client.force_login(make_user(Role.DELEGATE))
    page = Page(client.get("/en/reports/"))
    assert (page.all("a[href$='#problems']"), page.all("a[href*=prepare-report]")) == ([], [])
    assert Page(client.get("/en/acts/prepare-report/")).all("form [name=blueprint]") == []


def test_the_words_by_section_and_those_of_the_title_add_up(office):
    rows = Page(office.get(f"/en/{READING}")).soup.select("#checks tbody tr")
    named = {row.th.get_text(" ", strip=True): row.td.get_text(" ", strip=True) for row in rows}
    assert list(named)[-2:] == ["Title and footnotes", "Total"]
    *parts, total = (int(words.split()[0].replace(",", "")) for words in named.values())
    assert sum(parts) == total


def prepared(office, **fields: str):
    values = {"title_en": "Briefing for May", "cutoff_on": "2008-01-31", "original_language": "en"}
    return office.post("/en/acts/prepare-report/", {**values, "audience": "member_states", **fields})


def test_an_officer_prepares_a_report(office):
    assert Page(office.get("/en/reports/")).one("a[href*=prepare-report]") == "Prepare a report"
    meeting = Meeting.objects.get(slug="consultation-2008-02-06")
    answer = prepared(office, blueprint="briefing", meeting=str(meeting.pk))
    assert answer.headers["Location"] == "/en/reports/briefing-2008-01-31-2/"
    report = Report.objects.get(slug="briefing-2008-01-31-2")
    assert (report.blueprint, report.cutoff_on, report.meeting) == ("briefing", date(2008, 1, 31), meeting)
    assert "2. The Steering Committee met once" in Page(office.get(answer.headers["Location"])).text


def test_a_new_report_is_for_the_secretariat_unless_another_audience_is_chosen(office):
    page = Page(office.get("/en/acts/prepare-report/"))
    assert [each["value"] for each in page.soup.select("[name=audience] option[selected]")] == ["secretariat"]
    fields = page.soup.select("[data-shown-with]")
    labels = {each["data-shown-with"]: each.label.get_text(strip=True) for each in fields}
    assert labels == {
        "session": "Session",
        "conference": "Session of the Conference of the Parties",
        "consultation": "Consultation(optional)",
        "meeting": "Meeting of the Steering Committee",
        "forum": "Forum",
        "event_report": "Event",
        "donor": "Contribution",
    }


def test_a_progress_report_is_prepared_for_a_session_only(office):
    answer = prepared(office, blueprint="progress", audience="secretariat")
    assert "Choose a session." in answer.text
    assert Report.objects.count() == 2
    session = Session.objects.get(slug="ccpcj-17")
    prepared(office, blueprint="progress", audience="secretariat", session=str(session.pk))
    report = Report.objects.get(state="prepared", blueprint="progress")
    assert (report.session, report.audience) == (session, "secretariat")
    office.force_login(make_user(Role.DELEGATE))
    assert office.get(report.get_absolute_url()).status_code == 404


def test_a_kind_of_report_that_there_is_not_is_refused_in_a_sentence(office):
    answer = prepared(office, blueprint="annual")
    assert "Select a valid choice. annual is not one of the available choices." in answer.text
    meeting = Meeting.objects.get(slug="consultation-2008-02-06")
    answer = prepared(office, blueprint="progress", meeting=str(meeting.pk))
    assert "A progress report goes to a session. Leave the consultation empty." in answer.text
    assert Report.objects.count() == 2
