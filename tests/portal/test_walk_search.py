"""Search × every role, for the words planted in every record: it reveals nothing that a role may not see."""

import pytest
from django.test import Client

from palermo.accounts.models import State
from palermo.accounts.states import Role
from palermo.accounts.viewer import viewer_of
from palermo.search.actions import differences
from palermo.search.queries import FACETS, SearchRequest, SearchResult, search, suggest
from palermo.search.sources import SOURCES
from tests.factories.accounts import make_person, make_user
from tests.portal.canaries import NAMED, Canary, make_reader
from tests.portal.test_walk import BETWEEN, READS, may_read, must_find

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cage")]

# Content of another record's page, with readers of its own, or about people: not searched.
NOT_INDEXED = {"alternative", "disposition", "correction", "earlier", "objection", "person", "progress"}
# The working copy of a programme, versions that were withdrawn, and who is named in no version for the public.
NOT_INDEXED |= {"programme", "unconfirmed"}
# Of persons proposed to speak only those who are published are found, by what is published.
NOT_INDEXED |= {"speaker_listed", "speaker_withdrawn"}
# Preparation, participants and feedback of an event are on its own pages, and people are in no index.
NOT_INDEXED |= {"budget", "group", "invited", "evaluation", "said", "participant", "letter", "application", "listed"}
NOT_INDEXED |= {"speakers", "speakers_event", "task", "bundle", "screen_notice"}
# People and checks of partners are in no index; rounds, evaluations and adaptations stand on the pages of others.
NOT_INDEXED |= {"contact", "check", "partner_invitation", "pledger", "progress_round", "plan_evaluation", "adaptation"}
# Drafts of tools are in no index; their versions are found by their tools.
NOT_INDEXED |= {"draft", "tool_version"}
NOT_INDEXED |= {"draft_text", "reader_feedback"}
# Code lists are found by what is published of them.
NOT_INDEXED |= {"list_edition", "code_mapping"}
# Drafts of studies, comments on them and the data that a study uses are on their pages.
NOT_INDEXED |= {"study_draft", "draft_comment", "data_used"}
NOT_INDEXED_AS = {
    ("shown", "withdrawn"),
    # What was withdrawn is found on its event's page, by the secretariat.
    ("outcome", "withdrawn"),
    *(("speaker", state) for state in ("proposed", "long_listed", "reason", "own")),
}
# Press releases that are not out are in no index, not even for those who write them.
NOT_INDEXED_AS |= {("press", "draft"), ("press", "scheduled")}
# Questionnaires are found by their titles; who was invited to a round is in no index.
NOT_INDEXED |= {"questionnaire_edition", "round_invitation"}
# Drafts of editions of published indicators, and decisions on releases, are on their pages.
NOT_INDEXED |= {"indicator_edition", "release_decision"}
# Trainers, who may withdraw; why a session was cancelled; what participants are asked.
NOT_INDEXED |= {"trainer", "training", "evaluated"}
NOT_INDEXED_AS |= {("contribution", "due"), ("release", "withdrawn"), ("uptake", "reported"), ("version", "frozen")}
# A return is in no index: its State and the secretariat have it on their desks.
NOT_INDEXED |= {"national_return"}
# What was found in data, and agreements, stand on the pages of datasets and sources.
NOT_INDEXED |= {"finding", "data_agreement"}
ROLES = pytest.mark.parametrize("role", READS, ids=lambda role: role or "visitor")
EACH_WAY = pytest.mark.parametrize(
    "role",
    [pytest.param(role, marks=pytest.mark.slow if role in BETWEEN else []) for role in READS],
    ids=lambda role: role or "visitor",
)
NONSENSE = "nothingofthekind999x"


def _viewer(role: Role | None):
    return viewer_of(make_reader(role) if role else None)


def _is_looked_for(canary: Canary) -> bool:
    return canary.kind not in NOT_INDEXED and (canary.kind, canary.state) not in NOT_INDEXED_AS


def _told(found: SearchResult) -> set[str]:
    """Everything in it about a record: numbers, kinds and texts.

    That there is a State of some name is nobody's secret: a result that is nothing but the State itself tells nothing.
    """
    if found.hits and {hit.kind for hit in found.hits} == {"states"} and found.total == len(found.hits):
        return set()
    counts = {f"{c.records} {name} {c.value}" for name in FACETS for c in found.facets.get(name, ()) if c.records}
    return counts | {hit.title + hit.snippet for hit in found.hits} | ({str(found.total)} if found.total else set())


