"""Values in the terms of schema.org."""

from palermo.core.dates import PartialDate
from palermo.core.kinds import StructuredData
from palermo.core.languages import active_language
from palermo.core.text import MultilingualText


def localized_value(text: MultilingualText | None) -> str | dict[str, str] | None:
    """A text in the reader's language; in another one, with that language named."""
    shown = (text or MultilingualText()).shown_in(active_language().code)
    if shown is None:
        return None
    return {"@value": shown.words, "@language": shown.language.tag} if shown.is_missing else shown.words


def organization_data(name: MultilingualText | None) -> StructuredData | None:
    """An organization or a body, by its name."""
    return None if name is None else {"@type": "Organization", "name": localized_value(name)}


def date_value(day: PartialDate | None) -> str:
    """A date as exactly as it is known: 2007-10-02, 2007-10, 2007."""
    if day is None:
        return ""
    length = {"day": 10, "month": 7, "year": 4}[day.precision.value.rpartition("_")[2]]
    return day.value.isoformat()[:length]
