"""How each language says dates: patterns by form and by how exactly the date is known.

Forms: `plain` for tables and headings, `when` in a sentence ("in late September 2007"), `by` for a
deadline, `since` for a beginning, `until` for an end, `of` after a noun ("Guidance of 18 June"). A
pattern may set `{it}`, the plain words, into its own. CLDR has none of these but the plain day and
month, so they are written down here.
"""

from palermo.core.dates import DatePrecision as P

DAY, MONTH, YEAR = P.DAY, P.MONTH, P.YEAR
EARLY_MONTH, MID_MONTH, LATE_MONTH = P.EARLY_MONTH, P.MID_MONTH, P.LATE_MONTH
EARLY_YEAR, MID_YEAR, LATE_YEAR = P.EARLY_YEAR, P.MID_YEAR, P.LATE_YEAR

Forms = dict[str, dict[str, str]]
ELSE = "else"


def _all(pattern: str) -> dict[str, str]:
    return {ELSE: pattern}


def _parts(early: str, mid: str, late: str, month: str, year: str) -> dict[str, str]:
    """“Early”, “mid” and “late” before a month and before a year."""
    words = ((EARLY_MONTH, EARLY_YEAR, early), (MID_MONTH, MID_YEAR, mid), (LATE_MONTH, LATE_YEAR, late))
    of_months: dict[str, str] = {of_month: word + month for of_month, _, word in words}
    return {**of_months, **{of_year: word + year for _, of_year, word in words}}


_EN: Forms = {
    "plain": {
        DAY: "{day} {month} {year}",
        MONTH: "{month} {year}",
        YEAR: "{year}",
        **_parts("early ", "mid-", "late ", "{month} {year}", "{year}"),
    },
    "when": {DAY: "on {it}", ELSE: "in {it}"},
    "by": _all("by {it}"),
    "since": _all("since {it}"),
    "until": _all("until {it}"),
    "of": _all("of {it}"),
}

_FR: Forms = {
    "plain": {
        DAY: "{day} {month} {year}",
        MONTH: "{month} {year}",
        YEAR: "{year}",
        **_parts("début ", "mi-", "fin ", "{month} {year}", "{year}"),
    },
    "when": {
        DAY: "le {it}",
        **_parts("au début ", "au milieu ", "à la fin ", "{of_month} {year}", "de {year}"),
        MID_MONTH: "à la {it}",
        ELSE: "en {it}",
    },
    "by": {
        DAY: "d’ici au {it}",
        **_parts("d’ici au début ", "d’ici au milieu ", "d’ici à la fin ", "{of_month} {year}", "de {year}"),
        MID_MONTH: "d’ici à la {it}",
        ELSE: "d’ici à {it}",
    },
    "since": {
        DAY: "depuis le {it}",
        **_parts("depuis le début ", "depuis le milieu ", "depuis la fin ", "{of_month} {year}", "de {year}"),
        MID_MONTH: "depuis la {it}",
        ELSE: "depuis {it}",
    },
    "until": {
        DAY: "jusqu’au {it}",
        **_parts("jusqu’au début ", "jusqu’au milieu ", "jusqu’à la fin ", "{of_month} {year}", "de {year}"),
        MID_MONTH: "jusqu’à la {it}",
        ELSE: "jusqu’en {it}",
    },
    "of": {
        DAY: "du {it}",
        MONTH: "{of_month} {year}",
        **_parts("du début ", "du milieu ", "de la fin ", "{of_month} {year}", "de {year}"),
        MID_MONTH: "de la {it}",
        ELSE: "de {it}",
    },
}

_ES: Forms = {
    "plain": {
        DAY: "{day} de {month} de {year}",
        MONTH: "{month} de {year}",
        YEAR: "{year}",
        **_parts("principios de ", "mediados de ", "fines de ", "{month} de {year}", "{year}"),
    },
    "when": {DAY: "el {it}", MONTH: "en {it}", YEAR: "en {it}", ELSE: "a {it}"},
    "by": {DAY: "a más tardar el {it}", ELSE: "para {it}"},
    "since": {DAY: "desde el {it}", ELSE: "desde {it}"},
    "until": {DAY: "hasta el {it}", ELSE: "hasta {it}"},
    "of": {DAY: "del {it}", ELSE: "de {it}"},
}

