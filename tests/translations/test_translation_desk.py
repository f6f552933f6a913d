"""The translation desk: what it lists, by when it is needed, who sees it, what it says of a text that still holds."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page as WagtailPage

from palermo.accounts.actions.records import save_record
from palermo.accounts.states import Role
from palermo.audit.models import AuditEvent
from palermo.core.audiences import Audience
from palermo.core.dates import PartialDate
from palermo.governance.models import AgendaItem, Guidance, MeetingPaper, Session
from palermo.library.models import LanguageVersion
from palermo.portal.editorial import ensure_site
from palermo.portal.models import StandardPage
from palermo.reporting.models import RecordName
from palermo.translations.deadlines import deadlines
from palermo.translations.index import update_gap_index
from palermo.translations.models import TextGap, TextGapMark
from palermo.translations.texts import codes_of
from tests.factories.accounts import make_organisation, make_user
from tests.factories.activities import make_event
from tests.factories.common import number, text
from tests.factories.governance import make_body, make_decision, make_endorsement, make_guidance, make_meeting
from tests.factories.library import make_document
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db

TODAY = date(2008, 1, 31)
SOON, LATER = date(2008, 2, 6), date(2008, 4, 14)
BEFORE = date(2007, 6, 18)


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = TODAY


@pytest.fixture
def officer(client) -> Client:
    client.force_login(make_user(Role.SECRETARIAT))
    return client


def desk(client, query: str = "") -> Page:
    return Page(client.get(f"/en/secretariat/translations/{query}"))


def test_a_name_in_reports_is_listed_under_the_record_that_it_names(officer):
    organisation = make_organisation("Labour Organization")
    words = {"kind": "organisations", "record_id": organisation.slug, "slug": f"organisations-{organisation.slug}"}
    save_record(RecordName(**words, full=text("the Labour Organization"), short={"en": "ILO"}), by="a test")
    headings = desk(officer).all("main .papers h2")
    assert headings == ["Labour Organization [en]"]


def gaps() -> dict[tuple[str, str], tuple[list[str], list[str]]]:
    update_gap_index()
    rows = TextGap.objects.exclude(kind="wagtailcore.page")
    return {(row.kind, row.field): (codes_of(row.missing), codes_of(row.stale)) for row in rows}


def make_session(**fields) -> Session:
    made = {"slug": f"session-{number()}", "number": number(), "name": text("Session"), "ends_on": LATER}
    return Session.objects.create(body=make_body(), **{"starts_on": LATER, **made, **fields})


def test_a_text_lacks_what_it_is_not_written_in():
    make_guidance("Complete")
    assert gaps() == {}
    guidance = make_guidance("Topic")
    guidance.text = text("Said", "en", "fr")
    guidance.save()
    assert gaps() == {("guidance", "text"): (["ar", "zh", "ru", "es"], [])}


def test_the_index_follows_every_act_and_forgets_what_is_done():
    guidance = make_guidance()
    key = ("guidance", "text")
    full = guidance.text
    assert key not in gaps()
    for words, expected in (
        (text("Said", "en"), (["ar", "zh", "fr", "ru", "es"], [])),
        (text("Said", "en", "fr"), (["ar", "zh", "ru", "es"], [])),
        ({**text("Said", "fr"), "en": "Otherwise"}, (["ar", "zh", "ru", "es"], ["fr"])),
    ):
        guidance.text = words
        guidance.save()
        assert gaps()[key] == expected
    guidance.text = full
    guidance.save()
    assert key not in gaps()


def test_the_index_is_the_same_when_it_is_made_anew():
    for words in (text("Said", "en"), {"en": "Two", "fr": "Un"}, {"en": "Three", "fr": "Un"}):
        guidance = make_guidance()
        guidance.text = words
        guidance.save()
        update_gap_index()
    kept = list(TextGap.objects.order_by("kind", "record", "field").values_list("record", "missing", "stale", "due_on"))
    TextGapMark.objects.all().delete()
    update_gap_index()
    again = TextGap.objects.order_by("kind", "record", "field").values_list("record", "missing", "stale", "due_on")
    assert list(again) == kept


def test_nothing_is_asked_twice_while_nothing_happens(django_assert_num_queries):
    make_guidance()
    update_gap_index()
    with django_assert_num_queries(1):
        update_gap_index()


def put_before(document, where: str) -> None:
    """Put a paper on an agenda, in each of the ways there are."""
    if where == "meeting":
        MeetingPaper.objects.create(meeting=make_meeting(on=SOON), document=document)
    elif where == "item of a meeting":
        item = AgendaItem.objects.create(meeting=make_meeting(on=SOON), number="1", title=text("Item"))
        item.documents.add(document)
    elif where == "item of a session":
        item = AgendaItem.objects.create(session=make_session(), number="1", title=text("Item"))
        item.documents.add(document)
    elif where == "provisional agenda":
        make_session(provisional_agenda=document)
    else:
        make_endorsement(document=document, state="open", result_on=None, put_on=BEFORE, target_on=LATER)


@pytest.mark.parametrize(
    ("where", "day"),
    [
        ("meeting", SOON),
        ("item of a meeting", SOON),
        ("item of a session", LATER),
        ("provisional agenda", LATER),
        ("endorsement", LATER),
    ],
)
def test_a_paper_is_needed_for_what_it_is_before(where, day):
    document = make_document()
    put_before(document, where)
    assert deadlines(TODAY)["documents", document.pk] == PartialDate(day)
    assert ("documents", document.pk) not in deadlines(day + timedelta(days=1))


def test_of_two_days_the_nearer_one_counts():
    document = make_document()
    for where in ("endorsement", "meeting"):
        put_before(document, where)
    assert deadlines(TODAY)["documents", document.pk] == PartialDate(SOON)


def test_other_records_are_needed_on_their_own_day():
    meeting, held = make_meeting(on=SOON), make_meeting(on=BEFORE)
    cancelled = make_meeting(on=SOON, cancelled_on=BEFORE)
    event, past = make_event(starts_on=LATER, ends_on=LATER), make_event(starts_on=BEFORE, ends_on=BEFORE)
    text_open = make_endorsement(state="open", result_on=None, put_on=BEFORE, target_on=SOON)
    closed = make_endorsement(state="approved", put_on=BEFORE, result_on=BEFORE, target_on=SOON)
    found = deadlines(TODAY)
    assert found["meetings", meeting.pk] == PartialDate(SOON)
    assert found["activities", event.activity.pk] == PartialDate(LATER)
    assert found["endorsements", text_open.pk] == PartialDate(SOON)
    for kind, record in (("meeting", held), ("meeting", cancelled), ("activity", past.activity)):
        assert (f"governance.{kind}", record.pk) not in found
    assert ("endorsements", closed.pk) not in found


def test_a_date_known_in_part_is_shown_as_it_is_known(officer):
    endorsement = make_endorsement(state="open", result_on=None, put_on=BEFORE, target_on=date(2008, 6, 30))
    endorsement.target_precision, endorsement.title = "late_month", text("Text", "en")
    endorsement.save()
    assert deadlines(TODAY)["endorsements", endorsement.pk] == PartialDate(date(2008, 6, 30), "late_month")
    assert desk(officer).all("main .papers .side") == ["late June 2008"]


def test_a_report_of_a_meeting_is_not_needed_before_it():
    document = make_document()
    MeetingPaper.objects.create(meeting=make_meeting(on=SOON), document=document, is_report=True)
    assert ("documents", document.pk) not in deadlines(TODAY)


def due() -> set[date | None]:
    update_gap_index()
    return set(TextGap.objects.filter(kind="meetings").values_list("due_on", flat=True))


def test_a_meeting_that_is_moved_moves_the_day_and_one_that_is_over_has_none(settings):
    meeting = make_meeting(on=SOON, title=text("Meeting", "en"))
    assert due() == {SOON}
    meeting.starts_on = meeting.ends_on = LATER
    meeting.save()
    assert due() == {LATER}
    settings.PALERMO_TODAY = LATER + timedelta(days=1)
    assert due() == {None}


def test_the_desk_counts_lists_and_filters(officer):
    make_meeting(on=SOON, title=text("Of the meeting", "en", "fr"))
    late = make_guidance()
    late.text = {"en": "Old words", "fr": "Vieux mots"}
    late.save()
    late.text = {"en": "New words", "fr": "Vieux mots"}
    late.save()
    page = desk(officer)
    assert "Of the meeting [en]" in page.text
    assert page.all("td.number")[6:8] == ["0", "1"]  # French: nothing missing, one stale
    stale = desk(officer, "?language=fr&what=stale")
    assert ("New words" in stale.text, "Of the meeting" in stale.text) == (True, False)
    soon = desk(officer, "?due=1")
    assert ("New words" in soon.text, "Of the meeting" in soon.text) == (False, True)
    kind = desk(officer, "?kind=guidance")
    assert ("New words" in kind.text, "Of the meeting" in kind.text) == (True, False)
    assert (
        "No missing or outdated translations for this selection."
        in desk(officer, "?language=fr&what=missing&kind=meetings").text
    )


@pytest.mark.parametrize("query", ["?record=1", "?kind=x&record=y", "?language=xx", "?due=999", "?page=-1", "?page=x"])
def test_nonsense_in_the_address_asks_for_everything(officer, query):
    make_meeting(on=SOON, title=text("Of the meeting", "en"))
    assert "Of the meeting" in desk(officer, query).text


def test_each_row_leads_to_where_it_is_edited(officer):
    meeting = make_meeting(on=SOON, title=text("Of the meeting", "en"))
    links = [each["href"] for each in desk(officer, "?kind=meetings").soup.select(".text-gap a")]
    assert links == [reverse("record_meeting:edit", args=[meeting.pk])]


def test_english_only_papers_are_not_on_the_desk(officer):
    document = make_document(words="Words", languages_meant=["en"])
    document.title = text("English only", "en")
    document.save()
    six = make_document(words="Words", title="Six")
    assert "English only" not in desk(officer).text
    assert gaps()["documents", "versions"] == (["ar", "zh", "fr", "ru", "es"], [])
    LanguageVersion.objects.create(document=six, language="fr", text="Mots")
    assert gaps()["documents", "versions"] == (["ar", "zh", "ru", "es"], [])


@pytest.mark.parametrize("role", [role for role in Role if role != Role.SECRETARIAT])
@pytest.mark.parametrize("name", ["", "texts.po?language=fr", "texts.xlf?language=fr", "import/"])
def test_nobody_else_has_the_desk_or_its_files(client, role, name):
    make_meeting(on=SOON, title=text("CANARY", "en"), audience=Audience.SECRETARIAT)
    client.force_login(make_user(role))
    answer = client.get(f"/en/secretariat/translations/{name}")
    assert (answer.status_code, "CANARY" in answer.text) == (403, False)
    assert client.post("/en/secretariat/translations/holds/", {}).status_code == 403


def test_a_visitor_is_asked_to_sign_in(client):
    assert client.get("/en/secretariat/translations/").status_code == 302


def stale_guidance() -> Guidance:
    guidance = make_guidance()
    guidance.text = {"en": "Old words.", "fr": "Mots."}
    guidance.save()
    guidance.text = {"en": "Old words!", "fr": "Mots."}
    guidance.save()
    return guidance


def confirm(client, page: Page):
    form = page.soup.select_one("form[action$='holds/']")
    return client.post(form["action"], {each["name"]: each["value"] for each in form.select("input")}, follow=True)


def test_a_translation_that_still_holds_is_said_to_once(officer):
    guidance = stale_guidance()
    confirm(officer, desk(officer, "?language=fr&what=stale"))
    assert gaps()["guidance", "text"] == (["ar", "zh", "ru", "es"], [])
    event = AuditEvent.objects.filter(verb="translation.confirmed").get()
    assert (event.target_id, event.details["language"]) == (guidance.slug, "fr")
    # Also when everything is looked at again …
    guidance.save()
    assert gaps()["guidance", "text"] == (["ar", "zh", "ru", "es"], [])
    # … but not for words that nobody has seen then.
    guidance.text = {"en": "Other words!", "fr": "Mots."}
    guidance.save()
    assert gaps()["guidance", "text"] == (["ar", "zh", "ru", "es"], ["fr"])


def test_it_is_not_said_of_words_that_changed_meanwhile(officer):
    guidance = stale_guidance()
    page = desk(officer, "?language=fr&what=stale")
    guidance.text = {"en": "Third words.", "fr": "Mots."}
    save_record(guidance, by=make_user(Role.SECRETARIAT))
    assert "This text has changed since you opened the page." in confirm(officer, page).text
    assert gaps()["guidance", "text"][1] == ["fr"]


def queries(client) -> int:
    with CaptureQueriesContext(connection) as asked:
        desk(client)
    return len(asked)


@pytest.mark.slow
def test_the_desk_asks_as_often_for_three_rows_of_each_kind_as_for_one(officer):
    ensure_site()
    counted = []
    for _time in range(2):
        for record in (make_guidance("Topic"), make_decision().paragraphs.get(), make_document(words="Words")):
            field = "title" if hasattr(record, "title") else "text"
            setattr(record, field, text("Words", "en"))
            record.save()
        about = WagtailPage.objects.get(slug="about", locale__language_code="en")
        about.add_child(instance=StandardPage(title="New", slug=f"new-{number()}", locale=about.locale, live=True))
        desk(officer)
        counted.append(queries(officer))
    assert counted[0] == counted[1]
    assert counted[0] <= 12


def test_the_secretariats_desk_asks_for_no_language_that_a_paper_is_not_meant_in(officer):
    make_document("In English", words="Words", languages_meant=["en"])
    make_document("In two", words="Words", languages_meant=["en", "fr"])
    assert "Texts missing or outdated: 1" in Page(officer.get("/en/secretariat/")).text
