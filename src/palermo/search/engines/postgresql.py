"""PostgreSQL: `tsvector`s made token by token, without a parser or dictionary of the server's own.

A tsvector knows places up to 16,383, and 255 of a word, so a long text lies in several rows, each of which begins with
the end of the one before: what stands side by side is found wherever it stands. Words that stand in different rows of
one text are brought together by entry; those rows have an index of their own.

The words of a title lie in a vector of their own and among all words of the entry, neither with weights: a query that
asks for weights reads every row it finds to look at them.

Whom an entry reaches stands beside its words and is asked for in the same query, but is in no index: every entry
reaches the secretariat, and a list of all of them would be read for each query.
"""

from collections.abc import Iterable, Sequence

from django.db.backends.base.base import BaseDatabaseWrapper

from palermo.search.analyser.asking import Term
from palermo.search.engines.wanted import EngineQuery, EntryWords

INSTALL: tuple[str, ...] = (
    "CREATE TABLE search_words (entry bigint NOT NULL, part integer NOT NULL, is_long boolean NOT NULL, "
    "title tsvector NOT NULL, words tsvector NOT NULL, marks tsvector NOT NULL, PRIMARY KEY (entry, part))",
    "CREATE INDEX search_words_titled ON search_words USING gin (title)",
    "CREATE INDEX search_words_found ON search_words USING gin (words)",
    "CREATE INDEX search_words_long ON search_words USING gin (words) WHERE is_long",
    "CREATE TABLE search_names (entry bigint PRIMARY KEY, names tsvector NOT NULL, marks tsvector NOT NULL)",
    "CREATE INDEX search_names_found ON search_names USING gin (names)",
)
REMOVE: tuple[str, ...] = ("DROP TABLE IF EXISTS search_words", "DROP TABLE IF EXISTS search_names")

PART, OVERLAP = 2000, 310
_TITLED = "SELECT entry FROM search_words WHERE title @@ %s::tsquery AND marks @@ %s::tsquery"
_ONE = "SELECT DISTINCT entry FROM search_words WHERE words @@ %s::tsquery AND marks @@ %s::tsquery"
_OF_LONG = "SELECT DISTINCT entry FROM search_words WHERE is_long AND words @@ %s::tsquery AND marks @@ %s::tsquery"


def write(connection: BaseDatabaseWrapper, rows: Sequence[EntryWords]) -> None:
    """Put entries in that are not there."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO search_words (entry, part, is_long, title, words, marks) "
            "VALUES (%s, %s, %s, %s::tsvector, %s::tsvector, %s::tsvector)",
            [values for row in rows for values in _values(row)],
        )
        cursor.executemany(
            "INSERT INTO search_names (entry, names, marks) VALUES (%s, %s::tsvector, %s::tsvector)",
            [(row.id, _vector(row.names), _vector(row.marks)) for row in rows if row.names],
        )


def erase(connection: BaseDatabaseWrapper, ids: Iterable[int]) -> None:
    """Take entries out."""
    numbers = list(ids)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM search_words WHERE entry = ANY(%s)", [numbers])
        cursor.execute("DELETE FROM search_names WHERE entry = ANY(%s)", [numbers])


def find(connection: BaseDatabaseWrapper, several: Sequence[EngineQuery], at_most: int) -> list[list[int]]:
    """For each query, the numbers of the newest entries that it finds, in order."""
    one = "(SELECT {0}, entry FROM ({1}) AS found{0} ORDER BY entry LIMIT {2})"
    queries, values = [], []
    for at, wanted in enumerate(several):
        sql, parameters = _query(wanted)
        queries.append(one.format(at, sql, int(at_most)))
        values += parameters
    return _lists(connection, queries, values)


def find_titles(connection: BaseDatabaseWrapper, several: Sequence[EngineQuery], at_most: int) -> list[list[int]]:
    """For each query, the numbers of the entries found by the unchanged words of titles; `title` is what is wanted."""
    one = (
        "(SELECT {}, entry FROM search_names WHERE names @@ %s::tsquery AND marks @@ %s::tsquery "
        "ORDER BY entry LIMIT {})"
    )
    values = [parameter for wanted in several for parameter in (_all(_terms(wanted.title)), _mark_terms(wanted))]
    return _lists(connection, [one.format(at, int(at_most)) for at in range(len(several))], values)


def rows(connection: BaseDatabaseWrapper, columns: Sequence[str], ids: Sequence[int]) -> list[tuple]:
    """These columns of entries, in no order."""
    query = "SELECT {} FROM search_indexentry WHERE id = ANY(%s)"
    with connection.cursor() as cursor:
        cursor.execute(query.format(", ".join(columns)), [list(ids)])
        return cursor.fetchall()


def tidy(connection: BaseDatabaseWrapper) -> None:
    """After a great many writes: renew the planner's counts."""
    with connection.cursor() as cursor:
        for table in ("search_words", "search_names", "search_indexentry", "search_titleword", "search_wordpart"):
            cursor.execute(f"ANALYZE {table}")


