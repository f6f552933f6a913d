"""Numbers of passages as each language writes them: "Article 3", "第三条", "المادة 3"."""

import re
from collections.abc import Iterable

from django.utils.translation import override

from palermo.core.languages import BY_CODE, active_language
from palermo.reporting.realization.labels import chinese_number
from palermo.toolkit.states.texts import PassageKind
from palermo.toolkit.texts.passages import Passage, Text

_WORDS = {
    PassageKind.PART: {
        "en": "Part {}", "fr": "Partie {}", "es": "Parte {}", "ru": "Часть {}", "zh": "第{}部分", "ar": "الجزء {}",
    },
    PassageKind.CHAPTER: {
        "en": "Chapter {}", "fr": "Chapitre {}", "es": "Capítulo {}", "ru": "Глава {}", "zh": "第{}章",
        "ar": "الفصل {}",
    },
    PassageKind.MODULE: {
        "en": "Module {}", "fr": "Module {}", "es": "Módulo {}", "ru": "Модуль {}", "zh": "第{}单元", "ar": "الوحدة {}",
    },
    PassageKind.ARTICLE: {
        "en": "Article {}", "fr": "Article {}", "es": "Artículo {}", "ru": "Статья {}", "zh": "第{}条",
        "ar": "المادة {}",
    },
    PassageKind.OPTION: {
        "en": "Option {}", "fr": "Option {}", "es": "Opción {}", "ru": "Вариант {}", "zh": "备选案文{}",
        "ar": "الخيار {}",
    },
    PassageKind.BOX: {
        "en": "Box {}", "fr": "Encadré {}", "es": "Recuadro {}", "ru": "Вставка {}", "zh": "方框{}", "ar": "الإطار {}",
    },
    PassageKind.EXERCISE: {
        "en": "Exercise {}", "fr": "Exercice {}", "es": "Ejercicio {}", "ru": "Упражнение {}", "zh": "练习{}",
        "ar": "التمرين {}",
    },
}  # fmt: skip
# In the words of law, paragraphs are numbered where there are several.
_NUMBERING = frozenset({PassageKind.ARTICLE, PassageKind.OPTION})


def number_label(kind: PassageKind, number: int, language: str, *, holder: int = 0) -> str:
    """The number of a passage with its noun; of a section, with the number of what holds it: "2.3".

    Empty for what is not numbered or has no noun.
    """
    if not number:
        return ""
    if kind == PassageKind.SECTION:
        return f"{holder}.{number}" if holder else str(number)
    if kind not in _WORDS:
        return ""
    return _WORDS[kind][language].format(chinese_number(number) if language == "zh" else number)


def kind_label(kind: PassageKind, language: str) -> str:
    """What a passage is, in a language: it heads a commentary, a checklist or objectives without words of their own."""
    with override(BY_CODE[language].django_code):
        return str(kind.label)


def label_passage(kind: PassageKind, number: int) -> str:
    """Its kind with its number, in the language of the page; empty for list items and tables.

    `number` is 0 for a passage that is not numbered.
    """
    if kind in {PassageKind.ITEM, PassageKind.TABLE}:
        return ""
    if kind == PassageKind.PARAGRAPH:
        return f"{number}." if number else ""
    language = active_language().code
    if kind == PassageKind.SECTION and number:
        return f"{kind_label(kind, language)} {number}"
    return number_label(kind, number, language) or kind_label(kind, language)


def labels_of(text: Text) -> dict[str, str]:
    """What stands before the words of each passage, by its key.

    Of one that holds others, its number with its noun, or its kind where it has neither number nor words; of a
    paragraph of an article or an option, its number, where there are several.
    """
    labels: dict[str, str] = {}
    _label(text.passages, None, text.language, labels)
    return labels


def _label(passages: Iterable[Passage], holder: Passage | None, language: str, labels: dict[str, str]) -> None:
    below = list(passages)
    has_numbers = holder is not None and holder.kind in _NUMBERING
    has_numbers &= sum(each.kind == PassageKind.PARAGRAPH for each in below) > 1
    for each in below:
        if each.is_holder:
            label = number_label(each.kind, each.number, language, holder=holder.number if holder else 0)
            labels[each.key] = label or ("" if each.content else kind_label(each.kind, language))
            _label(each.children, each, language, labels)
        elif each.kind == PassageKind.PARAGRAPH and has_numbers:
            labels[each.key] = f"{each.number}."


def strip_label(kind: PassageKind, words: str) -> str:
    """The words of a heading without the number that an author typed before them, in any language."""
    found = _TYPED[kind].match(words) if kind in _TYPED else None
    return words[found.end() :] if found else words


def find_kind(words: str) -> PassageKind | None:
    """The kind of passage that a typed heading begins with, as "Article 3" or "第三条" do."""
    return next((kind for kind, typed in _TYPED.items() if typed.match(words)), None)


_FIGURE = r"(?:\d{1,3}|[IVXL]{1,6}\b|[一二三四五六七八九十百零〇]{1,5})"
_AFTER = r"(?!\d)[\s.:：。–—-]*"


def _typed(words: Iterable[str]) -> re.Pattern[str]:
    """Finds a number with its noun, as an author types it, at the beginning of a heading."""
    either = "|".join(_FIGURE.join(map(re.escape, each.split("{}"))) for each in words)
    return re.compile(rf"\s*(?:{either}){_AFTER}", re.IGNORECASE)


_TYPED = {kind: _typed(words.values()) for kind, words in _WORDS.items()}
_TYPED[PassageKind.SECTION] = re.compile(r"\s*\d{1,2}(?:\.\d{1,2}){1,3}\.?\s+")
