"""A released version is news for its readers, and in the feeds where everybody may read it."""

import pytest
from django.test import Client

from palermo.accounts.states import Role
from palermo.core.audiences import Audience
from palermo.core.text import MultilingualText
from palermo.programme.actions.releases import release_programme
from palermo.programme.states.programmes import ReleaseState
from tests.factories.accounts import make_user
from tests.factories.programmes import full, make_release
from tests.portal.programme_pages import client_of, endorsed, questions, two_rooms
from tests.portal.reading import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("last_day_of_january")]


def news(role: Role | None) -> list[str]:
    page = Page(client_of(role).get("/en/updates/"))
    return [words for words in page.all("main .papers li") if "Programme" in words]


def released(programme, audience) -> None:
    release_programme(programme, audience=audience, comment=MultilingualText(), by=make_user(Role.SECRETARIAT))


def test_each_reader_finds_the_versions_for_them_among_what_is_new(programme):
    two_rooms(programme)
    released(programme, Audience.PUBLIC)
    released(programme, Audience.MEMBER_STATES)
    counted = {role: len(news(role)) for role in (None, Role.FOCAL_POINT, Role.DELEGATE, Role.SECRETARIAT)}
    assert counted == {None: 1, Role.FOCAL_POINT: 1, Role.DELEGATE: 2, Role.SECRETARIAT: 2}
    assert "Programme, version 1" in news(None)[0]
    page = Page(client_of(None).get("/en/updates/"))
    link = page.soup.find("a", href=f"/en/events/{programme.event.activity.slug}/programme/?version=1")
    assert link


def test_a_version_that_was_withdrawn_is_no_news(programme):
    two_rooms(programme)
    make_release(programme, state=ReleaseState.WITHDRAWN, withdrawn_on="2008-01-30")
    assert (news(None), news(Role.SECRETARIAT)) == ([], [])


@pytest.mark.parametrize("kind", ["programmes", "everything"])
def test_the_feed_tells_a_public_version_in_words_and_names_nobody_who_has_not_confirmed(programme, kind):
    full(programme)
    make_release(programme)
    make_release(programme, Audience.MEMBER_STATES)
    feed = Client().get(f"/en/feeds/{kind}.xml").content.decode()
    assert "Forum [en]: programme, version 1" in feed
    assert "Ms. Sure" in feed
    assert ("version 2" in feed, "Asked" in feed) == (False, False)
    assert "programme, version" not in Client().get("/en/feeds/decisions.xml").content.decode()


def test_the_page_of_an_endorsement_leads_to_the_version_that_was_put(programme):
    two_rooms(programme)
    release = make_release(programme, Audience.MEMBER_STATES)
    endorsed(release)
    slug, href = release.put_as.endorsement.slug, f"/en/events/{programme.event.activity.slug}/programme/?version=1"
    page = Page(client_of(Role.DELEGATE).get(f"/en/endorsements/{slug}/"))
    assert page.soup.find("a", href=href)
    release.state, release.withdrawn_on = ReleaseState.WITHDRAWN, "2008-01-30"
    release.save()
    assert not Page(client_of(Role.DELEGATE).get(f"/en/endorsements/{slug}/")).soup.find("a", href=href)


def test_what_is_new_asks_as_often_for_three_versions_as_for_one(programme):
    two_rooms(programme)
    make_release(programme)
    client = client_of(None)
    for_one = questions(client, "/en/updates/")
    make_release(programme)
    make_release(programme)
    assert questions(client, "/en/updates/") == for_one
