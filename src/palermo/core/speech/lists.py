"""Items joined as each language joins them: "A, B and C", "A, B et C", "A、B和C"."""

from collections.abc import Sequence
from functools import cache

from babel import Locale

# English papers of the United Nations put no comma before "and"; CLDR knows that as world English.
_LOCALES = {"ar": "ar", "zh": "zh_Hans", "en": "en_001", "fr": "fr", "ru": "ru", "es": "es"}
# When an item has a comma in it, commas can no longer part the items.
_COMMAS = {"ar": "،", "zh": "，、", "en": ",", "fr": ",", "ru": ",", "es": ","}
_APART = {
    "ar": ("؛ و", "؛ و"),
    "zh": ("；", "；"),
    "en": ("; ", "; and "),
    "fr": (" ; ", " ; et "),
    "ru": ("; ", "; "),
    "es": ("; ", "; y "),
}
_SPANISH_AND_BEFORE_I = ("i", "í", "hi", "hí")
_SPANISH_I_THAT_IS_A_CONSONANT = ("hia", "hie", "ia", "ie", "io")


def format_list(items: Sequence[str], lang: str) -> str:
    """The items as one phrase; items that have commas inside are parted by semicolons.

    Parameters
    ----------
    items : sequence of str
        At least one; an empty list has no words.
    lang : str
        A language code of the record.
    """
    pieces = [items[0]] if items else []
    for joint, item in zip(joints(items, lang), items[1:], strict=True):
        pieces += [joint, item]
    return "".join(pieces)


def joints(items: Sequence[str], lang: str) -> list[str]:
    """What stands between each item and the next."""
    if len(items) < 2:
        return []
    if any(comma in item for item in items for comma in _COMMAS[lang]):
        middle, last = _APART[lang]
    elif lang == "ar" and len(items) > 2 and any(" و" in item for item in items):
        # The conjunction alone would not show where an item that has it inside ends.
        middle = last = "، و"
    else:
        middle, last = _separators(lang, len(items) == 2)
    if lang == "zh" and last == "和" and any("和" in item for item in items[-2:]):
        # A word for "and" inside an item would run into the one between the items.
        last = "以及"
    if lang == "es":
        last = _spanish_and(last, items[-1])
    return [middle] * (len(items) - 2) + [last]


@cache
def _separators(lang: str, two: bool) -> tuple[str, str]:
    """CLDR's separators: before the last item and, for more than two, between the others."""
    patterns = Locale.parse(_LOCALES[lang]).list_patterns["standard"]
    middle, last = ("middle", "2" if two else "end")
    return _between(patterns[middle]), _between(patterns[last])


def _between(pattern: str) -> str:
    return pattern.removeprefix("{0}").removesuffix("{1}")


def _spanish_and(last: str, item: str) -> str:
    """Spanish says "e" before the sound of i."""
    word = item.casefold()
    sounds_i = word.startswith(_SPANISH_AND_BEFORE_I) and not word.startswith(_SPANISH_I_THAT_IS_A_CONSONANT)
    return last.replace("y ", "e ") if sounds_i else last
