"""Names of months in the forms that sentences need."""

from functools import cache

from babel.dates import get_month_names

# The United Nations writes both Arabic names; CLDR has each of them, but under different countries and
# with other spellings of June and July.
_ARABIC = (
    "كانون الثاني/يناير",
    "شباط/فبراير",
    "آذار/مارس",
    "نيسان/أبريل",
    "أيار/مايو",
    "حزيران/يونيه",
    "تموز/يوليه",
    "آب/أغسطس",
    "أيلول/سبتمبر",
    "تشرين الأول/أكتوبر",
    "تشرين الثاني/نوفمبر",
    "كانون الأول/ديسمبر",
)


@cache
def month_words(month: int, lang: str) -> dict[str, str]:
    """The forms of one month by the names that the date patterns use.

    `month` stands after a day; `month_alone` in lists of words; `month_in`, `month_to` are Russian cases;
    `of_month` is French with its elision.
    """
    if lang == "ar":
        return {"month": _ARABIC[month - 1]}
    if lang == "zh":
        return {"month": str(month)}
    name = get_month_names("wide", "format", locale=lang)[month]
    return {"month": name, **_cases(name, month, lang)}


def _cases(name: str, month: int, lang: str) -> dict[str, str]:
    if lang == "ru":
        stem, is_soft = name[:-1], name.endswith("я")
        alone = get_month_names("wide", "stand-alone", locale=lang)[month]
        return {"month_alone": alone, "month_in": f"{stem}е", "month_to": stem + ("ю" if is_soft else "у")}
    if lang == "fr":
        return {"of_month": f"d’{name}" if name[0] in "ao" else f"de {name}"}
    return {}
