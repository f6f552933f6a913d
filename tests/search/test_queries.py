"""Search results for a reader: hits, counts, pages, marks; and nothing of what they may not read."""

import random
from datetime import date

import pytest
from django.db import transaction

from palermo.accounts.viewer import VISITOR
from palermo.audit.actions import record
from palermo.core.audiences import Audience
from palermo.core.dates import PartialDate
from palermo.core.text import MultilingualText
from palermo.library.models import Document, LanguageVersion
from palermo.search import queries
from palermo.search.models import IndexEntry
from palermo.search.queries import Count, SearchRequest, did_you_mean, search, suggest
from palermo.search.reach import PROBES
from tests.factories.governance import make_body, make_decision
from tests.factories.library import make_document

pytestmark = pytest.mark.django_db
SECRETARIAT, DELEGATE = PROBES["t3"], PROBES["t1"]


def filed(title: str | dict = "Paper", words: str | dict = "", **fields) -> Document:
    """A document in the languages given, indexed as by an act."""
    by_code = {"en": title} if isinstance(title, str) else title
    document = make_document(**fields)
    document.title = MultilingualText(by_code)
    document.save(update_fields=["title"])
    for code, text in ({"en": words} if isinstance(words, str) else words).items():
        if text:
            LanguageVersion.objects.create(document=document, language=code, text=text)
    with transaction.atomic():
        record("document.issued", document, by="a test")
    return document


def hits(words: str, viewer=VISITOR, **chosen) -> list:
    return [hit.record for hit in search(viewer, SearchRequest(words=words, **chosen)).hits]


def test_titles_come_first_then_words_side_by_side_then_the_newest():
    old, new = date(2007, 1, 1), date(2008, 1, 1)
    apart_new = filed("One", "Migrants are not for smuggling", dated_on=new)
    apart_old = filed("Two", "Migrants and their smuggling", dated_on=old)
    beside = filed("Three", "smuggling migrants", dated_on=old)
    title = filed("Migrants: against their smuggling", dated_on=old)
    exact = filed("On smuggling migrants", dated_on=old)
    assert hits("smuggling migrants") == [exact, title, beside, apart_new, apart_old]


def test_a_record_is_one_hit_in_the_readers_language_where_it_was_found_in_that():
    document = filed({"en": "Forum", "fr": "Forum", "zh": "论坛"}, {"en": "In Vienna", "fr": "À Vienne"})
    shown = {reads: search(VISITOR, SearchRequest(words="forum", reads=reads)) for reads in ("en", "fr", "zh")}
    assert [(found.total, found.hits[0].language, found.hits[0].also_in) for found in shown.values()] == [
        (1, "en", ("zh", "fr")),
        (1, "fr", ("zh", "en")),
        (1, "en", ("zh", "fr")),
    ]
    assert hits("论坛", reads="en") == [document]


def test_a_hit_is_dated_as_exactly_as_its_record():
    late = PartialDate.parse("late 2007-09")
    filed("The Forum", dated_on=late.value, dated_precision=late.precision)
    filed("Forum", dated_on=None, issued_on=date(2007, 1, 5))
    found = search(VISITOR, SearchRequest(words="forum"))
    assert {hit.title: str(hit.on) for hit in found.hits} == {
        "The Forum": "late 2007-09",
        "Forum": "2007-01-05",
    }
    assert [count.value for count in found.facets["year"]] == ["2007"]


def test_a_hit_shows_where_the_words_stand():
    filed("The Forum", "It is held in Vienna. The forum of 2008 brings States together.")
    [hit] = search(VISITOR, SearchRequest(words="forums")).hits
    assert [hit.title[start:end] for start, end in hit.title_marks] == ["Forum"]
    assert [hit.snippet[start:end] for start, end in hit.snippet_marks] == ["forum"]


def test_a_symbol_is_found_by_a_part_of_it():
    document = filed("Agenda", symbol="E/CN.15/2008/1")
    filed("Other", symbol="E/CN.15/2007/1")
    assert (hits("CN.15/2008"), hits("2008/1"), hits("CN.15/20")) == ([document], [document], [])


def test_counts_are_of_what_the_reader_may_read_and_of_nothing_else():
    body = make_body()
    public = filed("Forum", dated_on=date(2008, 1, 1))
    filed("Forum of States", audience=Audience.MEMBER_STATES, dated_on=date(2007, 1, 1))
    filed("Forum of the secretariat", audience=Audience.SECRETARIAT, dated_on=date(2006, 1, 1))
    decision = make_decision("Forum", body=body, paragraphs=0)
    with transaction.atomic():
        record("decision.adopted", decision, by="a test")
    found = {
        name: search(viewer, SearchRequest(words="forum")) for name, viewer in (("t0", VISITOR), ("t3", SECRETARIAT))
    }
    assert (found["t0"].total, {hit.record for hit in found["t0"].hits}) == (2, {public, decision})
    assert found["t0"].facets["audience"] == (Count("public", 2),)
    assert found["t0"].facets["kind"] == (Count("decisions", 1), Count("documents", 1))
    assert found["t3"].facets["audience"] == (Count("public", 2), Count("member_states", 1), Count("secretariat", 1))
    assert [count.value for count in found["t3"].facets["year"]][-2:] == ["2007", "2006"]
    assert found["t3"].facets["body"] == (Count(body.slug, 1),)
    assert suggest(VISITOR, "forum of") == []
    assert [each.title for each in suggest(DELEGATE, "forum of st")] == ["Forum of States"]


