"""What must be found, and nothing else, by the tables of each language in `golden/`."""

from datetime import date

import pytest

from palermo.accounts.viewer import VISITOR
from palermo.core.audiences import Audience
from palermo.core.languages import CODES
from palermo.core.text import MultilingualText
from palermo.library.models import Document, LanguageVersion
from palermo.library.states import DocumentState
from palermo.search.actions import index_records
from palermo.search.queries import SearchRequest as Typed
from palermo.search.queries import search
from tests.search.golden import ar, en, es, fr, ru, zh

pytestmark = pytest.mark.django_db

TABLES = {"ar": ar, "zh": zh, "en": en, "fr": fr, "ru": ru, "es": es}
LEAST_ASKED, LEAST_PAPERS = 40, 25


def _file(language: str) -> None:
    """Make a document of each paper of the table, in its one language, and index them."""
    documents = []
    for name, (title, words) in TABLES[language].PAPERS.items():
        document = Document.objects.create(
            slug=f"{language}-{name}",
            title=MultilingualText({language: title}),
            kind="note",
            audience=Audience.PUBLIC,
            state=DocumentState.ISSUED,
            issued_on=date(2008, 2, 13),
        )
        LanguageVersion.objects.create(document=document, language=language, text=words)
        documents.append(document.pk)
    index_records("documents", documents)


def _found(words: str, language: str, /, **narrowed: str) -> list:
    hits, page = [], 1
    while True:
        found = search(VISITOR, Typed(words=words, reads=language, page=page, **narrowed))
        hits += found.hits
        if page >= found.pages:
            return hits
        page += 1


def _wrong(language: str, /, **narrowed: str) -> list[str]:
    shown = []
    for asked in TABLES[language].ASKED:
        hits = _found(asked.words, language, **narrowed)
        got = {hit.record.slug.partition("-")[2] for hit in hits}
        must, may = set(asked.finds.split()), set(asked.may_find.split())
        if must - got:
            shown.append(f"{asked.words} ({asked.about}) does not find {', '.join(sorted(must - got))}")
        if got - must - may:
            shown.append(f"{asked.words} ({asked.about}) finds {', '.join(sorted(got - must - may))}")
        if not all(hit.title_marks or hit.snippet_marks for hit in hits):
            shown.append(f"{asked.words} ({asked.about}) is found and not marked")
    return shown


@pytest.mark.parametrize("language", CODES)
def test_each_query_finds_its_papers_and_no_others_and_marks_itself_in_them(language):
    _file(language)
    assert _wrong(language) == []


@pytest.mark.slow
def test_six_languages_in_one_index_do_not_disturb_one_another():
    for language in CODES:
        _file(language)
    assert [wrong for language in CODES for wrong in _wrong(language, language=language)] == []


@pytest.mark.parametrize("language", CODES)
def test_the_table_is_whole(language):
    table = TABLES[language]
    named = {name for asked in table.ASKED for name in f"{asked.finds} {asked.may_find}".split()}
    assert named <= set(table.PAPERS)
    assert (len(table.ASKED) >= LEAST_ASKED, len(table.PAPERS) >= LEAST_PAPERS) == (True, True)
    assert len({asked.words for asked in table.ASKED}) == len(table.ASKED)
