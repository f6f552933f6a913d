"""Kinds of record: each is registered once, and keeps its slug wherever its model lies."""

import pytest
from django.apps import apps
from django.urls import get_resolver

from palermo.accounts.models import State
from palermo.core.kinds import RecordKind, all_kinds, find_kind, kind_of, kind_with_slug, model_of, register, slug_of
from palermo.governance.models import Decision
from palermo.record.kinds.registry import KINDS
from palermo.site.feeds import all_feeds
from palermo.site.news import NEWS_SOURCES
from tests.slices import urlpatterns

# What audit entries, versions and addresses of an installation hold: they are never renamed.
SLUGS = {
    "accounts": {"former-names", "group-memberships", "installation-keys", "installations", "invitations", "postings"},
    "library": {
        "alternative-formats",
        "document-aliases",
        "document-readers",
        "documents",
        "language-versions",
        "reads",
    },
    "speakers": {"speaker-advice", "speaker-consents", "speaker-interests", "speakers", "survivor-officers"},
    "programme": {
        *("programme-days", "programme-items", "programme-parts", "programme-people", "programme-releases"),
        *("programmes", "rooms", "screen-notices", "screens"),
    },
    "treaties": {
        "effect-rules",
        "law-elements",
        "laws",
        "reviews",
        "listed-names",
        "state-corrections",
        "statements",
        "treaties",
        "treaty-actions",
    },
}
SLUGS["accounts"] |= {"organizations", "places", "regional-groups", "states", "users"}


def test_a_kind_is_found_by_its_slug_and_by_its_model():
    assert (model_of("decisions"), slug_of(Decision), kind_of(Decision)) == (
        Decision,
        "decisions",
        kind_with_slug("decisions"),
    )
    assert (find_kind("nothing"), find_kind(object)) == (None, None)


@pytest.mark.parametrize("asked", [lambda: kind_with_slug("nothing"), lambda: model_of("nothing")])
def test_a_slug_of_no_kind_is_named(asked):
    with pytest.raises(LookupError, match="expected the slug of a kind of record, found 'nothing'"):
        asked()


def test_a_model_without_a_kind_is_named():
    with pytest.raises(LookupError, match=r"expected a RecordKind of Session in a kinds\.py, found none"):
        kind_of(apps.get_model("sessions", "Session"))


@pytest.mark.parametrize(
    ("model", "slug"), [(State, "other-states"), (apps.get_model("sessions", "Session"), "decisions")]
)
def test_no_kind_is_registered_twice(model, slug):
    before = all_kinds()
    with pytest.raises(ValueError, match=f"expected one kind of {model.__name__} called {slug}, found a second"):
        register(RecordKind(model=model, slug=slug))
    assert all_kinds() == before


@pytest.mark.parametrize("app", SLUGS)
def test_slugs_stay(app):
    assert {kind.slug for kind in all_kinds() if kind.model._meta.app_label == app} == SLUGS[app]


def test_every_page_that_a_kind_names_is_there():
    names = {pattern.name for pattern in urlpatterns}
    named = {page for kind in all_kinds() for page in (*kind.pages, kind.list_page, kind.sitemap_page) if page}
    assert named - names == set()


def test_the_relations_that_a_kind_names_are_the_models():
    for kind in all_kinds():
        for relation in kind.part_of:
            assert kind.model._meta.get_field(relation).is_relation, (kind.slug, relation)


def test_reports_can_name_every_record_that_has_a_file():
    """Where a text of it is missing, a report says of which record."""
    without = {kind.folder for kind in KINDS if not hasattr(kind.table.model, "display_name")}
    assert without == set()


def test_feeds_and_news_name_kinds_and_pages_that_are_there():
    get_resolver().url_patterns  # noqa: B018 -- reads every address
    assert {feed.log for feed in all_feeds().values() if feed.log} <= {kind.slug for kind in all_kinds()}
    assert {feed.page for feed in all_feeds().values()} <= {pattern.name for pattern in urlpatterns}
    assert [source.name for source in NEWS_SOURCES.values() if find_kind(source.model) is None] == []
