"""Indicators and releases are found, are news and stand in a feed, as far as they are public."""

from datetime import date

import pytest
from django.test import Client

from palermo.accounts.states import Role
from palermo.accounts.viewer import VISITOR, viewer_of
from palermo.audit.actions import record
from palermo.figures.actions.releases import withdraw_release
from palermo.search.actions import follow
from palermo.search.queries import SearchRequest, search
from tests.factories.accounts import make_user
from tests.factories.common import text
from tests.factories.figures import key_of, make_indicator, make_register, make_release
from tests.factories.releases import make_draft, make_officer
from tests.portal.filling import client_of, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("search_index")]
FIGURES = {key_of("victims-detected", "aut", 2006): 40}


@pytest.fixture(autouse=True)
def _day(settings):
    settings.PALERMO_TODAY = date(2008, 2, 1)


def found(viewer, words):
    return {(hit.kind, hit.record.pk) for hit in search(viewer, SearchRequest(words=words)).hits}


def test_indicators_are_found_by_their_texts_and_codes():
    indicator = make_indicator(
        "alphaword",
        edition_definition=text("betaword"),
        edition_method=text("gammaword"),
        edition_comparability=text("deltaword"),
        edition_sdg="16.2.2",
    )
    follow([("indicator-editions", indicator.editions.get().pk)])
    for words in ("alphaword", "betaword", "gammaword", "deltaword", "16.2.2"):
        assert found(VISITOR, words) == {("indicators", indicator.pk)}, words
    draft = make_indicator("epsilonword", edition_status="draft", edition_published_on=None)
    follow([("indicators", draft.pk)])
    assert found(VISITOR, "epsilonword") == set()
    assert found(viewer_of(make_user(Role.SECRETARIAT)), "epsilonword") == {("indicators", draft.pk)}


def test_releases_and_registers_are_found_once_they_are_public():
    register = make_register(title=text("zetaword"), summary=text("etaword"))
    release = make_release(FIGURES, register, title=text("thetaword"), summary=text("iotaword"))
    draft = make_draft(register=register, title=text("kappaword"), summary=text("lambdaword"))
    follow([("release-registers", register.pk), ("figure-releases", release.pk), ("figure-releases", draft.pk)])
    for words in ("thetaword", "iotaword"):
        assert found(VISITOR, words) == {("figure-releases", release.pk)}, words
    for words in ("zetaword", "etaword"):
        assert found(VISITOR, words) == {("release-registers", register.pk)}, words
    for role in (None, *(role for role in Role if role != Role.SECRETARIAT)):
        viewer = viewer_of(make_user(role))
        assert found(viewer, "kappaword") | found(viewer, "lambdaword") == set()
    officer = viewer_of(make_user(Role.SECRETARIAT))
    assert {kind for kind, _pk in found(officer, "kappaword")} == {"figure-releases"}


def test_releases_and_withdrawals_are_news_and_stand_in_the_feed():
    release = make_release(FIGURES, title=text("Victims"), released_on=date(2008, 1, 20))
    record("release.released", release, by="palermo work")
    make_draft(title=text("Canary"))
    for reader in (Client(), client_of(make_user(Role.SECRETARIAT))):
        news = words_of(reader.get("/en/updates/"))
        assert ("Victims" in news, "Canary" in news) == (True, False)
    feed = Client().get("/en/feeds/figure-releases.xml").content.decode()
    assert (release.digest in feed, "Canary" in feed, "Withdrawn" in feed) == (True, False, False)
    withdraw_release(release, reason=text("Counted twice"), by=make_officer())
    news = words_of(Client().get("/en/updates/"))
    assert "Release of figures withdrawn" in news
    feed = Client().get("/en/feeds/figure-releases.xml").content.decode()
    assert ("Withdrawn: do not use these figures" in feed, "Counted twice" in feed) == (True, True)


def test_public_releases_and_indicators_are_in_the_sitemap():
    release, draft = make_release(FIGURES), make_draft()
    pages = [Client().get(f"/sitemap-{kind}.xml").text for kind in ("figure-releases", "indicators")]
    sitemap = "".join(pages)
    assert (release.slug in sitemap, "victims-detected" in sitemap, draft.slug in sitemap) == (True, True, False)


def test_history_shows_what_a_release_was_before_to_the_secretariat_alone():
    release = make_release(FIGURES, title=text("Victims"))
    record("release.released", release, by="palermo work")
    release.loss, release.refusal = {"cells": 987_123}, "Canary refusal"
    release.save()
    record("release.changed", release, by="palermo work")
    draft = make_draft(title=text("Canary"))
    for reader in (Client(), client_of(make_user(Role.DELEGATE))):
        page = reader.get(f"/en/history/figure-releases/{release.slug}/")
        words = words_of(page)
        assert (page.status_code, "eleased figures" in words, "rafted" in words) == (200, True, False)
        assert ("Canary" in page.content.decode(), "987,123" in page.content.decode()) == (False, False)
        assert reader.get(f"/en/history/figure-releases/{draft.slug}/").status_code == 404
    page = words_of(client_of(make_user(Role.SECRETARIAT)).get(f"/en/history/figure-releases/{release.slug}/"))
    assert "eleased figures" in page
