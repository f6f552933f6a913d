"""The tables of words find what the tokens say, whichever database they are in: the same test runs on both.

What is expected is computed here, from the tokens alone; what each make finds is compared with that, in order.
"""

import random

import pytest
from django.db import connection

from palermo.search.analyser.asking import Phrase, Term, read_query
from palermo.search.analyser.words import index_tokens
from palermo.search.engines import postgresql
from palermo.search.engines.choice import engine_of
from palermo.search.engines.wanted import EngineQuery, EntryWords

pytestmark = pytest.mark.django_db

LANGUAGES = ("ar", "zh", "en", "fr", "ru", "es")
WORDS = {
    "ar": ["الاتجار", "بالأشخاص", "والنساء", "حماية", "لحماية", "ضحايا", "الدول"],
    "zh": ["打击", "人口", "贩运", "国际", "合作", "妇女"],
    "en": ["trafficking", "of", "the", "persons", "protocol", "victims", "CN.15/2008"],
    "fr": ["traite", "des", "personnes", "l’accès", "sécurité", "victimes", "CN.15/2008"],
    "ru": ["торговля", "людьми", "жертвы", "протокол", "её"],
    "es": ["trata", "de", "personas", "víctimas", "explotación"],
}
REACH = ("t0", "t1", "t2", "t3", "u7")


def sentence(chance: random.Random, language: str, words: int) -> str:
    joint = "" if language == "zh" else " "
    return joint.join(chance.choice(WORDS[language]) for _ in range(words))


def corpus(chance: random.Random, entries: int) -> list[EntryWords]:
    rows = []
    for pk in range(1, entries + 1):
        language = chance.choice(LANGUAGES)
        title = index_tokens(sentence(chance, language, chance.randint(1, 4)), language)
        text = index_tokens(sentence(chance, language, chance.randint(0, 12)), language)
        marks = " ".join([*chance.sample(REACH, chance.randint(1, 3)), f"language·{language}"])
        rows.append(EntryWords(pk, title, text, marks, title))
    return rows


def has(text: str, term: Term) -> bool:
    """Whether the tokens of a text have one of the phrases."""
    return any(_has(text.split(), phrase) for phrase in term.phrases)


def _has(tokens: list[str], phrase: Phrase) -> bool:
    *before, last = phrase.tokens
    for at in range(len(tokens) - len(before)):
        if tokens[at : at + len(before)] == before:
            end = tokens[at + len(before)]
            if end == last or (phrase.is_begun and end.startswith(last)):
                return True
    return False


def expected(rows: list[EntryWords], wanted: EngineQuery) -> list[int]:
    return [
        row.id
        for row in rows
        if set(wanted.reach) & set(row.marks.split())
        and set(wanted.marks) <= set(row.marks.split())
        and all(has(row.title, term) for term in wanted.title)
        and all(has(row.title, term) or has(row.text, term) for term in wanted.either)
    ]


def asked(chance: random.Random) -> EngineQuery:
    language = chance.choice(LANGUAGES)
    typed = sentence(chance, language, chance.randint(1, 3))
    if chance.random() < 0.3:
        typed = f'"{typed}"'
    if language == "zh" and chance.random() < 0.4:
        start = chance.randrange(len(typed))
        typed = typed[start : start + chance.randint(1, 3)]
    where = chance.choice(["title", "either", "either"])
    marks = (f"language·{language}",) if chance.random() < 0.3 else ()
    reach = tuple(chance.sample(REACH, chance.randint(1, 2)))
    return EngineQuery(reach, marks, **{where: read_query(typed).terms})


def test_what_is_found_is_what_the_tokens_say():
    chance = random.Random(4)
    engine, rows = engine_of(connection), corpus(chance, 150)
    engine.write(connection, rows)
    several = [wanted for wanted in (asked(chance) for _ in range(150)) if any(wanted[2:])]
    found = [list_ for at in range(0, len(several), 5) for list_ in engine.find(connection, several[at : at + 5], 200)]
    assert found == [expected(rows, wanted) for wanted in several]
    assert sum(map(len, found)) > 500


def test_no_more_than_asked_for_are_found_the_smallest_numbers_first():
    engine, rows = engine_of(connection), corpus(random.Random(5), 100)
    engine.write(connection, rows)
    wanted = EngineQuery(("t0", "t1", "t2", "t3", "u7"), either=read_query("trafficking").terms)
    assert engine.find(connection, [wanted], 3) == [expected(rows, wanted)[:3]]


def test_what_was_taken_out_is_not_found():
    engine, rows = engine_of(connection), corpus(random.Random(6), 60)
    engine.write(connection, rows)
    engine.erase(connection, [row.id for row in rows if row.id % 2])
    left = [row for row in rows if not row.id % 2]
    wanted = EngineQuery(REACH, either=read_query("personnes").terms)
    assert engine.find(connection, [wanted], 99) == [expected(left, wanted)]


def test_a_long_text_is_found_by_words_and_phrases_far_apart():
    engine, filler = engine_of(connection), [f"w{at}" for at in range(3 * postgresql.PART)]
    filler[10] = "early"
    filler[postgresql.PART - 1 : postgresql.PART + 2] = ["over", "the", "edge"]
    filler[-1] = "late"
    rows = [EntryWords(1, "law", " ".join(filler), "t0", ""), EntryWords(2, "other", "early", "t0", "")]
    engine.write(connection, rows)
    queries = ["early late", '"over the edge"', "law late", '"late early"', "early edge missing"]
    several = [EngineQuery(("t0",), either=read_query(query).terms) for query in queries]
    assert engine.find(connection, several, 9) == [[1], [1], [1], [], []]
    assert engine.find(connection, [several[0]._replace(reach=("t3",))], 9) == [[]]


def test_words_of_marks_are_never_found_by_what_a_reader_types():
    engine = engine_of(connection)
    engine.write(connection, [EntryWords(1, "title", "text", "t3 u7 language·en", "title")])
    for typed in ("t3", "u7", "marks : t3", "t3 OR text", '"t3"', "language·en"):
        found = engine.find(connection, [EngineQuery(("t3",), either=read_query(typed).terms)], 9)
        assert (typed, found) == (typed, [[]])


@pytest.mark.parametrize(
    "typed",
    [
        'title : text"',
        "text NOT x",
        "a' OR 'b",
        "NEAR(text, 2)",
        "te*",
        "^text",
        "-text +law",
        "\\",
        "x:A & y",
        "{title}",
    ],
)
def test_nothing_typed_is_read_as_a_query_of_the_database(typed):
    engine = engine_of(connection)
    engine.write(connection, [EntryWords(1, "law", "text", "t0", "")])
    terms = read_query(typed).terms
    found = engine.find(connection, [EngineQuery(("t0",), either=terms)], 9) if terms else [[]]
    assert found == [[1] if terms and all(has("law", t) or has("text", t) for t in terms) else []]
