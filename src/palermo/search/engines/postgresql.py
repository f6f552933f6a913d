"""PostgreSQL: `tsvector`s made token by token, without a parser or dictionary of the server's own.

A tsvector knows places up to 16,383, and 255 of a word, so a long text lies in several rows, each of which begins with
the end of the one before: what stands side by side is found wherever it stands. Words that stand in different rows of
one text are brought together by entry.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from palermo.search.analyser import Term
from palermo.search.engines.wanted import Wanted, Written

INSTALL = (
    "CREATE TABLE search_words (entry bigint NOT NULL, part integer NOT NULL, words tsvector NOT NULL, "
    "PRIMARY KEY (entry, part))",
    "CREATE INDEX search_words_found ON search_words USING gin (words)",
    "CREATE TABLE search_names (entry bigint PRIMARY KEY, names tsvector NOT NULL)",
    "CREATE INDEX search_names_found ON search_names USING gin (names)",
)
REMOVE = ("DROP TABLE IF EXISTS search_words", "DROP TABLE IF EXISTS search_names")

PART, OVERLAP = 2000, 310
# Stands among the marks of every row of a text that has several.
LONG = "long"


def write(connection: Any, rows: Sequence[Written]) -> None:
    """Put entries in that are not there."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO search_words (entry, part, words) VALUES (%s, %s, %s::tsvector)",
            [(row.id, part, words) for row in rows for part, words in enumerate(_parts(row))],
        )
        cursor.executemany(
            "INSERT INTO search_names (entry, names) VALUES (%s, %s::tsvector)",
            [(row.id, _vector([("A", row.names), ("D", row.marks)])) for row in rows if row.names],
        )


def erase(connection: Any, ids: Iterable[int]) -> None:
    """Take entries out."""
    gone = list(ids)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM search_words WHERE entry = ANY(%s)", [gone])
        cursor.execute("DELETE FROM search_names WHERE entry = ANY(%s)", [gone])


def find(connection: Any, several: Sequence[Wanted], at_most: int) -> list[list[int]]:
    """For each query, the numbers of the newest entries that it finds, in order."""
    one = "(SELECT {0}, entry FROM ({1}) AS found{0} ORDER BY entry LIMIT {2})"
    queries, values = [], []
    for at, wanted in enumerate(several):
        sql, given = _query(wanted)
        queries.append(one.format(at, sql, int(at_most)))
        values += given
    return _lists(connection, queries, values)


def find_titles(connection: Any, several: Sequence[Wanted], at_most: int) -> list[list[int]]:
    """The same among the words of titles as they stand; `title` is what is wanted."""
    one = "(SELECT {}, entry FROM search_names WHERE names @@ %s::tsquery ORDER BY entry LIMIT {})"
    values = [_all([*_marked(wanted), *_terms("A", wanted.title)]) for wanted in several]
    return _lists(connection, [one.format(at, int(at_most)) for at in range(len(several))], values)


def rows(connection: Any, columns: Sequence[str], ids: Sequence[int]) -> list[tuple]:
    """These columns of entries, in no order."""
    query = "SELECT {} FROM search_indexentry WHERE id = ANY(%s)"
    with connection.cursor() as cursor:
        cursor.execute(query.format(", ".join(columns)), [list(ids)])
        return cursor.fetchall()


def tidy(connection: Any) -> None:
    """After a great many writes: the planner's counts."""
    with connection.cursor() as cursor:
        for table in ("search_words", "search_names", "search_indexentry", "search_titleword", "search_wordpart"):
            cursor.execute(f"ANALYZE {table}")


def _lists(connection: Any, queries: list[str], values: list[str]) -> list[list[int]]:
    found: list[list[int]] = [[] for _ in queries]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(queries), values)
        for at, pk in cursor.fetchall():
            found[at].append(pk)
    return [sorted(pks) for pks in found]


def _query(wanted: Wanted) -> tuple[str, list[str]]:
    """Rows that have everything; and, of texts in several rows, the entries whose rows have it between them."""
    marked = _marked(wanted)
    terms = [*_terms("A", wanted.title), *_terms("B", wanted.text), *_terms("AB", wanted.either)]
    one = "SELECT DISTINCT entry FROM search_words WHERE words @@ %s::tsquery"
    if len(terms) < 2:
        return one, [_all([*marked, *terms])]
    between = " INTERSECT ".join([one] * len(terms))
    values = [_all([*marked, *terms]), *(_all([f"{LONG}:D", *marked, term]) for term in terms)]
    return f"{one} UNION ({between})", values


def _all(parts: Iterable[str]) -> str:
    return " & ".join(parts)


def _marked(wanted: Wanted) -> list[str]:
    reach = "(" + " | ".join(f"{_quoted(word)}:D" for word in wanted.reach) + ")"
    return [reach, *(f"{_quoted(word)}:D" for word in wanted.marks)]


def _terms(weights: str, terms: Iterable[Term]) -> list[str]:
    return ["(" + " | ".join(_phrase(p.tokens, p.is_begun, weights) for p in t.ways if p.tokens) + ")" for t in terms]


def _phrase(tokens: Sequence[str], is_begun: bool, weights: str) -> str:
    last = len(tokens) - 1
    parts = (f"{_quoted(t)}:{'*' if is_begun and at == last else ''}{weights}" for at, t in enumerate(tokens))
    return "(" + " <-> ".join(parts) + ")"


def _quoted(token: str) -> str:
    return "'" + token.replace("\\", "\\\\").replace("'", "''") + "'"


def _parts(row: Written) -> list[str]:
    words = row.text.split()
    if len(words) <= PART + OVERLAP:
        return [_vector([("A", row.title), ("B", row.text), ("D", row.marks)])]
    pieces = [" ".join(words[at : at + PART + OVERLAP]) for at in range(0, len(words) - OVERLAP, PART)]
    marks = f"{row.marks} {LONG}"
    return [_vector([("A", "" if at else row.title), ("B", each), ("D", marks)]) for at, each in enumerate(pieces)]


def _vector(weighted: list[tuple[str, str]]) -> str:
    """A tsvector as text: each token with its places; two places are left free between one kind and the next."""
    places: dict[str, list[str]] = {}
    at = 1
    for weight, tokens in weighted:
        for token in tokens.split():
            places.setdefault(token, []).append(f"{at}{weight}")
            at += 1
        at += 2
    return " ".join(f"{_quoted(token)}:{','.join(found[:255])}" for token, found in places.items())
