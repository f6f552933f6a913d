"""Numbers before what they count, in words under ten as papers of the United Nations write them; money; sizes of files.

Digits are Western in all six languages; how they are grouped and parted is CLDR's.
"""

from decimal import Decimal

from babel.numbers import format_currency, format_decimal
from babel.units import format_unit

_LOCALES = {"ar": "ar", "zh": "zh_Hans", "en": "en_001", "fr": "fr", "ru": "ru", "es": "es"}
_SIZES = ((1_000_000_000, "digital-gigabyte"), (1_000_000, "digital-megabyte"), (1_000, "digital-kilobyte"))
_WORDS = {
    "ar": "واحد اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة",
    "zh": "一 两 三 四 五 六 七 八 九",
    "en": "one two three four five six seven eight nine",
    "fr": "un deux trois quatre cinq six sept huit neuf",
    "ru": "один два три четыре пять шесть семь восемь девять",
    "es": "un dos tres cuatro cinco seis siete ocho nueve",
}
# Only what differs from the words before a masculine noun.
_OTHER_GENDERS = {
    ("ar", "f"): "واحدة اثنتان ثلاث أربع خمس ست سبع ثماني تسع",
    ("fr", "f"): "une",
    ("ru", "f"): "одна две",
    ("ru", "n"): "одно",
    ("es", "f"): "una",
}


def spell_count(number: int, lang: str, gender: str = "m") -> str:
    """ "seven" or "15"; `gender` is that of the noun counted: "m", "f" or "n".

    The languages' plural forms, and Arabic's dual, are the sentence's own.
    """
    if not 1 <= number <= 9:
        return str(number)
    special = _OTHER_GENDERS.get((lang, gender), "").split()
    return (special if number <= len(special) else _WORDS[lang].split())[number - 1]


def format_amount(amount: Decimal, currency: str, lang: str) -> str:
    """ "15,000,000 US dollars" by the CLDR of a language; cents only where there are any, digits Western everywhere."""
    # A whole amount without its zeros: with them, some languages would count it as a fraction.
    has_cents = amount != amount.to_integral_value()
    value = amount if has_cents else amount.to_integral_value()
    return format_currency(
        value, currency, locale=lang, format_type="name", currency_digits=has_cents, numbering_system="latn"
    )


def format_integer(number: int, lang: str) -> str:
    """ "12,345", "12 345": a whole number in figures."""
    return format_decimal(number, locale=_LOCALES[lang], numbering_system="latn")


def format_figure(number: Decimal, lang: str) -> str:
    """ "12,345" or "12,345.50", in figures: a number with two places where it has any."""
    places = "#,##0" if number == number.to_integral_value() else "#,##0.00"
    return format_decimal(number, places, locale=_LOCALES[lang], numbering_system="latn")


def format_per_cent(share: float, lang: str) -> str:
    """ "12.5", "12,5": a share as a number of per cent, with one place where it has any, without a sign."""
    return format_decimal(round(share * 100, 1), "#,##0.#", locale=_LOCALES[lang], numbering_system="latn")


def format_file_size(size: int, lang: str) -> str:
    """ "1.2 MB", "1,2 Mo": the size of a file; less than a kilobyte is rounded up to one."""
    unit, name = next((each for each in _SIZES if size >= each[0]), _SIZES[-1])
    amount = max(1.0, size / unit)
    pattern = "#,##0.#" if amount < 10 else "#,##0"
    return format_unit(amount, name, "short", format=pattern, locale=_LOCALES[lang], numbering_system="latn")
