"""The engines compared: our index, SQLite FTS5 and PostgreSQL full-text search; each finds all ids or a ranked page."""

import sqlite3
import tempfile
from collections.abc import Iterable, Sequence
from itertools import batched
from pathlib import Path

import psycopg
from django.db import connection, transaction

from benchmarks.search.corpus import KINDS, Paper
from palermo.accounts.viewer import Viewer
from palermo.core.kinds import RecordKind
from palermo.search import places, sources
from palermo.search.analyser.asking import read_query
from palermo.search.drafting import NewEntry, entry_words
from palermo.search.engines import postgresql, sqlite
from palermo.search.engines.wanted import EngineQuery
from palermo.search.models import IndexEntry, IndexText
from palermo.search.queries import PAGE, SearchRequest, search
from palermo.search.reach import PROBES, tier_of
from palermo.search.sources import Draft, SearchSource
from palermo.search.vocabulary import learn

EVERYTHING = 10_000_000
AT_ONCE = 2_000
SECRETARIAT = PROBES["t3"]


def _entries(papers: Sequence[Paper]) -> list[NewEntry]:
    """Entries numbered as the index numbers them."""
    taken: dict[int, int] = {}
    made = []
    for paper in papers:
        first = places.first_of(paper.day)
        taken[first] = taken.get(first, -1) + 1
        draft = Draft(paper.id, paper.language, paper.title, paper.text, (), paper.body, paper.day, paper.audience)
        entry = IndexEntry(
            id=first + taken[first],
            kind=paper.kind,
            record=first + taken[first],
            language=paper.language,
            title=paper.title,
            body=paper.body,
            day=paper.day,
            audience=paper.audience,
            reach=paper.reach,
        )
        made.append(NewEntry(entry, draft))
    return made


def _visible_to(viewer: Viewer):
    return IndexEntry.objects.filter(reach__contains=tier_of(viewer))


class Ours:
    """Our index on SQLite, in the site's own tables; a ranked page is the whole answer of `search`."""

    name = "Palermo, SQLite"

    def build(self, papers: Sequence[Paper]) -> None:
        sources.SOURCES.clear()
        for name in KINDS:
            kind = RecordKind(model=IndexEntry, slug=name, visible_to=_visible_to)
            sources.searchable(SearchSource(kind, lambda records: ()))
        self.numbers = {}
        for some in batched(_entries(papers), AT_ONCE):
            with transaction.atomic():
                IndexEntry.objects.bulk_create([made.entry for made in some], AT_ONCE)
                IndexText.objects.bulk_create([IndexText.of(made.entry.id, made.draft.text) for made in some], AT_ONCE)
                sqlite.write(connection, [entry_words(made) for made in some])
                learn(made.draft.title for made in some)
            self.numbers.update((made.entry.id, made.draft.record) for made in some)
        sqlite.tidy(connection)

    def sizes(self) -> dict[str, int]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT name, sum(pgsize) FROM dbstat WHERE name LIKE '%search_%' GROUP BY name")
            found = dict(cursor.fetchall())
        of = {"search_words": "words", "search_names": "titles"}
        sizes = {"words": 0, "titles": 0, "rows": 0, "texts, pressed": 0, "corrections": 0}
        for name, size in found.items():
            part = next((part for start, part in of.items() if name.startswith(start)), "")
            part = part or ("texts, pressed" if "indextext" in name else "")
            sizes[part or ("corrections" if "word" in name else "rows")] += size
        return sizes

    def size(self) -> int:
        return self.sizes()["words"]

    def all(self, query: str) -> set[int]:
        terms = read_query(query).terms
        [found] = sqlite.find(connection, [EngineQuery(("t3",), either=terms)], EVERYTHING)
        return {self.numbers[pk] for pk in found}

    def page(self, query: str) -> int:
        return len(search(SECRETARIAT, SearchRequest(words=query)).hits)