def test_what_a_visitor_may_not_read_is_neither_corrected_to_nor_suggested():
    filed("Canary of the lighthouse", audience=Audience.SECRETARIAT)
    assert (did_you_mean(VISITOR, "lighthuose"), suggest(VISITOR, "lighthuose")) == ("", [])
    assert did_you_mean(SECRETARIAT, "the lighthuose?") == "the lighthouse?"
    assert [each.title for each in suggest(SECRETARIAT, "lighthuose")] == ["Canary of the lighthouse"]


def test_an_entry_that_says_too_much_shows_nothing_all_the_same():
    document = filed("Forum", audience=Audience.SECRETARIAT)
    Document.objects.filter(pk=document.pk).update(audience=Audience.PUBLIC)
    with transaction.atomic():
        record("document.opened", document, by="a test")
    filed("Forum")
    assert len(hits("forum")) == 1


def test_narrowing_leaves_each_other_choice_with_its_count():
    first = filed({"en": "Forum", "fr": "Forum"}, dated_on=date(2007, 5, 1))
    second = filed({"en": "Forum"}, dated_on=date(2008, 5, 1))
    found = search(VISITOR, SearchRequest(words="forum", year="2007"))
    assert [hit.record for hit in found.hits] == [first]
    assert found.facets["year"] == (Count("2008", 1), Count("2007", 1, chosen=True))
    assert found.facets["language"] == (Count("en", 1), Count("fr", 1))
    assert hits("forum", language="fr") == [first]
    assert hits("forum", year="2008", language="fr") == []
    assert hits("forum", kind="documents", audience="public") == [second, first]
    assert hits("forum", body="none") == []


def test_pages_follow_each_other_without_gap_or_overlap(monkeypatch):
    monkeypatch.setattr(queries, "PAGE", 4)
    made = [filed(f"Forum {number}", dated_on=date(2008, 1, 1 + number % 5)) for number in range(11)]
    pages = [search(VISITOR, SearchRequest(words="forum", page=page)) for page in (1, 2, 3, 9)]
    assert [(found.page, found.pages, len(found.hits), found.total) for found in pages] == [
        (1, 3, 4, 11),
        (2, 3, 4, 11),
        (3, 3, 3, 11),
        (3, 3, 3, 11),
    ]
    listed = [hit.record for found in pages[:3] for hit in found.hits]
    assert (len(set(listed)), set(listed)) == (len(made), set(made))
    assert listed == sorted(listed, key=lambda document: document.dated_on, reverse=True)


def test_of_very_many_the_newest_are_counted_and_it_is_said(monkeypatch):
    made = [filed(f"Forum {number}", dated_on=date(2008, 1, 1 + number)) for number in range(6)]
    monkeypatch.setattr(queries, "AT_MOST", 4)
    found = search(VISITOR, SearchRequest(words="forum"))
    assert (found.total, found.is_capped, [hit.record for hit in found.hits]) == (4, True, made[:1:-1])
    monkeypatch.setattr(queries, "AT_MOST", 6)
    assert (search(VISITOR, SearchRequest(words="forum")).is_capped, len(hits("forum"))) == (False, 6)


@pytest.mark.parametrize("typed", ["", "  ", '"', "***"])
def test_nothing_is_found_for_no_words(typed):
    filed("Forum")
    found = search(VISITOR, SearchRequest(words=typed))
    assert (found.total, found.hits, found.understood) == (0, (), not typed.strip())


def test_whatever_is_typed_is_answered():
    filed("Forum of States", "The persons, the States and the Forum")
    chance = random.Random(8)
    signs = "abE15 \n\"'“”«»()*:^-+/\\.,;&|!<>{}[]NEARORANDNOT与贩运الاتجارбпь\u0301\u200f\u00ad𠮷١"
    for _ in range(60):
        typed = "".join(chance.choices(signs, k=chance.randint(1, 300)))
        assert search(VISITOR, SearchRequest(words=typed, kind=typed[:20], body=typed[:50])).total == 0
        suggest(VISITOR, typed)
        did_you_mean(VISITOR, typed)


def test_many_words_with_many_forms_are_one_query():
    document = filed({"ar": "حماية"}, {"ar": "حماية بيان كتاب لحماية قرار " * 3})
    assert hits("حماية بيان كتاب لحماية قرار") == [document]
    assert hits('"حماية بيان كتاب لحماية قرار حماية بيان كتاب"') == [document]


def test_a_page_of_results_asks_as_often_for_many_as_for_one(django_assert_max_num_queries):
    for number in range(5):
        filed(f"Forum {number}", "In Vienna")
    with django_assert_max_num_queries(7):
        assert len(search(SECRETARIAT, SearchRequest(words="forum", kind="documents")).hits) == 5


def test_completing_goes_on_from_the_last_word_in_the_readers_language_first():
    filed({"en": "Vienna Forum", "fr": "Forum de Vienne"})
    filed({"fr": "Forêts"})
    shown = [(each.title, each.language, each.marks) for each in suggest(VISITOR, "fo", reads="fr")]
    assert shown == [("Forum de Vienne", "fr", ((0, 5),)), ("Forêts", "fr", ((0, 6),))]
    assert [each.title for each in suggest(VISITOR, "vienna f", reads="fr")] == ["Vienna Forum"]
    assert (suggest(VISITOR, ""), suggest(VISITOR, "f o r")) == ([], [])
    assert IndexEntry.objects.count() == 3
