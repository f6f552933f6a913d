"""What the forms and lists of the administration show: the site's parts and words, never a key."""

import html
import re
from datetime import date

import pytest
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format

from palermo.accounts.models import User
from palermo.accounts.states import Role
from palermo.audit.actions import record
from palermo.core.forms import MultilingualFormField
from palermo.core.languages import LANGUAGES
from palermo.core.speech.here import localize_day
from palermo.governance.models import Decision, Meeting
from palermo.library.models import Document
from palermo.reporting.models import RecordName
from palermo.site.action_pages import ACTIONS
from palermo.site.administration.viewsets import VIEWSETS
from tests.factories.accounts import make_user
from tests.factories.common import text
from tests.factories.governance import make_decision, make_meeting
from tests.factories.library import make_document
from tests.portal import reading
from tests.portal.office import address, fill, one_of_each, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _viewsets_are_registered():
    # Wagtail registers them when its addresses are first asked for.
    reverse("wagtailadmin_home")


@pytest.fixture
def officer() -> User:
    return make_user(Role.SECRETARIAT, is_staff=True)


@pytest.fixture
def office(officer) -> Client:
    return signed_in(officer)


# Forms


def test_what_is_recorded_on_the_site_is_not_added_here():
    assert {model.__name__ for model, viewset in VIEWSETS.items() if not viewset.adds} == {
        *(
            "ActionPoint",
            "Activity",
            "Briefing",
            "Commitment",
            "Decision",
            "Document",
            "Endorsement",
            "Event",
            "FollowUp",
        ),
        *(
            "LanguageVersion",
            "Mandate",
            "Meeting",
            "MeetingChange",
            "Outcome",
            "Pledging",
            "PointRaised",
            "ProgressReport",
        ),
        *("Recommendation", "Rescheduling", "Showing", "User"),
    }


def test_acts_that_change_fields_are_acts_of_the_site_and_change_fields_of_the_form():
    for model, viewset in VIEWSETS.items():
        for name, fields in viewset.by_act.items():
            assert set(fields) <= set(viewset.fields_on_change), (model, name)
            assert name in ACTIONS, (model, name)


def test_a_meeting_is_moved_on_the_site_until_it_was_held_and_corrected_here_afterwards(office):
    ahead, held = make_meeting(starts_on=date(2099, 1, 1), ends_on=date(2099, 1, 1)), make_meeting()

    def fields(meeting: Meeting) -> set[str]:
        return set(office.get(address(Meeting, "edit", meeting.pk)).context["form"].fields)

    plan = {"starts_on", "ends_on", "starts_at", "ends_at", "time_zone", "place", "room", "link"}
    assert (fields(ahead) & plan, fields(held) & plan) == (set(), plan)
    page = reading.Page(office.get(address(Meeting, "edit", ahead.pk)))
    assert "Reschedule meeting" in page.all(".record-acts a")


def test_a_field_that_an_act_changes_is_not_written_past_it(office):
    meeting = make_meeting(starts_on=date(2099, 1, 1), ends_on=date(2099, 1, 1))
    url = address(Meeting, "edit", meeting.pk)
    assert office.post(url, fill(office, url) | {"starts_on": "2099-02-02", "room": "M-1"}).status_code == 302
    meeting.refresh_from_db()
    assert (meeting.starts_on, meeting.room) == (date(2099, 1, 1), "")


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_a_form_opens_the_readers_language_and_has_the_others_behind_tabs(officer, language):
    User.objects.filter(pk=officer.pk).update(language=language.django_code)
    office, decision = signed_in(User.objects.get(pk=officer.pk)), make_decision()
    page = reading.Page(office.get(address(Decision, "edit", decision.pk)))
    [opened] = [each.get("value") for each in page.soup.select(".text-languages input[checked]")]
    tabs = [label.rstrip("0123456789 ") for label in page.all(".text-languages-tab bdi")]
    assert (opened, tabs) == (language.code, [each.name for each in LANGUAGES])


def test_every_form_with_texts_has_tabs_and_no_other_has_them(office):
    for each in one_of_each():
        response = office.get(address(type(each), "edit", each.pk))
        fields = response.context["form"].fields.values()
        has_texts = any(isinstance(field, MultilingualFormField) for field in fields)
        assert response.text.count('class="text-languages"') == has_texts, type(each)