class PlainSqlite:
    """An FTS5 table as it comes, with a tokenizer of its own, ranked by bm25."""

    def __init__(self, tokenizer: str) -> None:
        self.name = f"FTS5 {tokenizer}"
        self.tokenizer = tokenizer
        self.folder = tempfile.TemporaryDirectory(prefix="palermo-benchmark-")
        self.path = Path(self.folder.name) / "plain.sqlite3"
        self.db = sqlite3.connect(self.path)

    def build(self, papers: Sequence[Paper]) -> None:
        self.db.execute(f"CREATE VIRTUAL TABLE plain USING fts5(title, text, content='', tokenize='{self.tokenizer}')")
        rows = ((paper.id, paper.title, paper.text) for paper in papers)
        self.db.executemany("INSERT INTO plain(rowid, title, text) VALUES (?, ?, ?)", rows)
        self.db.execute("INSERT INTO plain(plain) VALUES ('optimize')")
        self.db.commit()

    def size(self) -> int:
        return self.path.stat().st_size

    def _match(self, query: str) -> str:
        words = [query.strip('"')] if query.startswith('"') else query.split()
        return " ".join('"' + word.replace('"', "") + '"' for word in words)

    def all(self, query: str) -> set[int]:
        return {pk for (pk,) in self.db.execute("SELECT rowid FROM plain WHERE plain MATCH ?", [self._match(query)])}

    def page(self, query: str) -> int:
        ranked = "SELECT rowid FROM plain WHERE plain MATCH ? ORDER BY rank LIMIT ?"
        return len(self.db.execute(ranked, [self._match(query), PAGE]).fetchall())


class Postgres:
    """PostgreSQL's own configuration `simple`, ranked by ts_rank."""

    name = "PostgreSQL simple"
    table = "benchmark_simple"

    def __init__(self, address: str) -> None:
        self.db = psycopg.connect(address, autocommit=True)

    def build(self, papers: Sequence[Paper]) -> None:
        self.db.execute(f"DROP TABLE IF EXISTS {self.table}")
        self.db.execute(f"CREATE TABLE {self.table} (id bigint PRIMARY KEY, words tsvector)")
        with self.db.cursor() as cursor:
            for some in batched(papers, AT_ONCE):
                cursor.executemany(
                    f"INSERT INTO {self.table} VALUES (%s, setweight(to_tsvector('simple', %s), 'A') || "
                    "to_tsvector('simple', %s))",
                    [(paper.id, paper.title, paper.text) for paper in some],
                )
        self.db.execute(f"CREATE INDEX ON {self.table} USING gin (words)")
        self.db.execute(f"ANALYZE {self.table}")

    def size(self) -> int:
        return self.db.execute("SELECT pg_total_relation_size(%s)", [self.table]).fetchone()[0]

    def _rows(self, end: str, query: str) -> Iterable[tuple]:
        asked = f"SELECT id FROM {self.table}, websearch_to_tsquery('simple', %s) AS asked WHERE words @@ asked {end}"
        return self.db.execute(asked, [query]).fetchall()

    def all(self, query: str) -> set[int]:
        return {pk for (pk,) in self._rows("", query)}

    def page(self, query: str) -> int:
        return len(self._rows(f"ORDER BY ts_rank(words, asked) DESC LIMIT {PAGE}", query))

    def close(self) -> None:
        self.db.execute(f"DROP TABLE IF EXISTS {self.table}")


class OursOnPostgres(Postgres):
    """Our tables of words on PostgreSQL; a ranked page is what `search` asks of them, without what it does with it."""

    name = "Palermo, PostgreSQL (words only)"

    def build(self, papers: Sequence[Paper]) -> None:
        self.db.execute("CREATE SCHEMA IF NOT EXISTS benchmark")
        self.db.execute("SET search_path TO benchmark")
        for statement in (*postgresql.REMOVE, *postgresql.INSTALL):
            self.db.execute(statement)
        self.numbers = {}
        for some in batched(_entries(papers), AT_ONCE):
            postgresql.write(self.db, [entry_words(made) for made in some])
            self.numbers.update((made.entry.id, made.draft.record) for made in some)
        self.db.execute("ANALYZE search_words")

    def size(self) -> int:
        return self.db.execute("SELECT pg_total_relation_size('search_words')").fetchone()[0]

    def all(self, query: str) -> set[int]:
        [found] = postgresql.find(self.db, [EngineQuery(("t3",), either=read_query(query).terms)], EVERYTHING)
        return {self.numbers[pk] for pk in found}

    def page(self, query: str) -> int:
        asked = read_query(query)
        whole = (asked.whole,) if asked.whole else asked.terms
        several = [
            EngineQuery(("t3",), title=whole),
            EngineQuery(("t3",), title=asked.terms),
            EngineQuery(("t3",), either=whole),
            EngineQuery(("t3",), either=asked.terms),
        ]
        return len(postgresql.find(self.db, several, 1_001)[-1])

    def close(self) -> None:
        self.db.execute("DROP SCHEMA IF EXISTS benchmark CASCADE")
