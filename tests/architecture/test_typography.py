"""The catalogues are written with the signs of their languages, and speak to the reader in one way."""

import re
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest

LOCALE = Path(__file__).parents[2] / "src/palermo/locale"
CHINESE = r"[\u3400-\u9fff]"
ARABIC = r"[\u0621-\u064a]"
NO_BREAK = "[\u00a0\u202f]"

# What a translation may hold that is not words: placeholders, markup, addresses, times, proportions.
MACHINE = re.compile(r"%\(\w+\)[sd]|\{\w*\}|<[^>]*>|https?://\S+|&\w+;|\b\d{1,2}:\d{2}\b|data-\S+")

FAULTS = {
    "zh_Hans": {
        "a half-width sign beside Chinese": re.compile(rf"{CHINESE}[,:;!?]|[,:;!?] ?{CHINESE}"),
        "a half-width bracket beside Chinese": re.compile(rf"{CHINESE} ?\(|\) ?{CHINESE}|\({CHINESE}|{CHINESE}\)"),
        "a full stop of another language": re.compile(rf"{CHINESE}\.(\s|$)"),
        "a straight quotation mark": re.compile(rf"{CHINESE}[\"']|[\"']{CHINESE}"),
    },
    "ar": {
        "a Latin comma or semicolon": re.compile(rf"{ARABIC}[,;]|[,;] ?{ARABIC}"),
        "a Latin question mark": re.compile(rf"{ARABIC}[ً-ْ]*\?"),
        "tanwin before its alif": re.compile("\u064b\u0627"),
        "a final alif without its tanwin": re.compile(
            r"\b(أيض|دائم|مع|حالي|مسبق|شهري|يومي|تلقائي|نهائي|أول|لاحق|سابق|رسمي|كتابي|خطي|وفق|نظر|استناد)ا(?![\w\u064b])"
        ),
        "an order in the plural": re.compile(
            r"(?:^|[.؛:]\s|ثم )و?ف?[\u0621-\u0652]{2,}وا(?!\w)|\b[اأ][\u0621-\u064a]{2,6}وا(?!\w)"
        ),
    },
    "fr": {
        "a sign without its no-break space": re.compile(rf"(?<!{NO_BREAK})[:;!?»](?=\s|$)|(?<!{NO_BREAK})»"),
        "a quotation mark without its no-break space": re.compile(rf"«(?!{NO_BREAK})"),
        "a straight apostrophe": re.compile(r"[A-Za-zÀ-ÿ]'[A-Za-zÀ-ÿ]"),
    },
    "es": {
        "a question or exclamation without its first sign": re.compile(r"^[^¿]*\?|^[^¡]*!(?!\w)"),
    },
    "ru": {
        "a quotation mark of another language": re.compile(r"[“”\"]"),
    },
}

# Numbers of resolutions, and a verb that is no order: "attended".
EXCEPTIONS = {
    ("zh_Hans", "3363 (XXX)"),
    ("zh_Hans", "1325 (2000)"),
    ("ar", "حضروا"),
}


def translations(locale: str) -> Iterator[str]:
    """Every translation, without what no reader reads and without what is allowed."""
    for entry in polib.pofile(str(LOCALE / locale / "LC_MESSAGES/django.po")):
        for words in entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]:
            allowed = [exception for each, exception in EXCEPTIONS if each == locale]
            for exception in allowed:
                words = "X" if words == exception else words.replace(exception, "X")
            yield MACHINE.sub("X", words)


@pytest.mark.parametrize(("locale", "fault"), [(locale, fault) for locale in FAULTS for fault in FAULTS[locale]])
def test_no_translation_has_a_fault_of_writing(locale, fault):
    assert [words for words in translations(locale) if FAULTS[locale][fault].search(words)] == []


@pytest.mark.parametrize(
    ("locale", "fault", "words"),
    [
        ("zh_Hans", "a half-width sign beside Chinese", "发出日期:"),
        ("zh_Hans", "a half-width bracket beside Chinese", "决议(草案)"),
        ("zh_Hans", "a full stop of another language", "已保存."),
        ("zh_Hans", "a straight quotation mark", '页面"X"'),
        ("ar", "a Latin comma or semicolon", "الدول, المنظمات"),
        ("ar", "a Latin question mark", "هل تريد الحذف?"),
        ("ar", "tanwin before its alif", "أيض\u064bا"),
        ("ar", "a final alif without its tanwin", "يمكنكم أيضا"),
        ("ar", "an order in the plural", "اختاروا لغة"),
        ("fr", "a sign without its no-break space", "Recherche :"),
        ("fr", "a quotation mark without its no-break space", "« Mandats »"),
        ("fr", "a straight apostrophe", "l'ordre du jour"),
        ("es", "a question or exclamation without its first sign", "Eliminar?"),
        ("ru", "a quotation mark of another language", "“Мандаты”"),
    ],
)
def test_each_fault_is_found(locale, fault, words):
    assert FAULTS[locale][fault].search(words)
