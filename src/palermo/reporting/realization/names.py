"""Names in a sentence: in full or in short, with what each language does to a name behind a preposition.

Of a name `x` a pattern may use:

- `{x}` as the record has it: with its article in English, French and Spanish, in the nominative in Russian;
- `{x_bare}` without its article;
- `{x_full}` in full at any mention, for headings;
- `{x_de}`, `{x_a}` in French and Spanish behind "de" and "à", "a": "du Comité", "a la Comisión";
- `{x_li}` in Arabic behind the preposition "li", which takes the place of the article's alif: "للجنة";
- `{x_gen}`, `{x_dat}`, `{x_acc}`, `{x_ins}`, `{x_loc}` in Russian.
"""

import re

from palermo.core.speech.messages import with_spaces
from palermo.reporting import tree
from palermo.reporting.realization.catalogue import message
from palermo.reporting.realization.telling import Telling
from palermo.reporting.spoken import Run, Spoken
from palermo.reporting.states import Case

FORMS = ("bare", "full", "de", "a", "li", *Case.values)
# French and Spanish articles, with what "de" and "à", "a" make of them.
_CONTRACTIONS = {
    ("fr", "de"): (("les ", "des "), ("le ", "du "), ("la ", "de la "), ("l’", "de l’")),
    ("fr", "a"): (("les ", "aux "), ("le ", "au "), ("la ", "à la "), ("l’", "à l’")),
    ("es", "de"): (("el ", "del "), ("la ", "de la "), ("los ", "de los "), ("las ", "de las ")),
    ("es", "a"): (("el ", "al "), ("la ", "a la "), ("los ", "a los "), ("las ", "a las ")),
}
_WITHOUT_ARTICLE = {"fr": ("de ", "à "), "es": ("de ", "a ")}
_ARTICLES = {"en": ("the ",), "fr": ("les ", "le ", "la ", "l’"), "es": ("el ", "la ", "los ", "las ")}
_FRENCH_VOWEL = re.compile(r"[aàâeéèêëiîïoôuûyh]", re.IGNORECASE)


def realize_name(node: tree.Name, telling: Telling, form: str = "") -> Spoken:
    """A name as its sentence needs it; the first mention is in full, with the acronym that stands for it later."""
    lang, is_first = telling.lang, node.fact not in telling.mentioned
    is_full = (
        form == "full"
        or node.style is tree.Style.FULL
        or (node.style is tree.Style.AUTO and is_first)
        or not node.short.get(lang)
    )
    telling.mentioned.add(node.fact)
    words = _in_case(node, telling, form, is_full=is_full)
    if words is None:
        return _missing(node, telling)
    telling.mention(node.fact, words)
    if is_full and is_first and (acronym := node.acronym.get(lang)):
        words = message("common.name_with_acronym", lang).format({"name": words, "acronym": acronym})
    return (Run(with_spaces(words, lang)),)


def behind(words: str, lang: str, form: str) -> str:
    """A name or a noun phrase behind a preposition, or without its article.

    >>> behind("le Comité", "fr", "de")
    'du Comité'
    """
    if form == "bare":
        article = next((each for each in _ARTICLES.get(lang, ()) if words.startswith(each)), "")
        return words.removeprefix(article)
    if form == "li":
        noun = words.removeprefix("ال")
        # The article loses its alif, and its lam too where the noun begins with one.
        return f"ل{words}" if noun == words else f"ل{noun}" if noun.startswith("ل") else f"لل{noun}"
    for article, contracted in _CONTRACTIONS.get((lang, form), ()):
        if words.startswith(article):
            return contracted + words.removeprefix(article)
    if lang == "fr" and form == "de" and _FRENCH_VOWEL.match(words):
        return f"d’{words}"
    before_de, before_a = _WITHOUT_ARTICLE.get(lang, ("", ""))
    return (before_de if form == "de" else before_a if form == "a" else "") + words


def _in_case(node: tree.Name, telling: Telling, form: str, *, is_full: bool) -> str | None:
    words = (node.full if is_full else node.short).get(telling.lang)
    if words is None or form in ("", "full"):
        return words
    if form not in Case.values:
        return behind(words, telling.lang, form)
    cases = node.full_cases if is_full else node.short_cases
    if form in cases:
        return cases[form]
    if cases or not re.fullmatch(r"[A-ZА-ЯЁ]+", words):
        telling.object_to(f"the name “{words}” has no {Case(form).label} in Russian")
    # An acronym has no cases.
    return words


def _missing(node: tree.Name, telling: Telling) -> Spoken:
    return (telling.miss(node.fact, node.full),)
