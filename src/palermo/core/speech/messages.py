"""Sentences as ICU messages: one folder a language, each file a mapping from key to pattern (decision 0004).

A message's key is its file's name, a dot, and its key there: `progress.launch`.
"""

from pathlib import Path

import yaml
from icu4py.messageformat import MessageFormat

# Western digits in Arabic too, as in United Nations papers.
_ICU_LOCALES = {"ar": "ar-u-nu-latn", "zh": "zh-Hans", "en": "en", "fr": "fr", "ru": "ru", "es": "es"}
# A pattern may run over several lines of its file; Chinese has no space to put there.
_BETWEEN_LINES = {"zh": ""}
# French sets these marks apart, on the same line.
_NO_BREAK = "\N{NO-BREAK SPACE}"
_FRENCH_SPACES = (*((f" {mark}", f"{_NO_BREAK}{mark}") for mark in ":;?!»"), ("« ", f"«{_NO_BREAK}"))


def read_patterns(folder: Path, lang: str) -> dict[str, str]:
    """All patterns of a language in a folder of messages, by key."""
    patterns: dict[str, str] = {}
    for path in sorted((folder / lang).glob("*.yaml")):
        for key, pattern in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            patterns[f"{path.stem}.{key}"] = with_spaces(_BETWEEN_LINES.get(lang, " ").join(pattern.split()), lang)
    return patterns


def compile_pattern(pattern: str, lang: str) -> MessageFormat:
    """Compile an ICU message pattern for a language."""
    return MessageFormat(pattern, _ICU_LOCALES[lang])


def with_spaces(words: str, lang: str) -> str:
    """French words with the spaces that may not break; others as they are."""
    if lang != "fr":
        return words
    for plain, spaced in _FRENCH_SPACES:
        words = words.replace(plain, spaced)
    return words
