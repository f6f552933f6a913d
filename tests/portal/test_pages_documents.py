"""The page of a document: its languages, what it is tied to, why this reader sees it, and what is done there."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from palermo.accounts.models import Posting
from palermo.accounts.states import Role
from palermo.core.audiences import Audience
from palermo.governance.models import AgendaItem, Session
from palermo.library.actions.versions import set_file
from palermo.library.extracting import extract_later
from palermo.library.models import AlternativeFormat, Document, DocumentReader, LanguageVersion
from tests.factories.accounts import make_organisation, make_state, make_user
from tests.factories.common import text
from tests.factories.governance import make_activity, make_body, make_mandate, make_meeting
from tests.factories.library import make_document
from tests.library.files import pdf
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db

TODAY = date(2008, 1, 31)


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = TODAY


@pytest.fixture
def officer(client):
    user = make_user(Role.SECRETARIAT)
    client.force_login(user)
    return user


@pytest.fixture
def delegate(client):
    user, state = make_user(), make_state("Austria")
    Posting.objects.create(user=user, role=Role.DELEGATE, state=state, since_on=date(2007, 1, 1))
    client.force_login(user)
    return user


def page_of(client, document: Document, query: str = "") -> Page:
    return Page(client.get(f"/en/documents/{document.slug}/{query}"))


def facts(page: Page) -> dict[str, str]:
    """The rows of the list of facts in the text, by their labels."""
    return dict(zip(page.all("main dl.facts > div > dt"), page.all("main dl.facts > div > dd"), strict=True))


def changing(base: Document, how: str, symbol: str, title: str, **fields) -> Document:
    return make_document(title, modifies=base, modification=how, symbol=symbol, **fields)


def make_session(number: int = 17) -> Session:
    days = {"starts_on": date(2008, 4, 14), "ends_on": date(2008, 4, 18)}
    names = {"name": text("Session"), "slug": f"session-{number}"}
    return Session.objects.create(body=make_body("Commission"), number=number, **names, **days)


# Languages


def test_each_language_is_there_with_its_status_or_missing_in_the_official_order(client):
    document = make_document(words="Words", job_number="V.08-55217")
    LanguageVersion.objects.create(
        document=document, language="ar", text="كلمات", status="advance_unedited", dated_on=TODAY, translator="A"
    )
    assert page_of(client, document).all("main table tbody tr") == [
        "العربية Summary only · Advance unedited version · 31 January 2008 · translated by A text only"
        " · V.08-55217 (A)",
        "中文 not yet",
        "English Summary only text only · V.08-55217 (E)",
        *("Français not yet", "Русский not yet", "Español not yet"),
    ]


def test_a_language_that_is_not_meant_is_never_said_to_be_missing(client):
    document = make_document(words="Words", languages_meant=["en"])
    page = page_of(client, document, "?text=fr")
    assert "not yet" not in page.text
    assert page.all("main table tbody tr") == ["English Summary only text only"]
    assert page.text.count("This document is in English only.") == 1
    assert "not yet" not in Page(client.get("/en/documents/")).one(".papers")


def test_what_is_meant_and_not_there_is_said_to_be_missing(client):
    document = make_document(words="Words", languages_meant=["en", "fr", "es"])
    page = page_of(client, document)
    assert "This document is in English, French and Spanish only." in page.text
    assert page.all("main table tbody th") == ["English", "Français", "Español"]
    assert page.one("main > .languages") == "العربية 中文 English Français not yet Русский Español not yet"


def with_file(document: Document, content: bytes, name: str, media_type: str) -> LanguageVersion:
    version = LanguageVersion(document=document, language="en", status="final")
    set_file(version, content, name=name, media_type=media_type)
    version.save()
    return version


def test_the_file_comes_first_with_its_formats_pages_and_words(client):
    document = make_document("Report")
    version = with_file(document, pdf("The first page", "The second"), "report.pdf", "application/pdf")
    other = AlternativeFormat(version=version)
    set_file(other, b"Words", name="report.txt", media_type="text/plain")
    other.save()
    extract_later(version)
    page = page_of(client, document)
    pdf_size, text_size = (page.all("main .downloads a")[n].partition(" · ")[2] for n in (0, 1))
    assert page.all("main .downloads a") == [f"Download PDF · {pdf_size}", f"Download TXT · {text_size}"]
    assert text_size == "1 kB"
    address = f"/en/documents/{document.slug}/en"
    assert [each["href"] for each in page.soup.select("main .downloads a")] == [f"{address}/", f"{address}/txt/"]
    assert [each["src"] for each in page.soup.select("main .sheets img")] == [
        f"{address}/pages/{n}.png" for n in (1, 2)
    ]
    assert [each["alt"] for each in page.soup.select("main .sheets img")] == ["Page 1 of 2", "Page 2 of 2"]
    assert page.all("main .words-of-file .reading p") == ["The first page", "The second"]
    assert page.all("main .state")[0] == "Final"


def test_the_first_page_is_shown_before_the_pages_are_counted_and_none_of_a_file_that_has_none(client):
    sheets = []
    for name, media_type in (("report.pdf", "application/pdf"), ("report.txt", "text/plain")):
        document = make_document("Report")
        with_file(document, pdf("The first page", "The second"), name, media_type)
        images = page_of(client, document).soup.select("main .sheets img")
        sheets.append([(each["src"].rpartition("/")[2], each["alt"]) for each in images])
    assert sheets == [[("1.png", "Report [en]")], []]


def test_a_document_without_a_file_is_a_summary_and_never_final(client):
    page = page_of(client, make_document(words="Words"))
    assert (page.all("main .state"), "Final" in page.text) == (["Summary only"] * 2, False)


# What it is tied to


def test_what_changes_a_document_is_shown_with_it_in_the_order_of_symbols_and_the_other_way(client):
    base = make_document("Report", symbol="CTOC/COP/2008/2")
    ten, two = (changing(base, "addendum", f"CTOC/COP/2008/2/Add.{n}", f"Part {n}") for n in (10, 2))
    corrigendum = changing(ten, "corrigendum", "CTOC/COP/2008/2/Add.10/Corr.1", "Correction")
    shown = facts(page_of(client, base))
    assert shown == {"Addendum": "CTOC/COP/2008/2/Add.2 Part 2 [en] CTOC/COP/2008/2/Add.10 Part 10 [en]"}
    assert facts(page_of(client, ten)) == {
        "Addendum to": "CTOC/COP/2008/2 Report [en]",
        "Corrigendum": "CTOC/COP/2008/2/Add.10/Corr.1 Correction [en]",
    }
    assert facts(page_of(client, corrigendum)) == {"Corrigendum to": "CTOC/COP/2008/2/Add.10 Part 10 [en]"}
    assert facts(page_of(client, two)) == {"Addendum to": "CTOC/COP/2008/2 Report [en]"}


@pytest.mark.parametrize("hidden", [{"audience": "secretariat"}, {"state": "draft", "issued_on": None}])
def test_a_tie_to_what_a_reader_may_not_see_is_not_told_in_either_direction(client, delegate, hidden):
    base, secret = make_document("Report"), make_document("Secret", symbol="CTOC/COP/2008/1", **hidden)
    for ties in (
        {"modifies": base, "modification": "corrigendum", "resubmits": base},
        {"modifies": secret, "modification": "corrigendum", "resubmits": secret},
    ):
        Document.objects.filter(pk=(secret if ties["modifies"] is base else base).pk).update(**ties)
        page = page_of(client, base)
        assert (facts(page), "CTOC/COP/2008/1" in page.text, "orrigendum" in page.text) == ({}, False, False)


def test_a_paper_submitted_again_leads_to_the_other_symbol_and_back(client):
    first = make_document("Paper", symbol="E/CN.15/2008/CRP.2", languages_meant=["en"])
    again = make_document("Paper", symbol="CTOC/COP/2008/CRP.1", languages_meant=["en"], resubmits=first)
    assert facts(page_of(client, first)) == {"Resubmitted as": "CTOC/COP/2008/CRP.1 Paper [en]"}
    assert facts(page_of(client, again)) == {"Resubmission of": "E/CN.15/2008/CRP.2 Paper [en]"}


def test_what_took_its_place_is_told_with_what_was_withdrawn(client, officer):
    new = make_document("New")
    old = make_document("Old", state="withdrawn", withdrawn_on=TODAY, replaced_by=new)
    assert facts(page_of(client, old)) == {"Replaced by": "New [en]"}
    assert facts(page_of(client, new)) == {"Replaces": "Old [en] · Withdrawn"}
    client.logout()
    assert facts(page_of(client, new)) == {}


def test_agenda_items_are_told_of_sessions_and_of_meetings_the_reader_may_see(client):
    document = make_document()
    session = make_session()
    seen, secret = (make_meeting(audience=each, on=TODAY) for each in (Audience.PUBLIC, Audience.SECRETARIAT))
    for at in ({"session": session}, {"meeting": seen}, {"meeting": secret}):
        AgendaItem.objects.create(number="4", title=text("Trends"), **at).documents.add(document)
    shown = [item for item in page_of(client, document).all("aside.margin li") if item.startswith("Agenda item")]
    assert [item.startswith("Agenda item 4: Trends [en]") for item in shown] == [True, True]


# Why it is seen


def why(client, document) -> str:
    return page_of(client, document).one("details.why p")


def test_everybody_is_told_why_they_see_it(client, delegate):
    own = delegate.postings.get().state
    public = page_of(client, make_document())
    assert (public.all(".audience"), public.all(".why-question")) == ([], [])
    assert why(client, make_document(audience="member_states")).startswith(
        "You have access as a delegate of Austria [en]."
    )
    by_name, by_state = (make_document(audience="secretariat") for _ in "12")
    DocumentReader.objects.create(document=by_state, state=own, named_on=TODAY)
    for named in ({"state": own}, {"user": delegate}):
        DocumentReader.objects.create(document=by_name, named_on=TODAY, **named)
    assert why(client, by_state) == "You have access because Austria [en] is a named reader of this document."
    assert why(client, by_name) == "You have access as a named reader of this document."


def test_the_committee_and_the_secretariat_are_told_for_whom_they_act(client):
    member, agency = make_user(), make_organisation("OSCE")
    Posting.objects.create(user=member, role=Role.COMMITTEE_MEMBER, organisation=agency, since_on=date(2007, 1, 1))
    client.force_login(member)
    document = make_document(audience="steering_committee")
    assert why(client, document).startswith("You have access as a member of the Steering Committee for OSCE [en].")
    client.force_login(make_user(Role.SECRETARIAT))
    assert why(client, document).startswith("You have access as an officer of the secretariat.")


def test_a_named_reader_is_not_told_who_else_is_named_nor_when_it_opens(client, delegate):
    document = make_document(audience="secretariat", opens_on=date(2008, 2, 13), opens_to="public")
    DocumentReader.objects.create(document=document, user=delegate, named_on=TODAY)
    DocumentReader.objects.create(document=document, organisation=make_organisation("Unseen"), named_on=TODAY)
    page = page_of(client, document)
    history = client.get(f"/en/history/documents/{document.slug}/").content.decode()
    shown = ("Unseen" in page.text + history, "13 February" in page.text, "Named readers" in page.text)
    assert shown == (False, False, False)


def test_a_document_that_has_opened_is_told_with_its_new_audience(client):
    document = make_document(audience="secretariat", opens_on=TODAY, opens_to="public")
    page = page_of(client, document)
    assert (page.all(".audience"), page.all(".why-question")) == ([], [])
    assert Page(client.get("/en/documents/")).one(".papers .meta") == "Note"


# What is done there


def test_the_secretariat_names_and_removes_readers_on_the_page(client, officer):
    document, person = make_document(audience="secretariat"), make_user(Role.DELEGATE)
    url = f"/en/acts/name-reader/{document.slug}/"
    assert client.post(url, {"person": person.email.upper(), "on": "2008-01-31"}).status_code == 302
    row = document.readers.get()
    page = page_of(client, document)
    assert f"{person.name} since 31 January 2008 End access" in page.all("aside.margin li")
    removal = f"/en/acts/remove-reader/{row.pk}/"
    answer = client.post(removal, {"reason_en": "Left the mission"})
    assert (answer.status_code, answer["Location"]) == (302, f"/en/documents/{document.slug}/")
    assert document.readers.count() == 0


@pytest.mark.parametrize(
    ("written", "errors"),
    [
        ({}, {"__all__": ["Choose one: a person, a State or an organization. Repeat for others."]}),
        ({"person": "nobody@example.org"}, {"person": ["No account has this address."]}),
    ],
)
def test_exactly_one_reader_is_named_at_a_time(client, officer, written, errors):
    document = make_document(audience="secretariat")
    answer = client.post(f"/en/acts/name-reader/{document.slug}/", {"on": "2008-01-31"} | written)
    assert (dict(answer.context["form"].errors), document.readers.count()) == (errors, 0)


def test_a_file_is_replaced_on_the_page_and_the_earlier_one_stays_for_the_secretariat(client, officer):
    document = make_document(words="Words")
    version = document.versions.get()
    url = f"/en/acts/replace-version/{version.pk}/"
    for content in (b"%PDF-1.7 first", b"%PDF-1.7 second"):
        upload = SimpleUploadedFile("report.pdf", content)
        written = {"text": "Words", "status": "reissued", "reason_en": "Wrong annex", "upload": upload}
        answer = client.post(url, written)
        assert answer["Location"] == f"/en/documents/{document.slug}/?text=en"
    link = page_of(client, document).soup.select_one("a[href*='/earlier/']")["href"]
    assert b"".join(client.get(link).streaming_content) == b"%PDF-1.7 first"
    client.force_login(make_user(Role.DELEGATE))
    assert client.get(link).status_code == 404
    assert "/earlier/" not in client.get(f"/en/documents/{document.slug}/").content.decode()


def test_a_file_that_is_none_is_refused_and_what_there_was_stays(client, officer):
    version = make_document(words="Words").versions.get()
    upload = SimpleUploadedFile("report.pdf", b"MZ\x90")
    written = {"text": "Words", "status": "final", "reason_en": "Why", "upload": upload}
    answer = client.post(f"/en/acts/replace-version/{version.pk}/", written)
    assert list(answer.context["form"].errors) == ["upload"]
    version.refresh_from_db()
    assert version.file_name == ""


@pytest.mark.parametrize("role", [None, Role.FOCAL_POINT, Role.DELEGATE, Role.COMMITTEE_MEMBER])
def test_others_find_no_form_for_readers_or_versions(client, role):
    document = make_document(words="Words")
    row = DocumentReader.objects.create(document=document, state=make_state(), named_on=TODAY)
    if role:
        client.force_login(make_user(role))
    for address in (f"remove-reader/{row.pk}", f"replace-version/{document.versions.get().pk}"):
        answer = client.post(f"/en/acts/{address}/", {"reason_en": "Why", "text": "New", "status": "final"})
        assert answer.status_code == (302 if role is None else 404 if "reader" in address else 403)
    assert (document.readers.count(), document.versions.get().text) == (1, "Words")


@pytest.mark.parametrize("role", [None, Role.DELEGATE, Role.SECRETARIAT])
def test_a_page_asks_as_often_for_three_ties_readers_and_versions_as_for_one(client, role):
    if role:
        client.force_login(make_user(role))
    document = make_document(words="Words", symbol="E/CN.15/2008/2")

    def one_more(number: int) -> None:
        changing(document, "addendum", f"E/CN.15/2008/2/Add.{number}", f"Part {number}")
        make_document(f"Again {number}", resubmits=document)
        DocumentReader.objects.create(document=document, state=make_state(), named_on=TODAY)
        session = make_session(number)
        AgendaItem.objects.create(session=session, number="1", title=text("Item")).documents.add(document)
        for language in ("fr", "es", "ru")[number - 1 : number]:
            LanguageVersion.objects.create(document=document, language=language, text="Mots")

    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            page_of(client, document)
        return len(asked)

    one_more(1)
    questions()
    for_one = questions()
    one_more(2), one_more(3)
    assert questions() == for_one


# The years of the list


def test_the_years_are_those_of_the_days_by_which_the_list_goes_of_what_the_reader_may_see(client, officer):
    make_document("Dated", dated_on=date(2007, 6, 1), issued_on=date(2007, 6, 1))
    make_document("Without a date", dated_on=None, issued_on=date(2008, 1, 10))
    make_document("Draft", state="draft", dated_on=None, issued_on=None)
    make_document("Restricted", audience=Audience.SECRETARIAT, dated_on=date(2005, 3, 1))
    as_visitor = Page(Client().get("/en/documents/"))
    assert years_offered(as_visitor) == ["2008", "2007"]
    assert years_offered(Page(client.get("/en/documents/"))) == ["2008", "2007", "2005"]
    chosen = Page(Client().get("/en/documents/?year=2008"))
    assert chosen.all("ul.papers h2") == ["Without a date [en]"]


def years_offered(page: Page) -> list[str]:
    return [words for words in page.all("main .choose a") if words.isdecimal()]


def test_a_document_of_many_records_says_how_many_more_there_are(client):
    document, mandate = make_document("Note"), make_mandate()
    for number in range(23):
        document.activities.add(make_activity(f"Activity {number}", mandate=mandate))
    page = page_of(client, document)
    assert len(page.all("h2:-soup-contains('Document of') + ul > li")) == 20
    assert "3 more are not shown here." in page.all("p.meta")