def test_everything_planted_is_in_the_index_as_it_is_now(cage):
    assert [line for source in SOURCES.values() for line in differences(source)] == []


@ROLES
def test_each_role_finds_what_is_theirs_and_nothing_else(cage, role):
    viewer = _viewer(role)
    found = {canary: search(viewer, SearchRequest(words=canary.word)) for canary in cage.canaries}
    assert [c for c, result in found.items() if _told(result) and not may_read(role, c)] == []
    assert [c for c, result in found.items() if not result.hits and must_find(role, c) and _is_looked_for(c)] == []
    assert [c for c, result in found.items() if result.total != len(result.hits)] == []


def test_the_people_of_a_named_state_find_what_it_is_named_for_once_it_is_issued(cage):
    viewer = viewer_of(make_person("Named", Role.DELEGATE, state=State.objects.get(slug=NAMED)))
    named = [canary for canary in cage.canaries if canary.kind == "named"]
    found = [canary for canary in named if search(viewer, SearchRequest(words=canary.word)).hits]
    assert found == [canary for canary in named if canary.state == "issued"]
    others = [canary for canary in cage.canaries if canary.kind != "named"]
    shown = [canary for canary in others if _told(search(viewer, SearchRequest(words=canary.word)))]
    assert [canary for canary in shown if not may_read(Role.DELEGATE, canary)] == []


@EACH_WAY
def test_no_choice_of_a_filter_counts_what_is_hidden(cage, role):
    viewer = _viewer(role)
    names = " ".join(str(state.short_name) for state in State.objects.all())
    hidden = [canary for canary in cage.canaries if not may_read(role, canary) and canary.word not in names]
    chosen = [{"kind": "documents"}, {"year": "2007"}, {"language": "en"}, {"audience": "secretariat"}]
    shown = {c: [_told(search(viewer, SearchRequest(words=c.word, **choice))) for choice in chosen] for c in hidden}
    assert [canary for canary, answers in shown.items() if any(answers)] == []


@EACH_WAY
def test_titles_are_suggested_within_reach_only(cage, role):
    viewer = _viewer(role)
    titles = {
        c: [s.title for s in suggest(viewer, c.word[:-1], at_most=50) if s.kind != "states"] for c in cage.canaries
    }
    planted = {canary.word: canary for canary in cage.canaries}
    read = [word for shown in titles.values() for title in shown for word in title.split() if word in planted]
    assert sorted({word for word in read if not may_read(role, planted[word])}) == []
    begun = [s.title for s in suggest(viewer, "canary", at_most=500) if s.kind != "states"]
    assert [w for t in begun for w in t.split() if w in planted and not may_read(role, planted[w])] == []


@EACH_WAY
def test_a_page_without_results_is_the_same_for_what_is_hidden_and_what_is_not_there(cage, role):
    client = Client()
    if role:
        client.force_login(make_reader(role))
    hidden = [c for c in cage.canaries if c.kind in {"document", "mandate", "event"} and not may_read(role, c)][:8]
    pages = {c.word: _page(client, c.word) for c in hidden}
    assert [word for word, page in pages.items() if page != _page(client, NONSENSE)] == []


def _page(client: Client, word: str) -> str:
    """The page of results below its masthead and the list of titles, without what was typed."""
    page = client.get("/en/search/", {"q": word}).content.decode()
    titles = client.get("/en/search/suggest/", {"q": word}).content.decode()
    return f"{page.partition('<main')[2]}{titles}".replace(word, "")


def test_a_session_that_is_over_finds_as_a_visitor_does(cage):
    """The posting ends while the person stays signed in: the next question is a visitor's."""
    user = make_user(Role.DELEGATE)
    client = Client()
    client.force_login(user)
    theirs = [c for c in cage.canaries if c.audience == "member_states" and must_find(Role.DELEGATE, c)]
    words = [c.word for c in theirs if _is_looked_for(c)][:6]
    assert {bool(client.get("/en/search/", {"q": word}).context["found"].total) for word in words} == {True}
    user.postings.update(until_on="2007-02-01")
    assert {client.get("/en/search/", {"q": word}).context["found"].total for word in words} == {0}
    assert {client.get("/en/search/suggest/", {"q": word}).json()["results"] == [] for word in words} == {True}
