"""States and places in the terms of schema.org."""

from palermo.accounts.models import Place, State
from palermo.core import clock
from palermo.core.kinds import StructuredData
from palermo.core.languages import active_language
from palermo.core.structured_data import localized_value


def state_data(state: State) -> StructuredData:
    """A State under the names in use today."""
    today = clock.today()
    name = state.short_name_on(today)
    other = [words for code, words in name.items() if code != active_language().code]
    return {
        "@type": "Country",
        "name": localized_value(name),
        "alternateName": list(dict.fromkeys([*state.formal_name_on(today).values(), *other])),
        "identifier": state.slug.upper(),
    }


def place_data(place: Place) -> StructuredData:
    """A place, with its country."""
    data: StructuredData = {"@type": "Place", "name": localized_value(place.name)}
    if place.state:
        data["address"] = {"@type": "PostalAddress", "addressCountry": localized_value(place.state.name_today)}
    return data
