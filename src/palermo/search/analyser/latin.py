"""English, French and Spanish: accents folded, then the stem.

Folded first, a word has the same stem typed with its accents or without. The stemmers want some accents back, where an
ending needs them to be seen as one: those of French -ité and -ière and of Spanish -ción. French participles in -ée lose
their second e. A Spanish plural in -es is brought back to its singular, which the stemmer may take for an infinitive
(mujer, taller), and a stem in -c is written with z, since a juez is one of the jueces. English plurals that no ending
shows are a short list: the field's own words are women, men and children. Continents are found by what is
of them: Latin America in "Latin American States".
"""

import re
import threading
import unicodedata

import Stemmer

LANGUAGES = ("en", "fr", "es")
_NAMES = {"en": "english", "fr": "french", "es": "spanish", "ru": "russian"}
_FRENCH = (
    (re.compile(r"(?<=..)ees?$"), "e"),
    (re.compile(r"(?<=..)ite(s?)$"), r"ité\1"),
    (re.compile(r"(?<=.)iere(s?)$"), r"ière\1"),
)
_SPANISH_PLURAL = re.compile(r"(?<=..)([aeio][nr]|es)es$")
_PLURALS = {
    "en": {
        "women": "woman",
        "men": "man",
        "children": "child",
        "policemen": "policeman",
        "policewomen": "policewoman",
        "fishermen": "fisherman",
        "criteria": "criterion",
        "crises": "crisis",
        "analyses": "analysis",
    },
    "fr": {"travaux": "travail", "yeux": "oeil"},
    "es": {},
}
# The beginning of what is of a continent, and the continent.
_CONTINENTS = {
    "en": {"american": "america", "african": "africa", "asian": "asia", "european": "europe"},
    "fr": {"americain": "amerique", "africain": "afrique", "asiatique": "asie", "europeen": "europe"},
    "es": {"american": "america", "african": "africa", "asiatic": "asia", "europe": "europa"},
}
_ENDINGS = {"en": ("", "s"), "fr": ("", "s", "e", "es", "ne", "nes"), "es": ("o", "a", "os", "as")}
_OF_CONTINENTS = {
    language: {f"{beginning}{ending}": name for beginning, name in names.items() for ending in _ENDINGS[language]}
    for language, names in _CONTINENTS.items()
}
_LETTERS = {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ı": "i"}
_OTHER_LETTERS = str.maketrans(_LETTERS)
_OWN = threading.local()


def stemmer(language: str) -> Stemmer.Stemmer:
    """This thread's stemmer of a language: one cannot be used by two threads at once."""
    key = f"stem_{language}"
    if not hasattr(_OWN, key):
        setattr(_OWN, key, Stemmer.Stemmer(_NAMES[language], 0))
    return getattr(_OWN, key)


def fold_word(word: str) -> str:
    """Small letters without accents."""
    if word.isascii():
        return word
    apart = unicodedata.normalize("NFD", word.translate(_OTHER_LETTERS))
    return unicodedata.normalize("NFC", "".join(c for c in apart if not unicodedata.combining(c)))


def stem(word: str, language: str) -> str:
    """The stem of a folded word in one of the three languages."""
    word = _singular(_OF_CONTINENTS[language].get(word, word), language)
    if language == "fr":
        for pattern, ending in _FRENCH:
            word = pattern.sub(ending, word)
    stemmed = fold_word(stemmer(language).stemWord(word))
    return f"{stemmed[:-1]}z" if language == "es" and stemmed.endswith("c") else stemmed


def _singular(word: str, language: str) -> str:
    if singular := _PLURALS[language].get(word):
        return singular
    return _SPANISH_PLURAL.sub(r"\1", word) if language == "es" else word
