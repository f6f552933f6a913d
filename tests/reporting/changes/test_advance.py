"""The advance unedited version of a report: issued from a draft, frozen, and replaced by the issued report."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from docx import Document

from palermo.accounts.models import User
from palermo.accounts.states import Role
from palermo.audit.models import AuditEvent
from palermo.core.refusals import Refused
from palermo.reporting.actions.changing_issued import begin_corrigendum, issue_in_advance, reissue_report
from palermo.reporting.actions.issuing import issue_report
from palermo.reporting.actions.writing import write_text
from palermo.reporting.building import draft_of
from palermo.reporting.changes.drafting import issued_languages
from palermo.reporting.frozen import thaw
from palermo.reporting.models import Report
from palermo.reporting.renderers.wording import plain
from tests.factories.accounts import make_user
from tests.portal.reading import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]
ON, LATER = date(2008, 2, 6), date(2008, 3, 3)
NAMES = {
    "ar": "نسخة مسبقة غير محررة",
    "zh": "未经编辑的预发版本",
    "en": "Advance unedited version",
    "fr": "Version préliminaire non éditée",
    "ru": "Предварительный неотредактированный текст",
    "es": "Versión preliminar sin editar",
}


@pytest.fixture
def officer():
    return User.objects.get(email="secretariat@example.org")


@pytest.fixture
def report():
    Report.objects.filter(blueprint="briefing").update(symbol="E/CN.15/2008/CRP.3", audience="public")
    return Report.objects.get(blueprint="briefing")


def opened(report, language, form):
    return report.files.get(language=language, format=form).file.open("rb")


def first_key(report):
    return next(each for each in draft_of(report).writing.pieces if not each.startswith("summary"))


def words_in(report, language):
    return [plain(each.content) for each in thaw(report.texts.get(language=language).content).paragraphs]


def test_text_is_issued_as_it_stands_and_stays_so(report, officer):
    key = first_key(report)
    write_text(report, key, "en", "Canary before editing.", base=0, by=officer)
    advance = issue_in_advance(report, on=ON, languages=["zh", "en"], by=officer)
    before = {each.sha256 for each in advance.files.all()}
    write_text(report, key, "en", "Edited sentence.", base=1, by=officer)

    report.refresh_from_db()
    assert (report.state, advance.state, advance.issued_on) == ("prepared", "issued", ON)
    assert (advance.symbol, advance.changes, advance.relation) == ("E/CN.15/2008/CRP.3", report, "advance")
    assert [each.code for each in issued_languages(advance)] == ["zh", "en"]
    assert "Canary before editing." in words_in(advance, "en")
    issue_report(report, on=LATER, by=officer)
    assert "Canary before editing." in words_in(advance, "en")
    assert "Edited sentence." in words_in(report, "en")
    assert {each.sha256 for each in advance.files.all()} == before
    assert thaw(report.texts.get(language="en").content).masthead.status is None
    event = AuditEvent.objects.get(verb="report.issued_in_advance")
    assert event.details == {"report": report.slug, "on": "2008-02-06", "languages": ["zh", "en"]}


def test_every_format_says_in_its_language_what_it_is(report, officer):
    advance = issue_in_advance(report, on=ON, languages=NAMES, by=officer)
    told = {each.language: thaw(each.content).masthead for each in advance.texts.all()}

    assert {code: plain(head.status) for code, head in told.items()} == NAMES
    assert plain(told["en"].status_note) == "Issued before editing was completed. The edited document replaces it."
    assert {code: plain(head.date) for code, head in told.items()} == {
        **dict.fromkeys(("ar", "zh", "en", "ru"), "6 February 2008"),
        "fr": "6 février 2008",
        "es": "6 de febrero de 2008",
    }
    for code, name in NAMES.items():
        with opened(advance, code, "docx") as file:
            assert Document(file).paragraphs[0].text == name
        with opened(advance, code, "html") as file:
            assert BeautifulSoup(file.read(), "lxml").select_one(".masthead .status strong").text == name
        with opened(advance, code, "akn") as file:
            xml = file.read().decode()
            assert f'<p class="status">{name}</p>' in xml
            assert "status" in xml.partition("</meta>")[0].partition("<proprietary")[2]


def test_its_readers_are_those_of_issued_reports_and_both_pages_lead_to_each_other(report, officer, client):
    advance = issue_in_advance(report, on=ON, languages=["en"], by=officer)
    address, own = f"/en/reports/{report.slug}/", f"/en/reports/{advance.slug}/"
    assert client.get(address).status_code == 404
    page = Page(client.get(own))
    notice = "Advance unedited version, issued on 6 February 2008 before editing was completed."
    assert page.all("main .nothing")[:1] == [f"{notice} The issued report will replace it."]
    assert address not in str(page.soup)
    assert [each["lang"] for each in Page(client.get(f"/fr/reports/{advance.slug}/")).soup.select("article.paper")] == [
        "en"
    ]
    client.force_login(make_user(Role.DELEGATE))
    assert Page(client.get(address)).soup.select_one(f'main .meta a[href="{own}"]').text == "Advance unedited version"
    assert Page(client.get(own)).soup.select_one(f'.nothing a[href="{address}"]') is not None

    issue_report(report, on=LATER, by=officer)
    client.logout()
    superseded = Page(client.get(own)).soup.select_one("main .nothing")
    assert "Superseded by the report issued on 3 March 2008" in " ".join(superseded.text.split())
    assert superseded.select_one("a")["href"] == address
    line = Page(client.get(address)).soup.select_one(f'main .meta:has(a[href="{own}"])')
    assert " ".join(line.text.split()) == "Advance unedited version · 6 February 2008 · Superseded by this report"


def test_restricted_version_is_not_shown_to_the_public(report, officer, client):
    Report.objects.filter(pk=report.pk).update(audience="member_states")
    advance = issue_in_advance(report, on=ON, languages=["en"], by=officer)
    assert client.get(f"/en/reports/{advance.slug}/").status_code == 404
    assert client.get(f"/en/reports/{advance.slug}/en.pdf").status_code == 404


def test_only_once_by_the_secretariat_of_a_text_in_preparation(report, officer):
    with pytest.raises(Refused, match="Only the secretariat may"):
        issue_in_advance(report, on=ON, languages=["en"], by=make_user(Role.DELEGATE))
    for languages in ([], ["de"]):
        with pytest.raises(Refused, match=r"^Choose at least one language version\.$"):
            issue_in_advance(report, on=ON, languages=languages, by=officer)
    advance = issue_in_advance(report, on=ON, languages=["en"], by=officer)
    with pytest.raises(Refused, match=r"^This report already has an advance unedited version\."):
        issue_in_advance(report, on=ON, languages=["zh"], by=officer)
    for act in (begin_corrigendum, lambda of, **kwargs: reissue_report(of, on=LATER, **kwargs)):
        with pytest.raises(Refused, match=r"^This is an advance unedited version\."):
            act(advance, reason="A wrong word", by=officer)
    issue_report(report, on=LATER, by=officer)
    made = begin_corrigendum(report, reason="A wrong word", by=officer)
    with pytest.raises(Refused, match=r"^A corrigendum has no advance unedited version\. Issue the corrigendum\.$"):
        issue_in_advance(made, on=LATER, languages=["en"], by=officer)
    assert list(Report.objects.filter(relation="advance")) == [advance]


def test_only_versions_without_problems_are_offered_and_issued(report, officer, client):
    key = first_key(report)
    write_text(report, key, "en", "A paragraph of an officer.", base=0, by=officer)
    title = {**report.title, "zh": ""}
    Report.objects.filter(pk=report.pk).update(title=title)
    report.refresh_from_db()
    with pytest.raises(Refused, match=r"^The report cannot be issued\. Problems in Chinese: "):
        issue_in_advance(report, on=ON, languages=["en", "zh"], by=officer)
    assert not Report.objects.filter(relation="advance").exists()
    client.force_login(officer)
    address = f"/en/acts/issue-in-advance/{report.slug}/"
    boxes = Page(client.get(address)).soup.select("input[name=languages]")
    assert {each["value"]: each.has_attr("checked") for each in boxes} == dict.fromkeys(
        ("ar", "en", "es", "fr", "ru"), True
    )
    client.post(address, {"languages": ["en", "fr"]})
    assert [each.code for each in issued_languages(Report.objects.get(relation="advance"))] == ["en", "fr"]
