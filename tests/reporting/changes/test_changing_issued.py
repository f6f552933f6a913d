"""Documents that change an issued report: their texts, symbols, mastheads and readers; what was issued stays."""

import hashlib
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from palermo.accounts.models import User
from palermo.accounts.states import Role
from palermo.accounts.viewer import viewer_of
from palermo.audit.models import AuditEvent
from palermo.core.languages import CODES
from palermo.core.refusals import Refused
from palermo.reporting.actions.changing_issued import (
    begin_addendum,
    begin_corrigendum,
    begin_revision,
    correct_place,
    reissue_report,
)
from palermo.reporting.actions.issuing import issue_report
from palermo.reporting.actions.structure import add_section
from palermo.reporting.actions.writing import write_text
from palermo.reporting.building import build, draft_of
from palermo.reporting.changes.drafting import issued_places
from palermo.reporting.changes.showing import changes_shown
from palermo.reporting.frozen import thaw
from palermo.reporting.models import Report
from palermo.reporting.renderers.wording import plain
from palermo.search.actions import index_records
from tests.factories.accounts import make_user
from tests.portal.reading import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]
ON, LATER = date(2008, 2, 6), date(2008, 3, 3)


@pytest.fixture
def officer():
    return User.objects.get(email="secretariat@example.org")


@pytest.fixture
def issued(officer):
    report = Report.objects.get(blueprint="briefing")
    Report.objects.filter(pk=report.pk).update(symbol="E/CN.15/2008/CRP.3")
    return issue_report(report, on=ON, by=officer)


def digests(report):
    return {(each.language, each.format): hashlib.sha256(content(each)).hexdigest() for each in report.files.all()}


def content(file):
    with file.file.open("rb") as opened:
        return opened.read()


def corrigendum_of(issued, officer):
    """A corrigendum that replaces the first word of paragraph 1 in two versions."""
    made = begin_corrigendum(issued, reason="A wrong word", by=officer)
    for code, word in (("en", "Canary"), ("zh", "金丝雀")):
        words = issued_places(issued, code)["paragraph-1"].words
        correct_place(made, code, "paragraph-1", word + words, by=officer)
    return made


def test_corrigendum_is_issued_in_the_versions_that_it_corrects(issued, officer):
    before = digests(issued)
    made = issue_report(corrigendum_of(issued, officer), on=LATER, by=officer)

    assert (made.symbol, made.changes, made.relation) == ("E/CN.15/2008/CRP.3/Corr.1", issued, "corrigendum")
    assert {text.language for text in made.texts.all()} == {"en", "zh"}
    told = {text.language: thaw(text.content) for text in made.texts.all()}
    assert {code: plain(each.subtitle) for code, each in told.items()} == {"en": "Corrigendum", "zh": "更正"}
    first = {code: plain(next(each.paragraphs).content) for code, each in told.items()}
    assert first["zh"].startswith("第1段\N{FULLWIDTH COLON}将“")
    assert "金丝雀" in first["zh"]
    assert first["en"].startswith("Paragraph 1: For ")
    assert " read Canary" in first["en"]
    assert len(list(told["en"].paragraphs)) == 1
    assert digests(issued) == before
    akn = content(made.files.get(language="en", format="akn")).decode()
    assert 'activeRef href="/akn/un/doc/report/ccpcj/2008-02-06/E-CN.15-2008-CRP.3"' in akn


def test_corrigendum_without_corrections_is_not_issued(issued, officer):
    made = begin_corrigendum(issued, reason="A wrong word", by=officer)
    with pytest.raises(Refused, match=r"^This corrigendum has no corrections\. Add one before issuing it\.$"):
        issue_report(made, on=LATER, by=officer)


def test_issued_words_take_a_correction_back(issued, officer):
    made = corrigendum_of(issued, officer)
    correct_place(made, "en", "paragraph-1", issued_places(issued, "en")["paragraph-1"].words, by=officer)
    assert list(made.corrections.values_list("language", flat=True)) == ["zh"]


def test_only_places_of_the_issued_text_are_corrected(issued, officer):
    made = begin_corrigendum(issued, reason="A wrong word", by=officer)
    with pytest.raises(Refused, match=r"^The report as issued has no such place in this language\."):
        correct_place(made, "en", "paragraph-999", "Canary", by=officer)
    with pytest.raises(Refused, match=r"^Only a corrigendum has corrections\.$"):
        correct_place(begin_addendum(issued, reason="More", by=officer), "en", "paragraph-1", "Canary", by=officer)


