"""The index is in step with the record, in the act's own transaction, and says whom each record reaches."""

from datetime import date

import pytest
from django.db import connection, transaction
from django.test import override_settings

from palermo.accounts.states import Role
from palermo.accounts.viewer import VISITOR, viewer_of
from palermo.audit import versions
from palermo.audit.actions import record
from palermo.config.cli import search as command
from palermo.core.audiences import Audience
from palermo.core.languages import CODES
from palermo.core.text import MultilingualText
from palermo.library.models import Document, DocumentReader, LanguageVersion
from palermo.search import places
from palermo.search.actions import differences, index_records, rebuild, reindex_due
from palermo.search.engines.choice import engine_of
from palermo.search.models import IndexEntry, IndexStanding, IndexText, TitleWord
from palermo.search.queries import SearchRequest, search
from palermo.search.sources import SOURCES
from palermo.search.vocabulary import distance, near_words
from tests.factories.accounts import make_person, make_state, make_user
from tests.factories.library import make_document

pytestmark = pytest.mark.django_db


def found(words: str, viewer=VISITOR) -> list:
    return [hit.record for hit in search(viewer, SearchRequest(words=words)).hits]


def indexed(document: Document) -> Document:
    """Write the entry of an act about it, as every act does."""
    with transaction.atomic():
        record("document.issued", document, by="a test")
    return document


def reach_of(document: Document) -> str:
    return entry_of(document).reach


def entry_of(document: Document) -> IndexEntry:
    return IndexEntry.objects.get(kind="documents", record=document.pk, language="en")


def test_what_an_act_writes_is_found_in_its_own_transaction():
    with transaction.atomic():
        document = make_document("Lighthouse")
        before = found("lighthouse")
        record("document.issued", document, by="a test")
        assert (before, found("lighthouse")) == ([], [document])


def test_what_is_undone_is_not_found():
    with transaction.atomic():
        document = make_document("Lighthouse")
        record("document.issued", document, by="a test")
        assert found("lighthouse") == [document]
        transaction.set_rollback(True)
    assert (found("lighthouse"), IndexEntry.objects.count(), IndexText.objects.count()) == ([], 0, 0)


