"""What a note verbale says, in each language: its parts, its grammar, and that nothing is passed off for another."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from palermo.core.languages import CODES
from palermo.core.text import MultilingualText
from palermo.governance.notes.composing import ISOLATE, POP, compose, message, patterns
from palermo.governance.notes.particulars import Addressees, Enclosure, MeetingParticulars, Particulars, TextParticulars
from palermo.governance.states.bodies import MeetingKind, NoteKind
from palermo.governance.states.endorsements import EndorsementState
from tests.factories.common import text
from tests.reporting.patterns import arguments

VIENNA = MultilingualText({"ar": "فيينا", "zh": "维也纳", "en": "Vienna", "fr": "Vienne", "ru": "Вена", "es": "Viena"})
IN_VIENNA = MultilingualText(
    {"ar": "في فيينا", "zh": "在维也纳", "en": "in Vienna", "fr": "à Vienne", "ru": "в Вене", "es": "en Viena"}
)
MEETING = MeetingParticulars(
    kind="consultation",
    title=MultilingualText(),
    starts_on=date(2008, 2, 6),
    ends_on=date(2008, 2, 6),
    starts_at=time(10),
    ends_at=time(13),
    time_zone="Europe/Vienna",
    place=VIENNA,
    locative=IN_VIENNA,
    room="M-Plenary",
    link="https://example.org/meeting",
    languages=("es", "ar"),
    agenda=(("1", text("Opening")), ("2 (b)", text("Programme"))),
)
TOLD = Particulars(
    kind="invitation",
    reference="CU 2008/12",
    dated_on=date(2008, 1, 18),
    place=VIENNA,
    addressees=Addressees(),
    meeting=MEETING,
    reply_by=date(2008, 2, 1),
    enclosures=(Enclosure("E/CN.15/2008/1", text("Agenda")), Enclosure("", text("Programme"))),
)
COMPLIMENTS = {
    "ar": "تهدي الأمانة تحياتها إلى البعثات الدائمة للدول الأعضاء",
    "zh": "秘书处谨向各会员国常驻代表团致意",
    "en": "The Secretariat presents its compliments to the permanent missions of Member States",
    "fr": "Le Secrétariat présente ses compliments aux missions permanentes des États Membres",
    "ru": "Секретариат свидетельствует свое уважение постоянным представительствам государств-членов",
    "es": "La Secretaría saluda atentamente a las misiones permanentes de los Estados Miembros",
}
CLOSINGS = {
    "ar": "وتغتنم الأمانة هذه الفرصة لتعرب مجددا للبعثات الدائمة للدول الأعضاء عن أسمى آيات التقدير.",
    "zh": "秘书处借此机会再次向各会员国常驻代表团致以最崇高的敬意。",
    "en": "The Secretariat avails itself of this opportunity to renew to the permanent missions of Member States the "
    "assurances of its highest consideration.",
    "fr": "Le Secrétariat saisit cette occasion pour renouveler aux missions permanentes des États Membres les "
    "assurances de sa très haute considération.",
    "ru": "Секретариат пользуется случаем, чтобы возобновить постоянным представительствам государств-членов уверения "
    "в своем самом высоком уважении.",
    "es": "La Secretaría aprovecha la oportunidad para reiterar a las misiones permanentes de los Estados Miembros las "
    "seguridades de su consideración más distinguida.",
}
LAST_LINES = {
    "ar": "فيينا، 18 كانون الثاني/يناير 2008",
    "zh": "2008年1月18日于维也纳",
    "en": "Vienna, 18 January 2008",
    "fr": "Vienne, le 18 janvier 2008",
    "ru": "Вена, 18 января 2008 года",
    "es": "Viena, 18 de enero de 2008",
}
FIRST_PERSON = re.compile(r"\b(?:I|we|our|us|nous|notre|je|мы|наш|yo|nosotros|nuestro)\b|我们|نحن", re.IGNORECASE)
ALL_KINDS = [(kind, each) for kind in MeetingKind for each in ("invitation", "change", "cancellation")]


def note_text(told: Particulars, lang: str) -> str:
    return compose(told).text[lang].replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("lang", CODES)
def test_a_note_has_its_parts_in_order(lang):
    blocks = note_text(TOLD, lang).split("\n\n")
    assert len(blocks) == 8
    assert "CU 2008/12" in blocks[0]
    assert blocks[1].startswith(COMPLIMENTS[lang])
    assert blocks[6:] == [CLOSINGS[lang], LAST_LINES[lang]]


def test_the_whole_of_one():
    assert note_text(TOLD, "en") == (
        "Reference: CU 2008/12\nSubject: Open-ended informal intergovernmental consultation\n\n"
        "The Secretariat presents its compliments to the permanent missions of Member States and has the honour to "
        "extend an invitation to the open-ended informal intergovernmental consultation, to be held in Vienna on "
        "6 February 2008.\n\n"
        "Date: 6 February 2008\nTime: 10 a.m. to 1 p.m. (Vienna time)\nPlace: Vienna\nRoom: M-Plenary\n"
        "Link: https://example.org/meeting\nInterpretation: Arabic and Spanish\n\n"
        "Agenda:\n1. Opening [en]\n2 (b). Programme [en]\n\n"
        "The Secretariat would be grateful to receive replies by 1 February 2008.\n\n"
        "Enclosures:\n– E/CN.15/2008/1, Agenda [en]\n– Programme [en]\n\n"
        f"{CLOSINGS['en']}\n\nVienna, 18 January 2008"
    )


@pytest.mark.parametrize("lang", CODES)
@pytest.mark.parametrize(("kind", "note"), ALL_KINDS)
def test_every_kind_of_meeting_is_said_in_the_third_person_and_unsigned(kind, note, lang):
    words = note_text(replace(TOLD, kind=note, meeting=replace(MEETING, kind=kind)), lang)
    assert FIRST_PERSON.search(words) is None
    assert "{" not in words
    assert words.endswith(LAST_LINES[lang])


@pytest.mark.parametrize("lang", CODES)
def test_every_kind_of_note_says_something_else(lang):
    put = TextParticulars(title=text("Programme"), state="approved", result_on=date(2008, 1, 10))
    on_text = {"meeting": None, "text": put}
    shown = {kind: on_text if kind in {NoteKind.ENDORSEMENT, NoteKind.RESULT} else {} for kind in NoteKind}
    texts = {kind: note_text(replace(TOLD, kind=kind, **change), lang) for kind, change in shown.items()}
    assert len({words.split("\n\n")[1] for words in texts.values()}) == len(NoteKind)


def test_a_change_says_what_was_planned_until_then():
    moved = replace(MEETING, old_starts_on=date(2008, 2, 4), old_ends_on=date(2008, 2, 5), reason=text("No room"))
    words = note_text(replace(TOLD, kind="change", meeting=moved), "en")
    assert "which was to be held on 4 and 5 February 2008, will be held in Vienna on 6 February 2008.\n\nDate:" in words
    assert "Reason: No room [en]" in words


def test_a_cancellation_gives_its_reason_and_neither_hours_nor_agenda():
    words = note_text(replace(TOLD, kind="cancellation", meeting=replace(MEETING, reason=text("Strike"))), "en")
    assert "which was to be held on 6 February 2008, has been cancelled.\n\nReason: Strike [en]\n\n" in words
    assert "Agenda" not in words.replace("Agenda [en]", "")
    assert "10 a.m." not in words


@pytest.mark.parametrize("lang", CODES)
@pytest.mark.parametrize("state", [state for state in EndorsementState if state != EndorsementState.OPEN])
def test_a_result_is_said_in_words_of_its_own(state, lang):
    def result(of):
        put = TextParticulars(title=text("Programme"), state=of, result_on=date(2008, 1, 10))
        return note_text(replace(TOLD, kind="result", meeting=None, text=put), lang)

    others = {result(other) for other in EndorsementState if other not in (state, EndorsementState.OPEN)}
    assert result(state) not in others


def test_silence_is_explained_with_its_deadline_in_the_zone_of_the_procedure():
    put = TextParticulars(text("Programme"), True, datetime(2007, 9, 28, 16, tzinfo=UTC), "Europe/Vienna")
    words = note_text(replace(TOLD, kind="endorsement", meeting=None, text=put), "en")
    assert "Deadline: 28 September 2007, 6 p.m. (Vienna time)" in words
    assert "Unless an objection has been received by then, the text will be considered approved." in words


def test_addressees_by_name_stand_at_the_head_and_agree_with_the_sentence():
    one = replace(TOLD, addressees=Addressees(False, (text("Mission"),)))
    two = replace(TOLD, addressees=Addressees(False, (text("Mission"), text("Delegation"))))
    mixed = replace(TOLD, addressees=Addressees(False, (text("Mission"),), (text("Ministry"),)))
    assert "To: Mission [en]\n" in note_text(one, "en")
    assert "compliments to the permanent mission named above and" in note_text(one, "en")
    assert "إلى البعثتين الدائمتين المذكورتين أعلاه" in note_text(two, "ar")
    assert "вышеуказанным постоянным представительствам и министерствам" in note_text(mixed, "ru")


def test_what_is_in_latin_letters_is_isolated_where_one_reads_from_the_right():
    arabic = note_text(TOLD, "ar")
    for words in ("CU 2008/12", "E/CN.15/2008/1", "M-Plenary", "https://example.org/meeting"):
        assert f"{ISOLATE}{words}{POP}" in arabic
    assert not any({ISOLATE, POP} & set(note_text(TOLD, lang)) for lang in CODES if lang != "ar")


@pytest.mark.parametrize(
    ("change", "lacking"),
    [
        ({"meeting": replace(MEETING, title=text("Title", "en", "fr"))}, "title"),
        ({"meeting": replace(MEETING, agenda=(("1", text("Opening", "en", "fr")),))}, "agenda"),
        ({"meeting": replace(MEETING, reason=text("Reason", "en", "fr"))}, "reason"),
        ({"place": text("Vienna", "en", "fr")}, "place"),
        ({"addressees": Addressees(False, (text("Mission", "en", "fr"),))}, "addressee"),
        ({"enclosures": (Enclosure("A/1", text("Paper", "en", "fr")),)}, "enclosure"),
    ],
)
def test_a_language_that_lacks_a_text_gets_no_note_and_is_told_what_is_missing(change, lacking):
    composed = compose(replace(TOLD, **change))
    assert list(composed.text) == ["en", "fr"]
    assert composed.missing == dict.fromkeys(("ar", "zh", "ru", "es"), (lacking,))


@pytest.mark.parametrize("lang", CODES)
def test_every_language_has_the_same_sentences_with_the_same_arguments(lang):
    assert sorted(patterns(lang)) == sorted(patterns("en"))
    differing = [
        key for key, pattern in patterns(lang).items() if arguments(pattern)[0] != arguments(patterns("en")[key])[0]
    ]
    assert differing == []


@pytest.mark.parametrize("lang", CODES)
def test_every_sentence_is_one_that_icu_reads(lang):
    assert [key for key in patterns(lang) if message(key.removeprefix("note."), lang) is None] == []