@pytest.mark.parametrize("begin", [begin_corrigendum, begin_addendum, begin_revision])
def test_only_what_was_issued_is_changed_by_the_secretariat_with_a_reason(officer, begin):
    prepared = Report.objects.get(blueprint="briefing")
    with pytest.raises(Refused, match=r"^This report has not been issued\. Edit it instead\.$"):
        begin(prepared, reason="Because", by=officer)
    issue_report(prepared, on=ON, by=officer)
    with pytest.raises(Refused, match=r"^State the reason\.$"):
        begin(prepared, reason=" ", by=officer)
    with pytest.raises(Refused, match="Only the secretariat may"):
        begin(prepared, reason="Because", by=make_user(Role.DELEGATE))
    assert Report.objects.filter(changes=prepared).count() == 0


def test_addendum_has_its_own_sections_and_its_number(issued, officer):
    first = begin_addendum(issued, reason="More", by=officer)
    second = begin_addendum(issued, reason="Still more", by=officer)
    add_section(second, title={code: f"Canary {code}" for code in CODES}, after="", is_annex=False, by=officer)
    told = build(second.blueprint, second.cutoff_on, "ru", second)

    assert [first.symbol, second.symbol] == ["E/CN.15/2008/CRP.3/Add.1", "E/CN.15/2008/CRP.3/Add.2"]
    assert (plain(told.subtitle), [plain(each.title) for each in told.sections]) == ("Добавление", ["Canary ru"])


def test_revision_carries_officers_texts_over(officer):
    report = Report.objects.get(blueprint="briefing")
    key = next(each for each in draft_of(report).writing.pieces if not each.startswith("summary"))
    write_text(report, key, "en", "Canary paragraph of an officer.", base=0, by=officer)
    issue_report(report, on=ON, by=officer)
    revision = begin_revision(report, reason="New facts", by=officer)
    told = {each.pk: build(each.blueprint, each.cutoff_on, "en", each) for each in (report, revision)}

    assert revision.symbol == ""
    words = {pk: [plain(each.content) for each in told[pk].paragraphs] for pk in told}
    assert words[revision.pk] == words[report.pk]
    assert "Canary paragraph of an officer." in words[revision.pk]


def test_reissue_has_the_same_text_with_an_asterisk_and_a_note(issued, officer):
    before = digests(issued)
    made = reissue_report(issued, on=LATER, reason="A page was missing", by=officer)
    again = reissue_report(made, on=LATER, reason="Another page was missing", by=officer)

    assert (made.symbol, again.symbol, made.files.count()) == ("E/CN.15/2008/CRP.3*", "E/CN.15/2008/CRP.3**", 24)
    told = {code: thaw(made.texts.get(language=code).content) for code in CODES}
    assert {code: plain(each.marked_notes[0].content) for code, each in told.items()} == {
        "ar": "أعيد إصدارها لأسباب فنية في 3 آذار/مارس 2008.",
        "zh": "由于技术原因于2008年3月3日重新印发。",
        "en": "Reissued for technical reasons on 3 March 2008.",
        "fr": "Nouveau tirage pour raisons techniques (3 mars 2008).",
        "ru": "Переиздано по техническим причинам 3 марта 2008 года.",
        "es": "Publicado nuevamente por razones técnicas el 3 de marzo de 2008.",
    }
    original = thaw(issued.texts.get(language="en").content)
    assert (told["en"].sections, told["en"].summary) == (original.sections, original.summary)
    assert digests(issued) == before
    event = AuditEvent.objects.filter(verb="report.reissued").order_by("sequence").first()
    assert (event.details["changes"], event.details["reason"]) == (issued.slug, "A page was missing")


def test_reader_finds_the_corrigendum_at_the_report_once_it_is_issued(issued, officer, client):
    Report.objects.filter(pk=issued.pk).update(audience="public")
    issued.refresh_from_db()
    made = corrigendum_of(issued, officer)
    address = f"/en/reports/{issued.slug}/"
    assert "Corrigendum" not in Page(client.get(address)).text
    issue_report(made, on=LATER, by=officer)
    page = Page(client.get(address))
    assert page.all("#changes + .changes a") == ["Corrigendum 1", "Paragraph 1"]
    back = Page(client.get(f"/fr/reports/{made.slug}/"))
    assert [each["lang"] for each in back.soup.select("article.paper")] == ["en"]


