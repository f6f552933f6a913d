"""Words of six languages: what one analyses as, what is found by what, and where a match is marked."""

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from palermo.search.analyser.asking import read_query
from palermo.search.analyser.chinese import simplify_characters
from palermo.search.analyser.latin import fold_word
from palermo.search.analyser.marking import mark, snippet
from palermo.search.analyser.naming import correctable, name_tokens, names_marked
from palermo.search.analyser.words import find_tokens, index_tokens

HAN = st.text(st.sampled_from("打击人口贩运国际合作議定書妇女儿童的和第一二三𠮷〇々"), min_size=1, max_size=12)
MIXED = st.text(st.sampled_from("打击人口贩运 \n,.-/'’«»\"AbéÉñœßЁйторговلاتجارَـة2008٢١"), max_size=40)


def found(words: str, text: str, language: str) -> list[str]:
    """The parts of a text that a query marks."""
    return [text[start:end] for start, end in mark(text, read_query(words), language)]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "trafficking trafficked"),
        ("en", "protocol protocols Protocols’"),
        ("en", "women women's WOMEN’S"),
        ("fr", "sécurité securite SÉCURITÉS sécurités"),
        ("fr", "trafiqué trafiquée trafiquées trafiques"),
        ("fr", "accès l’accès L'ACCES d’accès"),
        ("fr", "criminalité criminalités criminalite"),
        ("fr", "œuvre oeuvre œuvres"),
        ("es", "explotación explotacion explotaciones"),
        ("es", "víctima víctimas VICTIMAS"),
        ("es", "niño niños nino"),
        ("ru", "торговля торговли торговлей торговлю"),
        ("ru", "жертва жертвы жертвами ЖЕРТВ"),
        ("ru", "её ее"),
        ("ar", "الاتجار اتجار والاتجار بالاتجار للاتجار الاتِّجار اتجـار"),
        ("ar", "إنسان انسان الإنسان أنسان"),
        ("ar", "لجنة اللجنة للجنة لجان"),
        ("ar", "ضحايا ضحية الضحايا وضحايا"),
        ("ar", "قرار قرارات القرار بالقرارات"),
        ("ar", "وزارة الوزارة وزارات"),
        ("zh", "販運 贩运"),
    ],
)
def test_forms_of_a_word_are_one(language, words):
    assert {tuple(found(one, words, language)) for one in words.split()} == {tuple(_without_elision(words))}


def _without_elision(words: str) -> list[str]:
    return [re.sub(r"^[LlDd]['’]|['’][sS]$|’$", "", word) for word in words.split()]


@pytest.mark.parametrize(
    ("words", "marked"),
    [
        ("E/CN.15/2008/CRP.2", ["E/CN.15/2008/CRP.2"]),
        ("CN.15/2008", ["CN.15/2008"]),
        ("2008/CRP.2", ["2008/CRP.2"]),
        ("crp.2", ["CRP.2"]),
        ("CN.15/2007", []),
        ("CRP.21", []),
    ],
)
def test_a_symbol_is_found_whole_and_in_part(words, marked):
    assert found(words, "The paper E/CN.15/2008/CRP.2 of 13 February", "en") == marked


@pytest.mark.parametrize(
    ("words", "marked"),
    [
        ("人口贩运", ["人口贩运"]),
        ("口贩", ["口贩"]),
        ("贩", ["贩"]),
        ("动", ["动"]),
        ("人贩", []),
        ("人口販運", ["人口贩运"]),
        ("打击活动", []),
    ],
)
def test_chinese_is_found_wherever_it_stands_side_by_side(words, marked):
    assert found(words, "打击人口贩运活动", "zh") == marked


def test_a_chinese_sentence_is_not_broken_by_the_end_of_a_line():
    assert found("人口贩运", "打击人口\n贩运活动。人口。贩运", "zh") == ["人口\n贩运"]


def test_words_in_quotation_marks_stand_side_by_side():
    text = "smuggling of migrants; migrants and smuggling"
    assert found('"smuggling of migrants"', text, "en") == ["smuggling of migrants"]
    assert found("smuggling of migrants", text, "en") == ["smuggling", "migrants", "migrants", "smuggling"]
    assert found("«trafics illicites»", "Le trafic illicite, des illicites trafics", "fr") == ["trafic illicite"]
    assert found("“贩运 protocol”", "人口贩运 protocol", "zh") == ["贩运 protocol"]


