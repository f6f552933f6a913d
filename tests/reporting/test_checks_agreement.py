"""The concordance of language versions: the same paragraphs, facts, dates, numbers, symbols and certainty."""

from dataclasses import replace

import pytest

from palermo.core.languages import CODES
from palermo.reporting import spoken
from palermo.reporting.checks.agreement import check_agreement
from palermo.reporting.checks.days import find_dates
from palermo.reporting.checks.passages import part_names
from palermo.reporting.tree import Fact
from tests.reporting.checked import paper, paragraph, places
from tests.reporting.spoken_examples import words

HELD = {
    "ar": "عُقدت المشاورات في 18 حزيران/يونيه و16 و20 تموز/يوليه 2007، عملاً بالمقرر {16/1}، بحضور 800 مشارك.",
    "zh": "协商于2007年6月18日、7月16日和20日根据第{16/1}号决定举行，800人参加。",
    "en": "Consultations were held on 18 June and 16 and 20 July 2007, under decision {16/1}, with 800 participants.",
    "fr": "Les consultations ont eu lieu les 18 juin et 16 et 20 juillet 2007, décision {16/1}, avec 800 participants.",
    "ru": "Консультации состоялись 18 июня и 16 и 20 июля 2007 года, решение {16/1}, с участием 800 человек.",
    "es": "Hubo consultas los días 18 de junio y 16 y 20 de julio de 2007, decisión {16/1}, con 800 personas.",
}
PLANNED = {
    "ar": "من المقرر عقد المنتدى في فيينا.",
    "zh": "论坛定于在维也纳举行。",
    "en": "The Forum will be held in Vienna.",
    "fr": "Le Forum se tiendra à Vienne, où il est prévu.",
    "ru": "Форум будет проведен в Вене.",
    "es": "El Foro se celebrará en Viena.",
}


def versions(texts: dict[str, str], **changed: str) -> dict[str, spoken.Report]:
    return {lang: paper(lang, text) for lang, text in {**texts, **changed}.items()}


def test_one_version_has_nothing_to_agree_with():
    assert check_agreement({"en": paper("en", "Text.")}) == []


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"fr": HELD["fr"].replace("20 juillet", "21 juillet")}, ["20 July 2007", "21 July 2007"]),
        ({"zh": HELD["zh"].replace("2007年", "2008年")}, None),
        ({"ru": HELD["ru"].replace("800", "80")}, ["800", "80"]),
        ({"es": HELD["es"].replace("16/1", "16/2")}, ["16/1", "16/2"]),
    ],
)
def test_what_differs_is_named_on_both_sides(changed, expected):
    findings = check_agreement(versions(HELD, **changed))
    assert {finding.language for finding in findings} == set(changed)
    if expected:
        only_there, only_here = expected
        assert [finding.what for finding in findings] == [
            f"Only in English: {only_there}",
            f"Only here, not in English: {only_here}",
        ]


def test_day_that_no_month_has_is_named_all_the_same():
    findings = check_agreement({"en": paper("en", "On 30 June 2007."), "fr": paper("fr", "Le 31 juin 2007.")})
    assert [finding.what for finding in findings] == [
        "Only in English: 30 June 2007",
        "Only here, not in English: 31/6/2007",
    ]


def test_certainty_is_compared_clause_by_clause():
    findings = check_agreement(versions(PLANNED, zh="论坛已在维也纳举行。"))
    assert places(findings) == [("p1", 1, "The other languages present this as planned.")]
    assert [(finding.language, finding.is_advice) for finding in findings] == [("zh", False)]
    findings = check_agreement(versions(HELD, en=f"{HELD['en'][:-1]}, and will be."))
    assert [(finding.language, finding.what) for finding in findings] == [
        ("en", "Only this language presents this as planned.")
    ]


AGREED = {
    "ar": "واتفق المشاركون على إدراج الموضوع في جدول الأعمال.",
    "zh": "与会者商定将该问题列入议程。",
    "en": "Participants agreed to make it an item on the agenda.",
    "fr": "Les participants sont convenus d’en faire un point de l’ordre du jour.",
    "ru": "Участники договорились включить этот вопрос в повестку дня.",
    "es": "Los participantes convinieron en incluirlo en la agenda.",
}
RECOMMENDED = {
    "ar": "يوصى بأن تستعرض اللجنة النتائج.",
    "zh": "建议委员会审查成果。",
    "en": "It is recommended that the Committee review the outcome.",
    "fr": "Il est recommandé que le Comité examine les résultats.",
    "ru": "Рекомендуется, чтобы Комитет рассмотрел итоги.",
    "es": "Se recomienda que el Comité examine los resultados.",
}


@pytest.mark.parametrize("texts", [HELD, PLANNED, AGREED, RECOMMENDED])
def test_versions_that_say_the_same_agree(texts):
    assert check_agreement(versions(texts)) == []


@pytest.mark.parametrize(
    ("texts", "lang", "changed", "what"),
    [
        (AGREED, "zh", "该问题是议程上的一个项目。", "The other languages present this as agreed or decided."),
        (AGREED, "en", "It is an item on the agenda.", "The other languages present this as agreed or decided."),
        (RECOMMENDED, "fr", "Le Comité examine les résultats.", "The other languages present this as recommended."),
        (
            HELD,
            "es",
            f"{HELD['es'][:-1]}, según lo acordado.",
            "Only this language presents this as agreed or decided.",
        ),
    ],
)
def test_what_was_agreed_or_recommended_is_not_presented_as_done(texts, lang, changed, what):
    findings = check_agreement(versions(texts, **{lang: changed}))
    assert [(each.language, each.number, each.what, each.is_advice) for each in findings] == [(lang, 1, what, False)]


