"""The checks on a text in one language: what is found, and what is left alone."""

import pytest
from django.utils import translation

from palermo.core.languages import CODES
from palermo.reporting.checks.findings import Finding, Kind
from palermo.reporting.checks.lengths import words_by_section
from palermo.reporting.checks.report import check_report
from tests.reporting.checked import found, paper, places
from tests.reporting.spoken_examples import example, words

NO_BREAK = "\N{NO-BREAK SPACE}"
SPACE = "Extra space."
SPACE_BEFORE = "Space before a punctuation mark or inside a bracket."
SPACE_AFTER = "Missing space after a punctuation mark."
OTHER_SCRIPT = "Punctuation mark of another script."
UNPAIRED = "Unmatched quotation mark or bracket."
UNBROKEN = "Missing non-breaking space."
IN_WORDS = "Write numbers under 10 in words."


def quotes(marks: str) -> str:
    return f"Quotation marks in this language: {marks}."


def dated(example: str) -> str:
    return f"Write dates as “{example}”."


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The Forum, entitled “Acting ‘now’”, was held on 12 May 2007; 11 States took part (see paragraph 1)."),
        ("fr", f"Le Forum «{NO_BREAK}Agir “ici”{NO_BREAK}» a eu lieu le 1er mai 2007{NO_BREAK}; 11 États y étaient."),
        ("es", "El Foro “Actuar” se celebró el 1 de mayo de 2007; ¿participaron 11 Estados?"),
        ("ru", "Форум «Действовать „сейчас“» состоялся 1 мая 2007 года – 12 мая 2008 года; 11 участников."),
        ("zh", "“现在行动”论坛于2007年5月1日举行（见第1段）；11国参加了《宣言》的起草。"),
        ("es", "El Foro decidió: a) reunirse; b) actuar (en 2008)."),
        ("ar", "عُقد منتدى «العمل الآن» في 1 أيار/مايو 2007، وشاركت فيه 11 دولة؛ فهل كفى ذلك؟"),
    ],
)  # fmt: skip
def test_text_in_the_style_of_its_language_is_left_alone(lang, text):
    assert found(lang, text) == []


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("en", 'The "Forum" met.', [quotes("“…”")]),
        ("en", "The «Forum» met.", [quotes("“…”")]),
        ("en", "The “Forum met.", [UNPAIRED]),
        ("en", "The Forum (of Vienna met.", [UNPAIRED]),
        ("en", "The States' Forum isn't over.", ["Straight apostrophe: use ’."]),
        ("en", "The Forum  met.", [SPACE]),
        ("en", "The Forum , it seems, met ( twice).", [SPACE_BEFORE]),
        ("en", "The Forum met,then parted.Nobody spoke.", [SPACE_AFTER]),
        ("en", "The Forum met， and parted。", [OTHER_SCRIPT]),
        ("fr", "Le Forum: voir « ceci ».", [UNBROKEN]),
        ("fr", "Le Forum , réuni, a siégé.", [SPACE_BEFORE]),
        ("fr", "Le Forum “Agir” a siégé.", [quotes("«…»")]),
        ("ru", "Форум “Мир” состоялся.", [quotes("«…»")]),
        ("es", "El Foro se celebró. Participaron todos?", ["Missing inverted question or exclamation mark."]),
        ("zh", "论坛举行,与会者 发言.", [OTHER_SCRIPT]),
        ("zh", '"论坛"举行了 。', [quotes("“…”"), SPACE_BEFORE]),
        ("ar", "عُقد المنتدى, فهل كفى?", [OTHER_SCRIPT]),
        ("ar", 'عُقد "المنتدى" .', [quotes("«…»"), SPACE_BEFORE]),
    ],
)  # fmt: skip
def test_marks_and_spaces_of_another_style_are_found(lang, text, expected):
    assert found(lang, text) == expected


