"""Names in sentences: in full once, in short afterwards, contracted and in their case as each language does."""

from datetime import date

import pytest

from palermo.core.languages import BY_CODE, CODES
from palermo.core.text import MultilingualText
from palermo.reporting.realization.inline import plain, realize
from palermo.reporting.realization.names import behind
from palermo.reporting.realization.telling import Telling
from palermo.reporting.tree import DayList, Fact, Message, Name, Style

COMMISSION = Name(
    full=MultilingualText({"en": "the Commission on Fish", "ru": "Комиссия по рыбе", "fr": "la Commission du poisson"}),
    short=MultilingualText({"en": "the Commission", "ru": "Комиссия", "fr": "la Commission"}),
    fact=Fact("bodies", "fish", "name"),
    full_cases={"gen": "Комиссии по рыбе"},
)
OFFICE = Name(
    full=MultilingualText(dict.fromkeys(CODES, "the Office of Fish")),
    short=MultilingualText(dict.fromkeys(CODES, "OF")),
    fact=Fact("organisations", "office", "name"),
    acronym=MultilingualText(dict.fromkeys(CODES, "OF")),
)


def telling(lang: str = "en") -> Telling:
    return Telling(BY_CODE[lang])


def say(name: Name, teller: Telling) -> str:
    return plain(realize(name, teller))


def test_name_is_in_full_at_first_mention_and_in_short_afterwards():
    teller = telling()
    assert [say(COMMISSION, teller) for _ in range(3)] == ["the Commission on Fish", "the Commission", "the Commission"]


def test_acronym_is_defined_once_behind_the_full_name():
    assert [say(OFFICE, teller := telling()), say(OFFICE, teller)] == ["the Office of Fish (OF)", "OF"]
    assert [say(OFFICE, teller := telling("zh")), say(OFFICE, teller)] == ["the Office of Fish（OF）", "OF"]


def test_style_asks_for_one_of_the_two_at_any_mention():
    teller = telling()
    full = Name(COMMISSION.full, COMMISSION.short, COMMISSION.fact, style=Style.FULL)
    short = Name(COMMISSION.full, COMMISSION.short, COMMISSION.fact, style=Style.SHORT)
    assert [say(each, teller) for each in (short, full, full)] == [
        "the Commission",
        "the Commission on Fish",
        "the Commission on Fish",
    ]


@pytest.mark.parametrize(
    ("words", "lang", "form", "expected"),
    [
        ("la Commission", "fr", "de", "de la Commission"),
        ("le Comité", "fr", "de", "du Comité"),
        ("les États", "fr", "a", "aux États"),
        ("l’Initiative", "fr", "de", "de l’Initiative"),
        ("UNICEF", "fr", "de", "d’UNICEF"),
        ("Vienne", "fr", "a", "à Vienne"),
        ("el Comité", "es", "de", "del Comité"),
        ("el Comité", "es", "a", "al Comité"),
        ("la Comisión", "es", "a", "a la Comisión"),
        ("اللجنة", "ar", "li", "للجنة"),
        ("مكتب", "ar", "li", "لمكتب"),
        ("the Commission", "en", "bare", "Commission"),
        ("l’Initiative", "fr", "bare", "Initiative"),
        ("委员会", "zh", "bare", "委员会"),
    ],
)
def test_languages_contract_what_stands_before_a_name(words, lang, form, expected):
    assert behind(words, lang, form) == expected


def test_russian_name_stands_in_its_case_and_a_missing_case_is_a_problem():
    teller = telling("ru")
    sentence = Message("progress.met_between_sessions", {"body": COMMISSION, "days": DayList((date(2007, 8, 1),))})
    assert "Комиссии по рыбе" in plain(realize(sentence, teller))
    assert teller.problems == []
    assert "Комиссия" in plain(realize(sentence, teller))
    assert [problem.what for problem in teller.problems] == ["the name “Комиссия” has no Genitive in Russian"]


def test_name_that_a_language_lacks_is_a_gap():
    teller = telling("es")
    assert say(COMMISSION, teller) == "[aún no disponible en español: nombre del órgano “the Commission on Fish”]"
    assert [problem.what for problem in teller.problems] == ["name of bodies/fish is missing in this language"]


def test_telling_notes_the_names_that_the_words_hold_and_no_others():
    teller = telling("fr")
    nobody = Name(MultilingualText({"en": "nobody"}), MultilingualText(), Fact("bodies", "nobody", "name"))
    assert [say(COMMISSION, teller), say(COMMISSION, teller)] == ["la Commission du poisson", "la Commission"]
    say(nobody, teller)
    assert [(each.of.id, each.words) for each in teller.take_mentions()] == [
        ("fish", "la Commission du poisson"),
        ("fish", "la Commission"),
    ]
    assert teller.take_mentions() == ()
