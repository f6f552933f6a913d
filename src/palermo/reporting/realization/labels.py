"""Numbers of sections and letters of subparagraphs as papers in each language write them."""

_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_CHINESE = "一二三四五六七八九"
_ARABIC_ORDINALS = (
    "أولا",
    "ثانيا",
    "ثالثا",
    "رابعا",
    "خامسا",
    "سادسا",
    "سابعا",
    "ثامنا",
    "تاسعا",
    "عاشرا",
    "حادي عشر",
    "ثاني عشر",
    "ثالث عشر",
    "رابع عشر",
    "خامس عشر",
    "سادس عشر",
    "سابع عشر",
    "ثامن عشر",
    "تاسع عشر",
    "عشرون",
)
_ARABIC_LETTERS = "أبجدهوزحطيكلمنسعفصقرشت"
_LATIN_LETTERS = "abcdefghijklmnopqrstuvwxyz"
# French, Russian and Spanish papers drop the opening bracket.
_SUBPARAGRAPHS = {"ar": "({})", "zh": "({})", "en": "({})", "fr": "{})", "ru": "{})", "es": "{})"}


def section_label(number: int, lang: str) -> str:
    """ "II.", "二.", "ثانيا-"; in Arabic in figures from the twenty-first on."""
    if lang == "ar":
        ordinal = _ARABIC_ORDINALS[number - 1] if number <= len(_ARABIC_ORDINALS) else number
        return f"{ordinal}-"
    return f"{chinese_number(number)}." if lang == "zh" else f"{_roman(number)}."


_ANNEX = {"ar": "المرفق", "zh": "附件", "en": "Annex", "fr": "Annexe", "ru": "Приложение", "es": "Anexo"}
_ARABIC_ANNEXES = ("الأول", "الثاني", "الثالث", "الرابع", "الخامس", "السادس", "السابع", "الثامن", "التاسع", "العاشر")


def annex_label(number: int, of: int, lang: str) -> str:
    """ "Annex II", "附件二", "المرفق الثاني"; without a number where there is only one."""
    name = _ANNEX[lang]
    if of == 1:
        return name
    if lang == "ar":
        return f"{name} {_ARABIC_ANNEXES[number - 1] if number <= len(_ARABIC_ANNEXES) else number}"
    return f"{name}{chinese_number(number)}" if lang == "zh" else f"{name} {_roman(number)}"


def is_annex_heading(words: str, lang: str) -> bool:
    """Whether the words of a heading begin as those of an annex do."""
    return words.startswith(_ANNEX[lang])


def subparagraph_label(number: int, lang: str) -> str:
    """ "(a)", "a)", "(أ)"; behind the last letter each stands twice: "(aa)"."""
    letters = _ARABIC_LETTERS if lang == "ar" else _LATIN_LETTERS
    times, at = divmod(number - 1, len(letters))
    return _SUBPARAGRAPHS[lang].format(letters[at] * (times + 1))


def footnote_label(number: int, lang: str) -> str:
    """The number of a footnote where it is called; nothing where that is the figure alone. Arabic has "(1)"."""
    return f"({number})" if lang == "ar" else ""


def _roman(number: int) -> str:
    written = ""
    for value, sign in _ROMAN:
        times, number = divmod(number, value)
        written += sign * times
    return written


def chinese_number(number: int) -> str:
    """A number up to 999 in Chinese figures: "三", "十二", "一百零五"; a larger one in Arabic figures."""
    if number > 999:
        return str(number)
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    written = f"{_CHINESE[hundreds - 1]}百" if hundreds else ""
    if tens:
        written += ("" if tens == 1 and not hundreds else _CHINESE[tens - 1]) + "十"
    elif hundreds and ones:
        written += "零"
    return written + (_CHINESE[ones - 1] if ones else "")