@pytest.mark.parametrize(
    ("lang", "text", "example"),
    [
        ("en", "It met on January 31.", "31 January 2008"),
        ("en", "It met on 31st January 2008 and on 2 May, 2008.", "31 January 2008"),
        ("en", "It met on 31/01/2008 and 2008-02-01.", "31 January 2008"),
        ("fr", "Il s’est réuni le 1 mai 2008.", "31 janvier 2008"),
        ("fr", "Il s’est réuni le 12 Mai 2008.", "31 janvier 2008"),
        ("es", "Se reunió el 12 mayo 2008.", "31 de enero de 2008"),
        ("ru", "Заседание состоялось 12 мая 2008.", "31 января 2008 года"),
        ("zh", "会议于2008年05月1日举行。", "2008年1月31日"),
        ("zh", "会议于二〇〇八年五月举行。", "2008年1月31日"),
        ("ar", "عُقد الاجتماع في 12 مايو 2008.", "31 كانون الثاني/يناير 2008"),
    ],
)
def test_dates_of_another_form_are_found(lang, text, example):
    assert set(found(lang, text)) == {dated(example)}


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("en", "The 7 members met 4 times.", [IN_WORDS]),
        ("en", "On 7 and 8 May 2007, 5 per cent of the 12 members read decision 4, items 1, 2 and 3 and $5 bills.", []),
        ("en", "They met on 3–5 May, 3 to 5 June and 4, 5 and 6 July 2007.", []),
        ("fr", "Les 7 membres se sont réunis.", [IN_WORDS]),
        ("fr", "Du 7 au 9 mai 2007, 5 pour cent ont lu la décision 4, paragraphe 3.", []),
        ("es", "Los 7 miembros se reunieron.", [IN_WORDS]),
        ("ru", "Из 7 членов прибыли все.", [IN_WORDS]),
        ("ru", "С 7 по 9 мая 2007 года рассматривался пункт 4 повестки дня.", []),
        ("zh", "7个成员举行了4次会议。", []),
        ("en", "12 members met from 10-12 May 2007.", [
            "Use a dash, not a hyphen, in a range of numbers.",
            "Do not begin a sentence with a figure.",
        ]),
        ("en", "2007 was a year of change.", []),
    ],
)  # fmt: skip
def test_numbers(lang, text, expected):
    assert found(lang, text) == expected


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("organisation", "organization"),
        ("analyzed", "analysed"),
        ("program", "programme"),
        ("labor", "-our: labour"),
        ("co-ordination", "coordination"),
        ("percent", "per cent"),
        ("Criminalised", "Criminalized"),
        ("judgment", "judgement"),
    ],
)
def test_english_is_spelled_as_the_united_nations_spell(written, right):
    assert found("en", f"This is {written} here.") == [f"United Nations spelling: {right}"]


@pytest.mark.parametrize("word", ["advise", "exercise", "specialist", "programmes", "analyse", "organized", "emphasis"])
def test_right_spellings_are_left_alone(word):
    assert found("en", f"This is {word} here.") == []


def test_what_is_quoted_keeps_its_spelling_and_terms():
    assert found("en", "The “Organization against human trafficking” met.") == []


@pytest.mark.parametrize(
    ("lang", "text", "term"),
    [
        ("en", "They fight human trafficking.", "trafficking in persons"),
        ("en", "The member states agreed.", "Member States or member States"),
        ("fr", "Ils luttent contre le trafic de personnes.", "traite des personnes"),
        ("es", "Luchan contra la trata de seres humanos.", "trata de personas"),
        ("ru", "Они борются с траффикингом.", "торговля людьми"),
        ("zh", "打击人口贩卖。", "贩运人口（人口贩运）"),
        ("ar", "مكافحة الاتجار بالبشر.", "الاتجار بالأشخاص"),
    ],
)
def test_preferred_terms(lang, text, term):
    assert found(lang, text) == [f"Preferred term: {term}"]


def test_names_keep_their_own_terms():
    assert found("en", "The Global Initiative to Fight Human Trafficking unites Member States.") == []


def test_what_is_said_again_is_found():
    assert found("en", "The the Forum met.") == ["Repeated word."]
    assert found("en", "He said that that had had to wait.") == []
    assert found("zh", "组织组织了会议。") == ["Repeated word."]
    assert found("en", "The Forum met in Vienna.", "The Forum met in Vienna.") == ["This sentence appears twice."]
    assert found("en", "The Forum met in Vienna.", summary="The Forum met in Vienna.") == []
    alike = "Two consecutive sentences begin with the same words."
    assert found("en", "The Forum of Vienna met. The Forum of London parted.") == [alike]
    assert found("en", "The Forum of Vienna met. The Forum met again.") == []
    assert found("zh", "指导委员会举行会议。指导委员会通过决定。") == [alike]