COMMITTEE, COMMISSION = Fact("bodies", "committee", "name"), Fact("bodies", "commission", "name")


def naming(lang: str, *clauses: tuple[Fact, ...]) -> spoken.Report:
    """A paper of one paragraph whose clauses hold the names of these records."""
    given = paper(lang, "A")
    shown = tuple(
        spoken.Clause(words("A"), (), tuple(spoken.Mention(of, f"{of.id} ({lang})") for of in clause))
        for clause in clauses
    )
    block = replace(paragraph("p1", 1, "A"), clauses=shown)
    return replace(given, sections=(replace(given.sections[0], blocks=(block,)),))


def name_findings(en: spoken.Report, zh: spoken.Report) -> list[tuple[str, str, int | None, str]]:
    found = check_agreement({"en": en, "zh": zh})
    return [(each.language, part_names(zh)[each.where], each.number, each.what) for each in found]


def test_name_missing_in_one_version_is_told_with_language_section_and_paragraph():
    assert name_findings(naming("en", (COMMITTEE, COMMISSION)), naming("zh", (COMMISSION,))) == [
        ("zh", "一.", 1, "Only in English: committee (en)")
    ]
    assert name_findings(naming("en", ()), naming("zh", (COMMISSION,))) == [
        ("zh", "一.", 1, "Only here, not in English: commission (zh)")
    ]


def test_name_of_another_record_is_told_even_if_both_were_named_before():
    both = (COMMITTEE, COMMISSION)
    assert name_findings(naming("en", both, (COMMITTEE,)), naming("zh", both, (COMMISSION,))) == [
        ("zh", "一.", 1, "Only in English: committee (en)"),
        ("zh", "一.", 1, "Only here, not in English: commission (zh)"),
    ]


def test_language_may_say_it_where_another_gives_the_name_again():
    assert name_findings(naming("en", (COMMITTEE,), (COMMITTEE,)), naming("zh", (COMMITTEE,), ())) == []
    assert name_findings(naming("en", (COMMITTEE,), ()), naming("zh", (COMMITTEE,), (COMMITTEE,))) == []


def test_order_of_names_within_a_clause_is_that_of_the_language():
    both = (COMMITTEE, COMMISSION)
    assert name_findings(naming("en", both), naming("zh", both[::-1])) == []


def test_names_in_headings_and_subparagraphs_are_compared():
    def with_names(lang: str, *named: Fact) -> spoken.Report:
        given = naming(lang, ())
        mentions = tuple(spoken.Mention(of, of.id) for of in named)
        under = spoken.Subparagraph("(a)", words("A"), (), mentions)
        block = replace(given.sections[0].blocks[0], subparagraphs=(under,))
        return replace(given, sections=(replace(given.sections[0], blocks=(block,), mentions=mentions),))

    assert places(check_agreement({"en": with_names("en", COMMITTEE), "fr": with_names("fr")})) == [
        ("only", None, "Only in English: committee"),
        ("p1", 1, "Only in English: committee"),
    ]


def test_facts_are_compared_clause_by_clause():
    def stating(lang: str, fact: str) -> spoken.Report:
        given = paper(lang, "A")
        block = paragraph("p1", 1, "A", Fact("events", "forum", fact))
        return replace(given, sections=(replace(given.sections[0], blocks=(block,)),))

    assert check_agreement({"en": stating("en", "starts"), "fr": stating("fr", "starts")}) == []
    findings = check_agreement({"en": stating("en", "starts"), "fr": stating("fr", "ends")})
    assert places(findings) == [("p1", 1, "The facts stated differ from the version in English.")]


def test_paragraphs_and_sections_are_compared():
    findings = check_agreement({"en": paper("en", "One.", "Two."), "fr": paper("fr", "Un.")})
    assert places(findings) == [("report", None, "The sections or paragraphs differ from the version in English.")]


def test_without_english_the_first_version_is_the_one_compared_with():
    findings = check_agreement({"fr": paper("fr", "Il y en a 12."), "es": paper("es", "Son 13.")})
    assert [finding.what for finding in findings] == ["Only in French: 12", "Only here, not in French: 13"]


@pytest.mark.parametrize("lang", CODES)
def test_dates_are_read_back_from_every_language(lang):
    text = "".join(run.text for run in words(HELD[lang]))
    read = [date for dated in find_dates(text, lang) for date in dated.dates]
    assert read == [(2007, 6, 18), (2007, 7, 16), (2007, 7, 20)]


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("en", "In 2007, on 11 and 13 May; and in 2008, on 4 June.", [(2007, 5, 11), (2007, 5, 13), (2008, 6, 4)]),
        ("en", "On 12–16 and 19–23 February and 17 July 2007.", [
            *((2007, 2, 12), (2007, 2, 16), (2007, 2, 19), (2007, 2, 23), (2007, 7, 17)),
        ]),
        ("en", "In late September 2007 and in May.", [(2007, 9, None), (2007, 5, None)]),
        ("fr", "Le 1er août 2007.", [(2007, 8, 1)]),
        ("zh", "2007年，委员会于5月23日和9月4日开会；2008年4月提交。", [(2007, 5, 23), (2007, 9, 4), (2008, 4, None)]),
        ("ru", "В марте 2007 года и с 19 по 22 июня 2008 года.", [(2007, 3, None), (2008, 6, 19), (2008, 6, 22)]),
        ("en", "You may march on.", []),
    ],
)  # fmt: skip
def test_years_are_those_the_sentence_gives(lang, text, expected):
    assert [date for dated in find_dates(text, lang) for date in dated.dates] == expected