def _lists(connection: BaseDatabaseWrapper, queries: list[str], values: list[str]) -> list[list[int]]:
    by_query: list[list[int]] = [[] for _ in queries]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(queries), values)
        for at, pk in cursor.fetchall():
            by_query[at].append(pk)
    return [sorted(pks) for pks in by_query]


def _query(wanted: EngineQuery) -> tuple[str, list[str]]:
    """Rows that have everything; and, of texts in several rows, the entries whose rows have it between them."""
    marked = _mark_terms(wanted)
    if wanted.title:
        return _TITLED, [_all(_terms(wanted.title)), marked]
    terms = _terms(wanted.either)
    values = [_all(terms), marked]
    if len(terms) < 2:
        return _ONE, values
    for term in terms:
        values += [term, marked]
    return f"{_ONE} UNION ({' INTERSECT '.join([_OF_LONG] * len(terms))})", values


def _all(parts: Iterable[str]) -> str:
    return " & ".join(parts)


def _mark_terms(wanted: EngineQuery) -> str:
    reach = "(" + " | ".join(_quote_token(word) for word in wanted.reach) + ")"
    return _all([reach, *(_quote_token(word) for word in wanted.marks)])


def _terms(terms: Iterable[Term]) -> list[str]:
    return ["(" + " | ".join(_phrase(p.tokens, p.is_begun) for p in t.phrases if p.tokens) + ")" for t in terms]


def _phrase(tokens: Sequence[str], is_begun: bool) -> str:
    last = len(tokens) - 1
    parts = (_quote_token(token) + (":*" if is_begun and at == last else "") for at, token in enumerate(tokens))
    return "(" + " <-> ".join(parts) + ")"


def _quote_token(token: str) -> str:
    return "'" + token.replace("\\", "\\\\").replace("'", "''") + "'"


def _values(row: EntryWords) -> list[tuple[int, int, bool, str, str, str]]:
    """The row of a text, or the rows of a long one."""
    words, marks, title = row.text.split(), _vector(row.marks), _vector(row.title)
    if len(words) <= PART + OVERLAP:
        return [(row.id, 0, False, title, _vector(row.title, row.text), marks)]
    pieces = [" ".join(words[at : at + PART + OVERLAP]) for at in range(0, len(words) - OVERLAP, PART)]
    first, *others = pieces
    vectors = [_vector(row.title, first), *(_vector(piece) for piece in others)]
    return [(row.id, part, True, "" if part else title, vector, marks) for part, vector in enumerate(vectors)]


def _vector(*texts: str) -> str:
    """A tsvector as text: each token with its places; two places are left free between one text and the next."""
    places: dict[str, list[int]] = {}
    at = 1
    for tokens in texts:
        for token in tokens.split():
            places.setdefault(token, []).append(at)
            at += 1
        at += 2
    return " ".join(
        f"{_quote_token(token)}:{','.join(map(str, positions[:255]))}" for token, positions in places.items()
    )
