"""Summaries of sessions: who records them and when, who reads them, and what a report says of them."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from palermo.accounts.models import User
from palermo.accounts.states import Role
from palermo.accounts.viewer import VISITOR
from palermo.core.audiences import Audience
from palermo.core.languages import CODES
from palermo.core.refusals import Refused
from palermo.core.text import MultilingualText
from palermo.governance.models import Activity
from palermo.programme.actions.summaries import summarize_session
from palermo.programme.models import ProgrammeDay, ProgrammeItem, ProgrammePart, ProgrammeRelease
from palermo.programme.schedule.prints import row_fingerprint
from palermo.reporting.building import draft
from palermo.reporting.models import Report
from palermo.reporting.realization.reports import speak
from palermo.search.actions import follow
from palermo.search.queries import SearchRequest, search
from tests.factories.accounts import make_user
from tests.factories.activities import make_event
from tests.factories.common import text
from tests.factories.programmes import make_item, make_part, make_programme, make_programme_person, make_release
from tests.factories.speakers import make_contact, make_published
from tests.portal.filling import fill
from tests.reporting.test_another_initiative import reports
from tests.reporting.test_document_types_of_another import text_of

__all__ = ["reports"]

pytestmark = pytest.mark.django_db

HELD = date(2008, 2, 13)


@pytest.fixture(autouse=True)
def _today(settings):
    settings.PALERMO_TODAY = datetime(2008, 2, 14, 12, tzinfo=UTC)


@pytest.fixture
def officer():
    return make_user(Role.SECRETARIAT)


@pytest.fixture
def item():
    """A panel held yesterday, with a rapporteur on record as a speaker."""
    event = make_event("Forum", kind="forum", starts_on=HELD, ends_on=date(2008, 2, 15), state="under_way")
    programme = make_programme(event, days=2)
    made = make_item(programme, "Panel", day=HELD, slug="panel")
    speaker = make_published("Ms. Rapporteur", event=event)
    make_contact(speaker, "rapporteur@example.org")
    person = make_programme_person(programme, "Ms. Rapporteur", speaker=speaker)
    make_part(made, person, role="rapporteur", confirmed_on=HELD)
    make_release(programme, Audience.PUBLIC)
    return made


def summarize(item, by, *, audience=Audience.PUBLIC, words="It was agreed."):
    return summarize_session(item, summary=text(words), audience=audience, by=by)


@pytest.mark.parametrize("role", [None, *Role])
def test_secretariat_records_it_and_nobody_else(item, role):
    if role == Role.SECRETARIAT:
        summarize(item, make_user(role))
        assert ProgrammeItem.objects.get(pk=item.pk).summarized_on == date(2008, 2, 14)
    else:
        with pytest.raises(Refused):
            summarize(item, make_user(role))
        assert not ProgrammeItem.objects.get(pk=item.pk).summary


def rapporteur(role=Role.DELEGATE):
    user = make_user(role)
    User.objects.filter(pk=user.pk).update(email="Rapporteur@example.org")
    return User.objects.get(pk=user.pk)


def test_rapporteur_records_it_for_the_secretariat_which_shares_it(item, officer):
    person = rapporteur()
    with pytest.raises(Refused, match="Only the secretariat may share"):
        summarize(item, person)
    summarize(item, person, audience=Audience.SECRETARIAT)
    summarize(item, officer, words="It was agreed and edited.")
    with pytest.raises(Refused, match="has shared this summary"):
        summarize(item, person, audience=Audience.SECRETARIAT)
    other = make_item(item.programme, "Other", day=HELD, hours="12-13", slug="other")
    with pytest.raises(Refused, match="Only the session’s rapporteur and the secretariat"):
        summarize(other, person, audience=Audience.SECRETARIAT)


def test_speaker_with_that_address_is_not_its_rapporteur(item):
    ProgrammePart.objects.update(role="speaker")
    with pytest.raises(Refused, match="Only the session’s rapporteur and the secretariat"):
        summarize(item, rapporteur(), audience=Audience.SECRETARIAT)


def test_not_before_its_day_nor_of_a_break_nor_for_more_readers_than_the_event_has(item, officer):
    tomorrow = make_item(item.programme, "Later", day=date(2008, 2, 14), slug="later")
    ProgrammeDay.objects.filter(pk=tomorrow.day_id).update(day=date(2008, 2, 15))
    pause = make_item(item.programme, "Pause", day=HELD, hours="12-13", kind="break", slug="pause")
    with pytest.raises(Refused, match="has not been held"):
        summarize(ProgrammeItem.objects.get(pk=tomorrow.pk), officer)
    with pytest.raises(Refused, match="A break has no summary"):
        summarize(pause, officer)
    Activity.objects.update(audience=Audience.MEMBER_STATES)
    with pytest.raises(Refused, match="cannot have a wider one"):
        summarize(ProgrammeItem.objects.get(pk=item.pk), officer)
    assert [each.slug for each in ProgrammeItem.objects.exclude(summarized_on=None)] == []


def test_it_can_still_be_recorded_once_the_event_is_over_and_two_officers_lose_nothing(item, officer):
    Activity.objects.update(state="completed")
    item = ProgrammeItem.objects.get(pk=item.pk)
    seen = row_fingerprint(item)
    summarize(item, officer, words="First")
    stale = ProgrammeItem.objects.get(pk=item.pk)
    with pytest.raises(Refused):
        summarize_session(stale, summary=text("Second"), audience=Audience.PUBLIC, seen=seen, by=officer)
    assert ProgrammeItem.objects.get(pk=item.pk).summary == text("First")


READERS = {
    Audience.PUBLIC: {"visitor", "delegate", "committee_member", "secretariat"},
    Audience.MEMBER_STATES: {"delegate", "committee_member", "secretariat"},
    Audience.STEERING_COMMITTEE: {"committee_member", "secretariat"},
    Audience.SECRETARIAT: {"secretariat"},
}


@pytest.mark.parametrize("audience", Audience)
def test_its_readers_alone_find_it_on_the_outcomes_and_the_programme(item, officer, client, audience):
    summarize(item, officer, audience=audience, words="Secret words")
    slug = item.programme.event.activity.slug
    found: dict[str, set[str]] = {"event_outcomes": set(), "event_programme": set()}
    for name in ("visitor", "delegate", "committee_member", "secretariat"):
        client.logout()
        if name != "visitor":
            client.force_login(make_user(Role(name)))
        for page, readers in found.items():
            if "Secret words" in client.get(reverse(page, args=[slug])).content.decode():
                readers.add(name)
    assert found == {"event_outcomes": READERS[audience], "event_programme": READERS[audience]}


def test_search_finds_a_programme_by_a_summary_that_all_its_readers_may_read(item, officer):
    def hits():
        # As when the act is committed.
        follow([("programmes", item.programme_id)])
        return [len(search(VISITOR, SearchRequest(words=words)).hits) for words in ("publicword", "restrictedword")]

    summarize(item, officer, audience=Audience.MEMBER_STATES, words="restrictedword")
    assert hits() == [0, 0]
    summarize(item, officer, words="publicword")
    assert hits() == [1, 0]
    summarize(item, officer, audience=Audience.SECRETARIAT, words="publicword restrictedword")
    assert hits() == [0, 0]


def test_it_is_shown_under_the_published_title_with_its_rapporteur(item, officer, client):
    summarize(item, officer)
    ProgrammeItem.objects.update(title=text("Unpublished title"))
    page = client.get(reverse("event_outcomes", args=[item.programme.event.activity.slug])).content.decode()
    assert "It was agreed." in page
    assert "Panel" in page
    assert "Ms. Rapporteur" in page
    assert "Unpublished title" not in page
    ProgrammeRelease.objects.update(state="withdrawn", withdrawn_on=HELD)
    page = client.get(reverse("event_outcomes", args=[item.programme.event.activity.slug])).content.decode()
    assert "It was agreed." not in page


def test_rapporteur_finds_the_page_and_records_it(item, client):
    person = rapporteur()
    client.force_login(person)
    page = client.get(reverse("event_outcomes", args=[item.programme.event.activity.slug])).content.decode()
    address = reverse("act", args=["summarize-session", item.pk])
    assert address in page
    form = client.get(address).context["form"]
    assert list(form.fields) == ["seen", "summary"]
    assert client.get(reverse("act", args=["change-programme-item", item.pk])).status_code == 404
    page = fill(client, address, summary_en="It was agreed.")
    assert "Summary saved." in page
    assert "It was agreed." in page
    assert ProgrammeItem.objects.get(pk=item.pk).summary_audience == Audience.SECRETARIAT


@pytest.mark.usefixtures("reports")
def test_report_states_it_to_its_readers_from_the_day_on_which_it_was_recorded(item, officer):
    summarize(item, officer, audience=Audience.MEMBER_STATES)
    ProgrammeItem.objects.update(summary=MultilingualText({code: f"All agreed [{code}]." for code in CODES}))

    def stated(cutoff, audience):
        report = Report(slug="paper", blueprint="forum", title=text("Paper"), cutoff_on=cutoff, audience=audience)
        report.activity = item.programme.event.activity
        report.save()
        tree = draft("forum", cutoff, report).writing.generated
        report.delete()
        return [line for line in text_of(speak(tree, "en")) if "All agreed" in line]

    expected = ["Summary by the rapporteur: All agreed [en]."]
    assert stated(date(2008, 2, 14), Audience.MEMBER_STATES) == expected
    assert stated(date(2008, 2, 13), Audience.MEMBER_STATES) == []
    assert stated(date(2008, 2, 14), Audience.PUBLIC) == []