def test_what_no_entry_tells_of_is_found_after_the_commit(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        document = make_document("Lighthouse")
    assert found("lighthouse") == [document]


def test_a_change_a_removal_and_what_hangs_on_the_record_are_followed():
    document = indexed(make_document("Lighthouse", words="The keeper climbs the stairs."))
    LanguageVersion.objects.filter(document=document).get().delete()
    document.title = MultilingualText({"en": "Harbour"})
    document.save()
    LanguageVersion.objects.create(document=document, language="fr", text="Le gardien")
    indexed(document)
    assert [found(words) for words in ("lighthouse", "keeper", "harbour", "gardien")] == [
        [],
        [],
        [document],
        [document],
    ]
    pk = document.pk
    document.versions.all().delete()
    Document.objects.filter(pk=pk).get().delete()
    versions._pending_act().follow()
    assert (found("harbour"), IndexEntry.objects.filter(record=pk).count()) == ([], 0)


def test_what_has_not_changed_is_not_written_again():
    document = indexed(make_document("Lighthouse", words="The keeper"))
    assert index_records("documents", [document.pk]) == 0
    document.title = MultilingualText({"en": "Harbour"})
    document.save()
    assert index_records("documents", [document.pk]) == 1


def test_a_record_keeps_its_number_while_its_day_is_the_same():
    document = indexed(make_document("Lighthouse"))
    before = entry_of(document).id
    document.title = MultilingualText({"en": "Harbour"})
    document.save()
    indexed(document)
    assert entry_of(document).id == before
    document.dated_on = date(2008, 1, 1)
    document.save()
    indexed(document)
    assert places.is_of(entry_of(document).id, date(2008, 1, 1))


@pytest.mark.parametrize(
    ("audience", "state", "reach"),
    [
        (Audience.PUBLIC, "issued", "t0 t1 t2 t3"),
        (Audience.MEMBER_STATES, "issued", "t1 t2 t3"),
        (Audience.STEERING_COMMITTEE, "issued", "t2 t3"),
        (Audience.SECRETARIAT, "issued", "t3"),
        (Audience.PUBLIC, "draft", "t3"),
    ],
)
def test_an_entry_says_the_tiers_that_its_own_query_gives_it_to(audience, state, reach):
    issued = {} if state == "issued" else {"issued_on": None}
    assert reach_of(indexed(make_document("Lighthouse", audience=audience, state=state, **issued))) == reach


def test_a_named_reader_finds_what_others_of_their_tier_do_not():
    state = make_state("Atlantis")
    named, of_state = make_user(Role.FOCAL_POINT), make_person("Delegate", Role.DELEGATE, state=state)
    other = make_user(Role.FOCAL_POINT)
    document = make_document("Lighthouse", words="The keeper", audience=Audience.SECRETARIAT)
    DocumentReader.objects.create(document=document, user=named, named_on=date(2007, 1, 1))
    DocumentReader.objects.create(document=document, state=state, named_on=date(2007, 1, 1))
    indexed(document)
    seen = {who: found("keeper", viewer_of(who)) for who in (named, of_state, other)}
    assert seen == {named: [document], of_state: [document], other: []}
    assert search(viewer_of(other), SearchRequest(words="keeper")).total == 0
    assert set(reach_of(document).split()) == {"t3", f"u{named.pk}", f"s{state.pk}"}


def test_a_document_that_opens_is_found_from_its_day_on():
    document = make_document(
        "Lighthouse", audience=Audience.SECRETARIAT, opens_on=date(2008, 3, 1), opens_to=Audience.PUBLIC
    )
    days = {}
    for day in (date(2008, 2, 29), date(2008, 3, 1)):
        with override_settings(PALERMO_TODAY=day):
            indexed(document) if not days else reindex_due()
            days[day] = found("lighthouse")
    assert days == {date(2008, 2, 29): [], date(2008, 3, 1): [document]}
    assert IndexStanding.objects.get().turned_on == date(2008, 3, 1)


def entries_of(documents: list[Document]) -> list:
    entries = IndexEntry.objects.filter(kind="documents", record__in=[document.pk for document in documents])
    return list(entries.order_by("record", "language").values("record", "language", "reach", "digest"))


def test_the_index_made_anew_is_the_same(capsys):
    documents = [indexed(make_document(f"Lighthouse {number}", words="The keeper")) for number in range(3)]
    before = entries_of(documents)
    engine_of(connection).erase(connection, [entry_of(documents[0]).pk])
    make_document("Of another making", words="The keeper")
    IndexEntry.objects.filter(record=documents[1].pk).update(digest="as it was")
    assert len(list(differences(SOURCES["documents"]))) == 2 * len(CODES)
    assert len(found("keeper")) == 2
    Document.objects.exclude(pk__in=[document.pk for document in documents]).get().versions.all().delete()
    Document.objects.exclude(pk__in=[document.pk for document in documents]).delete()
    assert (rebuild(), entries_of(documents)) == (len(before), before)
    assert set(found("keeper")) == set(documents)
    assert command._check() == 0
    assert capsys.readouterr().out == "0 differences.\n"


def test_words_of_titles_are_learnt_for_corrections():
    indexed(make_document("Lighthouse keepers of Vienna"))
    assert list(TitleWord.objects.values_list("word", flat=True)) == ["keepers", "lighthouse", "vienna"]
    assert (near_words("lighthuose"), near_words("viena"), near_words("keeper"), near_words("harbour")) == (
        ["lighthouse"],
        ["vienna"],
        ["keepers"],
        [],
    )


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [("abc", "abc", 0), ("abc", "abd", 1), ("abc", "acb", 1), ("abc", "ab", 1), ("abc", "xabc", 1), ("abc", "xyz", 3)],
)
def test_distance_counts_slips(one, other, slips):
    assert (distance(one, other), distance(other, one)) == (slips, slips)
