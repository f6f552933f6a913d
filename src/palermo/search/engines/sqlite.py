"""SQLite: two FTS5 tables that keep no text of their own.

The analyser has made the tokens, so the tokenizer only has to part them at blanks: `ascii` takes every character beyond
ASCII for a part of a token, whatever Unicode the library knows.
"""

import json
from collections.abc import Iterable, Sequence

from django.db.backends.base.base import BaseDatabaseWrapper

from palermo.search.analyser.asking import Term
from palermo.search.engines.wanted import EngineQuery, EntryWords

INSTALL: tuple[str, ...] = (
    "CREATE VIRTUAL TABLE search_words USING fts5(title, text, marks, "
    "content='', contentless_delete=1, tokenize='ascii')",
    "CREATE VIRTUAL TABLE search_names USING fts5(names, marks, "
    "content='', contentless_delete=1, tokenize='ascii', prefix='2 3')",
)
REMOVE: tuple[str, ...] = ("DROP TABLE IF EXISTS search_words", "DROP TABLE IF EXISTS search_names")


def write(connection: BaseDatabaseWrapper, rows: Sequence[EntryWords]) -> None:
    """Put entries in that are not there."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO search_words(rowid, title, text, marks) VALUES (%s, %s, %s, %s)",
            [(row.id, row.title, row.text, row.marks) for row in rows],
        )
        cursor.executemany(
            "INSERT INTO search_names(rowid, names, marks) VALUES (%s, %s, %s)",
            [(row.id, row.names, row.marks) for row in rows if row.names],
        )


def erase(connection: BaseDatabaseWrapper, ids: Iterable[int]) -> None:
    """Take entries out."""
    numbers = [(pk,) for pk in ids]
    with connection.cursor() as cursor:
        cursor.executemany("DELETE FROM search_words WHERE rowid = %s", numbers)
        cursor.executemany("DELETE FROM search_names WHERE rowid = %s", numbers)


def find(connection: BaseDatabaseWrapper, several: Sequence[EngineQuery], at_most: int) -> list[list[int]]:
    """For each query, the numbers of the newest entries that it finds, in order."""
    one = "SELECT * FROM (SELECT {}, rowid FROM search_words WHERE search_words MATCH %s ORDER BY rowid LIMIT {})"
    return _lists(connection, one, [_match(wanted) for wanted in several], at_most)


def find_titles(connection: BaseDatabaseWrapper, several: Sequence[EngineQuery], at_most: int) -> list[list[int]]:
    """For each query, the numbers of the entries found by the unchanged words of titles; `title` is what is wanted."""
    one = "SELECT * FROM (SELECT {}, rowid FROM search_names WHERE search_names MATCH %s ORDER BY rowid LIMIT {})"
    matches = [_all([_mark_terms(wanted), *_terms("names", wanted.title)]) for wanted in several]
    return _lists(connection, one, matches, at_most)


def rows(connection: BaseDatabaseWrapper, columns: Sequence[str], ids: Sequence[int]) -> list[tuple]:
    """These columns of entries, in no order."""
    query = "SELECT {} FROM search_indexentry WHERE id IN (SELECT value FROM json_each(%s))"
    with connection.cursor() as cursor:
        cursor.execute(query.format(", ".join(columns)), [json.dumps(ids)])
        return cursor.fetchall()


def tidy(connection: BaseDatabaseWrapper) -> None:
    """After a great many writes: make one piece of many."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO search_words(search_words) VALUES ('optimize')")
        cursor.execute("INSERT INTO search_names(search_names) VALUES ('optimize')")
        for table in ("search_indexentry", "search_titleword", "search_wordpart"):
            cursor.execute(f"ANALYZE {table}")


def _lists(connection: BaseDatabaseWrapper, one: str, matches: list[str], at_most: int) -> list[list[int]]:
    by_query: list[list[int]] = [[] for _ in matches]
    query = " UNION ALL ".join(one.format(at, int(at_most)) for at in range(len(matches)))
    with connection.cursor() as cursor:
        cursor.execute(query, matches)
        for at, pk in cursor.fetchall():
            by_query[at].append(pk)
    return by_query


def _match(wanted: EngineQuery) -> str:
    return _all([_mark_terms(wanted), *_terms("title", wanted.title), *_terms("{title text}", wanted.either)])


def _all(parts: Iterable[str]) -> str:
    return " AND ".join(parts)


def _mark_terms(wanted: EngineQuery) -> str:
    reach = "marks : (" + " OR ".join(_quote_tokens(word) for word in wanted.reach) + ")"
    return _all([reach, *(f"marks : {_quote_tokens(word)}" for word in wanted.marks)])


def _terms(column: str, terms: Iterable[Term]) -> list[str]:
    return [f"{column} : ({_any_phrase(term)})" for term in terms]


def _any_phrase(term: Term) -> str:
    return " OR ".join(
        _quote_tokens(" ".join(phrase.tokens)) + (" *" if phrase.is_begun else "")
        for phrase in term.phrases
        if phrase.tokens
    )


def _quote_tokens(tokens: str) -> str:
    return '"' + tokens.replace('"', '""') + '"'