def test_acronyms_are_explained_once_and_used_again():
    unexplained, unused = "UNODC is used before it is defined.", "UNODC is defined but not used again."
    assert found("en", "UNODC met in Vienna.") == [unexplained]
    assert found("en", "The Office (UNODC) met in Vienna.") == [unused]
    assert found("en", "The Office (UNODC) met in Vienna.", "UNODC then parted.") == []
    # Each part explains its own.
    assert found("en", "UNODC then parted.", summary="The Office (UNODC) met. UNODC parted.") == [unexplained]
    assert found("en", "People with HIV/AIDS were sent a CD-ROM about “Delivering as One UN” in part II.") == []
    assert found("ru", "Доклад подготовило ЮНОДК.") == ["ЮНОДК is used before it is defined."]
    assert found("zh", "联合国儿童基金会（儿基会）参加了会议。") == ["儿基会 is defined but not used again."]
    assert found("zh", "联合国儿童基金会（儿基会）参加了会议，儿基会发了言。") == []


def test_references_are_to_what_is_there():
    assert found("en", "See paragraphs 1 and 9.") == ["Paragraph 9 does not exist."]
    assert found("en", "See section I and section IV.") == ["Section IV does not exist."]
    assert found("en", "In paragraph 9 of its decision, and in decision {16/1}, paragraph 9, it agreed.") == []
    assert found("fr", "Voir le paragraphe 9.") == ["Paragraph 9 does not exist."]
    assert found("fr", "Voir le paragraphe 9 de la décision.") == []
    assert found("ru", "См. пункт 9.") == ["Paragraph 9 does not exist."]
    assert found("es", "Véase el párrafo 9.") == ["Paragraph 9 does not exist."]
    assert found("zh", "见第9段。") == ["Paragraph 9 does not exist."]
    assert found("ar", "انظر الفقرة 9.") == ["Paragraph 9 does not exist."]


def test_notes_and_their_calls_match():
    assert found("en", "It met.[^1]", notes=("A note.",)) == []
    assert found("en", "It met.[^2]", notes=("A note.",)) == [
        "Footnote 2 does not exist.",
        "Footnote 1 is not referenced in the text.",
    ]


def test_gaps_are_no_findings_because_they_stand_among_the_problems():
    assert places(check_report(paper("en", "It met in <<no name>>, <<no day>>."))) == []


def test_long_sentences_are_told_as_advice():
    shown = check_report(paper("en", " ".join(["Word"] + ["more", "of", "it"] * 20) + "."))
    assert [(finding.kind, finding.what, finding.is_advice) for finding in shown] == [
        (Kind.READABILITY, "Words in this sentence: 61 (recommended maximum: 45).", True),
        (Kind.READABILITY, "Average words per sentence: 61 (recommended maximum: 25).", True),
    ]
    assert found("zh", "会议讨论" * 3 + "，".join(["各国代表发言", "主席总结", "秘书处报告"] * 10) + "。")[-2:] == [
        "Characters in this sentence: 162 (recommended maximum: 110).",
        "Average characters per sentence: 162 (recommended maximum: 55).",
    ]


def test_sentences_do_not_end_behind_abbreviations():
    text = "United Nations, vol. 2237, No. 39574 and Mr. Smith of the Forum met in Vienna."
    assert check_report(paper("en", text)) == []


def test_finding_says_where_it_is_with_the_words_around_it():
    long = "In the course of the year the members of the Forum, as said, met the the delegates of all States."
    assert check_report(paper("en", "All is well.", long)) == [
        Finding(
            Kind.REPETITION,
            "p2",
            2,
            "en",
            "Repeated word.",
            "…year the members of the Forum, as said, met the the delegates of all States.",
        )
    ]


def test_sentences_are_in_the_language_of_the_reader():
    with translation.override("fr"):
        assert found("en", "The  Forum met.") == ["Espace superflue."]


@pytest.mark.parametrize("lang", CODES)
def test_words_of_sections_make_up_the_paper(lang):
    parts = words_by_section(example(lang))
    assert [part.title for part in parts] == [
        example(lang).labels.summary,
        *("".join(run.text for run in section.title) for section in example(lang).sections),
    ]
    assert all(part.words > 0 for part in parts)


def test_symbols_and_addresses_are_no_words():
    assert found("en", "See {E/CN.15/2008/1},www.un.org/a,b;c and someone@un.org.")[1:] == []
    assert words("{A/1}")[0].text == "A/1"
