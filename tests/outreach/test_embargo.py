"""The embargo: nothing of a press release is seen by any path before its time, and all of it afterwards."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.test import Client

from palermo.accounts.states import Role
from palermo.following.digests import enqueue_digests
from palermo.following.models import Subscription
from palermo.following.reader_news import place_now
from palermo.following.states import Frequency
from palermo.outreach.actions import press as actions
from palermo.outreach.actions.press import publish_due_releases
from palermo.outreach.chores import publish_releases
from palermo.outreach.models import Cutting, PressRelease
from palermo.search.models import IndexEntry, IndexText, TitleWord
from tests.factories.accounts import make_user
from tests.factories.common import text
from tests.factories.governance import make_activity
from tests.factories.outreach import make_release
from tests.portal.filling import client_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("search_index")]
NOON = datetime(2008, 2, 1, 12, tzinfo=UTC)
EVENING = NOON + timedelta(hours=6)
WORDS = ("canarytitle", "canarylead", "canarybody", "canarynotes", "canaryplace")
READERS = (None, Role.FOCAL_POINT, Role.DELEGATE, Role.COMMITTEE_MEMBER, Role.PARTNER)


@pytest.fixture(autouse=True)
def _noon(settings):
    settings.PALERMO_TODAY, settings.TIME_ZONE = NOON, "UTC"


@pytest.fixture
def officer():
    return make_user(Role.SECRETARIAT)


@pytest.fixture
def activity():
    return make_activity("Open activity")


@pytest.fixture
def release(officer, activity, django_capture_on_commit_callbacks):
    title, lead, body, notes, place = (text(word) for word in WORDS)
    new = PressRelease(title=title, lead=lead, body=body, notes=notes, place=place, activity=activity)
    with django_capture_on_commit_callbacks(execute=True):
        made = actions.add_release(new, by=officer)
        made = actions.schedule_release(made, public_at=EVENING, by=officer)
    Cutting.objects.create(slug="cutting", title="Cutting", outlet="Radio", published_on=NOON.date(), release=made)
    return made


def client_for(role):
    return client_of(make_user(role)) if role else Client()


def paths_of(release, activity):
    slug = release.slug
    record = [f"/en/press/{slug}/", f"/ar/press/{slug}/", f"/en/press/{slug}/en.docx", f"/en/press/{slug}/fr.pdf"]
    record += [f"/en/press/{slug}/?on=2008-02-01", f"/en/history/press-releases/{slug}/"]
    acts = ("change", "schedule", "publish", "unschedule", "correct", "withdraw")
    record += [f"/en/acts/{name}-press-release/{slug}/" for name in acts]
    lists = ["/en/", "/en/press/", "/en/press/?page=2", "/en/press/cuttings/", "/en/updates/", "/en/calendar/"]
    lists += ["/en/feeds/", "/en/feeds/press-releases.xml", "/ar/feeds/press-releases.xml", "/en/feeds/everything.xml"]
    lists += ["/sitemap.xml", "/en/sitemap.xml", "/en/desk/", activity.get_absolute_url()]
    lists += [f"/en/history/activities/{activity.slug}/", f"{activity.get_absolute_url()}?on=2008-02-01"]
    found = [f"/en/search/?q={word}" for word in WORDS]
    found += ["/en/search/suggest/?q=canaryti", "/en/search/?q=canarytitel", "/en/search/?kind=press-releases"]
    return [*record, *lists, *found]


def words_read(client, path):
    answer = client.get(path, follow=False)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    shown = (body.decode(errors="replace") + str(dict(answer.headers))).lower()
    asked = path.rpartition("q=")[2] if "q=" in path else ""
    # A search page repeats what was asked; a slug that was asked for stands in a redirect to sign in.
    return [word for word in WORDS if word in shown and word != asked and word not in path]


@pytest.mark.parametrize("role", READERS)
def test_nothing_of_it_is_seen_before_its_time_by_any_path(release, activity, role):
    client = client_for(role)
    leaks = {path: words_read(client, path) for path in paths_of(release, activity)}
    assert {path: words for path, words in leaks.items() if words} == {}
    assert {client.get(path).status_code for path in paths_of(release, activity)[:6]} == {404}


def test_what_is_not_there_answers_alike(release):
    """That there is a release under embargo cannot be told from its absence."""
    client = client_of(make_user(Role.DELEGATE))
    paths = [
        "/en/press/{}/",
        "/en/press/{}/en.docx",
        "/en/history/press-releases/{}/",
        "/en/acts/change-press-release/{}/",
    ]
    there = [client.get(path.format(release.slug)) for path in paths]
    absent = [client.get(path.format("no-such-release")) for path in paths]
    assert [each.status_code for each in there] == [each.status_code for each in absent] == [404] * 4


def test_nothing_of_it_is_in_the_index_before_its_time(release):
    """Not even under a word that its readers do not have: a correction or a count would tell of it."""
    assert IndexEntry.objects.filter(kind="press-releases").count() == 0
    assert [word for word in TitleWord.objects.values_list("word", flat=True) if "canary" in word] == []
    assert [each for each in IndexText.objects.all() if "canary" in each.text.lower()] == []


@pytest.mark.parametrize("role", READERS)
def test_all_of_it_is_seen_from_its_time_on_without_any_work_done(release, role, settings):
    settings.PALERMO_TODAY = EVENING - timedelta(seconds=1)
    client = client_for(role)
    assert client.get(f"/en/press/{release.slug}/").status_code == 404
    settings.PALERMO_TODAY = EVENING
    page = client.get(f"/en/press/{release.slug}/").text.lower()
    assert [word for word in WORDS if word not in page] == []
    for path in ("/en/press/", "/en/press/cuttings/", "/en/updates/", "/en/feeds/press-releases.xml"):
        assert "canarytitle" in client.get(path).text.lower(), path


def test_the_schedule_brings_it_into_search_and_to_those_who_follow(
    release, activity, settings, django_capture_on_commit_callbacks
):
    follower = make_user(Role.DELEGATE)
    Subscription.objects.create(
        user=follower, everything=True, frequency=Frequency.DAILY, begun_at=NOON, notified_until=place_now()
    )

    def letters():
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            enqueue_digests(Frequency.DAILY)
        return [each.body for each in mail.outbox]

    assert publish_due_releases(by="schedule") == []
    assert [body for body in letters() if "canary" in body.lower()] == []
    settings.PALERMO_TODAY = EVENING
    with django_capture_on_commit_callbacks(execute=True):
        assert publish_releases.func() == 1
    assert publish_releases.func() == 0
    assert "canarytitle" in Client().get("/en/search/?q=canarybody").text.lower()
    [body] = letters()
    assert "canarytitle" in body


def test_a_draft_is_as_hidden_as_a_scheduled_release_and_stays_so(settings):
    draft = make_release("Canarytitle", lead=text("canarylead"))
    settings.PALERMO_TODAY = NOON + timedelta(days=400)
    assert Client().get(f"/en/press/{draft.slug}/").status_code == 404
    assert "canary" not in Client().get("/en/press/").text.lower()


def test_a_release_made_a_draft_again_never_comes_out(release, officer, settings):
    actions.unschedule_release(release, by=officer)
    settings.PALERMO_TODAY = EVENING
    publish_due_releases(by="schedule")
    assert Client().get(f"/en/press/{release.slug}/").status_code == 404


def test_what_was_under_embargo_stays_out_of_its_public_history(release, officer, settings):
    actions.change_release(release, values={"lead": text("canarychanged")}, by=officer)
    actions.change_release(release, values={"lead": text("Final words")}, by=officer)
    settings.PALERMO_TODAY = EVENING
    publish_due_releases(by="schedule")
    assert Client().get(f"/en/history/press-releases/{release.slug}/").status_code == 404
    assert "/history/" not in Client().get(f"/en/press/{release.slug}/").text
    assert "canarychanged" in client_of(officer).get(f"/en/history/press-releases/{release.slug}/").text
    assert "canarychanged" not in Client().get(f"/en/press/{release.slug}/?on=2008-02-01").text