_RU: Forms = {
    "plain": {
        DAY: "{day} {month} {year} года",
        MONTH: "{month_alone} {year} года",
        YEAR: "{year} год",
        **_parts("начало ", "середина ", "конец ", "{month} {year} года", "{year} года"),
    },
    "when": {
        DAY: "{it}",
        MONTH: "в {month_in} {year} года",
        YEAR: "в {year} году",
        **_parts("в начале ", "в середине ", "в конце ", "{month} {year} года", "{year} года"),
    },
    "by": {
        DAY: "к {it}",
        MONTH: "к {month_to} {year} года",
        YEAR: "к {year} году",
        **_parts("к началу ", "к середине ", "к концу ", "{month} {year} года", "{year} года"),
    },
    "since": {
        DAY: "с {it}",
        MONTH: "с {month} {year} года",
        YEAR: "с {year} года",
        **_parts("с начала ", "с середины ", "с конца ", "{month} {year} года", "{year} года"),
    },
    "until": {
        DAY: "до {it}",
        MONTH: "до {month} {year} года",
        YEAR: "до {year} года",
        **_parts("до начала ", "до середины ", "до конца ", "{month} {year} года", "{year} года"),
    },
    "of": {
        DAY: "от {it}",
        MONTH: "за {it}",
        YEAR: "за {it}",
        **_parts("начала ", "середины ", "конца ", "{month} {year} года", "{year} года"),
    },
}

_AR: Forms = {
    "plain": {
        DAY: "{day} {month} {year}",
        MONTH: "{month} {year}",
        YEAR: "عام {year}",
        **_parts("أوائل ", "منتصف ", "أواخر ", "{month} {year}", "عام {year}"),
    },
    "when": _all("في {it}"),
    "by": _all("بحلول {it}"),
    "since": _all("منذ {it}"),
    "until": _all("حتى {it}"),
    "of": _all("{it}"),
}

_ZH: Forms = {
    "plain": {
        DAY: "{year}年{month}月{day}日",
        MONTH: "{year}年{month}月",
        YEAR: "{year}年",
        EARLY_MONTH: "{year}年{month}月上旬",
        MID_MONTH: "{year}年{month}月中旬",
        LATE_MONTH: "{year}年{month}月下旬",
        EARLY_YEAR: "{year}年年初",
        MID_YEAR: "{year}年年中",
        LATE_YEAR: "{year}年年底",
    },
    "when": _all("{it}"),
    "by": _all("{it}之前"),
    "since": _all("自{it}以来"),
    "until": _all("至{it}"),
    "of": _all("{it}"),
}

DATES: dict[str, Forms] = {"ar": _AR, "zh": _ZH, "en": _EN, "fr": _FR, "ru": _RU, "es": _ES}

# Periods: `first` and `last` are days without what they share (their year, or month and year).
PERIODS: dict[str, dict[str, str]] = {
    "ar": {"plain": "من {first} إلى {last}", "when": "في الفترة من {first} إلى {last}"},
    "zh": {"plain": "{first}至{last}", "when": "{first}至{last}"},
    "en": {"plain": "{first}–{last}", "when": "from {first} to {last}"},
    "fr": {"plain": "{first}-{last}", "when": "du {first} au {last}"},
    "ru": {"plain": "{first}–{last}", "when": "с {first} по {last}"},
    "es": {"plain": "{first} a {last}", "when": "del {first} al {last}"},
}

# A period of one month among several, in a sentence, its month named after it (in Chinese, before it); what leads them.
PERIOD_OF_MONTH: dict[str, str] = {
    "ar": "من {first} إلى {last}",
    "zh": "{first}日至{last}日",
    "en": "{first}–{last}",
    "fr": "du {first} au {last}",
    "ru": "{first}–{last}",
    "es": "del {first} al {last}",
}
PERIOD_LISTS: dict[str, str] = {"ar": "في الفترات {periods}", "en": "on {periods}"}
TWO_PERIODS: dict[str, str] = {"ar": "في الفترتين {periods}"}

# Several days in a sentence, and one.
DAY_LISTS: dict[str, tuple[str, str]] = {
    "ar": ("في {days}", "في {days}"),
    "zh": ("{days}", "{days}"),
    "en": ("on {days}", "on {days}"),
    "fr": ("les {days}", "le {days}"),
    "ru": ("{days}", "{days}"),
    "es": ("los días {days}", "el {days}"),
}