def test_officer_corrects_a_place_on_the_page(issued, officer, client):
    client.force_login(officer)
    client.post(f"/en/acts/begin-corrigendum/{issued.slug}/", {"reason": "A wrong word"})
    made = Report.objects.get(changes=issued)
    address = f"/en/reports/{made.slug}/corrections/"
    form = client.get(f"{address}?version=en&place=paragraph-1").content.decode()
    assert "<textarea" in form
    client.post(address, {"version": "en", "place": "paragraph-1", "text": "Canary."})
    assert [each.text for each in made.corrections.all()] == ["Canary."]
    assert "read Canary" in client.get(f"{address}?version=en").content.decode()
    client.force_login(make_user(Role.DELEGATE))
    answer = client.get(address)
    assert (answer.status_code, b"Canary" in answer.content) == (403, False)


def publish(report):
    Report.objects.filter(pk=report.pk).update(audience="public")
    report.refresh_from_db()


def marks_on(client, report, language="en"):
    """The marks of an issued report's page: the place that each is at, its words and where it leads."""
    page = Page(client.get(f"/{language}/reports/{report.slug}/"))
    return [
        (each.find_parent(id=True)["id"], " ".join(each.text.split()), each.a["href"])
        for each in page.soup.select("article .corrected")
    ]


def test_corrected_paragraph_is_marked_in_the_languages_that_are_corrected(issued, officer, client):
    publish(issued)
    made = corrigendum_of(issued, officer)
    assert marks_on(client, issued) == []
    issue_report(made, on=LATER, by=officer)

    words = {"en": "Corrected by E/CN.15/2008/CRP.3/Corr.1", "zh": "由E/CN.15/2008/CRP.3/Corr.1更正", "fr": None}
    for code, found in words.items():
        path = {"zh": "zh-hans"}.get(code, code)
        expected = [("p1", found, f"/{path}/reports/{made.slug}/#p1")] if found else []
        assert marks_on(client, issued, path) == expected


def test_mark_is_shown_to_readers_of_the_corrigendum_alone(issued, officer, client):
    publish(issued)
    made = corrigendum_of(issued, officer)
    issue_report(made, on=LATER, by=officer)
    Report.objects.filter(pk=made.pk).update(audience="member_states")
    page = Page(client.get(f"/en/reports/{issued.slug}/"))
    assert (page.all("article .corrected"), "Corr.1" in page.text) == ([], False)


FORMULAS = {
    "ar": ("تحذف الفقرة 2", "تضاف بعد الفقرة 1 فقرة جديدة 1 مكررا، نصها كما يلي:", "1 مكررا- Canary ar."),
    "zh": ("删去第2段", "在第1段之后加入新的第1段之二，案文如下：", "1之二\N{FULLWIDTH FULL STOP}Canary zh."),
    "en": ("Delete paragraph 2", "After paragraph 1, insert a new paragraph 1 bis, reading:", "1 bis. Canary en."),
    "fr": (
        "Supprimer le paragraphe 2",
        "Après le paragraphe 1, insérer un nouveau paragraphe 1 bis, libellé comme suit\N{NO-BREAK SPACE}:",
        "1 bis. Canary fr.",
    ),
    "ru": (
        "Исключить пункт 2",
        "После пункта 1 включить новый пункт 1-бис следующего содержания:",
        "1-бис. Canary ru.",
    ),
    "es": (
        "Suprímase el párrafo 2",
        "Después del párrafo 1, insértese un nuevo párrafo 1 bis, que diga lo siguiente:",
        "1 bis. Canary es.",
    ),
}


def test_paragraphs_are_inserted_and_deleted_in_six_languages_and_numbers_stay(issued, officer, client):
    publish(issued)
    numbers = [each.number for each in thaw(issued.texts.get(language="en").content).paragraphs]
    made = begin_corrigendum(issued, reason="A paragraph was left out", by=officer)
    for code in CODES:
        correct_place(made, code, "behind-1", f"Canary {code}.", by=officer)
        correct_place(made, code, "whole-2", "", by=officer)
    issue_report(made, on=LATER, by=officer)

    told = {each.language: thaw(each.content) for each in made.texts.all()}
    read = {code: [(each.number, plain(each.content)) for each in told[code].paragraphs] for code in CODES}
    assert read == {code: [(1, insert), (None, text), (2, delete)] for code, (delete, insert, text) in FORMULAS.items()}
    assert [each.number for each in thaw(issued.texts.get(language="en").content).paragraphs] == numbers
    symbol, address = made.symbol, f"/en/reports/{made.slug}/"
    assert marks_on(client, issued) == [
        ("p1", f"New paragraph after this one, inserted by {symbol}", f"{address}#p1"),
        ("p2", f"Deleted by {symbol}", f"{address}#p2"),
    ]
    assert Page(client.get(f"/en/reports/{issued.slug}/")).all("#changes + .changes a") == [
        "Corrigendum 1",
        "After paragraph 1",
        "Paragraph 2",
    ]