def test_what_is_wrong_stands_above_the_form_with_a_link_to_its_field(office):
    url = address(Decision, "edit", make_decision().pk)
    response = office.post(url, fill(office, url) | {"kind": "nothing"})
    page = reading.Page(response)
    assert page.all(".error-summary a") == ["Kind: Select a valid choice. nothing is not one of the available choices."]
    assert [each.get("href") for each in page.soup.select(".error-summary a")] == ["#id_kind"]


# Words

# Keys have an underscore or a point, which no word has.
KEY = re.compile(r"\b[a-z]+(?:[_.][a-z]+)+\b")


def _words(page: str) -> str:
    """What a page says, without its scripts."""
    bare = re.sub(r"<(script|style|template)\b.*?</\1>|<[^>]*>", " ", page, flags=re.DOTALL)
    return html.unescape(bare)


def _said(office: Client, model: type[Model], pk: int) -> str:
    views = [address(model, "index"), address(model, "edit", pk), address(model, "history", pk)]
    return " ".join(_words(office.get(url).text) for url in views)


def test_no_page_shows_a_key(office, officer):
    records = one_of_each()
    for each in records:
        record(f"{each._meta.model_name}.changed", each, by=officer, changes={})
    found = {type(each).__name__: KEY.findall(_said(office, type(each), each.pk)) for each in records}
    # The address of the officer, below the menu; what is typed where an address or a file is asked for.
    known = {"example.org", "example.com"}
    assert {name: [key for key in keys if key not in known] for name, keys in found.items() if set(keys) - known} == {}


def test_a_list_shows_choices_by_their_labels_and_dates_as_the_site(office):
    make_decision("Trafficking", adopted_on=date(2007, 4, 27))
    rows = reading.Page(office.get(address(Decision, "index"))).all("table.listing tbody td")
    assert rows[1:4] == ["Adopted", "27 April 2007", "Public"]


def test_a_list_is_in_the_language_of_its_reader(officer):
    User.objects.filter(pk=officer.pk).update(language="fr")
    office = signed_in(User.objects.get(pk=officer.pk))
    make_decision("Trafficking", adopted_on=date(2007, 4, 1))
    page = reading.Page(office.get(address(Decision, "index")))
    assert "1er avril 2007" in page.all("table.listing tbody td")
    assert not any("Adopted on" in head for head in page.all("table.listing thead th"))


def test_the_history_tells_each_change_by_label_language_and_name(office):
    decision, other = make_decision(), make_decision("Other")
    url = address(Decision, "edit", decision.pk)
    sent = {"title_fr": "Traite", "kind": "resolution", "endorses": str(other.pk)}
    assert office.post(url, fill(office, url) | sent).status_code == 302
    page = reading.Page(office.get(address(Decision, "history", decision.pk)))
    shown = page.all("table.listing tbody td div")
    assert "Title (Français): Decision [fr] → Traite" in shown
    assert "Kind: Decision → Resolution" in shown
    assert any(each.startswith("Endorses: – → ") for each in shown)


def test_the_history_tells_dates_languages_and_the_cases_of_a_name(office):
    document = make_document()
    name = RecordName.objects.create(slug="body", kind="bodies", record_id="body", full=text("the Body"))
    for record_changed, sent in (
        (document, {"dated": "June 2007", "languages_meant": ["ar", "en"]}),
        (name, {"full_cases_gen": "Органа", "field": "description"}),
    ):
        url = address(type(record_changed), "edit", record_changed.pk)
        assert office.post(url, fill(office, url) | sent).status_code == 302
    page = reading.Page(office.get(address(Document, "history", document.pk))).all("table.listing tbody td div")
    assert "Intended languages: – → العربية; English" in page
    page = reading.Page(office.get(address(RecordName, "history", name.pk))).all("table.listing tbody td div")
    assert "Full name in Russian, by case: – → Органа" in page


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_wagtails_dates_are_written_as_those_of_the_site(language):
    days = [date(2008, month, 15) for month in range(1, 13)]
    with translation.override(language.django_code):
        assert [date_format(day) for day in days] == [localize_day(day) for day in days]