def test_small_words_are_looked_for_only_alone_or_in_quotation_marks():
    assert found("the prevention of it", "prevention of the rest of it", "en") == ["prevention", "it"]
    assert found("the", "prevention of the rest", "en") == ["the"]
    assert [len(term.phrases[0].tokens) for term in read_query("la trata de personas").terms] == [1, 1]


def test_a_query_does_not_say_its_language():
    assert found("victimes", "Les victimes et la victime", "fr") == ["victimes", "victime"]
    assert found("víctimas", "La víctima", "es") == ["víctima"]
    assert found("victims of торговли 贩运", "The victim; торговля людьми; 贩运人口", "en") == [
        "victim",
        "торговля",
        "贩运",
    ]


@pytest.mark.parametrize("typed", ["", "   ", '"', '""', "***", "—", "'", "\\", "()", "«»", "…"])
def test_what_has_no_word_asks_for_nothing(typed):
    assert not read_query(typed)


def test_a_snippet_shows_the_part_with_most_of_what_is_asked_for():
    text = "Migrants. " + "Nothing here. " * 60 + "The smuggling of migrants.\nAnd more. " + "Nothing here. " * 60
    shown = snippet(text, read_query("smuggling migrants"), "en")
    assert [shown.text[start:end] for start, end in shown.marks] == ["smuggling", "migrants"]
    assert (shown.text[0], shown.text[-1], len(shown.text) < 250, "\n" in shown.text) == ("…", "…", True, False)


def test_a_snippet_of_what_does_not_have_the_words_is_its_beginning():
    assert snippet("A short text", read_query("nothing"), "en") == ("A short text", [])


def test_words_of_titles_are_kept_as_they_stand():
    assert name_tokens("Débats sur le trafic 贩运") == "debats sur le trafic 贩运 运"
    assert correctable("Débats sur E/CN.15 贩运 2008") == ["debats"]
    assert names_marked("Réunion de Vienne", "vien") == [(11, 17)]


@given(HAN, st.data())
@settings(max_examples=150, deadline=None)
def test_any_two_characters_of_a_chinese_text_are_found_where_they_stand(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    part = text[start : data.draw(st.integers(start + 1, len(text)))]
    marked = mark(text, read_query(part), "zh")
    assert any(first <= start and start + len(part) <= last for first, last in marked)


@given(HAN, HAN)
@settings(max_examples=150, deadline=None)
def test_nothing_else_is_found_in_chinese(text, part):
    is_there = simplify_characters(part) in simplify_characters(text)
    assert bool(mark(text, read_query(part), "zh")) == is_there


@given(MIXED, st.sampled_from(["ar", "zh", "en", "fr", "ru", "es"]))
@settings(max_examples=200, deadline=None)
def test_tokens_are_the_same_for_the_index_and_for_marking(text, language):
    found_tokens = list(find_tokens(text, language))
    assert " ".join(token.word for token in found_tokens) == index_tokens(text, language)
    assert all(0 <= token.start < token.end <= len(text) for token in found_tokens)
    assert all(re.fullmatch(r"[^\s\"'\\:&|!()<>*]+", token.word) for token in found_tokens)


@given(MIXED)
@settings(max_examples=200, deadline=None)
def test_folding_twice_is_folding_once(word):
    assert fold_word(fold_word(word)) == fold_word(word)
    assert simplify_characters(simplify_characters(word)) == simplify_characters(word)


@given(MIXED, st.sampled_from(["ar", "zh", "en", "fr", "ru", "es"]))
@settings(max_examples=200, deadline=None)
def test_marks_are_in_order_and_a_query_of_any_kind_is_safe(text, language):
    marks = mark(text, read_query(text), language)
    assert all(before[1] <= after[0] for before, after in pairwise(marks))
    shown = snippet(text, read_query(text), language, width=20)
    assert all(0 <= start < end <= len(shown.text) for start, end in shown.marks)