def test_paragraph_is_deleted_or_corrected_and_restored(issued, officer):
    made = corrigendum_of(issued, officer)
    with pytest.raises(Refused, match=r"^This corrigendum corrects words of this paragraph\. Restore them"):
        correct_place(made, "en", "whole-1", "", by=officer)
    with pytest.raises(Refused, match=r"^Correct the words of this paragraph, or delete it\.$"):
        correct_place(made, "en", "whole-2", "Canary", by=officer)
    correct_place(made, "en", "whole-2", "", by=officer)
    with pytest.raises(Refused, match=r"^This corrigendum deletes this paragraph\. Restore it"):
        correct_place(made, "en", "paragraph-2", "Canary", by=officer)
    correct_place(made, "en", "whole-2", issued_places(issued, "en")["whole-2"].words, by=officer)
    correct_place(made, "en", "behind-2", "Canary", by=officer)
    correct_place(made, "en", "behind-2", "", by=officer)
    assert list(made.corrections.values_list("language", "place")) == [("en", "paragraph-1"), ("zh", "paragraph-1")]


def test_officer_deletes_and_inserts_on_the_page(issued, officer, client):
    made = begin_corrigendum(issued, reason="A paragraph too many", by=officer)
    client.force_login(officer)
    address = f"/en/reports/{made.slug}/corrections/"
    page = Page(client.get(f"{address}?version=en&place=paragraph-2"))
    assert page.soup.select_one("form.act ~ form input[name=place]")["value"] == "whole-2"
    link = page.soup.find("a", string="Insert a paragraph after this one")
    assert Page(client.get(address + link["href"])).soup.select_one("textarea").text.strip() == ""
    client.post(address, {"version": "en", "place": "whole-2"})
    client.post(address, {"version": "en", "place": "behind-2", "text": "Canary."})
    listed = Page(client.get(f"{address}?version=en"))
    assert listed.all("main li > div p") == [
        "Delete paragraph 2",
        "After paragraph 2, insert a new paragraph 2 bis, reading:",
        "Canary.",
    ]
    for form in listed.soup.select("main li form"):
        client.post(address, {each["name"]: each["value"] for each in form.select("input[name]")})
    assert made.corrections.count() == 0


@pytest.mark.usefixtures("search_index")
def test_search_names_the_kind_of_document(issued, officer, client):
    publish(issued)
    made = [
        begin(issued, reason="Because", by=officer) for begin in (begin_corrigendum, begin_addendum, begin_revision)
    ]
    Report.objects.filter(changes=issued).update(state="issued", issued_on=LATER)
    made.append(reissue_report(issued, on=LATER, reason="A page was missing", by=officer))
    index_records("reports", [issued.pk, *(each.pk for each in made)])

    rows = client.get("/en/search/", {"q": "E/CN.15/2008/CRP.3"}).context["rows"]
    assert {row.hit.record.slug: row.what for row in rows} == {
        issued.slug: "Report",
        **dict(
            zip(
                (each.slug for each in made),
                ("Corrigendum", "Addendum", "Revision", "Reissued for technical reasons"),
                strict=True,
            )
        ),
    }


def test_queries_of_the_page_do_not_grow_with_the_corrigenda(issued, officer, client):
    publish(issued)

    def queries_with(count):
        for _time in range(count):
            made = begin_corrigendum(issued, reason="A wrong word", by=officer)
            correct_place(made, "en", "paragraph-1", f"Canary {made.symbol}", by=officer)
            Report.objects.filter(pk=made.pk).update(state="issued", issued_on=LATER)
        with CaptureQueriesContext(connection) as of_page:
            page = Page(client.get(f"/en/reports/{issued.slug}/"))
        with CaptureQueriesContext(connection) as of_changes:
            changes_shown(issued, viewer_of(officer), "en")
        return len(page.all("article .corrected")), len(of_page), len(of_changes)

    client.get(f"/en/reports/{issued.slug}/")
    one, six = queries_with(1), queries_with(5)
    assert (one[0], six[0]) == (1, 6)
    assert six[1:] == one[1:]
